# SPDX-License-Identifier: EUPL-1.2
"""Sheets of paper on the screen: the fields to key in, and two entries beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from samband.core.collect.analysis.paper import fields_of
from samband.core.collect.pages.asks import title_in
from samband.core.collect.queries import AskedForm
from samband.core.collect.queries.paper import BatchRecord, Entries
from samband.core.collect.rules import SheetState
from samband.engines.instrument import Problem, Value, Words, other_key
from samband.engines.instrument.flow import Consent, Day, FreeText, Number, OnScale, Ranked, SomeOf
from samband.engines.instrument.plan import options_of, other_options
from samband.engines.questionnaires import Mark, Printed, Spot, as_keyed, marks_of, printed

FREE, FIGURE = "text", "figure"


@dataclass(frozen=True, slots=True)
class KeyField:
    """One field. name: key of the answer. legend: figures and what they stand for. marks: figures of which
    one is enough, so that the next field can come at once; '' where more may follow.
    """

    name: str
    number: str
    text: str
    legend: str
    marks: str
    value: str
    problem: str
    is_long: bool
    is_figure: bool


@dataclass(frozen=True, slots=True)
class UnlikeLine:
    """One answer in which two entries differ, as keyed; the field takes what the sheet says."""

    field: KeyField
    first: str
    second: str


STATE_COLOURS = {
    SheetState.WAITING: "neutral",
    SheetState.ONCE: "info",
    SheetState.UNLIKE: "warning",
    SheetState.STORED: "success",
    SheetState.ASIDE: "neutral",
}


def state_name(state: SheetState) -> str:
    return {
        SheetState.WAITING: gettext("not keyed in"),
        SheetState.ONCE: gettext("keyed in once"),
        SheetState.UNLIKE: gettext("to be settled"),
        SheetState.STORED: gettext("stored"),
        SheetState.ASIDE: gettext("set aside"),
    }[state]


def sheet_to_print(*, form: AskedForm, batch: BatchRecord) -> Printed:
    """The questionnaire as it was asked, with what the ask says of itself."""
    return printed(
        instrument=form.instrument, languages=[batch.language], group=batch.group, about=form.about
    )


def marks_to_print(*, serials: Sequence[str]) -> tuple[Mark, ...]:
    return tuple(map(Mark, serials))


def key_fields(
    *,
    form: AskedForm,
    batch: BatchRecord,
    typed: Mapping[str, str],
    problems: Mapping[str, Problem],
) -> tuple[KeyField, ...]:
    """All fields of a sheet in its order. typed: what stands in them."""
    words = form.instrument.in_language(batch.language)
    return tuple(
        field
        for spot in fields_of(instrument=form.instrument, group=batch.group)
        for field in _fields(spot, words, typed, problems)
    )


def _fields(
    spot: Spot, words: Words, typed: Mapping[str, str], problems: Mapping[str, Problem]
) -> Iterator[KeyField]:
    kind = spot.question.kind
    yield KeyField(
        name=spot.key,
        number=spot.number,
        text=words.question(spot.question.code),
        legend=_legend(spot, words),
        marks="" if isinstance(kind, SomeOf | Ranked) else " ".join(marks_of(question=spot.question)),
        value=typed.get(spot.key, ""),
        problem=_told(problems, spot.key, words),
        is_long=isinstance(kind, FreeText) and kind.lines > 1,
        is_figure=not isinstance(kind, FreeText | Day | Number),
    )
    if other_options(spot.question):
        key = other_key(key=spot.key)
        yield KeyField(
            name=key,
            number=spot.number,
            text=gettext("What is written on the line"),
            legend="",
            marks="",
            value=typed.get(key, ""),
            problem=_told(problems, key, words),
            is_long=False,
            is_figure=False,
        )


def _told(problems: Mapping[str, Problem], key: str, words: Words) -> str:
    return problems[key].words(gettext, said=words) if key in problems else ""


def _legend(spot: Spot, words: Words) -> str:
    kind, options = spot.question.kind, options_of(spot.question)
    if isinstance(kind, OnScale):
        labels = {str(code): label for code, label in words.scales[kind.scale.code].items()}
    elif options is not None:
        labels = dict(words.options[options.code])
    elif isinstance(kind, Consent):
        labels = {"yes": gettext("ticked")}
    else:
        return gettext("day.month.year") if isinstance(kind, Day) else ""
    told = [f"{mark} {labels.get(code, code)}" for mark, code in marks_of(question=spot.question).items()]
    several = {
        SomeOf: gettext("several: with a space between"),
        Ranked: gettext("in order, with a space between"),
    }
    return "; ".join([*told, *([several[type(kind)]] if type(kind) in several else [])])


def as_typed(*, form: AskedForm, batch: BatchRecord, answers: Mapping[str, Value]) -> dict[str, str]:
    """Stored answers as they would be keyed in."""
    typed: dict[str, str] = {}
    for spot in fields_of(instrument=form.instrument, group=batch.group):
        if spot.key in answers:
            typed[spot.key] = as_keyed(question=spot.question, value=answers[spot.key])
        beside = other_key(key=spot.key)
        if beside in answers:
            typed[beside] = str(answers[beside])
    return typed


def unlike_lines(
    *,
    form: AskedForm,
    batch: BatchRecord,
    entries: Entries,
    lacking: Sequence[str],
    typed: Mapping[str, str] | None,
    problems: Mapping[str, Problem],
) -> tuple[UnlikeLine, ...]:
    """What is to be settled. lacking: keys without which the sheet cannot be stored. typed: what was sent."""
    first = as_typed(form=form, batch=batch, answers=entries.first)
    second = as_typed(form=form, batch=batch, answers=entries.second)
    same = {key: text for key, text in first.items() if second.get(key, "") == text}
    fields = key_fields(form=form, batch=batch, typed=same if typed is None else typed, problems=problems)
    wanted = {*entries.unlike, *lacking, *problems}
    return tuple(
        UnlikeLine(field, first.get(field.name, ""), second.get(field.name, ""))
        for field in fields
        if field.name in wanted
    )


def ask_title(*, form: AskedForm, language: str) -> str:
    return title_in(title=form.title, language=language) or form.slug
