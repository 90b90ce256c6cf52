#!/bin/sh
# Makes sure that there is a Chromium that runs, for the browser journey: installs it where that is allowed, else
# ends with 1 and the one line that does it. Called by test.sh.
set -eu

WAIT_FOR_DPKG_SECONDS=120
INSTALL_SECONDS_MAX=900

# A name on the PATH is not enough: some systems have one that only says where to get the browser.
runs() {
    "$1" --version >/dev/null 2>&1 </dev/null
}

is_there() {
    runs chromium || runs chromium-browser
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1; }
}

# A source that does not answer need not be the one that has Chromium.
apt() {
    as_root timeout "$INSTALL_SECONDS_MAX" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o "DPkg::Lock::Timeout=$WAIT_FOR_DPKG_SECONDS" "$@" </dev/null
}

is_there && exit 0
why="it may not be installed from here"
if may_install; then
    echo "Installing Chromium for the browser journey ..."
    said=$({ apt update || true; apt install -y --no-install-recommends chromium; } 2>&1) || true
    is_there && exit 0
    why=$(printf '%s\n' "$said" | grep -v '^W:' | tail -n 1)
    why=${why:-"what was installed does not run"}
fi
echo "The browser journey did not run, Chromium is missing ($why): sudo apt-get install -y chromium" >&2
exit 1
