# SPDX-License-Identifier: EUPL-1.2
"""Studies for reports: the cast in one wave, with figures of a simple pattern instead of answers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from math import nan
from pathlib import Path
from random import Random

from samband.engines.instrument import Continuity, Index, Instrument, Measure, load_instrument
from samband.engines.tables import Estimate, ReleasedTable, Status, released_table
from samband.tools.surveys.analysis.member_report import Earlier, Member, Mode, Study, Wave

INSTRUMENTS = Path(__file__).parents[1] / "instruments" / "local_democracy"
UTSIRA, MEDIAN, OSLO = "1151", "1511", "0301"
CREATED = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)


@cache
def local_democracy(version: str = "2021") -> Instrument:
    return load_instrument(INSTRUMENTS / f"{version}.yaml")


def members(count: int = 30) -> dict[str, Member]:
    """Utsira, Median and Oslo, then made-up neighbours, by turns small, medium and large."""
    cast = [
        Member(UTSIRA, "Utsira", "size:small", 192),
        Member(MEDIAN, "Median", "size:medium", 5100),
        Member(OSLO, "Oslo – Oslove", "size:large", 697549),
    ]
    classes = (("size:small", 2000), ("size:medium", 9000), ("size:large", 40000))
    others = [Member(f"90{i:02}", f"Nabo {i}", *classes[i % 3]) for i in range(count - 3)]
    return {member.code: member for member in (*cast, *others)}


def released(
    *,
    instrument: Instrument,
    members: dict[str, Member],
    seed: int = 7,
    withheld: frozenset[tuple[str, str]] = frozenset(),
    groups: tuple[str, ...] = ("inhabitants", "councillors"),
    uplift: float = 0.0,
) -> ReleasedTable:
    """Means around 2.5, councillors higher. withheld: (group, unit) without figures."""
    random = Random(seed)
    rows: list[Estimate] = []
    for measure in (*instrument.items, *instrument.indices):
        for group in groups:
            for unit in (*members, "all"):
                value = 2.5 + uplift + 0.35 * (group == "councillors") + random.gauss(0, 0.15)
                half = 0.1 + 0.06 * random.random()
                rows.extend(_rows(measure, group, unit, value, half, (group, unit) in withheld))
    return released_table(rows=rows, rules={"minimum_respondents": 10})


def _rows(
    measure: Measure, group: str, unit: str, value: float, half: float, is_withheld: bool
) -> Iterator[Estimate]:
    n = 280 if group == "inhabitants" else 21
    figures = (nan,) * 4 if is_withheld else (value, half / 2, value - half, value + half)
    status = Status.SUPPRESSED if is_withheld else Status.RELEASED
    shown = None if is_withheld else n
    yield Estimate(group, unit, measure.code, "mean", "", shown, *figures, status)
    if not isinstance(measure, Index):
        share = (nan,) * 4 if is_withheld else (0.6, 0.03, 0.54, 0.66)
        yield Estimate(group, unit, measure.code, "share", "3-4", shown, *share, status)


def wave(
    *, year: int = 2025, version: str = "2021", taking_part: dict[str, Member] | None = None, **table: object
) -> Wave:
    instrument = local_democracy(version)
    found = taking_part or members()
    return Wave(
        title=f"Lokaldemokrati {year}",
        instrument=instrument,
        table=released(instrument=instrument, members=found, **table),
        period=(date(year, 5, 2), date(year, 6, 20)),
        modes={"inhabitants": Mode.PHONE, "councillors": Mode.MEETING},
        persons={"inhabitants": {UTSIRA: 152, MEDIAN: 4029}, "councillors": {UTSIRA: 11, MEDIAN: 25}},
    )


def study(*, unit: str = MEDIAN, with_earlier: bool = True, **changes: object) -> Study:
    """Median's study of 2025, with the wave of 2021 before it."""
    now = wave()
    earlier = None
    if with_earlier:
        continuity = dict.fromkeys(now.instrument.measures, Continuity.IDENTICAL)
        continuity["special_interests"] = Continuity.REWORDED
        earlier = Earlier(wave(year=2021, seed=8, uplift=-0.1), continuity)
    given = {
        "unit": unit, "wave": now, "members": members(), "created": CREATED, "publisher": "Kommuneforbundet",
        "earlier": earlier, "is_synthetic": True,
    }  # fmt: skip
    return Study(**(given | changes))
