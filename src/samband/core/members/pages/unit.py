# SPDX-License-Identifier: EUPL-1.2
"""One authority: names, place, inhabitants over time, and what it came from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.translation import get_language, gettext, ngettext

from samband.core.country.rules import LOCAL, UPPER
from samband.core.members import queries
from samband.core.members.pages import words
from samband.core.members.rules import (
    AuthorityRecord,
    PopulationPoint,
    SuccessionRecord,
    Vintage,
)
from samband.engines.charts import (
    Axis,
    Chart,
    ChartTable,
    Dot,
    Frame,
    Moment,
    Number,
    series_with_breaks,
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that happened to the authority, in words. others: (code, name) of those it concerns."""

    text: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """county_label: what the country calls what the authority lies in. inside: what lies in this one."""

    authority: AuthorityRecord
    kind: str
    county_label: str
    inside: str
    population_day: str
    is_county: bool
    has_ended: bool
    ended_on: str
    size: str
    history: tuple[HistoryLine, ...]
    register_begins: str
    chart: Chart | None
    vintage: Vintage | None


def unit_page(*, code: str, today: date) -> UnitPage:
    """Raises UnknownAuthority."""
    authority = queries.latest_authority(code=code, on=today)
    end = authority.valid_to if authority.valid_to and authority.valid_to <= today else None
    found = queries.kinds_on(on=max(today, authority.valid_from) if end is None else authority.valid_from)
    tiers = [tier for tier in queries.tiers() if tier.kind in found]
    sizes = queries.size_classes()
    size = next((one for one in sizes if one.holds(authority.population or -1)), None)
    return UnitPage(
        authority=authority,
        kind=words.kind(authority.kind, tiers),
        county_label=words.county_label(tiers),
        inside=words.capitalised(words.kinds([tier for tier in tiers if tier.level == LOCAL])),
        population_day=_population_day(authority),
        is_county=authority.level == UPPER,
        has_ended=end is not None,
        ended_on=words.day(date.fromordinal(end.toordinal() - 1)) if end else "",
        size=words.size_label(size) if size and authority.level != UPPER else "",
        history=_history(code, queries.successions_of(code=code)),
        register_begins=words.day(authority.valid_from),
        chart=_chart(authority, queries.population_series(code=code)),
        vintage=queries.vintage(),
    )


def _population_day(authority: AuthorityRecord) -> str:
    """The day on which its inhabitants were counted, in words; empty when they were not."""
    return words.counted_on(authority.population_year, queries.population_days())


def _history(code: str, steps: Sequence[SuccessionRecord]) -> tuple[HistoryLine, ...]:
    """One line for each day, direction and kind; that a unit lives on in itself needs none."""
    told = [step for step in steps if step.kind == "renamed" or step.code_before != step.code_after]
    groups = groupby(told, key=lambda step: (step.on, step.kind, step.code_before == code))
    return tuple(_line(on, kind, list(group), is_end=is_end) for (on, kind, is_end), group in groups)


def _line(on: date, kind: str, steps: list[SuccessionRecord], *, is_end: bool) -> HistoryLine:
    others = tuple(
        (step.code_after, step.name_after) if is_end else (step.code_before, step.name_before)
        for step in steps
    )
    text = _sentence(kind, is_end=is_end) % {"day": words.day(on), "code": others[0][0]}
    return HistoryLine(text, () if kind == "renamed" else others)


def _sentence(kind: str, *, is_end: bool) -> str:
    """The links to the others follow it."""
    if kind == "renumbered":
        became = gettext("Renumbered to %(code)s on %(day)s:")
        return became if is_end else gettext("Renumbered from %(code)s on %(day)s:")
    if kind == "renamed":
        return gettext("New official names from %(day)s.")
    if kind == "transferred":
        gave = gettext("Gave a part of its territory on %(day)s to:")
        return gave if is_end else gettext("Took in a part on %(day)s of:")
    if kind == "split":
        became = gettext("Divided on %(day)s into:")
        return became if is_end else gettext("Made on %(day)s by dividing:")
    return gettext("Merged on %(day)s into:") if is_end else gettext("Took in on %(day)s:")


def _chart(authority: AuthorityRecord, points: Sequence[PopulationPoint]) -> Chart | None:
    """A line needs two years; the axis is fitted to the figures, so the table and the words say how much."""
    if len(points) < 2:
        return None
    counts = [point.population for point in points]
    margin = max(1.0, (max(counts) - min(counts)) * 0.08)
    axis = Axis(max(0.0, min(counts) - margin), max(counts) + margin, decimals=0)
    name = gettext("Inhabitants")
    frame = Frame("population", _title(authority, points), _description(points), get_language() or "en")
    drawn = series_with_breaks(frame=frame, moments=_moments(points), series=(name,), axis=axis)
    header = (gettext("1 January"), name, gettext("Number at the time"))
    rows = tuple((str(p.year), Number(p.population, 0), p.code) for p in points)
    return replace(drawn, table=ChartTable(header, rows))


def _title(authority: AuthorityRecord, points: Sequence[PopulationPoint]) -> str:
    text = gettext("Inhabitants of %(name)s on 1 January, %(first)s to %(last)s")
    return text % {"name": authority.name, "first": points[0].year, "last": points[-1].year}


def _description(points: Sequence[PopulationPoint]) -> str:
    first, last = points[0], points[-1]
    change = last.population - first.population
    parts = {
        "before": words.figure(first.population),
        "first": first.year,
        "after": words.figure(last.population),
        "last": last.year,
        "change": words.figure(abs(change)),
    }
    if change < 0:
        text = ngettext(
            "From %(before)s in %(first)s to %(after)s in %(last)s: %(change)s person fewer.",
            "From %(before)s in %(first)s to %(after)s in %(last)s: %(change)s fewer.",
            -change,
        )
    else:
        text = ngettext(
            "From %(before)s in %(first)s to %(after)s in %(last)s: %(change)s person more.",
            "From %(before)s in %(first)s to %(after)s in %(last)s: %(change)s more.",
            change,
        )
    return text % parts


def _moments(points: Sequence[PopulationPoint]) -> list[Moment]:
    """Every fifth year is written under the line."""
    return [
        Moment(str(point.year) if point.year % 5 == 0 else "", float(point.year), (Dot(point.population),))
        for point in points
    ]
