# SPDX-License-Identifier: EUPL-1.2
"""Sections, pages and questions as rows of the sheet ``survey``: groups, repeats and typed questions."""

from collections.abc import Callable, Iterator, Mapping

from samband.engines.instrument.flow import (
    Computed,
    Consent,
    Day,
    Evidence,
    FreeText,
    Need,
    Note,
    Number,
    OneOf,
    OnScale,
    Page,
    Question,
    Ranked,
    Section,
    SomeOf,
)
from samband.engines.instrument.model import Instrument, Words
from samband.engines.instrument.xlsform.defaults import default_cell
from samband.engines.instrument.xlsform.languages import language_column
from samband.engines.instrument.xlsform.limits import constraint_of, number_text
from samband.engines.instrument.xlsform.lists import list_names

Cells = Mapping[str, str | int]
Spoken = Callable[[Words], str]


def labelled(instrument: Instrument, part: str, text: Spoken) -> Cells:
    """One column per language."""
    return {
        language_column(part=part, language=language): text(words)
        for language, words in instrument.words.items()
    }


def survey_rows(instrument: Instrument) -> Iterator[Cells]:
    """All rows, in the order in which they are asked."""
    return _Rows(instrument).all()


def check_rows(instrument: Instrument) -> Iterator[Cells]:
    """One row for each check of each question; several questions may share a check's words."""
    for question in instrument.flow.questions:
        for check in question.checks:
            yield {
                "question": question.code,
                "name": check.code,
                "must": check.must.text,
                **labelled(instrument, "label", lambda words, code=check.code: words.checks[code]),  # type: ignore[misc]
            }


class _Rows:
    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.lists = list_names(instrument)
        self.items = {item.code: item for item in instrument.items}
        self.questions = {question.code: question for question in instrument.flow.questions}
        self.taken = {*self.questions, *(f"{code}_other" for code in self.questions)}

    def all(self) -> Iterator[Cells]:
        for section in self.instrument.sections:
            yield self._section(section)
            for page in section.pages:
                yield self._page(page)
                for question in page.questions:
                    yield self._question(question)
                    yield from self._beside(question)
                yield {"type": "end_group"}
            yield {"type": "end_repeat" if section.for_each else "end_group"}

    def _name(self, code: str) -> Cells:
        """Groups may not be called like questions: ``${…}`` would not know which is meant."""
        name = code
        while name in self.taken:
            name += "_group"
        self.taken.add(name)
        return {"name": name, "code": code if name != code else ""}

    def _section(self, section: Section) -> Cells:
        return {
            "type": "begin_repeat" if section.for_each else "begin_group",
            **self._name(section.code),
            **labelled(self.instrument, "label", lambda words: words.sections[section.code]),
            "relevant": section.show_if.text if section.show_if else "",
            "repeat_count": self._count(section.for_each),
            "for_each": section.for_each,
            "most": section.most if section.most != Section("", ()).most else "",
            "ends_if": section.ends_if.text if section.ends_if else "",
        }

    def _count(self, code: str) -> str:
        if not code:
            return ""
        several = isinstance(self.questions[code].kind, SomeOf)
        return f"count-selected(${{{code}}})" if several else f"${{{code}}}"

    def _page(self, page: Page) -> Cells:
        return {
            "type": "begin_group",
            **self._name(page.code),
            **labelled(self.instrument, "label", lambda words: words.pages.get(page.code, "")),
            "appearance": "field-list",
            "relevant": page.show_if.text if page.show_if else "",
            "is_shuffled": "true" if page.is_shuffled else "",
        }

    def _question(self, question: Question) -> Cells:
        code = question.code
        messages = [check.code for check in question.checks]
        item = self.items.get(code)
        return {
            "type": self._type(question),
            "name": code,
            **labelled(self.instrument, "label", lambda words: words.question(code)),
            **labelled(self.instrument, "hint", lambda words: words.hints.get(code, "")),
            "required": "yes" if question.need is Need.REQUIRED else "",
            "relevant": question.show_if.text if question.show_if else "",
            "constraint": constraint_of(question),
            **labelled(self.instrument, "constraint_message", lambda words: _joined(words, messages)),
            **default_cell(question.default.text if question.default else ""),
            **_of_kind(question),
            "need": "wanted" if question.need is Need.WANTED else "",
            "asked_of": "" if item and item.asked_of == question.asked_of else " ".join(question.asked_of),
            "background": question.background,
        }

    def _type(self, question: Question) -> str:
        match question.kind:
            case OnScale(scale):
                return f"select_one {scale.code}"
            case OneOf(options):
                return f"select_one {self.lists[options.code]}"
            case SomeOf(options):
                return f"select_multiple {self.lists[options.code]}"
            case Ranked(options):
                return f"rank {self.lists[options.code]}"
            case Number(decimals=decimals):
                return "decimal" if decimals else "integer"
        return _PLAIN[type(question.kind)]

    def _beside(self, question: Question) -> Iterator[Cells]:
        """The line of text beside “other”, which other tools know only as a question of its own."""
        kind = question.kind
        if not isinstance(kind, OneOf | SomeOf) or not kind.options.other:
            return
        chosen = [code for code in kind.options.codes if code in kind.options.other]
        yield {
            "type": "text",
            "name": f"{question.code}_other",
            **labelled(
                self.instrument,
                "label",
                lambda words: " / ".join(words.options[kind.options.code][one] for one in chosen),
            ),
            "relevant": " or ".join(f"selected(${{{question.code}}}, '{code}')" for code in chosen),
            "beside": question.code,
        }


_PLAIN: Mapping[type, str] = {
    Day: "date",
    FreeText: "text",
    Evidence: "file",
    Consent: "acknowledge",
    Note: "note",
    Computed: "calculate",
}


def _joined(words: Words, codes: list[str]) -> str:
    return " ".join(words.checks[code] for code in codes)


def _of_kind(question: Question) -> Cells:
    match question.kind:
        case OneOf(is_shuffled=drawn) | Ranked(is_shuffled=drawn) | SomeOf(is_shuffled=drawn):
            return {"parameters": "randomize=true" if drawn else "", **_how_many(question.kind)}
        case Number(unit, low, high, decimals):
            limits = {"low": low, "high": high}
            texts = {key: "" if limit is None else number_text(limit) for key, limit in limits.items()}
            return {"unit": unit, **texts, "decimals": decimals or ""}
        case Day(earliest, latest):
            return {"earliest": str(earliest or ""), "latest": str(latest or "")}
        case FreeText(longest, lines):
            return {"appearance": "multiline" if lines > 1 else "", "longest": longest, "lines": lines}
        case Evidence(endings, megabytes, most):
            return {"endings": " ".join(endings), "largest_megabytes": megabytes, "most": most}
        case Computed(value):
            return {"calculation": value.text}
    return {}


def _how_many(kind: OneOf | SomeOf | Ranked) -> Cells:
    if isinstance(kind, OneOf):
        return {}
    return {"least": kind.least or "" if isinstance(kind, SomeOf) else "", "most": kind.most or ""}
