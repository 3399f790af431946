# SPDX-License-Identifier: EUPL-1.2
"""A wave of 356 members with made-up figures: what a report costs does not depend on what it says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random

from samband.engines.instrument import Index, Measure, load_instrument
from samband.engines.tables import Estimate, Status, released_table
from samband.tools.surveys.analysis.member_report import Member, Mode, Study, Wave

ROOT = Path(__file__).parents[2]
INSTRUMENT = ROOT / "src/samband/tools/surveys/instruments/local_democracy/2021.yaml"
CREATED = datetime(2025, 9, 1, tzinfo=UTC)
SIZES = ("size:small", "size:medium", "size:large")


@cache
def members(count: int) -> dict[str, Member]:
    made = (Member(f"{i:04}", f"Kommune {i}", SIZES[i % 3], 200 + 37 * i) for i in range(count))
    return {member.code: member for member in made}


@cache
def wave(count: int) -> Wave:
    instrument, random = load_instrument(INSTRUMENT), Random(1)
    rows = [
        row for measure in (*instrument.items, *instrument.indices) for row in _rows(measure, random, count)
    ]
    table = released_table(rows=rows, rules={"minimum_respondents": 10})
    modes = {"inhabitants": Mode.PHONE, "councillors": Mode.MEETING}
    return Wave("Lokaldemokrati 2025", instrument, table, (date(2025, 5, 2), date(2025, 6, 20)), modes)


def study(*, unit: str, count: int) -> Study:
    return Study(
        unit=unit,
        wave=wave(count),
        members=members(count),
        created=CREATED,
        publisher="Samband",
        is_synthetic=True,
    )


def _rows(measure: Measure, random: Random, count: int) -> Iterator[Estimate]:
    for group, n, level in (("inhabitants", 300, 2.6), ("councillors", 25, 2.9)):
        for unit in members(count):
            value, half = level + random.gauss(0, 0.15), 0.08 + 0.05 * random.random()
            figures = (value, half / 2, value - half, value + half)
            yield Estimate(group, unit, measure.code, "mean", "", n, *figures, Status.RELEASED)
            if not isinstance(measure, Index):
                yield Estimate(
                    group, unit, measure.code, "share", "3-4", n, 0.6, 0.03, 0.54, 0.66, Status.RELEASED
                )
