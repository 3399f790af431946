# SPDX-License-Identifier: EUPL-1.2
"""The overview of a published wave: one sentence, the map, the distribution, the table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samband.core.members.rules import AuthorityRecord
from samband.engines import charts
from samband.engines.charts import Axis, Chart, Frame, Mark, Number, Place, Screens
from samband.engines.tables import Estimate, ReleasedTable
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.order import alphabetical
from samband.tools.surveys.pages.choices import Shown


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A line of the table of members. texts are in the reader's language; value is empty when withheld."""

    code: str
    name: str
    url: str
    value: str
    interval: str
    respondents: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the overview shows, from the first sentence to the table."""

    shown: Shown
    sentence: str
    respondents: str
    map: Chart
    distribution: Screens | None
    rows: tuple[MemberRow, ...]


def overview_page(
    *,
    shown: Shown,
    table: ReleasedTable,
    register: Sequence[AuthorityRecord],
    participants: Mapping[str, str],
    link: Callable[[str], str],
    own: str = "",
) -> OverviewPage:
    """register: all members on the reference date. participants: code -> name. own: the reader's member."""
    figures = {code: _figure(table, shown, code) for code in participants}
    total = _figure(table, shown, ALL)
    return OverviewPage(
        shown=shown,
        sentence=_sentence(shown, total, len(participants)),
        respondents=_respondents(total),
        map=_map(shown, figures, register, link, own),
        distribution=_distribution(shown, figures, participants, own),
        rows=tuple(_row(code, name, figures[code], shown, link) for code, name in _by_name(participants)),
    )


def _by_name(participants: Mapping[str, str]) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return sorted(participants.items(), key=lambda pair: alphabetical(name=pair[1], language=language))


def value_text(*, shown: Shown, estimate: Estimate) -> str:
    """A value as the axis of the measure writes it, finer where its interval is narrower than a digit."""
    return _axis(shown, estimate).text(estimate.value, get_language() or "en")


def interval_text(*, shown: Shown, estimate: Estimate) -> str:
    """``2.6–2.9``."""
    axis, language = _axis(shown, estimate), get_language() or "en"
    return f"{axis.text(estimate.lower, language)}–{axis.text(estimate.upper, language)}"


def _axis(shown: Shown, estimate: Estimate) -> Axis:
    axis = shown.axis
    last_digit = 10.0**-axis.decimals / (100 if axis.is_share else 1)
    is_narrow = estimate.upper - estimate.lower < last_digit
    return replace(axis, decimals=axis.decimals + is_narrow)


def _figure(table: ReleasedTable, shown: Shown, unit: str) -> Estimate | None:
    return table.get(
        measure=shown.measure.code,
        group=shown.group,
        unit=unit,
        statistic=shown.statistic,
        category=shown.category,
    )


def _sentence(shown: Shown, total: Estimate | None, members: int) -> str:
    if total is None or not total.is_known:
        return _("The figure for all members together is not published.")
    facts = {
        "group": shown.group_name,
        "members": members,
        "measure": shown.title,
        "value": value_text(shown=shown, estimate=total),
        "interval": interval_text(shown=shown, estimate=total),
    }
    if shown.statistic == "share":
        return (
            _("%(group)s in the %(members)d members together: %(value)s (95%% interval %(interval)s).")
            % facts
        )
    facts |= {"low": f"{shown.axis.low:g}", "high": f"{shown.axis.high:g}"}
    return (
        _(
            "%(group)s in the %(members)d members together give “%(measure)s” an average of %(value)s "
            "on the scale from %(low)s to %(high)s (95%% interval %(interval)s)."
        )
        % facts
    )


def _respondents(total: Estimate | None) -> str:
    if total is None or total.n is None:
        return ""
    number = charts.number_text(number=Number(total.n, 0), language=get_language() or "en")
    return ngettext("%(number)s person answered.", "%(number)s people answered.", total.n) % {
        "number": number
    }


def _frame(shown: Shown, kind: str, description: str, width: int = 640) -> Frame:
    title = f"{shown.title} – {shown.group_name}"
    return Frame(kind, title, description, get_language() or "en", width)


def _map(
    shown: Shown,
    figures: Mapping[str, Estimate | None],
    register: Sequence[AuthorityRecord],
    link: Callable[[str], str],
    own: str,
) -> Chart:
    marks = [
        Mark(
            label=unit.name,
            longitude=unit.longitude,
            latitude=unit.latitude,
            shown=_kind(unit.code, figures),
            value=_value(figures.get(unit.code)),
            href=link(unit.code) if unit.code in figures else "",
            is_own=unit.code == own,
        )
        for unit in register
        if unit.longitude is not None and unit.latitude is not None
    ]
    description = _(
        "Each member is one mark of the same size, placed where it lies. The digit in the mark is its class."
    )
    names = charts.CartogramNames(
        member=_("Member"),
        value=_("Value"),
        withheld=_("Withheld: too few answers"),
        absent=_("Did not take part"),
        own=_("You are here"),
        below=_("below {limit}"),
        from_=_("{limit} or more"),
    )
    return charts.cartogram(
        frame=_frame(shown, "map", description), marks=marks, axis=shown.axis, names=names
    )


def _kind(code: str, figures: Mapping[str, Estimate | None]) -> charts.Shown:
    if code not in figures:
        return charts.Shown.ABSENT
    estimate = figures[code]
    return charts.Shown.VALUE if estimate and estimate.is_known else charts.Shown.WITHHELD


def _value(estimate: Estimate | None) -> float:
    return estimate.value if estimate else float("nan")


def _distribution(
    shown: Shown, figures: Mapping[str, Estimate | None], names: Mapping[str, str], own: str
) -> Screens | None:
    places = [
        Place(names[code], found.value, is_own=code == own, lower=found.lower, upper=found.upper)
        for code, found in figures.items()
        if found and found.is_known
    ]
    if not places:
        return None
    description = _(
        "Every member is one dot on the scale. Small differences between dots are within the margin of error."
    )
    words = charts.DistributionNames(
        member=_("Member"), value=_("Value"), peers=_("Members"), median=_("Median of the members")
    )

    def draw(frame: Frame) -> Chart:
        return charts.distribution(frame=frame, places=places, axis=shown.axis, names=words)

    return charts.for_screens(draw=draw, frame=_frame(shown, "spread", description))


def _row(
    code: str, name: str, estimate: Estimate | None, shown: Shown, link: Callable[[str], str]
) -> MemberRow:
    if estimate is None or not estimate.is_known:
        return MemberRow(code, name, link(code), "", "", "")
    language = get_language() or "en"
    return MemberRow(
        code=code,
        name=name,
        url=link(code),
        value=value_text(shown=shown, estimate=estimate),
        interval=interval_text(shown=shown, estimate=estimate),
        respondents=charts.number_text(number=Number(estimate.n or 0, 0), language=language),
    )
