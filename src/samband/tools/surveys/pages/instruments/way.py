# SPDX-License-Identifier: EUPL-1.2
"""The way through a questionnaire: sections, pages, questions, and what decides whether they are shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from samband.engines.instrument import Instrument, Item, Words
from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.flow import (
    Need,
    OneOf,
    Options,
    Page,
    Question,
    Ranked,
    Section,
    SomeOf,
)
from samband.tools.surveys.pages.instruments.conditions import Condition, condition
from samband.tools.surveys.pages.instruments.kinds import how_it_is_answered, missing_words
from samband.tools.surveys.pages.method import is_in_index, item_line


@dataclass(frozen=True, slots=True)
class OptionLine:
    """remark: what is special about the option, in words."""

    text: str
    beside: str
    remark: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """beside, hint_beside: in the second language, '' when there is none. how: how it is answered."""

    code: str
    text: str
    beside: str
    hint: str
    hint_beside: str
    options: tuple[OptionLine, ...]
    how: str
    remarks: tuple[str, ...]
    only: Condition | None


@dataclass(frozen=True, slots=True)
class PagePart:
    title: str
    beside: str
    only: Condition | None
    remarks: tuple[str, ...]
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class SectionPart:
    title: str
    beside: str
    only: Condition | None
    ends: Condition | None
    remarks: tuple[str, ...]
    pages: tuple[PagePart, ...]


class Way:
    """Puts one instrument into words. beside: the second language. reader: in which routing is explained."""

    def __init__(self, instrument: Instrument, words: Words, beside: Words | None, reader: Words) -> None:
        self.instrument, self.words, self.beside, self.reader = instrument, words, beside, reader
        self.items = {item.code: item for item in instrument.items}
        self.some_are_verified = any(item.is_verified for item in instrument.items)
        """Where none is, the page says so once."""

    def sections(self) -> tuple[SectionPart, ...]:
        return tuple(map(self._section, self.instrument.flow.sections))

    def _section(self, section: Section) -> SectionPart:
        return SectionPart(
            title=self.words.sections.get(section.code, ""),
            beside=self.beside.sections.get(section.code, "") if self.beside else "",
            only=self._condition(section.show_if),
            ends=self._condition(section.ends_if),
            remarks=tuple(self._repeats(section)),
            pages=tuple(self._page(page, section) for page in section.pages),
        )

    def _repeats(self, section: Section) -> Iterator[str]:
        if section.for_each:
            facts = {"question": self.reader.question(section.for_each), "most": section.most}
            yield _("Asked once for each answer to “%(question)s”, %(most)d times at most.") % facts

    def _page(self, page: Page, section: Section) -> PagePart:
        return PagePart(
            title=_heading(page, section, self.words),
            beside=_heading(page, section, self.beside) if self.beside else "",
            only=self._condition(page.show_if),
            remarks=tuple(_order(page)),
            questions=tuple(map(self._question, page.questions)),
        )

    def _question(self, question: Question) -> QuestionLine:
        code, beside = question.code, self.beside
        return QuestionLine(
            code=code,
            text=self.words.question(code),
            beside=beside.question(code) if beside else "",
            hint=self.words.hints.get(code, ""),
            hint_beside=beside.hints.get(code, "") if beside else "",
            options=tuple(self._options(question)),
            how=how_it_is_answered(kind=question.kind, words=self.reader),
            remarks=tuple(self._remarks(question)),
            only=self._condition(question.show_if),
        )

    def _options(self, question: Question) -> Iterable[OptionLine]:
        kind = question.kind
        if not isinstance(kind, OneOf | SomeOf | Ranked):
            return ()
        labels = self.words.options[kind.options.code]
        other = self.beside.options[kind.options.code] if self.beside else {}
        return (
            OptionLine(
                labels[code], _unlike(other.get(code, ""), labels[code]), _option_remark(kind.options, code)
            )
            for code in kind.options.offered
        )

    def _remarks(self, question: Question) -> Iterator[str]:
        item = self.items.get(question.code)
        if item:
            yield from self._measured(item)
        if question.need is Need.REQUIRED:
            yield _("Needed to go on.")
        if question.background:
            yield _("Background: says whom the answers speak for.")
        if question.asked_of:
            groups = ", ".join(self.reader.groups[group] for group in question.asked_of)
            yield _("Asked of: %(groups)s.") % {"groups": groups}
        yield from (self.reader.checks.get(check.code, "") for check in question.checks)

    def _measured(self, item: Item) -> Iterator[str]:
        """What must be known of its figures."""
        if item.dimension:
            yield self.reader.dimensions[item.dimension]
        in_index = is_in_index(item=item, instrument=self.instrument)
        told = item if self.some_are_verified else replace(item, is_verified=True)
        yield from item_line(item=told, words=self.reader, is_in_index=in_index).remarks
        if item.code in self.reader.notes and not in_index:
            yield self.reader.notes[item.code]

    def _condition(self, expression: Expression | None) -> Condition | None:
        return condition(expression=expression, instrument=self.instrument, words=self.reader)


def _heading(page: Page, section: Section, words: Words) -> str:
    """A page without a heading of its own is called like the dimension that it asks about.

    '' when it would only repeat the heading of the section.
    """
    heading = words.pages.get(page.code) or words.dimensions.get(page.code.partition("-")[0], "")
    return "" if heading == words.sections.get(section.code) else heading


def _order(page: Page) -> Iterator[str]:
    if page.is_shuffled:
        yield _("The questions come in an order drawn for each respondent.")


def _unlike(text: str, other: str) -> str:
    """18–29 need not be said twice."""
    return "" if text == other else text


def _option_remark(options: Options, code: str) -> str:
    if code in options.missing:
        return missing_words()[options.missing[code]]
    if code in options.exclusive:
        return _("Only alone")
    return _("With a line of text") if code in options.other else ""
