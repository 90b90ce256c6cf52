# Asks with curl, and checks what is answered. Read by ../whole-contract.sh; it is not started by itself.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
base="${SLUICE_URL:-http://localhost:8080}"
mailbox="${SLUICE_MAILBOX_URL:-http://localhost:8025}"
answers=$(mktemp -d)
trap 'rm -rf "$answers"' EXIT
step="" asked="" status=""

tool() { python3 "$here/tools.py" "$@"; }

# What the calls after it show. It is what is named when one of them is not answered as it must be.
step() {
  step=$1
  echo "- $1"
}

fail() {
  echo "FAILED: $step" >&2
  echo "  $asked: $1; it answered $status: $(head -c 2000 "$answers/body")" >&2
  exit 1
}

# Who asks from now on: the holder of a token, or nobody. Secrets reach curl in files, not among its arguments.
as() {
  printf 'Authorization: Bearer %s\n' "$1" >"$answers/bearer"
}
as_nobody() { : >"$answers/bearer"; }

# send METHOD URL [JSON] [options of curl]: any service of the installation.
send() {
  asked="$1 $2"
  local options=(--silent --show-error --max-time 30 --request "$1" --header "@$answers/bearer"
    --dump-header "$answers/head" --output "$answers/body" --write-out '%{http_code}')
  local url=$2
  shift 2
  if [[ "${1:-}" == "{"* ]]; then
    printf '%s' "$1" >"$answers/sent"
    options+=(--header 'Content-Type: application/json' --data-binary "@$answers/sent")
    shift
  fi
  rm -f "$answers/fields"
  : >"$answers/body"
  status=$(curl "${options[@]}" "$@" "$url") || fail "curl could not ask"
}

# call METHOD PATH [JSON] [options of curl]: the client API.
call() {
  local method=$1 path=$2
  shift 2
  send "$method" "$base/api/client$path" "$@"
}

# expect STATUS [CODE]: a problem has the code, and the id under which it was logged.
expect() {
  [ "$status" = "$1" ] || fail "$1 was expected"
  if [ -n "${2:-}" ]; then
    is code "$2"
    is requestId "$(header X-Request-Id)"
  fi
}

# The value at a path of the answer, for instance items.0.id; nothing where there is none.
field() {
  [ -e "$answers/fields" ] || tool fields <"$answers/body" >"$answers/fields"
  awk -F '\t' -v path="$1" '$1 == path { print $2; exit }' "$answers/fields"
}
is() { [ "$(field "$1")" = "$2" ] || fail "$1 must be '$2'"; }
has() { grep -qF -- "$1" "$answers/body" || fail "the answer must have '$1'"; }
header() { tr -d '\r' <"$answers/head" | { grep -i "^$1: " || true; } | tail -n 1 | cut -d ' ' -f 2-; }
header_has() { header "$1" | grep -qiF -- "$2" || fail "header $1 must have '$2'"; }

# again COMMAND…: until it succeeds, half a minute at most.
again() {
  local tries=150
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "'$*' did not come true"
    sleep 0.2
  done
}

challenge() {
  call GET /auth/challenge
  expect 200
  solution=$(tool solve <"$answers/body")
}

# token_of ADDRESS PAGE: the token of a letter, once it is there.
token_of() {
  again has_token "$1" "$2"
}
has_token() {
  asked="letters to $1"
  curl --silent --show-error --get --data-urlencode "to=$1" --output "$answers/body" "$mailbox/api/messages"
  token=$(tool token "$2" <"$answers/body")
  [ -n "$token" ]
}

# sign_in ADDRESS PASSWORD: asks as that person from now on.
sign_in() {
  as_nobody
  call POST /auth/login "{\"email\":\"$1\",\"password\":\"$2\"}" --header 'X-Token-Delivery: body'
  expect 200
  access=$(field accessToken) refresh=$(field refreshToken)
  as "$access"
}
