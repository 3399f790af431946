# SPDX-License-Identifier: EUPL-1.2
"""The fieldwork board in words and pictures, and as rows of a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from samband.core.collect.analysis.fieldwork import Projection, Span, Standing
from samband.core.collect.pages.asks import title_in
from samband.core.collect.pages.modes import mode_name
from samband.core.collect.queries import AskedForm, NoForm, asked_form
from samband.core.collect.queries.board import Fieldwork, OwnFieldwork
from samband.core.web.queries import answer_files
from samband.engines.charts import Axis, Dot, Frame, Moment, Screens, SeriesNames, for_screens
from samband.engines.charts.chart import Chart
from samband.engines.charts.series_with_breaks import series_with_breaks

MOST_LABELS = 4
"""Days written below the picture."""
LEAST_SPANS = 2
COUNTED = ("RR1", "RR2", "COOP1", "REF1", "CON1")
"""Rates on the board; all sixteen stand with the people asked."""


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One group in one member. is_behind: needs a reminder."""

    name: str
    group: str
    asked: int
    answered: int
    rate: float | None
    is_behind: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class ModeLine:
    name: str
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """what: whom it counts, in words."""

    code: str
    what: str
    taken: int
    target: int
    share: float


@dataclass(frozen=True, slots=True)
class RateLine:
    code: str
    what: str
    value: float | None


@dataclass(frozen=True, slots=True)
class ReachLine:
    what: str
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class BoardPage:
    """sentence: how it stands. projected: where it will end, in words; '' when it is too early to tell.

    files_at: address at which a polling firm's file is loaded; '' when none is taken now.
    """

    slug: str
    title: str
    sentence: str
    projected: str
    answered: int
    target: int
    sealed: int
    lines: tuple[StandingLine, ...]
    behind: tuple[StandingLine, ...]
    modes: tuple[ModeLine, ...]
    quotas: tuple[QuotaLine, ...]
    rates: tuple[RateLine, ...]
    chart: Screens | None
    files_at: str = ""
    reach: tuple[ReachLine, ...] = ()

    @property
    def has_asked(self) -> bool:
        return any(line.asked for line in self.lines)


def board_page(*, board: Fieldwork) -> BoardPage:
    language = get_language() or "en"
    names = _group_names(board.asked.slug)
    behind = {(one.unit, one.group) for one in board.behind}
    lines = tuple(
        _line(one, board, names, is_behind=(one.unit, one.group) in behind) for one in board.standings
    )
    total = sum(board.modes.values()) or 1
    return BoardPage(
        slug=board.asked.slug,
        title=title_in(title=board.asked.title, language=language) or board.asked.slug,
        sentence=_sentence(board),
        projected=_projected(board.projection) if board.projection else "",
        answered=board.answered,
        target=board.target,
        sealed=board.sealed,
        lines=lines,
        behind=tuple(line for line in lines if line.is_behind),
        modes=tuple(
            ModeLine(mode_name(mode), number, number / total) for mode, number in board.modes.items()
        ),
        quotas=tuple(_quota_lines(board)),
        rates=tuple(_rate_lines(board)),
        chart=_chart(board),
        files_at=answer_files(ask=board.asked.slug),
        reach=tuple(_reach_lines(board)),
    )


def _group_names(ask: str) -> dict[str, str]:
    """An ask from before questionnaires were kept with it has none."""
    try:
        asked: AskedForm = asked_form(ask=ask)
        return dict(asked.instrument.in_language(get_language() or "en").groups)
    except NoForm:
        return {}


def _line(one: Standing, board: Fieldwork, names: dict[str, str], *, is_behind: bool) -> StandingLine:
    name, group = board.asked.units.get(one.unit, one.unit), names.get(one.group, one.group)
    return StandingLine(name, group, one.asked, one.answered, one.rate, is_behind, one.unit)


def _sentence(board: Fieldwork) -> str:
    answers = ngettext("%(number)d answer so far", "%(number)d answers so far", board.answered)
    said = answers % {"number": board.answered}
    if board.target:
        said = gettext("%(answers)s, of %(target)d wanted") % {"answers": said, "target": board.target}
    return f"{said}."


def _projected(told: Projection) -> str:
    """Where it ends when it goes on as in the last days."""
    values = {
        "days": told.days,
        "expected": round(told.expected),
        "low": int(told.low),
        "high": int(-(-told.high // 1)),
        "day": _day(told.by),
    }
    said = gettext(
        "If it goes on as in the last %(days)d days, there will be about %(expected)d answers by %(day)s: "
        "most likely between %(low)d and %(high)d."
    )
    if told.reached_on is None:
        return said % values
    reached = gettext("At this pace all that are wanted are there on %(day)s.")
    return f"{said % values} {reached % {'day': _day(told.reached_on)}}"


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _quota_lines(board: Fieldwork) -> Iterator[QuotaLine]:
    for cell in board.quotas:
        what = "; ".join(", ".join(values) for values in cell.definition.values())
        yield QuotaLine(
            cell.code, what, cell.taken, cell.target, cell.taken / cell.target if cell.target else 1.0
        )


def _rate_lines(board: Fieldwork) -> Iterator[RateLine]:
    words = {
        "RR1": gettext("complete interviews of all who are or may be eligible"),
        "RR2": gettext("complete and partial interviews of all who are or may be eligible"),
        "COOP1": gettext("complete interviews of all who were reached"),
        "REF1": gettext("refusals of all who are or may be eligible"),
        "CON1": gettext("reached of all who are or may be eligible"),
    }
    if board.rates is not None:
        for code in COUNTED:
            yield RateLine(code, words[code], board.rates.rates[code])


def _reach_lines(board: Fieldwork) -> Iterator[ReachLine]:
    """Nothing where every answer is complete: then there is nothing to tell."""
    found = board.reach
    if found.whole == found.opened:
        return
    told = [
        (gettext("Complete"), found.whole),
        (gettext("Partial"), found.partial),
        (gettext("Broken off: too little is answered"), found.broken_off),
        *((_ended(board.asked.slug, section), number) for section, number in sorted(found.early.items())),
    ]
    for what, number in told:
        if number:
            yield ReachLine(what, number, number / found.opened)


def _ended(ask: str, section: str) -> str:
    words = asked_form(ask=ask).instrument.in_language(get_language() or "en")
    return gettext("Ended early after “%(section)s”") % {"section": words.sections.get(section) or section}


def _chart(board: Fieldwork) -> Screens | None:
    """The sum of answers over time, with where it will end."""
    if len(board.spans) < LEAST_SPANS:
        return None
    moments = tuple(_moments(board.spans, board.projection, board.answered))
    top = max(dot.upper if dot.has_interval else dot.value for one in moments for dot in one.dots if dot)
    frame = Frame(
        "answers-by-day",
        gettext("Answers taken one by one, by day"),
        gettext("The sum of answers; at the end what the pace of the last days leads to, with its interval."),
        get_language() or "en",
        720,
    )
    names = SeriesNames(
        gettext("Day"),
        gettext("Answers"),
        gettext("Sum"),
        gettext("At least"),
        gettext("At most"),
        gettext("Note"),
    )

    def draw(frame: Frame) -> Chart:
        return series_with_breaks(
            frame=frame,
            moments=moments,
            series=(gettext("Answers"),),
            axis=Axis(0, top * 1.05, decimals=0),
            names=names,
        )

    return for_screens(draw=draw, frame=frame)


def _moments(spans: tuple[Span, ...], projection: Projection | None, answered: int) -> Iterator[Moment]:
    """answered: all, those of files among them, which came on no day."""
    ends = projection.by if projection else spans[-1].last
    room = (ends - spans[0].last).days / (MOST_LABELS - 1)
    total, labelled = 0, None
    for span in spans:
        total += span.number
        is_free = labelled is None or (span.last - labelled).days >= room
        is_free = is_free and (labelled is None or span.last == ends or (ends - span.last).days >= room)
        labelled = span.last if is_free else labelled
        label = date_format(span.last, "SHORT_DATE_FORMAT") if is_free else ""
        yield Moment(label, span.last.toordinal(), (Dot(total),))
    if projection is not None and projection.by > spans[-1].last:
        elsewhere = answered - total
        yield Moment(
            date_format(projection.by, "SHORT_DATE_FORMAT"),
            projection.by.toordinal(),
            (Dot(projection.expected - elsewhere, projection.low - elsewhere, projection.high - elsewhere),),
            break_before=gettext("Projected from here on"),
        )


HEADER = ("member", "name", "group", "asked", "answered", "of_asked", "rate", "is_behind")


def board_rows(*, board: Fieldwork) -> Iterator[tuple[object, ...]]:
    """Of the file: one for each group in each member, codes and no words."""
    behind = {(one.unit, one.group) for one in board.behind}
    for one in board.standings:
        rate = "" if one.rate is None else round(one.rate, 4)
        yield (
            one.unit,
            board.asked.units.get(one.unit, one.unit),
            one.group,
            one.asked or "",
            one.answered,
            one.of_asked if one.asked else "",
            rate,
            int((one.unit, one.group) in behind),
        )


@dataclass(frozen=True, slots=True)
class OwnBoardPage:
    """sentence: beside all others together; '' where nobody was asked by name."""

    title: str
    name: str
    lines: tuple[StandingLine, ...]
    sentence: str
    ends: str


def own_board_page(*, board: OwnFieldwork) -> OwnBoardPage:
    names = _group_names(board.ask)
    lines = tuple(
        StandingLine(
            board.name, names.get(one.group, one.group), one.asked, one.answered, one.rate, is_behind=False
        )
        for one in board.standings
    )
    asked = sum(one.asked for one in board.standings)
    sentence = ""
    if asked and board.rate is not None:
        own = sum(one.of_asked for one in board.standings) / asked
        words = gettext(
            "%(own)d of 100 asked by name have answered here, %(all)d of 100 in all members together."
        )
        sentence = words % {"own": round(100 * own), "all": round(100 * board.rate)}
    return OwnBoardPage(
        title=title_in(title=board.title, language=get_language() or "en") or board.ask,
        name=board.name,
        lines=lines,
        sentence=sentence,
        ends=_day(board.last_day) if board.last_day else "",
    )
