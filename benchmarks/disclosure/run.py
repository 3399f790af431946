# SPDX-License-Identifier: EUPL-1.2
"""The race: 356 municipalities × 6 × 5 with all margins, protected and audited, beside Tau-Argus.

    .venv/bin/python -m benchmarks.disclosure.run [--tau PYTHON] [--sizes 10,30,100,356] [--out FILE.md]

PYTHON is that of an environment with pytauargus (it has OPT, the optimal method). Both get the same counts,
threshold 5, 10 per cent of doubt on either side, the same cost for every cell, no empty cell withheld.
Agreement first: what Tau-Argus withholds must pass our audit; then ours may not withhold more than a tenth
above it. Seconds are of the processors. Exit code 1 when a goal is missed.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

from benchmarks.measured import (
    Aim,
    Better,
    Figure,
    Report,
    arguments,
    finish,
    version_in,
    versions_of,
)
from samband.engines.disclosure.linked import (
    LinkedTable,
    Method,
    Protected,
    TableRules,
    judge_cells,
    protect,
    too_narrow,
)
from samband.engines.disclosure.linked.tests.examples import municipalities

RULES = TableRules(minimum_respondents=5, least_uncertainty=0.0, percent_uncertainty=10.0)
LIMIT_SECONDS, MOST_FOR_TAU, LARGEST = 900, 100, 356
"""At 356 municipalities Tau-Argus had not ended after 1,500 seconds."""
TAU_NAME = "Tau-Argus OPT"
WORK = "{} municipalities × 6 × 5 with all margins"
CELLS = {
    units: Aim(f"disclosure/cells_{units}", f"cells withheld beside the unsafe ones, {WORK.format(units)}",
               TAU_NAME, 1.1, better=Better.LOWER)
    for units in (10, 30, MOST_FOR_TAU)
}  # fmt: skip
SPEED = Aim("disclosure/tau", f"protected and audited, {WORK.format(MOST_FOR_TAU)}", TAU_NAME)
SECONDS = Aim("disclosure/seconds", f"protected and audited, {WORK.format(LARGEST)}", "", 10, "CPU s",
              Better.LOWER)  # fmt: skip
AUDITED = "both choices pass the audit"
TAU = Path(__file__).with_name("tau.py")


@dataclass(frozen=True)
class Line:
    """secondary: cells beside the unsafe ones, by method. seconds: of the processors, audit included."""

    units: int
    unsafe: int
    secondary: dict[str, int]
    seconds: dict[str, float]
    is_proved: bool


def measured(units: int, tau: str) -> Line:
    table = municipalities(units)
    table = replace(table, is_known=table.values == 0)
    exact, seconds = timed(table, Method.EXACT)
    quick, quick_seconds = timed(table, Method.CIRCUITS)
    secondary = {"exact": exact.secondary, "circuits": quick.secondary}
    times = {"exact": seconds, "circuits": quick_seconds}
    if tau:
        found = by_tau(table, tau)
        if found:
            secondary[TAU_NAME], times[TAU_NAME] = found
    return Line(units, int(exact.primary.unsafe.sum()), secondary, times, exact.is_fewest)


def timed(table: LinkedTable, method: Method) -> tuple[Protected, float]:
    """Protected and audited once more, as a reader of the report would."""
    begun = process_time()
    protected = protect(table=table, rules=RULES, method=method)
    narrow = too_narrow(table=table, withheld=protected.withheld, primary=protected.primary)
    assert not len(narrow)
    return protected, process_time() - begun


def by_tau(table: LinkedTable, python: str) -> tuple[int, float] | None:
    """Cells withheld beside the unsafe ones, and seconds; None when it did not end in time."""
    with TemporaryDirectory() as folder:
        counts, status = Path(folder) / "counts.csv", Path(folder) / "status.csv"
        write(table, counts)
        try:
            told = subprocess.run(
                [python, TAU, counts, status],
                cwd=folder,  # it leaves files of its own where it runs
                capture_output=True,
                check=True,
                text=True,
                timeout=LIMIT_SECONDS,
            ).stdout
        except subprocess.TimeoutExpired:
            return None
        withheld = read(table, status)
    primary = judge_cells(table=table, rules=RULES)
    assert not np.any(primary.unsafe & ~withheld), "Tau-Argus shows a cell that is unsafe here"
    assert not len(too_narrow(table=table, withheld=withheld, primary=primary)), "its choice fails our audit"
    return int((withheld & ~primary.unsafe).sum()), float(told.split()[-1])


def write(table: LinkedTable, to: Path) -> None:
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "age", "answer", "count"])
        for at in np.flatnonzero(table.is_leaf):
            writer.writerow([*table.cells[at], int(table.values[at])])


def read(table: LinkedTable, status: Path) -> np.ndarray:
    withheld = np.zeros(len(table.cells), dtype=np.bool_)
    with status.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cell = tuple(row[name].replace("Total", "all") for name in ("unit", "age", "answer"))
            withheld[table.at[cell]] = row["status"] in ("U", "M")
    return withheld


def page(lines: list[Line]) -> str:
    names = ("exact", "circuits", TAU_NAME)
    head = "".join(f" {name}: cells | seconds |" for name in names)
    rows = ["| municipalities | unsafe |" + head, "|---|---|" + "---|---|" * len(names)]
    for line in lines:
        cells = "".join(
            f" {line.secondary.get(name, '–')} | {line.seconds[name]:.1f} |"
            if name in line.seconds
            else " – | – |"
            for name in names
        )
        rows.append(f"| {line.units} | {line.unsafe} |{cells}")
    return "\n".join(rows)


def figures(lines: list[Line], absent: str) -> Iterator[Figure]:
    for line in lines:
        if line.units in CELLS:
            tau = line.secondary.get(TAU_NAME)
            yield (
                CELLS[line.units].found(line.secondary["exact"] / tau, agreement=AUDITED)
                if tau
                else CELLS[line.units].absent(absent)
            )
        if line.units == MOST_FOR_TAU:
            yield beside_tau(line, absent)
        if line.units == LARGEST:
            yield SECONDS.found(line.seconds["exact"], agreement="audited twice")


def beside_tau(line: Line, absent: str) -> Figure:
    if TAU_NAME not in line.seconds:
        return SPEED.absent(absent)
    ours, theirs = line.seconds["exact"], line.seconds[TAU_NAME]
    return SPEED.beside(ours=ours, theirs=theirs, agreement=AUDITED)


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--tau", default="", metavar="PYTHON", help="interpreter that has pytauargus")
    parser.add_argument("--sizes", default="10,30,100,356")
    given = parser.parse_args()
    report = Report(versions=[*versions_of("numpy", "scipy")])
    report.versions += [version_in(given.tau, "pytauargus")] if given.tau else []
    lines = [
        measured(int(size), given.tau if int(size) <= MOST_FOR_TAU else "") for size in given.sizes.split(",")
    ]
    report.lines = [page(lines)]
    absent = "It did not end in time." if given.tau else "Name a Python that has pytauargus: --tau PYTHON."
    report.figures = list(figures(lines, absent))
    report.faults = [f"{line.units}: the choice is not proved to be the least" for line in lines
                     if not line.is_proved]  # fmt: skip
    return finish(report=report, given=given)


if __name__ == "__main__":
    sys.exit(main())
