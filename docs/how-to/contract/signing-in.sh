# From a new address to a session with a second factor, and back in by letter.

registration() {
  challenge
  call POST /auth/register \
    "{\"email\":\"$1\",\"password\":\"$2\",\"username\":\"Ada\",\"locale\":\"en\",\"challenge\":\"$solution\"}"
}

step "A weak password is refused with its score and the reasons"
registration "$email" password1
expect 422 weak-password
is errors.0.field password
[ "$(field score)" -lt 3 ] || fail "score must be below 3"

step "A challenge is good for one request, and only solved"
solution=nonsense
call POST /auth/register \
  "{\"email\":\"$email\",\"password\":\"$password\",\"username\":\"Ada\",\"challenge\":\"$solution\"}"
expect 422 invalid
is errors.0.code challenge-invalid

step "A registration is answered in the same way whether the address is new or taken"
registration "$email" "$password"
expect 202
header_has RateLimit-Policy '"register"'
registration "$email" "$password"
expect 202

step "Who has not proven the address cannot sign in"
call POST /auth/login "{\"email\":\"$email\",\"password\":\"$password\"}"
expect 403 email-not-verified

step "The link of the letter proves the address and signs in, once"
call POST /auth/verify-email '{"token":"invented"}'
expect 422 token-invalid
token_of "$email" /verify
call POST /auth/verify-email "{\"token\":\"$token\"}" --header 'X-Token-Delivery: body'
expect 200
is tokenType Bearer
is user.emailVerified true
call POST /auth/verify-email "{\"token\":\"$token\"}"
expect 422 token-invalid

step "Asking for that letter again is answered in the same way for everybody"
challenge
call POST /auth/verify-email/resend "{\"email\":\"nobody-$email\",\"challenge\":\"$solution\"}"
expect 202

step "A wrong password and an unknown address get the same answer"
call POST /auth/login "{\"email\":\"$email\",\"password\":\"wrong-$password\"}"
expect 401 bad-credentials
title=$(field title)
call POST /auth/login "{\"email\":\"nobody-$email\",\"password\":\"$password\"}"
expect 401 bad-credentials
is title "$title"

step "A browser gets the refresh token as a cookie that no script reads and no other site sends"
call POST /auth/login "{\"email\":\"$email\",\"password\":\"$password\"}" --cookie-jar "$answers/cookies"
expect 200
header_has Set-Cookie HttpOnly
header_has Set-Cookie SameSite=Strict
is refreshToken ""
call POST /auth/refresh --cookie "$answers/cookies" --header 'Origin: https://elsewhere.example'
expect 403 foreign-origin
call POST /auth/refresh --cookie "$answers/cookies"
expect 200

step "A script gets it in the answer and exchanges it; asked again at once, the answer is the same successor"
sign_in "$email" "$password"
call POST /auth/refresh "{\"refreshToken\":\"$refresh\"}" --header 'X-Token-Delivery: body'
expect 200
successor=$(field refreshToken)
[ "$successor" != "$refresh" ] || fail "the refresh token must be another one"
call POST /auth/refresh "{\"refreshToken\":\"$refresh\"}" --header 'X-Token-Delivery: body'
expect 200
is refreshToken "$successor"

step "A second factor is offered for the password, turned on by a code, and shows backup codes"
call POST /users/second-factor "{\"password\":\"$password\"}"
expect 200
secret=$(field secret)
call PUT /users/second-factor "{\"code\":\"$(tool code "$secret" 0)\"}"
expect 200
backup_code=$(field backupCodes.0)
call GET /users/second-factor
expect 200
is enabled true

ticket() {
  as_nobody
  call POST /auth/login "{\"email\":\"$email\",\"password\":\"$password\"}"
  expect 401 second-factor-required
  ticket=$(field ticket)
}

step "With it the password is half of signing in; a code of the authenticator or a backup code is the other"
ticket
call POST /auth/login/second-factor "{\"ticket\":\"$ticket\",\"code\":\"aaaa-bbbb-cccc\"}"
expect 401 bad-code
call POST /auth/login/second-factor "{\"ticket\":\"$ticket\",\"code\":\"$(tool code "$secret" 1)\"}"
expect 200
ticket
call POST /auth/login/second-factor "{\"ticket\":\"$ticket\",\"code\":\"$backup_code\"}" --header 'X-Token-Delivery: body'
expect 200
as "$(field accessToken)"

step "Backup codes are replaced and the second factor is turned off for the password"
call POST /users/second-factor/backup-codes "{\"password\":\"$password\"}"
expect 200
[ "$(field backupCodes.0)" != "$backup_code" ] || fail "backup codes must be new"
call DELETE /users/second-factor "{\"password\":\"$password\"}"
expect 204

step "A letter lets a new password in, once; every session ends"
challenge
call POST /auth/reset-password "{\"email\":\"nobody-$email\",\"challenge\":\"$solution\"}"
expect 202
challenge
call POST /auth/reset-password "{\"email\":\"$email\",\"challenge\":\"$solution\"}"
expect 202
token_of "$email" /reset/confirm
call POST /auth/reset-password/confirm "{\"token\":\"$token\",\"password\":\"$second_password\"}"
expect 204
call GET /users/profile
expect 401 unauthorized
as_nobody
call POST /auth/reset-password/confirm "{\"token\":\"$token\",\"password\":\"$third_password\"}"
expect 422 token-invalid
sign_in "$email" "$second_password"
