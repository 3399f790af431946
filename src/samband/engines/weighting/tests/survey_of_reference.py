# SPDX-License-Identifier: EUPL-1.2
"""The synthetic survey of ``reference/make_calibration.R``, read as R wrote it."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from samband.engines.weighting import Auxiliaries, Margin, Quantity

FOLDER = Path(__file__).parent / "reference"
MARGINS = ("area", "sex", "school")
SIZES = {"s1": 5000.0, "s2": 3000.0, "s3": 1000.0}


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


SAMPLE = rows_of("calibration_sample.csv")
TOTALS = rows_of("calibration_totals.csv")


def column(name: str) -> list[str]:
    return [row[name] for row in SAMPLE]


def number(name: str) -> np.ndarray:
    return np.array([float(text) for text in column(name)])


def base_weights(kind: str) -> np.ndarray:
    """plain: population by respondent of the stratum. free: a column. even: all alike."""
    if kind == "free":
        return number("free")
    if kind == "even":
        return np.full(len(SAMPLE), sum(SIZES.values()) / len(SAMPLE))
    strata = column("stratum")
    return np.array([SIZES[one] / strata.count(one) for one in strata])


def totals_of(variable: str) -> Mapping[str, float]:
    return {row["category"]: float(row["total"]) for row in TOTALS if row["variable"] == variable}


def margin(variable: str) -> Margin:
    totals = totals_of(variable)
    place = {category: at for at, category in enumerate(totals)}
    member = np.array([place[code] for code in column(variable)])
    return Margin(variable, member, np.array(list(totals.values())), tuple(totals))


def auxiliaries(*, with_age: bool = False) -> Auxiliaries:
    """Area, sex and school; or area, sex and the sum of ages."""
    if with_age:
        age = Quantity("age", number("age"), totals_of("age")[""])
        return Auxiliaries.of(margins=[margin("area"), margin("sex")], quantities=[age])
    return Auxiliaries.of(margins=[margin(variable) for variable in MARGINS])
