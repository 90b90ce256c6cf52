#!/bin/sh
# Signs in, makes a key, reads what was used and signs out, with nothing but curl.
# SLUICE_URL, SLUICE_EMAIL and SLUICE_PASSWORD come from the environment; the key is printed once.
set -eu

api="${SLUICE_URL:-http://localhost:8080}/api/client"
: "${SLUICE_EMAIL:?the address you signed up with}" "${SLUICE_PASSWORD:?its password}"

# A text as a JSON string: quotes and backslashes are escaped.
json() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }
# The value of a field whose value is a string.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
# curl that fails on a problem and shows it; secrets travel on standard input, never in the list of processes.
call() { curl --silent --show-error --fail-with-body --max-time 30 "$@"; }

# 1. Sign in. `X-Token-Delivery: body` keeps the refresh token out of a cookie; a script rarely needs it.
token=$(printf '{"email":%s,"password":%s}' "$(json "$SLUICE_EMAIL")" "$(json "$SLUICE_PASSWORD")" |
  call "$api/auth/login" --header 'Content-Type: application/json' --header 'X-Token-Delivery: body' --data @- |
  field accessToken)
[ -n "$token" ] || exit 1
authorized() { printf 'header = "Authorization: Bearer %s"\n' "$token" | call --config - "$@"; }

# 2. Make a key. Repeated with the same Idempotency-Key it makes no second one and answers the same secret.
name="script-$(date +%Y-%m-%d)"
key=$(authorized "$api/keys" --header 'Content-Type: application/json' --header "Idempotency-Key: $name" \
  --data "{\"name\":\"$name\",\"permissions\":[\"claude\"],\"rateLimit\":{\"rpm\":60},\"budget\":{\"dayUsd\":\"2.50\"}}" |
  field key)
[ -n "$key" ] || exit 1
echo "key $key"

# 3. Read what was used today, by model, and the last requests as CSV.
from=$(date -u +%Y-%m-%dT00:00:00Z)
authorized "$api/users/usage?from=$from&step=hour&groupBy=model"
echo
authorized "$api/users/usage/export?format=csv&from=$from"

# 4. Sign out: the session ends everywhere within a second.
authorized --request POST "$api/auth/logout"
