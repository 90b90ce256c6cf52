# The end of a session, and of the account.

step "Signed out is signed out at once, for the access token and for the refresh token"
sign_in "$email" "$third_password"
call POST /auth/logout
expect 204
call GET /users/profile
expect 401 unauthorized
as_nobody
call POST /auth/refresh "{\"refreshToken\":\"$refresh\"}"
expect 401 session-ended

step "The account is erased for the password: keys stop, nobody can sign in, the address is free"
sign_in "$email" "$third_password"
call DELETE /users/account "{\"password\":\"wrong-$third_password\"}"
expect 422 invalid
call DELETE /users/account "{\"password\":\"$third_password\"}"
expect 204
call GET /users/profile
expect 401 unauthorized
again relay_answers "$other_secret" 401
as_nobody
call POST /auth/login "{\"email\":\"$email\",\"password\":\"$third_password\"}"
expect 401 bad-credentials
registration "$email" "$password"
expect 202
