# SPDX-License-Identifier: EUPL-1.2
"""One authority: names, place, inhabitants over time, and what it came from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language, gettext, ngettext

from samband.core.country.rules import LOCAL, UPPER
from samband.core.members import queries
from samband.core.members.pages import words
from samband.core.members.pages.story import StoryLine, other_uses, story_lines
from samband.core.members.pages.tree import tree_picture
from samband.core.members.rules import (
    AuthorityRecord,
    PopulationPoint,
    Vintage,
)
from samband.core.members.rules.importing import ImportRecord
from samband.engines.charts import (
    Axis,
    Chart,
    ChartTable,
    Dot,
    Frame,
    Moment,
    Number,
    Screens,
    series_with_breaks,
)
from samband.engines.geography import lineage


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
    story: tuple[StoryLine, ...]
    other_uses: tuple[str, ...]
    tree: Screens | None
    register_begins: str
    chart: Chart | None
    vintage: Vintage | None
    imports: tuple[ImportRecord, ...]


def unit_page(*, code: str, today: date) -> UnitPage:
    """Raises UnknownAuthority."""
    authority = queries.latest_authority(code=code, on=today)
    end = authority.valid_to if authority.valid_to and authority.valid_to <= today else None
    found = queries.kinds_on(on=max(today, authority.valid_from) if end is None else authority.valid_from)
    tiers = [tier for tier in queries.tiers() if tier.kind in found]
    register = queries.geography()
    line = lineage(geography=register, unit=register.unit(code=code, on=authority.valid_from))
    story = story_lines(line)
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
        story=story,
        other_uses=other_uses(register, line),
        tree=tree_picture(lineage=line, sentences=[_dated(one) for one in story]),
        register_begins=words.day(authority.valid_from),
        chart=_chart(authority, queries.population_series(code=code, on=authority.valid_from)),
        vintage=queries.vintage(),
        imports=queries.imports_of(code=code),
    )


def _population_day(authority: AuthorityRecord) -> str:
    """The day on which its inhabitants were counted, in words; empty when they were not."""
    return words.counted_on(authority.population_year, queries.population_days())


def _dated(line: StoryLine) -> str:
    return gettext("%(day)s: %(text)s") % {"day": words.day(line.on), "text": line.text}


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
    rows = tuple((str(p.year), Number(p.population, 0), " + ".join(p.codes)) for p in points)
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
