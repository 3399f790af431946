# SPDX-License-Identifier: EUPL-1.2
"""The race: one million respondents raked to 1,068 + 2 + 3 margins, agreement first.

    .venv/bin/python -m benchmarks.weighting.run [--peers PYTHON] [--out FILE.md]

PYTHON: the interpreter of an environment with rimpy, weightipy, leafblower, polars and pandas (Python 3.12 or
later, which rimpy needs). R takes part where it is installed. Each program runs in a process of its own, once
to warm up and then the median of several calls; R once. Exit code 1 when a goal is missed.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.measured import (
    Aim,
    Better,
    Figure,
    Report,
    arguments,
    finish,
    lacks_r,
    version_in,
    version_in_r,
    versions_of,
)
from benchmarks.weighting.data import columns, make, margins

SIZES = (100_000, 1_000_000)
PEERS = ("rimpy", "weightipy", "leafblower")
OURS, WITH_BOUNDS, REPLICATES = "Samband", "Samband, factors from 0.3 to 3", "Samband, 200 replicates"
R = "R survey, rake"
WORK = "raking 1,000,000 respondents to 1,068 + 2 + 3 margins"
AIMS = {
    "rimpy": Aim("weighting/rimpy", WORK, "rimpy", 10),
    R: Aim("weighting/r", WORK, R, 500),
    "weightipy": Aim("weighting/weightipy", WORK, "weightipy"),
    "leafblower": Aim("weighting/leafblower", WORK, "leafblower"),
}
OF_REPLICATES = Aim(
    "weighting/replicates",
    "200 replicates of 1,000,000 respondents in 80 groups",
    "",
    1,
    "CPU s",
    Better.LOWER,
)
MOST_APART = 1e-6
Result = dict[str, np.ndarray]


def in_python(folder: Path, script: list[str], *more: str) -> Result:
    out = folder / "result.npz"
    subprocess.run([*script, str(folder), str(out), *more], check=True)
    with np.load(out) as found:
        return dict(found)


def ours(folder: Path, work: str) -> Result:
    return in_python(folder, [sys.executable, "-m", "benchmarks.weighting.ours"], work)


def peer(folder: Path, python: str, program: str) -> Result:
    return in_python(folder, [python, str(Path(__file__).with_name("peers.py"))], program)


def in_r(folder: Path) -> Result:
    out = folder / "r.bin"
    command = ["Rscript", str(Path(__file__).with_name("rake.R")), str(folder), str(out)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    _, raking, megabytes = map(float, printed.split())
    weights = np.fromfile(out)
    return {"weights": weights, "seconds": np.array(raking), "megabytes": np.array(megabytes)}


def furthest(folder: Path, weights: np.ndarray) -> float:
    """Largest relative distance from a margin."""
    sums = [np.bincount(column, weights=weights) for column in columns(folder)]
    return max(float(np.abs(a / b - 1).max()) for a, b in zip(sums, margins(folder), strict=True))


def race(folder: Path, python: str, *, with_r: bool) -> dict[str, Result]:
    found = {OURS: ours(folder, "rake"), WITH_BOUNDS: ours(folder, "bounded")}
    found |= {program: peer(folder, python, program) for program in PEERS if python}
    return found | ({R: in_r(folder)} if with_r else {})


def distance(one: Result, other: Result) -> float:
    return float(np.abs(other["weights"] / one["weights"] - 1).max())


def table(folder: Path, size: int, found: dict[str, Result]) -> list[str]:
    lines = [
        f"## {size:,} respondents",
        "",
        "| program | CPU s | times ours | peak memory, MB | furthest from a margin | weights, from ours |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    base = found[OURS]
    for name, one in found.items():
        ratio, gap = float(one["seconds"] / base["seconds"]), furthest(folder, one["weights"])
        differs = f"{distance(base, one):.0e}" if name in AIMS else ""
        seconds, megabytes = float(one["seconds"]), float(one["megabytes"])
        lines.append(f"| {name} | {seconds:.4f} | {ratio:.1f} | {megabytes:.0f} | {gap:.0e} | {differs} |")
    return [*lines, ""]


def disagreements(size: int, found: dict[str, Result]) -> list[str]:
    apart = {name: distance(found[OURS], one) for name, one in found.items() if name in AIMS}
    return [f"{size:,}: weights of {name} differ by {gap:.0e}" for name, gap in apart.items()
            if gap > MOST_APART]  # fmt: skip


def figures(found: dict[str, Result], absent: dict[str, str]) -> Iterator[Figure]:
    for name, aim in AIMS.items():
        if name in found:
            apart = f"weights within {distance(found[OURS], found[name]):.0e}"
            ours_s, theirs = (float(found[one]["seconds"]) for one in (OURS, name))
            yield aim.beside(ours=ours_s, theirs=theirs, agreement=apart)
        else:
            yield aim.absent(absent[name])


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--peers", default="", metavar="PYTHON", help="interpreter with the peers")
    given = parser.parse_args()
    report = Report(versions=versions_of("numpy"))
    absent = {R: lacks_r("survey")} | dict.fromkeys(PEERS, "Name a Python that has it: --peers PYTHON.")
    report.versions += [] if absent[R] else [version_in_r("survey")]
    report.versions += [version_in(given.peers, program) for program in PEERS if given.peers]
    with TemporaryDirectory() as name:
        for size in SIZES:
            folder = Path(name) / str(size)
            make(size, folder)
            found = race(folder, given.peers, with_r=not absent[R])
            report.lines += table(folder, size, found)
            report.faults += disagreements(size, found)
        replicates = float(ours(folder, "replicates")["seconds"])
    report.lines.append(f"{REPLICATES} of {size:,} respondents in 80 groups: {replicates:.2f} CPU s.")
    report.figures = [*figures(found, absent), OF_REPLICATES.found(replicates)]
    return finish(report=report, given=given)


if __name__ == "__main__":
    sys.exit(main())
