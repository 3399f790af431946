# SPDX-License-Identifier: EUPL-1.2
"""The result of a council on the screen: a sentence, a picture, every question with its spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

from django.utils.translation import gettext, ngettext

from samband.core.collect.analysis.meeting import Figure
from samband.core.collect.queries.meeting import MeetingRecord
from samband.core.collect.rules import COUNCIL, Beside
from samband.engines import charts
from samband.engines.charts import Axis, Chart, Dot, Frame, IntervalRow, Pair, Screens, for_screens
from samband.engines.instrument import Instrument, Item, Scale, Words

INHABITANTS = "inhabitants"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar. label: of the answers. share: of 1. start: of those before it. shade: 1, 2 …"""

    label: str
    share: float
    start: float
    shade: int

    @property
    def x(self) -> str:
        """In an SVG, which knows no decimal commas."""
        return f"{100 * self.start:.2f}"

    @property
    def width(self) -> str:
        return f"{100 * self.share:.2f}"


@dataclass(frozen=True, slots=True)
class Answered:
    """One question. parts: empty when the spread is not shown. mean: None when nothing is shown."""

    wording: str
    mean: float | None
    n: int | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ScaleBlock:
    """The questions on one scale, with their picture. low, high: its ends in words."""

    code: str
    low: str
    high: str
    chart: Screens | None
    questions: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """sentences: to take away. blocks: by scale, in the order of the questionnaire. beside: what is compared
    with, empty without anything."""

    sentences: tuple[str, ...]
    blocks: tuple[ScaleBlock, ...]
    beside: str
    beside_url: str
    is_synthetic: bool


def result_page(
    *, record: MeetingRecord, instrument: Instrument, beside: Beside, language: str
) -> ResultPage:
    """Of a session with figures."""
    figures = {one.measure: one for one in record.figures or ()}
    words = instrument.in_language(language)
    items = [item for item in instrument.items if item.code in figures]
    scales = list(dict.fromkeys(item.scale.code for item in items))
    title = beside.title.get(language) or next(iter(beside.title.values()), "")
    blocks = tuple(
        _block([item for item in items if item.scale.code == code], figures, words, beside, language)
        for code in scales
    )
    return ResultPage(
        sentences=_sentences(record, items, figures),
        blocks=blocks,
        beside=title if beside.figures else "",
        beside_url=beside.url,
        is_synthetic=beside.is_synthetic,
    )


def _sentences(record: MeetingRecord, items: Sequence[Item], figures: dict[str, Figure]) -> tuple[str, ...]:
    heard = ngettext(
        "%(heard)d of %(seats)d in the council has answered.",
        "%(heard)d of %(seats)d in the council have answered.",
        record.heard,
    ) % {"heard": record.heard, "seats": record.seats}
    withheld = sum(figures[item.code].is_withheld for item in items)
    if not withheld:
        return (heard,)
    hidden = ngettext(
        "%(number)d question is not shown, since its figures could tell what somebody answered.",
        "%(number)d questions are not shown, since their figures could tell what somebody answered.",
        withheld,
    )
    return (heard, hidden % {"number": withheld})


def _block(
    items: Sequence[Item], figures: dict[str, Figure], words: Words, beside: Beside, language: str
) -> ScaleBlock:
    scale = items[0].scale
    labels = words.scales.get(scale.code, {})
    questions = tuple(
        Answered(
            words.question(item.code),
            figures[item.code].mean,
            figures[item.code].n,
            _parts(figures[item.code], labels),
        )
        for item in items
    )
    low, high = labels.get(scale.low, str(scale.low)), labels.get(scale.high, str(scale.high))
    chart = _chart(items, figures, words, beside, language)
    return ScaleBlock(scale.code, low, high, chart, questions)


def _parts(figure: Figure, labels: dict[int, str] | object) -> tuple[Part, ...]:
    parts, start = [], 0.0
    for place, (name, share) in enumerate(figure.shares, start=1):
        parts.append(Part(_label(name, labels), share, start, place))
        start += share
    return tuple(parts)


def _label(name: str, labels: object) -> str:
    """``3-4`` → ``Rather well – Very well``."""
    known = labels if isinstance(labels, dict) else {}
    ends = [known.get(int(code), code) for code in name.split("-") if code.isdecimal()]
    return " – ".join(ends) or name


def _chart(
    items: Sequence[Item], figures: dict[str, Figure], words: Words, beside: Beside, language: str
) -> Screens | None:
    shown = [item for item in items if not figures[item.code].is_withheld]
    if not shown:
        return None
    names = (words.groups.get(INHABITANTS, INHABITANTS), words.groups.get(COUNCIL, COUNCIL))
    has_others = any((INHABITANTS, item.code) in beside.figures for item in shown)
    description = gettext("Each dot is an average of the answers; the line is its 95% interval.")
    frame = Frame(f"scale-{items[0].scale.code}", gettext("Averages"), description, language, 720)
    axis = _axis(items[0].scale, words)

    def draw(frame: Frame) -> Chart:
        if has_others:
            pairs = [
                Pair(words.question(one.code), _other(beside, one), _own(figures[one.code])) for one in shown
            ]
            return charts.paired_dots(frame=frame, pairs=pairs, series=names, axis=axis, columns=_columns())
        rows = [IntervalRow(words.question(one.code), (_own(figures[one.code]),)) for one in shown]
        return charts.dot_interval(frame=frame, rows=rows, series=(names[1],), axis=axis, columns=_columns())

    return for_screens(draw=draw, frame=frame)


def _axis(scale: Scale, words: Words) -> Axis:
    labels = words.scales.get(scale.code, {})
    return Axis(scale.low, scale.high, labels.get(scale.low, ""), labels.get(scale.high, ""))


def _own(figure: Figure) -> Dot:
    value, lower, upper = (nan if one is None else one for one in (figure.mean, figure.lower, figure.upper))
    return Dot(value, lower, upper)


def _other(beside: Beside, item: Item) -> Dot:
    found = beside.figures.get((INHABITANTS, item.code))
    return Dot(*found) if found else Dot(note=gettext("not shown"))


def _columns() -> charts.ColumnNames:
    return charts.ColumnNames(
        row=gettext("Question"),
        series=gettext("Group"),
        value=gettext("Average"),
        lower=gettext("Lower limit"),
        upper=gettext("Upper limit"),
        note=gettext("Note"),
    )
