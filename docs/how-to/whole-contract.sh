#!/usr/bin/env bash
# Goes through the whole contract of the client API with curl, as a new person on a running installation. Each step says
# what it shows; the first answer that is not as it must be ends the script with the name of its step.
#
# Needs bash, curl and Python 3, and a mailbox that shows its letters as that of `./sluice up` does:
# SLUICE_URL=http://localhost:8080 SLUICE_MAILBOX_URL=http://localhost:8025 docs/how-to/whole-contract.sh
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=contract/calls.sh
. contract/calls.sh

email="contract-$$-$(date +%s)@example.org"
password="stapler-orbit-canyon-42"
second_password="harbour-lantern-velvet-7"
third_password="meadow-copper-violin-19"

. contract/public.sh
. contract/signing-in.sh
. contract/keys.sh
. contract/users.sh
. contract/leaving.sh
echo "The whole contract holds."
