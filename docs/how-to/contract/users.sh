# The person: profile, usage, sessions, address, password. Signed in as before, with a key that works.

step "The profile is changed at the version that was read"
call GET /users/profile
expect 200
header_has Cache-Control no-store
is email "$email"
is status active
user_id=$(field id) etag=$(header ETag)
call PUT /users/profile '{"username":"Countess","settings":{"locale":"zh","timeZone":"Europe/Berlin"}}' \
  --header "If-Match: $etag"
expect 200
is username Countess
is settings.timeZone Europe/Berlin
call PUT /users/profile '{"username":"Slower"}' --header "If-Match: $etag"
expect 412 version-differs
call PUT /users/profile '{"settings":{"timeZone":"Mars/Olympus"}}'
expect 422 invalid
is errors.0.field settings.timeZone

step "A request through the relay is in the usage, the same in totals, series and groups, and in that of its key"
used() {
  send POST "$relay/api/client/v1/messages" \
    '{"model":"claude-haiku-5-5","max_tokens":50,"messages":[{"role":"user","content":"hi"}]}' \
    --header 'Anthropic-Version: 2023-06-01'
  [ "$status" = 200 ]
}
as "$other_secret"
again used
as "$access"
is_used() {
  call GET '/users/usage?step=hour&groupBy=key'
  expect 200
  [ "$(field totals.requests)" = 1 ]
}
again is_used
cost=$(field totals.costUsd)
is groups.0.costUsd "$cost"
is groups.0.label server
call GET "/keys/$other_id/usage"
expect 200
is totals.costUsd "$cost"
call GET "/keys/$other_id"
expect 200
[ -n "$(field lastUsedAt)" ] || fail "lastUsedAt must be there"

step "Each request is listed and says why it was charged; somebody else's is not there"
call GET '/users/usage/requests?limit=10&service=claude&outcome=ok'
expect 200
is items.0.costUsd "$cost"
request=$(field items.0.id)
call GET "/users/usage/requests/$request"
expect 200
is charge.totalUsd "$cost"
[ -n "$(field charge.lines.0.usdPerMillion)" ] || fail "the rates must be there"
call GET /users/usage/requests/req_019ab0c2-7d10-7c3e-9f11-2f6d1c0a5b01
expect 404 not-found

step "Usage is a file too: CSV, JSON lines; and everything known about the person is one"
call GET '/users/usage/export?format=csv'
expect 200
header_has Content-Type text/csv
has "$request"
call GET '/users/usage/export?format=jsonl'
expect 200
is id "$request"
call GET /users/export
expect 200
is person.id "$user_id"
has "$request"

step "Open pages are told that there is something to read"
status=$(curl --silent --max-time 1 --header "@$answers/bearer" --dump-header "$answers/head" --output /dev/null \
  --write-out '%{http_code}' "$base/api/client/users/usage/events") || true # it goes on for ever
expect 200
header_has Content-Type text/event-stream

step "What is left to spend, here and in billing, and what it is spent on"
call GET /users/billing
expect 200
is plan free
[ -n "$(field balance.grants.0.id)" ] || fail "the welcome grant must be there"
for path in balance transactions prices plans; do
  send GET "$billing/api/client/billing/$path"
  expect 200
done

step "Sessions are listed; one is ended from another, and its access token with it"
first_access=$access
sign_in "$email" "$second_password"
call GET /users/sessions
expect 200
is items.0.current true
session=$(field items.1.id)
call DELETE "/users/sessions/$session"
expect 204
as "$first_access"
call GET /users/profile
expect 401 unauthorized
as "$access"
call DELETE /users/sessions/ses_019ab0c2-7d10-7c3e-9f11-2f6d1c0a5b01
expect 404 not-found
call DELETE /users/sessions
expect 204
call GET /users/sign-ins
expect 200
has '"outcome"'

step "Another address is taken over by the letter that it gets"
call POST /users/email "{\"email\":\"new-$email\",\"password\":\"wrong-$second_password\"}"
expect 422 invalid
is errors.0.code wrong-password
call POST /users/email "{\"email\":\"new-$email\",\"password\":\"$second_password\"}"
expect 202
token_of "new-$email" /confirm-email
call POST /auth/confirm-email "{\"token\":\"$token\"}"
expect 204
email="new-$email"
call GET /users/profile
expect 200
is email "$email"

step "Another password ends every other session"
call POST /users/password "{\"password\":\"$second_password\",\"newPassword\":\"12345678\"}"
expect 422 weak-password
call POST /users/password "{\"password\":\"$second_password\",\"newPassword\":\"$third_password\"}"
expect 204
call GET /users/profile
expect 200

step "A write that was answered with 202 can be asked for; one that nobody made is pending"
call GET "/operations/$(printf '0%.0s' {1..64})"
expect 200
is status pending
