# SPDX-License-Identifier: EUPL-1.2
"""1,000 synthetic indicators of ten years for every Norwegian municipality of its year, 1 % missing."""

from datetime import date

import numpy as np

from samband.core.country.queries import load_pack
from samband.core.members.rules.geography import geography_of
from samband.engines.geography import Correspondence, Geography, Layer, correspond

INDICATORS, YEARS, TO, SEED, TIER = 1_000, range(2017, 2027), date(2024, 1, 1), 2024, "local"
Column = np.ndarray


def geography() -> Geography:
    return geography_of(pack=load_pack(name="norway"))


def layers(geography: Geography) -> list[Layer]:
    """Whole numbers, so that every engine can add them exactly."""
    rng = np.random.default_rng(SEED)
    made = []
    for year in YEARS:
        on = date(year, 1, 1)
        codes = tuple(code for code, unit in geography.generation(on=on).items() if unit.tier == TIER)
        values = rng.integers(0, 100_000, (INDICATORS, len(codes))).astype(np.float64)
        values[rng.random(values.shape) < 0.01] = np.nan
        made.append(Layer(on, codes, values))
    return made


def correspondences(geography: Geography) -> list[Correspondence]:
    return [correspond(geography=geography, known_on=date(year, 1, 1), to=TO, tier=TIER) for year in YEARS]


def long_table(made: list[Layer], number: dict[str, int]) -> dict[str, Column]:
    """One row for each figure: indicator, year, the unit's number, value. number: code -> number."""
    parts = []
    for layer in made:
        units = np.array([number[code] for code in layer.codes], dtype=np.int32)
        count = len(layer.values)
        parts.append(
            {
                "indicator": np.repeat(np.arange(count, dtype=np.int32), len(units)),
                "year": np.full(count * len(units), layer.known_on.year, dtype=np.int32),
                "unit": np.tile(units, count),
                "value": layer.values.ravel(),
            }
        )
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def mapping(ways: list[Correspondence], number: dict[str, int]) -> dict[str, Column]:
    """One row for each part of a unit: year, from, to, whether it is whole."""
    rows = [
        (way.known_on.year, number[part.before], number[part.after], part.is_whole)
        for way in ways
        for part in way.parts
    ]
    year, before, after, is_whole = zip(*rows, strict=True)
    return {
        "year": np.array(year, dtype=np.int32),
        "unit": np.array(before, dtype=np.int32),
        "target": np.array(after, dtype=np.int32),
        "is_whole": np.array(is_whole, dtype=np.bool_),
    }
