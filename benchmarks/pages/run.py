# SPDX-License-Identifier: EUPL-1.2
"""Every page that shows results of the demo association, from request to answer, in one process with all
middleware; each page in a process of its own.

    .venv/bin/python -m benchmarks.pages.run [--home FOLDER] [--only WORDS] [--out FILE.md]

FOLDER has the demo already; without it one is made (half a minute). Exit code 1 when a page misses the goal,
or does not answer.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measured import Aim, Better, Report, arguments, finish, versions_of
from benchmarks.pages.measure import TIMES, VISITS

SLOWEST = "the slowest page of results of the demo association, {}"
PAGES = Aim("pages/slowest", SLOWEST.format("95th percentile"), "", 100, "CPU ms", Better.LOWER)
FIRST = Aim("pages/first", SLOWEST.format("when it is the first"), "", None, "CPU ms", Better.LOWER)
Found = dict[str, dict[str, float]]


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--home", type=Path, help="a home folder with the demo")
    parser.add_argument("--only", default="", help="pages whose name holds these words")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        home = given.home or with_demo(Path(folder))
        found = {name: asked(name, home) for name in VISITS if given.only in name}
    report = Report(versions=versions_of("django"))
    pages = {name: one for name, one in found.items() if not VISITS[name].is_file}
    files = {name: one for name, one in found.items() if VISITS[name].is_file}
    report.lines = [f"Milliseconds of {TIMES} answers, each with other arguments, the slowest first.", ""]
    report.lines += [*table("page", pages), "", *table("file", files)]
    for aim, kind in ((PAGES, "process_p95"), (FIRST, "first_process")):
        slowest = max(pages, key=lambda name: pages[name][kind])
        report.figures.append(aim.found(pages[slowest][kind], agreement=slowest))
    return finish(report=report, given=given)


def with_demo(folder: Path) -> Path:
    """A home folder with the demo association, made as ``make run`` makes it."""
    samband("init", home=folder)
    samband("demo", home=folder)
    return folder


def samband(command: str, *, home: Path) -> None:
    environment = {**os.environ, "SAMBAND_HOME": str(home)}
    words = [sys.executable, "-m", "samband.cli", command]
    subprocess.run(words, env=environment, check=True, capture_output=True)


def asked(name: str, home: Path) -> dict[str, float]:
    given = {"HOME": str(home), "ALLOWED_HOSTS": "testserver", "LOG_LEVEL": "ERROR"}
    environment = os.environ | {f"SAMBAND_{key}": value for key, value in given.items()}
    words = [sys.executable, "-m", "benchmarks.pages.measure", name]
    done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def table(what: str, found: Found) -> list[str]:
    lines = [f"| {what} | processor, 95 % within | middle | the first after a restart | clock, 95 % within |"]
    lines.append("|---|--:|--:|--:|--:|")
    kinds = ("process_p95", "process_middle", "first_process", "p95")
    ordered = sorted(found.items(), key=lambda one: -one[1]["process_p95"])
    return lines + [
        " | ".join([f"| {name}", *(f"{one[kind]:.0f}" for kind in kinds)]) + " |" for name, one in ordered
    ]


if __name__ == "__main__":
    sys.exit(main())
