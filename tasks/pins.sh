#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Compile the ranges of pyproject.toml into pins with hashes, each group on top of the one below.
set -euo pipefail
command -v uv >/dev/null || { echo "samband: uv is needed to compile pins: pip install uv" >&2; exit 1; }
compile() {
  uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml "$@"
}
compile --group build -o requirements/run.txt
compile -c requirements/run.txt --group build --group test --group check -o requirements/dev.txt
compile -c requirements/dev.txt --group build --group test --group check --group bench -o requirements/bench.txt
compile -c requirements/dev.txt --group build --group test --group check --group spark -o requirements/spark.txt
