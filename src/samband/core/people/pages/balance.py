# SPDX-License-Identifier: EUPL-1.2
"""Women and men over time: as a picture with its table, and for all councils by county or size."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import get_language, gettext

from samband.core.people.analysis.balance import Balance, summed
from samband.core.people.analysis.cells import as_csv
from samband.core.people.pages import words
from samband.engines.charts.axis import Axis
from samband.engines.charts.chart import Chart, ChartTable, Frame
from samband.engines.charts.marks import Dot
from samband.engines.charts.numbers import Number
from samband.engines.charts.series_with_breaks import Moment, series_with_breaks

_MOST_DAYS = 12
"""More changes than these are shown by the first day of each year."""


def balance_chart(*, spells: Sequence[Balance], today: date, name: str) -> Chart | None:
    """The share of women on the days on which it changed; None with fewer than two days to show."""
    days = chart_days(spells=spells, today=today)
    shown = [(day, summed(spells=spells, on=day)) for day in days]
    known = [(day, balance) for day, balance in shown if balance.share is not None]
    if len(known) < 2:
        return None
    title = gettext("Women in %(body)s") % {"body": name}
    frame = Frame("balance", title, _description(known), get_language() or "en")
    drawn = series_with_breaks(
        frame=frame,
        moments=moments(known=known),
        series=(gettext("Women, share"),),
        axis=Axis(0.0, 1.0, decimals=0, is_share=True),
    )
    return replace(drawn, table=balance_table(known=known))


def chart_days(*, spells: Sequence[Balance], today: date) -> list[date]:
    """The days on which something changed, up to today; when they are many, the first day of each year."""
    begun = [spell.valid_from for spell in spells if spell.valid_from <= today]
    if not begun:
        return []
    if len(begun) <= _MOST_DAYS:
        return sorted({*begun, today})
    return [begun[0], *(date(year, 1, 1) for year in range(begun[0].year + 1, today.year + 1)), today]


def balance_table(*, known: Sequence[tuple[date, Balance]]) -> ChartTable:
    header = (
        gettext("Day"),
        gettext("Women"),
        gettext("Men"),
        gettext("Another gender"),
        gettext("Not declared"),
        gettext("Women, share"),
    )
    rows = tuple((words.day(day), *_counts(balance)) for day, balance in known)
    return ChartTable(header, rows)


def balance_csv(*, spells: Sequence[Balance]) -> str:
    """Every change, with its half-open period."""
    header = ("valid_from", "valid_to", "women", "men", "others", "not_declared", "share_of_women")
    rows = [
        (
            one.valid_from.isoformat(),
            one.valid_to.isoformat() if one.valid_to else "",
            *(one.women, one.men, one.others, one.unknown),
            "" if one.share is None else one.share,
        )
        for one in spells
    ]
    return as_csv(header=header, rows=rows)


def _counts(balance: Balance) -> tuple[Number | str, ...]:
    counts = (balance.women, balance.men, balance.others, balance.unknown)
    share = "–" if balance.share is None else Number(balance.share, 0, is_share=True)
    return (*(Number(count, 0) for count in counts), share)


def moments(*, known: Sequence[tuple[date, Balance]]) -> list[Moment]:
    """A year is written once, under its first day."""
    years = [day.year for day, _ in known]
    return [
        Moment(
            str(day.year) if day.year not in years[:place] else "",
            day.year + (day.timetuple().tm_yday - 1) / 366,
            (Dot(balance.share or 0.0),),
        )
        for place, (day, balance) in enumerate(known)
    ]


def _description(known: Sequence[tuple[date, Balance]]) -> str:
    (first, before), (last, now) = known[0], known[-1]
    text = gettext("From %(before)s women on %(first)s to %(now)s on %(last)s.")
    return text % {
        "before": words.share(before.share),
        "first": words.day(first),
        "now": words.share(now.share),
        "last": words.day(last),
    }
