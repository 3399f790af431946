# SPDX-License-Identifier: EUPL-1.2
"""The synthetic survey of ``reference/make_further_reference.R``: pupils in classes, classes in schools."""

import json
from dataclasses import replace

import numpy as np

from samband.engines.estimation import Clusters, Group, Plan, PostStrata
from samband.engines.estimation.answers import Answers
from samband.engines.estimation.plan import Ratio, SecondStage
from samband.engines.estimation.tests.survey_of_reference import AGREEMENT, FOLDER, instrument_of, rows_of
from samband.engines.instrument import Instrument, Item, Missing, Scale

COUNT = Scale("count", tuple(range(61)), {99: Missing.DONT_KNOW})
ROWS = rows_of("schools.csv")
RATIOS = Ratio("hours_by_trip", "hours", "trips"), Ratio("trips_by_a", "trips", "a")


def values_of(name: str) -> list[dict]:
    """The entries of a reference file that have a value."""
    content = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return [entry for entry in content["values"] if entry["value"] is not None]


def school_instrument() -> Instrument:
    return instrument_of(Item("a", AGREEMENT, "a"), Item("hours", COUNT, ""), Item("trips", COUNT, ""))


def school_answers(*, half: bool = False) -> Answers:
    """half: only the first two schools of each stratum."""
    rows = [row for row in ROWS if row["half"] == "1"] if half else ROWS
    columns: dict[str, object] = {name: [row[name] for row in rows] for name in rows[0]}
    for item in ("a", "hours", "trips"):
        columns[item] = np.array([int(row[item]) for row in rows], dtype=np.int8)
    columns["weight"] = np.array([float(row["weight"]) for row in rows])
    return columns  # type: ignore[return-value]


def school_plans() -> dict[str, Plan]:
    """Plan by the name of R's design."""
    schools = {(row["stratum"],): float(row["N1"]) for row in ROWS}
    pupils = {(row["stratum"], row["school"]): float(row["pupils"]) for row in ROWS}
    classes = {(row["stratum"], row["school"]): float(row["N2"]) for row in ROWS}
    by_pupil, by_class = SecondStage(pupils), SecondStage(classes, "class")
    base = Plan(
        unit="unit",
        strata=("stratum",),
        groups=(Group("girls", {"sex": frozenset({"2"})}),),
        ratios=RATIOS,
    )
    persons = replace(base, clusters=Clusters("school", schools, by_pupil))
    weighted = replace(base, weights="weight")
    totals = PostStrata(("sex",), {("1",): 1400.0, ("2",): 1500.0})
    plain = replace(weighted, clusters=Clusters("school"))
    return {
        "two_stage_persons": persons,
        "two_stage_classes": replace(base, clusters=Clusters("school", schools, by_class)),
        "two_stage_weighted": replace(persons, weights="weight"),
        "two_stage_credited": replace(persons, post_strata=totals),
        "ultimate": plain,
        "ultimate_fpc": replace(weighted, clusters=Clusters("school", schools)),
        "jackknife": plain,
        "brr": plain,
        "fay": plain,
        "jackknife_fpc": replace(weighted, clusters=Clusters("school", schools)),
        "jackknife_credited": replace(plain, post_strata=totals),
        "jackknife_persons": replace(weighted, strata=()),
    }
