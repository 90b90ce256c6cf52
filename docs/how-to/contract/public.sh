# What anybody may read, and how everybody is refused.
as_nobody

step "Nobody has to sign in to learn the addresses of the installation, and whether it works"
call GET /config
expect 200
is challenge altcha
relay=$(field relayUrl) billing=$(field billingUrl)
call GET /status
expect 200
is status ok
send GET "$base/actuator/health/readiness"
expect 200
is status UP

step "The OpenAPI document is served, and the keys that access tokens are verified with"
call GET /openapi.yaml
expect 200
has "operationId: createKey"
call GET /.well-known/jwks.json
expect 200
is keys.0.crv P-256

step "Every answer has an id, and tells browsers what not to do"
call GET /config
[ -n "$(header X-Request-Id)" ] || fail "X-Request-Id must be there"
header_has X-Content-Type-Options nosniff
header_has Content-Security-Policy "default-src 'self'"

step "Refusals are problems: without a token, of another media type, malformed, too large, with an unknown field"
call GET /keys
expect 401 unauthorized
header_has Content-Type application/problem+json
header_has Cache-Control no-store
call POST /auth/login --data '{}' --header 'Content-Type: text/plain'
expect 415 unsupported-media-type
call POST /auth/login '{"email":'
expect 400 malformed
head -c 80000 /dev/zero | tr '\0' ' ' >"$answers/large"
call POST /auth/login --header 'Content-Type: application/json' --data-binary "@$answers/large"
expect 413 body-too-large
call POST /auth/login '{"email":"a@example.org","password":"x","role":"admin"}'
expect 400 unknown-field
is errors.0.field role
