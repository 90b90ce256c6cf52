# The whole life of a key. Signed in as before.

# How the relay answers a key that asks for its own limits: it costs nothing.
relay_answers() {
  asked="GET $relay/api/client/v1/usage with a key"
  rm -f "$answers/fields"
  printf 'x-api-key: %s\n' "$1" >"$answers/key"
  status=$(curl --silent --show-error --max-time 30 --header "@$answers/key" --output "$answers/body" \
    --write-out '%{http_code}' "$relay/api/client/v1/usage")
  [ "$status" = "$2" ]
}

step "A key is made with everything it can have; its secret is shown this once"
wanted='{"name":"laptop","description":"of Ada","permissions":["claude"],"models":["claude-haiku-5-5"],
  "rateLimit":{"rpm":60,"concurrency":4},"budget":{"dayUsd":"2.50"},"addresses":["127.0.0.0/8","::1/128"],
  "tags":["home"],"expiresAt":"2099-01-01T00:00:00Z"}'
call POST /keys "$wanted" --header 'Idempotency-Key: one'
expect 201
id=$(field id) secret=$(field key) etag=$(header ETag)
is status active
is budget.dayUsd 2.500000000
header_has Location "/api/client/keys/$id"
again relay_answers "$secret" 200

step "The same Idempotency-Key with the same body answers the same, the secret included; with another body 409"
call POST /keys "$wanted" --header 'Idempotency-Key: one'
expect 201
is id "$id"
is key "$secret"
call POST /keys '{"name":"other","permissions":["claude"]}' --header 'Idempotency-Key: one'
expect 409 idempotency-key-reused

step "Every wrong field is named, and no limit is above that of the plan"
call POST /keys '{"name":" ","permissions":[]}'
expect 422 invalid
has '"field":"name"'
has '"field":"permissions"'
call POST /keys '{"name":"fast","permissions":["claude"],"rateLimit":{"rpm":1000000}}'
expect 422 limit-above-plan

step "Keys are listed newest first, in pages, and found by name, tag and status; the secret is in none of them"
call POST /keys '{"name":"server","permissions":["claude","codex"]}'
expect 201
other_id=$(field id) other_secret=$(field key)
call GET '/keys?limit=1'
expect 200
is items.0.name server
call GET "/keys?limit=1&cursor=$(field nextCursor)"
expect 200
is items.0.name laptop
is nextCursor ""
call GET '/keys?search=LAP&tag=home&status=active'
expect 200
is items.0.id "$id"
call GET "/keys/$id"
expect 200
is last4 "${secret: -4}"
is key ""

step "A key that is somebody else's, or nobody's, is not there"
call GET /keys/ck_019ab0c2-7d10-7c3e-9f11-2f6d1c0a5b01
expect 404 not-found
call GET /keys/nonsense
expect 404 not-found

step "A change is of the version that was read; who was slower is told"
call PUT "/keys/$id" '{"name":"notebook","permissions":["claude"]}' --header "If-Match: $etag"
expect 200
is name notebook
call PUT "/keys/$id" '{"name":"slower","permissions":["claude"]}' --header "If-Match: $etag"
expect 412 version-differs

step "A key is suspended and resumed within a second"
call PUT "/keys/$id" '{"name":"notebook","permissions":["claude"],"status":"suspended"}'
expect 200
is status suspended
again relay_answers "$secret" 403
call PUT "/keys/$id" '{"name":"notebook","permissions":["claude"],"status":"active"}'
expect 200
again relay_answers "$secret" 200

step "Its secret is replaced with an overlap, in which both work, or at once"
call POST "/keys/$id/regenerate" '{"overlapSeconds":600}' --header 'Idempotency-Key: two'
expect 200
is id "$id"
second_secret=$(field key)
call POST "/keys/$id/regenerate" '{"overlapSeconds":600}' --header 'Idempotency-Key: two'
expect 200
is key "$second_secret"
again relay_answers "$second_secret" 200
relay_answers "$secret" 200 || fail "the old secret must still work"
call POST "/keys/$id/regenerate"
expect 200
third_secret=$(field key)
again relay_answers "$third_secret" 200
again relay_answers "$second_secret" 401

step "A key is revoked for ever, and can still be read"
call DELETE "/keys/$id"
expect 204
again relay_answers "$third_secret" 401
call GET "/keys/$id"
expect 200
is status revoked
call PUT "/keys/$id" '{"name":"back","permissions":["claude"],"status":"active"}'
expect 409 key-revoked
