# SPDX-License-Identifier: EUPL-1.2
"""The race: the same data for every engine, agreement first, CPU seconds and peak memory of a process each.

    .venv/bin/python -m benchmarks.estimation.run [--r] [--svy PYTHON] [--out FILE.md]

Takes the median of five runs of each engine, in turn, so that a busy machine burdens all alike. R is run
once at 100,000 (minutes). svy is run for two items and scaled to twenty. Exit code 1 when a goal is missed.
"""

import argparse
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

from benchmarks.estimation.data import make

RUNS = 5
SIZES = (100_000, 1_000_000)
SQL = {"DuckDB SQL, by cells": "cells", "DuckDB SQL, by rows": "rows"}
OURS = "Samband"
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


def missed_goals(found: dict[int, dict[str, list[Result]]]) -> list[str]:
    missed = []
    for size, engines in found.items():
        worst = max(disagreement(engines[OURS][0], runs[0]) for runs in engines.values())
        if worst > 1e-10:
            missed.append(f"{size:,}: engines differ by {worst:.0e}, more than 1e-10")
    small, large = (found[size] for size in SIZES)
    best_sql = min(middle(large[name], "seconds") for name in SQL)
    r = [name for name in small if name.startswith("R ")]
    ratios = [("best SQL at 1,000,000", best_sql / middle(large[OURS], "seconds"), 4)]
    ratios += [(name, middle(small[name], "seconds") / middle(small[OURS], "seconds"), 500) for name in r]
    missed += [f"{name}: {ratio:.1f} times, goal {goal}" for name, ratio, goal in ratios if ratio < goal]
    if middle(large[OURS], "megabytes") >= 400:
        missed.append("memory: 400 MB or more")
    if middle(large[OURS], "seconds") > 10 * middle(small[OURS], "seconds"):
        missed.append("growth: more than linear in rows")
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--r", action="store_true", help="run R survey at 100,000")
    parser.add_argument("--svy", default="", metavar="PYTHON", help="interpreter of an environment with svy")
    parser.add_argument("--out", type=Path, help="write the tables to this file")
    arguments = parser.parse_args()
    found: dict[int, dict[str, list[Result]]] = {}
    with TemporaryDirectory() as folder:
        for size in SIZES:
            data = Path(folder) / str(size)
            make(size, data)
            found[size] = race(data)
            if size == SIZES[0] and arguments.r:
                found[size]["R survey, svydesign and svyby"] = [run_r(data)]
            if size == SIZES[0] and arguments.svy:
                found[size]["svy 0.35 (two items, scaled to twenty; no indices)"] = [
                    run_svy(data, arguments.svy)
                ]
    lines = [line for size, engines in found.items() for line in table(size, engines)]
    missed = missed_goals(found)
    lines += [f"Missed: {goal}." for goal in missed] or ["All goals met."]
    lines += ["", f"Python {platform.python_version()}, NumPy {np.__version__}, DuckDB {duckdb.__version__}."]
    print("\n".join(lines))
    if arguments.out:
        head, _, _ = arguments.out.read_text(encoding="utf-8").partition("<!-- measured -->")
        arguments.out.write_text(head + "<!-- measured -->\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
