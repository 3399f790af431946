# SPDX-License-Identifier: EUPL-1.2
"""The race: one million respondents raked to 1,068 + 2 + 3 margins, agreement first.

    .venv/bin/python -m benchmarks.weighting.run [--peers PYTHON] [--r] [--out FILE.md]

PYTHON: the interpreter of an environment with rimpy, weightipy, leafblower, polars and pandas (Python 3.12 or
later, which rimpy needs). Each program runs in a process of its own, once to warm up and then the median of
several calls; R once. Exit code 1 when a goal is missed.
"""

import argparse
import platform
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.weighting.data import columns, make, margins

SIZES, R_SIZE = (100_000, 1_000_000), 1_000_000
PEERS = ("rimpy", "weightipy", "leafblower")
OURS, WITH_BOUNDS, REPLICATES = "Samband", "Samband, factors from 0.3 to 3", "Samband, 200 replicates"
GOALS = {"rimpy": 10, "R survey, rake": 500}
MOST_APART, REPLICATES_AT_MOST = 1e-6, 1.0
MARK = "<!-- measured -->"
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
    return found | ({"R survey, rake": in_r(folder)} if with_r else {})


def table(folder: Path, size: int, found: dict[str, Result]) -> tuple[list[str], list[str]]:
    """Lines of the page, and what was missed."""
    lines = [
        f"## {size:,} respondents",
        "",
        "| program | CPU s | times ours | peak memory, MB | furthest from a margin | weights, from ours |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    missed, base = [], found[OURS]
    for name, one in found.items():
        ratio, gap = float(one["seconds"] / base["seconds"]), furthest(folder, one["weights"])
        apart = float(np.abs(one["weights"] / base["weights"] - 1).max())
        differs = "" if name in (OURS, WITH_BOUNDS) else f"{apart:.0e}"
        seconds, megabytes = float(one["seconds"]), float(one["megabytes"])
        lines.append(f"| {name} | {seconds:.4f} | {ratio:.1f} | {megabytes:.0f} | {gap:.0e} | {differs} |")
        if size == SIZES[-1] and ratio < GOALS.get(name, 0):
            missed.append(f"{name}: {ratio:.1f} times, goal {GOALS[name]}")
        if differs and name in GOALS and apart > MOST_APART:
            missed.append(f"{name}: weights differ by {apart:.0e}")
    return [*lines, ""], missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default="", metavar="PYTHON", help="interpreter with the peers")
    parser.add_argument("--r", action="store_true", help="run R survey too")
    parser.add_argument("--out", type=Path, help="write the tables into this page")
    arguments = parser.parse_args()
    lines, missed = [], []
    with TemporaryDirectory() as name:
        for size in SIZES:
            folder = Path(name) / str(size)
            make(size, folder)
            found = race(folder, arguments.peers, with_r=arguments.r)
            more, faults = table(folder, size, found)
            lines, missed = lines + more, missed + faults
        replicates = float(ours(folder, "replicates")["seconds"])
    lines += [f"{REPLICATES} of {size:,} respondents in 80 groups: {replicates:.2f} CPU s.", ""]
    if replicates > REPLICATES_AT_MOST:
        missed.append(f"200 replicates: {replicates:.1f} s, goal {REPLICATES_AT_MOST:g} s")
    lines += [f"Missed: {goal}." for goal in missed] or ["All goals met."]
    lines += [f"Python {platform.python_version()}, NumPy {np.__version__}."]
    print("\n".join(lines))
    if arguments.out:
        head = arguments.out.read_text(encoding="utf-8").partition(MARK)[0]
        arguments.out.write_text(head + MARK + "\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
