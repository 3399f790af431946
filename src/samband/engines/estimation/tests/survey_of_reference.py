# SPDX-License-Identifier: EUPL-1.2
"""The synthetic survey of ``reference/make_reference.R`` and the plans that R was given, in our own words."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from samband.engines.estimation import Clusters, Group, Plan, PostStrata, SingleUnit
from samband.engines.estimation.answers import Answers
from samband.engines.instrument import Index, Instrument, Item, Missing, Polarity, Scale, Share

FOLDER = Path(__file__).parent / "reference"
AGREEMENT = Scale("agreement", (1, 2, 3, 4, 5), {9: Missing.DONT_KNOW}, (Share("4-5", (4, 5)),))


def instrument_of(*items: Item, indices: tuple[Index, ...] = (), groups: tuple[str, ...] = ()) -> Instrument:
    scales = {item.scale.code: item.scale for item in items}
    return Instrument("test", "1", date(2021, 9, 1), "", "", groups, scales, (), items, indices, {}, "")


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reference_instrument() -> Instrument:
    a, c = Item("a", AGREEMENT, "a"), Item("c", AGREEMENT, "c")
    b = Item("b", AGREEMENT, "b", polarity=Polarity.NEGATIVE)
    return instrument_of(a, b, c, indices=(Index("i", (a, b, c), minimum_valid=2),))


def reference_answers() -> Answers:
    rows = rows_of("sample.csv")
    columns: dict[str, object] = {name: [row[name] for row in rows] for name in rows[0]}
    for item in "abc":
        columns[item] = np.array([int(row[item]) for row in rows], dtype=np.int8)
    columns["weight"] = np.array([float(row["weight"]) for row in rows])
    return columns  # type: ignore[return-value]


def sizes(kind: str) -> dict[tuple[str, ...], float]:
    rows = [row for row in rows_of("population.csv") if row["kind"] == kind]
    return {(row["stratum"],): float(row["population"]) for row in rows}


def reference_plans() -> Mapping[str, Plan]:
    """Plan by the name of R's design."""
    persons, clusters = sizes("persons"), Clusters("psu", sizes("clusters"))
    totals = {(row["sex"], row["age"]): float(row["population"]) for row in rows_of("totals.csv")}
    within = {(row["stratum"], row["sex"]): float(row["population"]) for row in rows_of("totals_within.csv")}
    by_sex_and_age = PostStrata(("sex", "age"), totals)
    base = Plan(
        unit="unit",
        strata=("stratum",),
        groups=(
            Group("male", {"gender": frozenset({"1"})}),
            Group("female", {"gender": frozenset({"2"})}),
        ),
        differences=(("male", "female"),),
    )
    plain = replace(base, population=persons)
    plans = {
        "plain": plain,
        "without_fpc": replace(plain, finite_population_correction=False),
        "weighted": replace(base, weights="weight"),
        "weighted_fpc": replace(plain, weights="weight"),
        "census": replace(base, population=sizes("census")),
        "clustered": replace(base, clusters=clusters),
        "clustered_weighted": replace(base, clusters=Clusters("psu"), weights="weight"),
        "credited": replace(plain, post_strata=by_sex_and_age),
        "credited_within": replace(plain, post_strata=PostStrata(("stratum", "sex"), within)),
        "credited_clusters": replace(base, clusters=clusters, post_strata=by_sex_and_age),
        "post_as_plain": replace(plain, post_strata=replace(by_sex_and_age, is_credited=False)),
        "unstratified": replace(base, strata=(), weights="weight"),
    }
    return plans | _single_unit_plans(base, by_sex_and_age)


def _single_unit_plans(base: Plan, post_strata: PostStrata) -> dict[str, Plan]:
    plans: dict[str, Plan] = defaultdict()
    lonely = replace(base, strata=("lonely",), population=sizes("lonely"))
    for option in SingleUnit:
        if option is not SingleUnit.FAIL:
            plans[f"single_{option}"] = replace(lonely, single_unit_strata=option)
            plans[f"single_free_{option}"] = replace(
                lonely, population={}, weights="weight", single_unit_strata=option
            )
            plans[f"single_credited_{option}"] = replace(
                lonely, post_strata=post_strata, single_unit_strata=option
            )
    return plans
