#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A browser for the journeys: installed from the system's packages where that is allowed, never a reason to stop.
set -uo pipefail
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "samband: installing Debian's package chromium for the browser journeys"
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium; } \
    >/dev/null 2>&1 || true
fi
exit 0
