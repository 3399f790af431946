# SPDX-License-Identifier: EUPL-1.2
"""Sections, pages and questions as files write them; what a reader assumes anyway is left out."""

from samband.engines.instrument.flow import (
    AnswerKind,
    Check,
    Computed,
    Day,
    Evidence,
    FreeText,
    Need,
    Number,
    OneOf,
    OnScale,
    Options,
    Page,
    Question,
    Ranked,
    Section,
    SomeOf,
)
from samband.engines.instrument.measured import Item
from samband.engines.instrument.model import Instrument
from samband.engines.instrument.question_kinds import Ask

Entries = dict[str, object]

_WAYS: dict[str, Ask] = {
    "OnScale": Ask.SCALE,
    "OneOf": Ask.ONE_OF,
    "SomeOf": Ask.SOME_OF,
    "Ranked": Ask.RANKED,
    "Number": Ask.NUMBER,
    "Day": Ask.DAY,
    "FreeText": Ask.TEXT,
    "Evidence": Ask.EVIDENCE,
    "Consent": Ask.CONSENT,
    "Note": Ask.NOTE,
    "Computed": Ask.COMPUTED,
}


class OneLine(list[object]):
    """A list that is written on one line: ``[1, 2, 3, 4]``."""


def way_of(kind: AnswerKind) -> Ask:
    """How files call this kind."""
    return _WAYS[type(kind).__name__]


def sections_written(*, instrument: Instrument) -> list[Entries]:
    items = {item.code: item for item in instrument.items}
    return [_section(section, items) for section in instrument.sections]


def _filled(**entries: object) -> Entries:
    return {key: value for key, value in entries.items() if value not in ("", [], {}, (), None, False)}


def _section(section: Section, items: dict[str, Item]) -> Entries:
    return _filled(
        code=section.code,
        show_if=section.show_if and section.show_if.text,
        for_each=section.for_each,
        most="" if section.most == Section("", ()).most else section.most,
        ends_if=section.ends_if and section.ends_if.text,
        pages=[_page(page, items) for page in section.pages],
    )


def _page(page: Page, items: dict[str, Item]) -> Entries:
    return _filled(
        code=page.code,
        show_if=page.show_if and page.show_if.text,
        is_shuffled=page.is_shuffled,
        questions=[_question(question, items.get(question.code)) for question in page.questions],
    )


def _question(question: Question, item: Item | None) -> object:
    asked_of = question.asked_of if item is None or item.asked_of != question.asked_of else ()
    entries = _filled(
        code=question.code,
        **(_kind(question.kind) if item is None else {}),
        need="" if question.need is Need.OPTIONAL else question.need.value,
        asked_of=OneLine(asked_of),
        show_if=question.show_if and question.show_if.text,
        checks=[_check(check) for check in question.checks],
        background=question.background,
        default=question.default and question.default.text,
    )
    return question.code if item and len(entries) == 1 else entries


def _check(check: Check) -> Entries:
    return {"code": check.code, "must": check.must.text}


def _kind(kind: AnswerKind) -> Entries:
    return {"ask": way_of(kind).value, **_filled(**_limits(kind))}


def _limits(kind: AnswerKind) -> Entries:
    match kind:
        case OnScale(scale):
            return {"scale": scale.code}
        case OneOf() | SomeOf() | Ranked():
            return _choice(kind)
        case Number():
            limits = {"low": _number(kind.low), "high": _number(kind.high)}
            return {"unit": kind.unit, **limits, "decimals": kind.decimals or ""}
        case Day():
            return {"earliest": kind.earliest, "latest": kind.latest}
        case FreeText():
            return _changed(kind, FreeText(), "longest", "lines")
        case Evidence():
            endings = OneLine(kind.endings) if kind.endings != Evidence().endings else ()
            return {"endings": endings, **_changed(kind, Evidence(), "largest_megabytes", "most")}
        case Computed(value):
            return {"value": value.text}
    return {}


def _choice(kind: OneOf | SomeOf | Ranked) -> Entries:
    options: Options = kind.options
    least = kind.least if isinstance(kind, SomeOf) else 0
    most = "" if isinstance(kind, OneOf) else kind.most
    return {
        "options": options.code,
        "least": least or "",
        "most": most,
        "is_shuffled": kind.is_shuffled,
    }


def _changed(kind: object, usual: object, *names: str) -> Entries:
    return {name: getattr(kind, name) for name in names if getattr(kind, name) != getattr(usual, name)}


def _number(limit: float | None) -> str:
    """As a text, so that 0 is written too."""
    return "" if limit is None else f"{limit:.6f}".rstrip("0").rstrip(".") if limit % 1 else str(int(limit))
