#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Style, script and fonts: npm fetches what package-lock.json pins, static.mjs copies the few files we serve.
set -euo pipefail
if ! command -v npm >/dev/null; then
  echo "samband: npm is needed to build the static files. Install Debian's packages nodejs and npm, then try again." >&2
  exit 1
fi
npm ci --silent --no-audit --no-fund --ignore-scripts
node tasks/static.mjs
