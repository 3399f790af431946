# SPDX-License-Identifier: EUPL-1.2
"""The race: the same data for every engine, agreement first, CPU seconds and peak memory of a process each.

    .venv/bin/python -m benchmarks.estimation.run [--svy PYTHON] [--out FILE.md]

Takes the median of five runs of each engine, in turn, so that a busy machine burdens all alike. R is run
once at 100,000 (minutes), where it is installed. svy is run for two items and scaled to twenty. Exit code 1
when a goal is missed.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.estimation.data import make
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

RUNS = 5
SIZES = (100_000, 1_000_000)
SQL = {"DuckDB SQL, by cells": "cells", "DuckDB SQL, by rows": "rows"}
OURS = "Samband"
R, SVY = "R survey, svydesign and svyby", "svy (two items, scaled to twenty; no indices)"
WORK = "20 items and 4 indices by 356 members, {:,} respondents, means with errors"
PEERS = {
    R: Aim("estimation/r", WORK.format(SIZES[0]), R, 500),
    SVY: Aim("estimation/svy", WORK.format(SIZES[0]), SVY),
}
BEST_SQL = Aim("estimation/sql", WORK.format(SIZES[1]), "DuckDB SQL, the better of two", 4)
MEMORY = Aim("estimation/memory", WORK.format(SIZES[1]), "", 400, "MB", Better.LOWER)
GROWTH = Aim("estimation/growth", "growth of time over growth of respondents", "", 1, better=Better.LOWER)
MOST_APART = 1e-10
FIGURES = ("item", "item_se", "index", "index_se")
Result = dict[str, np.ndarray]


def run_python(module: str, folder: Path, *more: str, python: str = sys.executable) -> Result:
    """One run in a process of its own."""
    out = folder / "result.npz"
    command = [module] if module.endswith(".py") else ["-m", module]
    subprocess.run([python, *command, str(folder), str(out), *more], check=True)
    with np.load(out) as found:
        return dict(found)


def race(folder: Path) -> dict[str, list[Result]]:
    """Every engine once, then again, RUNS times."""
    found: dict[str, list[Result]] = {OURS: [], **{name: [] for name in SQL}}
    for _ in range(RUNS):
        found[OURS].append(run_python("benchmarks.estimation.ours", folder))
        for name, formulation in SQL.items():
            found[name].append(run_python("benchmarks.estimation.sql", folder, formulation, "1"))
    return found


def run_r(folder: Path) -> Result:
    script = Path(__file__).with_name("survey.R")
    out = folder / "r"
    printed = subprocess.run(
        ["Rscript", str(script), str(folder), str(out), "0"], check=True, capture_output=True, text=True
    ).stdout
    design, estimates, _, megabytes = map(float, printed.split())
    result = {name: np.fromfile(out / f"{name}.out").reshape(-1, 356) for name in ("item", "item_se")}
    for name in ("index", "index_se"):
        result[name] = np.fromfile(out / f"{name}.out").reshape(12, 356)
    return result | {"seconds": np.array(design + estimates), "megabytes": np.array(megabytes)}


def run_svy(folder: Path, python: str) -> Result:
    script = str(Path(__file__).with_name("svy_peer.py"))
    found = run_python(script, folder, "2", python=python)
    found["seconds"] = found["design"] + 10 * found["seconds"]
    return found


def disagreement(ours: Result, other: Result) -> float:
    """Largest relative difference of any mean or standard error."""
    names = [name for name in FIGURES if name in other]
    return max(float(np.abs(other[name] / ours[name][: len(other[name])] - 1).max()) for name in names)


def middle(runs: list[Result], name: str) -> float:
    return median(float(run[name]) for run in runs)


def table(size: int, found: dict[str, list[Result]]) -> list[str]:
    ours = found[OURS]
    lines = [
        f"## {size:,} respondents",
        "",
        "| engine | CPU s | times ours | peak memory, MB | largest relative difference from ours |",
        "|---|---|---|---|---|",
    ]
    for name, runs in found.items():
        seconds, memory = middle(runs, "seconds"), middle(runs, "megabytes")
        differs = "" if name == OURS else f"{disagreement(ours[0], runs[0]):.0e}"
        times = seconds / middle(ours, "seconds")
        lines.append(f"| {name} | {seconds:.3g} | {times:,.1f} | {memory:,.0f} | {differs} |")
    return [*lines, ""]


def figures(found: dict[int, dict[str, list[Result]]], absent: dict[str, str]) -> Iterator[Figure]:
    small, large = (found[size] for size in SIZES)
    best_sql = min((large[name] for name in SQL), key=lambda runs: middle(runs, "seconds"))
    yield beside(BEST_SQL, large, best_sql)
    for name, aim in PEERS.items():
        yield beside(aim, small, small[name]) if name in small else aim.absent(absent[name])
    yield MEMORY.found(middle(large[OURS], "megabytes"))
    growth = middle(large[OURS], "seconds") / middle(small[OURS], "seconds")
    yield GROWTH.found(growth / (SIZES[1] / SIZES[0]))


def beside(aim: Aim, engines: dict[str, list[Result]], theirs: list[Result]) -> Figure:
    apart = f"means and errors within {disagreement(engines[OURS][0], theirs[0]):.0e}"
    seconds = [middle(runs, "seconds") for runs in (engines[OURS], theirs)]
    return aim.beside(ours=seconds[0], theirs=seconds[1], agreement=apart)


def disagreements(found: dict[int, dict[str, list[Result]]]) -> list[str]:
    return [
        f"{size:,}: {name} differs by {disagreement(engines[OURS][0], runs[0]):.0e}, more than {MOST_APART}"
        for size, engines in found.items()
        for name, runs in engines.items()
        if disagreement(engines[OURS][0], runs[0]) > MOST_APART
    ]


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--svy", default="", metavar="PYTHON", help="interpreter of an environment with svy")
    given = parser.parse_args()
    report = Report(versions=versions_of("numpy", "duckdb"))
    found: dict[int, dict[str, list[Result]]] = {}
    absent = {R: lacks_r("survey"), SVY: "" if given.svy else "Name a Python that has svy: --svy PYTHON."}
    with TemporaryDirectory() as folder:
        for size in SIZES:
            data = Path(folder) / str(size)
            make(size, data)
            found[size] = race(data)
            if size == SIZES[0]:
                found[size] |= {R: [run_r(data)]} if not absent[R] else {}
                found[size] |= {SVY: [run_svy(data, given.svy)]} if given.svy else {}
    report.versions += [] if absent[R] else [version_in_r("survey")]
    report.versions += [version_in(given.svy, "svy")] if given.svy else []
    report.lines = [line for size, engines in found.items() for line in table(size, engines)]
    report.figures, report.faults = list(figures(found, absent)), disagreements(found)
    return finish(report=report, given=given)


if __name__ == "__main__":
    sys.exit(main())
