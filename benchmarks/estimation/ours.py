# SPDX-License-Identifier: EUPL-1.2
"""Our engine: rows to cells once, then 7,120 item means and 4,272 index means with standard errors."""

import resource
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks.estimation.data import AGES, ITEMS, MEMBERS, read
from benchmarks.estimation.report import finish
from samband.engines.estimation.answers import Categories
from samband.engines.estimation.cells import weighting_cells
from samband.engines.estimation.design import design_of
from samband.engines.estimation.domains import Layout
from samband.engines.estimation.estimates import estimate
from samband.engines.estimation.means import domain_means
from samband.engines.estimation.plan import Group, Plan, PostStrata
from samband.engines.estimation.reduce import reduce_answers
from samband.engines.instrument import Index, Instrument, Item, Missing, Scale

SCALE = Scale("agreement", (1, 2, 3, 4, 5), {9: Missing.DONT_KNOW})


def questionnaire() -> Instrument:
    items = tuple(Item(f"item{i}", SCALE, f"item{i}") for i in range(ITEMS))
    indices = tuple(Index(f"index{i}", items[5 * i : 5 * i + 5], 3) for i in range(4))
    day = date(2021, 1, 1)
    return Instrument("bench", "1", day, "", "", (), {"agreement": SCALE}, (), items, indices, {}, "")


def plan_of(folder: Path) -> Plan:
    strata, genders = labels(MEMBERS * AGES), ("0", "1")
    population = read(folder, "population", "f8")
    totals = read(folder, "totals", "f8").reshape(-1, 2)
    return Plan(
        unit="member",
        strata=("stratum",),
        population={(label,): size for label, size in zip(strata, population, strict=True)},
        post_strata=PostStrata(
            ("stratum", "gender"),
            {(s, g): float(totals[i, j]) for i, s in enumerate(strata) for j, g in enumerate(genders)},
            is_credited=False,
        ),
        groups=tuple(Group(f"group{g}", {"group": frozenset({str(g)})}) for g in range(3)),
    )


def labels(number: int) -> tuple[str, ...]:
    return tuple(f"{i:04d}" for i in range(number))


def answers_of(folder: Path) -> dict[str, Categories | np.ndarray]:
    columns: dict[str, Categories | np.ndarray] = {
        "stratum": Categories(read(folder, "stratum", "i4"), labels(MEMBERS * AGES)),
        "member": Categories(read(folder, "member", "i4"), labels(MEMBERS)),
        "gender": Categories(read(folder, "gender", "i4"), ("0", "1")),
        "group": Categories(read(folder, "group", "i4"), ("0", "1", "2")),
    }
    return columns | {f"item{i}": read(folder, f"item{i}", "i1") for i in range(ITEMS)}


def run(folder: Path) -> dict[str, np.ndarray]:
    """item means and errors (items, members), index ones (indices, groups, members)."""
    answers, instrument, plan = answers_of(folder), questionnaire(), plan_of(folder)
    start, wall = process_time(), perf_counter()
    cells = weighting_cells(answers=answers, plan=plan, respondents=len(answers["stratum"]))
    design = design_of(cells=cells, plan=plan)
    layout = Layout.of(part_by_cell=cells.unit.index, parts=MEMBERS, design=design)
    found: dict[str, list[np.ndarray]] = {"item": [], "item_se": [], "index": [], "index_se": []}
    reduced = reduce_answers(
        measures=[*instrument.items, *instrument.indices],
        columns=answers.__getitem__,
        cell_by_respondent=cells.cell_by_respondent,
        cells=len(cells),
    )
    for sums in reduced:
        kind = "item" if sums.measure.startswith("item") else "index"
        for members in [None] if kind == "item" else cells.in_group.values():
            means = domain_means(sums=sums, layout=layout, members=members)
            found[kind].append(means.value)
            found[f"{kind}_se"].append(means.se)
    seconds, elapsed = process_time() - start, perf_counter() - wall
    result = {name: np.array(values) for name, values in found.items()}
    result["seconds"], result["wall"] = np.array(seconds), np.array(elapsed)
    return result


def whole_table(folder: Path) -> None:
    """The public function with everything: all groups, all units, 35,700 rows of estimates with limits."""
    answers, instrument, plan = answers_of(folder), questionnaire(), plan_of(folder)
    start = process_time()
    rows = len(estimate(answers=answers, instrument=instrument, plan=plan))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"whole table: {rows} rows, {process_time() - start:.3f} CPU s, {peak:.0f} MB")


if __name__ == "__main__":
    if sys.argv[1] == "table":
        whole_table(Path(sys.argv[2]))
    else:
        finish(run(Path(sys.argv[1])), Path(sys.argv[2]))
