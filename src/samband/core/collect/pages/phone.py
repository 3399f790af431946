# SPDX-License-Identifier: EUPL-1.2
"""What interviewers and supervisors see: words for outcomes, what is read aloud, quotas as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from samband.core.collect.analysis.phone import OUTCOMES, CallOutcome
from samband.core.collect.pages.about import AboutLine, welcome_page
from samband.core.collect.pages.first_words import opening
from samband.core.collect.pages.languages import language_around
from samband.core.collect.queries import AskedForm, QuotaRecord
from samband.core.collect.queries.phone import Board, CallRecord
from samband.core.collect.queries.phone.boards import INTERVIEW
from samband.core.collect.rules import MODES
from samband.engines.instrument import Words
from samband.engines.instrument.flow import OneOf

OUTCOME_WORDS = {
    CallOutcome.NO_ANSWER: _("Nobody answers"),
    CallOutcome.BUSY: _("Busy"),
    CallOutcome.MACHINE: _("Answering machine"),
    CallOutcome.CALL_BACK: _("To be called back"),
    CallOutcome.SOFT_REFUSAL: _("Not now; may be asked once more"),
    CallOutcome.HARD_REFUSAL: _("Refuses"),
    CallOutcome.LANGUAGE: _("Speaks another language"),
    CallOutcome.WRONG_NUMBER: _("Wrong number"),
    CallOutcome.NOT_ELIGIBLE: _("Not one of those asked"),
    CallOutcome.NOT_ABLE: _("Not able to answer"),
    CallOutcome.DO_NOT_CALL: _("Wants no calls from us"),
    CallOutcome.QUOTA_FULL: _("Enough people like this have answered"),
}
INTERVIEW_WORDS = _("Interview")


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """key: of the keyboard. value: what the button sends."""

    key: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class CallPage:
    """script: what is read aloud, in ``language``. attempts: earlier calls in words."""

    title: str
    name: str
    unit: str
    script: str
    language: str
    around: str
    about: tuple[AboutLine, ...]
    attempts: tuple[str, ...]
    outcomes: tuple[OutcomeView, ...]


def outcome_words(*, outcome: str) -> str:
    """Of the counts too, where an interview is an outcome."""
    return str(INTERVIEW_WORDS if outcome == INTERVIEW else OUTCOME_WORDS[CallOutcome(outcome)])


def call_page(*, call: CallRecord, asked: AskedForm, script: Mapping[str, str], language: str) -> CallPage:
    """language: the one that is spoken first."""
    words = asked.instrument.in_language(language)
    around = language_around(language=language)
    name = call.case.contact.get("name", "")
    title = asked.title.get(language) or words.title
    unit = asked.units.get(call.case.unit, call.case.unit)
    with override(around):
        read_aloud = script.get(language) or opening(name=name, unit=unit, title=title)
        told = welcome_page(asked=asked, words=words, group=call.case.group, is_named=True)
    return CallPage(
        title=title,
        name=name or call.case.number,
        unit=unit,
        script=read_aloud,
        language=language,
        around=around,
        about=told.about,
        attempts=tuple(_attempts(call)),
        outcomes=tuple(_outcomes()),
    )


def _attempts(call: CallRecord) -> Iterator[str]:
    for one in call.history:
        words = gettext("%(day)s, around %(hour)s: %(outcome)s")
        day = date_format(one.day, "MONTH_DAY_FORMAT")
        hour = f"{one.hour:02}:00"
        yield words % {"day": day, "hour": hour, "outcome": OUTCOME_WORDS[one.outcome]}


def _outcomes() -> Iterator[OutcomeView]:
    for outcome, words in OUTCOME_WORDS.items():
        if outcome not in {CallOutcome.CALL_BACK, CallOutcome.QUOTA_FULL, CallOutcome.LANGUAGE}:
            yield OutcomeView(OUTCOMES[outcome].key, outcome.value, str(words))


@dataclass(frozen=True, slots=True)
class CellView:
    """name: field of the form. labels: in the order of the columns."""

    name: str
    labels: tuple[str, ...]
    target: int
    taken: int

    @property
    def is_full(self) -> bool:
        return self.taken >= self.target


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """columns: what the fields are called. wanted, taken: in all."""

    columns: tuple[str, ...]
    cells: tuple[CellView, ...]
    wanted: int
    taken: int
    full: int


def quota_fields(*, asked: AskedForm, language: str) -> dict[str, dict[str, str]]:
    """Fields that cells can be made of -> value -> what it is called."""
    words = asked.instrument.in_language(language)
    fields: dict[str, dict[str, str]] = {"unit": dict(asked.units)}
    for name, codes in asked.background.items():
        fields[name] = {str(code): str(code) for code in codes}
    fields |= dict(_told(asked, words))
    if len(asked.instrument.groups) > 1:
        fields["group"] = {code: words.groups.get(code, code) for code in asked.instrument.groups}
    return {**fields, "mode": {mode: mode for mode in MODES}}


def _told(asked: AskedForm, words: Words) -> Iterator[tuple[str, dict[str, str]]]:
    for question in asked.instrument.flow.questions:
        if question.background and isinstance(question.kind, OneOf):
            labels = words.options.get(question.kind.options.code, {})
            codes = question.kind.options.codes
            yield question.background, {code: labels.get(code, code) for code in codes}


def field_names() -> dict[str, str]:
    return {
        "unit": gettext("Area"),
        "sex": gettext("Sex"),
        "age": gettext("Age"),
        "age_group": gettext("Age group"),
        "group": gettext("Group"),
        "mode": gettext("Way of answering"),
    }


def quota_table(*, cells: Sequence[QuotaRecord], fields: Mapping[str, Mapping[str, str]]) -> QuotaTable:
    columns = [name for name in fields if any(name in cell.definition for cell in cells)]
    views = tuple(_cell(number, cell, columns, fields) for number, cell in enumerate(cells))
    return QuotaTable(
        columns=tuple(field_names().get(name, name) for name in columns),
        cells=views,
        wanted=sum(view.target for view in views),
        taken=sum(view.taken for view in views),
        full=sum(view.is_full for view in views),
    )


def _cell(
    number: int, cell: QuotaRecord, columns: Sequence[str], fields: Mapping[str, Mapping[str, str]]
) -> CellView:
    labels = tuple(
        ", ".join(fields[name].get(value, value) for value in cell.definition.get(name, ())) or "–"
        for name in columns
    )
    return CellView(f"target-{number}", labels, cell.target, cell.taken)


SHOWN_RATES = ("RR1", "RR3", "COOP1", "REF1", "CON1")


def board_rates(*, board: Board) -> tuple[tuple[str, str, float | None], ...]:
    """(name in the standard, what it is a part of, part) of the rates that tell how the fieldwork goes."""
    words = {
        "RR1": gettext("complete, of all who are or may be eligible"),
        "RR3": gettext("complete, of those estimated to be eligible"),
        "COOP1": gettext("complete, of those reached"),
        "REF1": gettext("refused, of all who are or may be eligible"),
        "CON1": gettext("reached, of all who are or may be eligible"),
    }
    return tuple((name, words[name], board.rates.rates[name]) for name in SHOWN_RATES)
