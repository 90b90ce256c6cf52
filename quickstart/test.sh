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

# The browser journey needs Chromium: install it where that is allowed, else say how, and that it did not run.
install_chromium() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        return 1
    fi
    echo "Installing Chromium for the browser journey ..."
    { $as_root apt-get -qq update && $as_root apt-get -qq install -y --no-install-recommends chromium; } >/dev/null 2>&1
}

not_run=
if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then
    install_chromium || not_run="The browser journey did not run, Chromium is missing: sudo apt-get install -y chromium"
fi
[ -z "$not_run" ] || echo "$not_run" >&2

status=0
(cd "$root" && mvn -B -ntp -fae -Pjourneys -Dlong="$long" verify) || status=$?

if [ -n "$not_run" ]; then
    echo "$not_run" >&2
fi
exit "$status"
