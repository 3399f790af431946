# SPDX-License-Identifier: EUPL-1.2
"""One published figure by a background of those who answered, in one place: every part of it, or why not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samband.engines import charts
from samband.engines.charts import Axis, Chart, Dot, Frame, IntervalRow, Number, Screens
from samband.engines.disclosure.breakdowns import Level
from samband.engines.instrument import Instrument, Words
from samband.engines.tables import Estimate
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.breakdown import BACKGROUNDS, Breakdown, Opened
from samband.tools.surveys.analysis.order import alphabetical
from samband.tools.surveys.pages.choices import Option, OptionGroup, Shown
from samband.tools.surveys.pages.work import unit_name
from samband.tools.surveys.rules import INHABITANTS


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part, or everybody in it. texts in the reader's language."""

    name: str
    value: str
    interval: str
    respondents: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for. place: a member, ``size:…`` or ``all``. persons: of each member."""

    shown: Shown
    background: str
    place: str
    names: Mapping[str, str]
    persons: Mapping[str, float]

    @property
    def place_name(self) -> str:
        return unit_name(unit=self.place, names=self.names)

    @property
    def background_name(self) -> str:
        return background_words()[self.background]


@dataclass(frozen=True, slots=True)
class BreakdownPage:
    """lines: empty where nothing may be shown; ``refusal`` then says why. counted: who stands in them."""

    chosen: Chosen
    refusal: str
    counted: str
    lines: tuple[PartLine, ...]
    chart: Screens | None


def background_words() -> Mapping[str, str]:
    """What respondents may be divided by, in the reader's language."""
    return {"sex": _("Sex"), "age_group": _("Age group")}


def background_options(*, chosen: str) -> tuple[Option, ...]:
    words = background_words()
    return tuple(Option(one, words[one], one == chosen) for one in BACKGROUNDS)


def place_options(*, chosen: Chosen, classes: Mapping[str, tuple[str, ...]]) -> tuple[OptionGroup, ...]:
    """All together and the size classes first, then the members by name."""
    language = get_language() or "en"
    larger = (ALL, *classes)
    names = sorted(chosen.names.items(), key=lambda pair: alphabetical(name=pair[1], language=language))
    sums = tuple(
        Option(unit, unit_name(unit=unit, names=chosen.names), unit == chosen.place) for unit in larger
    )
    members = tuple(Option(code, name, code == chosen.place) for code, name in names)
    return (OptionGroup(_("Several members"), sums), OptionGroup(_("One member"), members))


def breakdown_page(
    *, chosen: Chosen, breakdown: Breakdown | None, classes: Mapping[str, tuple[str, ...]]
) -> BreakdownPage:
    """Look up what was kept. Nothing is computed here, so nothing can be told that was not decided."""
    opened = _found(breakdown, chosen) if breakdown else None
    rows = _rows(breakdown, opened, chosen) if breakdown and opened else ()
    if not rows or opened is None:
        return BreakdownPage(chosen, _refusal(breakdown, opened, chosen), "", (), None)
    axis = _axis(rows, chosen)
    lines = tuple(_line(name, row, axis, is_whole=at == 0) for at, (name, row) in enumerate(rows))
    return BreakdownPage(chosen, "", _counted(opened, chosen, classes), lines, _chart(rows, chosen))


def _found(breakdown: Breakdown, chosen: Chosen) -> Opened | None:
    shown = chosen.shown
    return breakdown.find(group=shown.group, background=chosen.background, measure=shown.measure.code)


def _rows(breakdown: Breakdown, opened: Opened, chosen: Chosen) -> tuple[tuple[str, Estimate], ...]:
    """Everybody who is counted, then the parts; nothing when the place is closed."""
    labels = _labels(chosen.shown.instrument, chosen.shown.words, chosen.background)
    order = {code: at for at, code in enumerate(labels)}
    codes = sorted(opened.by.codes, key=lambda code: (order.get(code, len(order)), code))
    named = [(opened.by.whole, _("Everybody"))]
    named += [(opened.by.part(code), labels.get(code, code)) for code in codes]
    found = [(name, _row(breakdown, group, chosen)) for group, name in named]
    return tuple((name, row) for name, row in found if row is not None)


def _row(breakdown: Breakdown, group: str, chosen: Chosen) -> Estimate | None:
    shown = chosen.shown
    return breakdown.table.get(
        measure=shown.measure.code,
        group=group,
        unit=chosen.place,
        statistic=shown.statistic,
        category=shown.category,
    )


def _labels(instrument: Instrument, words: Words, background: str) -> Mapping[str, str]:
    """The answers to the question that fills the background, in its order."""
    for question in instrument.flow.questions:
        options = getattr(question.kind, "options", None)
        if question.background == background and options is not None:
            return words.options.get(options.code, {})
    return {}


def _refusal(breakdown: Breakdown | None, opened: Opened | None, chosen: Chosen) -> str:
    if breakdown is None:
        return _("These figures were published before they could be shown by background.")
    facts = {
        "background": chosen.background_name.lower(),
        "group": chosen.shown.group_name,
        "place": chosen.place_name,
    }
    if opened is None:
        return _("%(group)s: nothing is known of this background.") % facts
    words = {
        Level.NOWHERE: _("This figure is shown by %(background)s nowhere: too few have answered."),
        Level.ALL: _(
            "By %(background)s this figure is shown for all members together only: elsewhere too few have "
            "answered, or have answered too much alike."
        ),
        Level.CLASSES: _(
            "By %(background)s this figure is shown for size classes and for all members together only: in "
            "too many members too few have answered, or have answered too much alike."
        ),
        Level.MEMBERS: _(
            "%(place)s is not shown by %(background)s: in at least one part too few have answered, or have "
            "answered too much alike. No part is shown, since it could be subtracted from the others."
        ),
    }
    return words[opened.opening.level] % facts


def _counted(opened: Opened, chosen: Chosen, classes: Mapping[str, tuple[str, ...]]) -> str:
    """How many members stand in the figures of a larger place; nothing for a member."""
    if chosen.place in chosen.names:
        return ""
    inside = [one for one in classes.get(chosen.place, tuple(chosen.names)) if one in chosen.persons]
    counted = [one for one in inside if one in opened.opening.members]
    part = sum(chosen.persons[one] for one in counted) / sum(chosen.persons[one] for one in inside)
    facts = {"counted": len(counted), "all": len(inside), "part": _share(part)}
    if chosen.shown.group == INHABITANTS:
        return _("Counts %(counted)d of %(all)d members, with %(part)s of their adults.") % facts
    return _("Counts %(counted)d of %(all)d members, with %(part)s of those who could answer.") % facts


def _share(part: float) -> str:
    """Whole per cent, rounded down: what is not all must not read as all."""
    whole = floor(100 * part + 1e-9) / 100
    return charts.number_text(number=Number(whole, 0, is_share=True), language=get_language() or "en")


def _line(name: str, row: Estimate, axis: Axis, *, is_whole: bool) -> PartLine:
    language = get_language() or "en"
    return PartLine(
        name=name,
        value=axis.text(row.value, language),
        interval=f"{axis.text(row.lower, language)}–{axis.text(row.upper, language)}",
        respondents=charts.number_text(number=Number(row.n or 0, 0), language=language),
        is_whole=is_whole,
    )


def _axis(rows: tuple[tuple[str, Estimate], ...], chosen: Chosen) -> Axis:
    """All rows are written alike: finer where one of their intervals is narrower than a digit."""
    axis = chosen.shown.axis
    last_digit = 10.0**-axis.decimals / (100 if axis.is_share else 1)
    is_narrow = any(row.upper - row.lower < last_digit for _, row in rows)
    return replace(axis, decimals=axis.decimals + is_narrow)


def _chart(rows: tuple[tuple[str, Estimate], ...], chosen: Chosen) -> Screens:
    drawn = [IntervalRow(name, (Dot(row.value, row.lower, row.upper),)) for name, row in rows]
    title = f"{chosen.shown.title} – {chosen.place_name}"
    description = _("Each dot is an average, each line its 95% interval.")
    if chosen.shown.statistic == "share":
        description = _("Each dot is a share, each line its 95% interval.")
    frame = Frame("background", title, description, get_language() or "en", 720)
    columns = charts.ColumnNames(
        chosen.background_name, _("Group"), _("Value"), _("Lower limit"), _("Upper limit"), _("Remarks")
    )

    def draw(frame: Frame) -> Chart:
        return charts.dot_interval(
            frame=frame,
            rows=drawn,
            series=(chosen.shown.group_name,),
            axis=chosen.shown.axis,
            columns=columns,
        )

    return charts.for_screens(draw=draw, frame=frame)
