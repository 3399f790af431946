#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Fill .venv with the compiled, hashed pins of one group: run, dev, bench or spark. Uses uv when it is there, else pip.
set -euo pipefail
pins="requirements/$1.txt"
python="${PYTHON:-python3}"

say() { echo "samband: $*" >&2; }

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  say "Python 3.11 or newer is needed, as \`$python\`. Install Debian's package python3, or name another: make PYTHON=python3.12 …"
  exit 1
fi

make_environment() {
  if command -v uv >/dev/null; then
    uv venv --quiet --python "$python" .venv
  elif ! "$python" -m venv .venv 2>/dev/null; then
    rm -rf .venv
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      say "installing Debian's package python3-venv"
      apt-get -qq update >/dev/null && apt-get -qq install -y python3-venv >/dev/null
      "$python" -m venv .venv
    else
      say "this Python cannot make an environment. Install Debian's package python3-venv, then try again."
      exit 1
    fi
  fi
}

install() {
  if command -v uv >/dev/null; then
    uv pip install --quiet --python .venv/bin/python "$@"
  else
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip --upgrade >/dev/null
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input "$@"
  fi
}

[ -x .venv/bin/python ] || make_environment
say "installing what $pins names into .venv (a minute or two the first time)"
install --require-hashes -r "$pins"
install --no-deps --no-build-isolation --editable .
