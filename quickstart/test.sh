#!/bin/sh
# Everything that is tested: units, simulator, integration, then the journeys over the whole platform with the
# real clients and a browser. Called by ./sluice test, which has found the JDK.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
long=false
for word in "$@"; do
    case "$word" in
    --long) long=true ;;
    *)
        echo "$word is no option of ./sluice test: see ./sluice help." >&2
        exit 1
        ;;
    esac
done

for program in mvn npm node; do
    command -v "$program" >/dev/null 2>&1 || {
        echo "$program was not found on the PATH: install it (Maven 3.8, Node.js 20 with npm, or newer)." >&2
        exit 1
    }
done

# What a missing browser leaves out is said before and after.
not_run=
said=$("$root/quickstart/chromium.sh" 2>&1) || not_run=$(printf '%s\n' "$said" | tail -n 1)
[ -z "$not_run" ] || echo "$not_run" >&2

status=0
(cd "$root" && mvn -B -ntp -fae -Pjourneys -Dlong="$long" verify) || status=$?

if [ -n "$not_run" ]; then
    echo "$not_run" >&2
fi
exit "$status"
