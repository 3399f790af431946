# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires: a list of them, and one as respondents read it with what must be known of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samband.engines.instrument import Index, Instrument, Item, Missing, Scale, Words, language_name
from samband.tools.surveys.pages.method import index_line, item_line
from samband.tools.surveys.rules import can_be_asked


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """A questionnaire in a list. language: of its title."""

    code: str
    version: str
    title: str
    language: str
    facts: str
    languages: str
    source: str
    notes: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """counts: what the answer counts as. beside: in the second language, '' when there is none."""

    code: int
    text: str
    beside: str
    counts: str


@dataclass(frozen=True, slots=True)
class Statement:
    code: str
    text: str
    beside: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Statements that follow one another and are answered on one scale. shares: published beside the mean."""

    answers: tuple[Answer, ...]
    shares: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class IndexPart:
    name: str
    beside: str
    rules: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """language, beside: tags; beside is '' for one language alone. asked_of: groups in words."""

    instrument: Instrument
    language: str
    beside: str
    language_name: str
    beside_name: str
    title: str
    introduction: str
    introduction_beside: str
    asked_of: str
    languages: tuple[Choice, ...]
    languages_beside: tuple[Choice, ...]
    blocks: tuple[Block, ...]
    indices: tuple[IndexPart, ...]
    can_be_asked: bool


def instrument_cards(
    *, instruments: Iterable[Instrument], own: frozenset[tuple[str, str]], language: str
) -> tuple[InstrumentCard, ...]:
    """Newest version first within each questionnaire."""
    newest_first = sorted(instruments, key=lambda one: one.valid_from, reverse=True)
    return tuple(
        _card(one, one.in_language(language), is_own=(one.code, one.version) in own)
        for one in sorted(newest_first, key=lambda one: one.code)
    )


def _card(one: Instrument, words: Words, *, is_own: bool) -> InstrumentCard:
    return InstrumentCard(
        code=one.code,
        version=one.version,
        title=words.title,
        language=words.language,
        facts=_facts(one),
        languages=", ".join(map(language_name, one.languages)),
        source=one.source,
        notes=one.notes,
        is_own=is_own,
    )


def _facts(one: Instrument) -> str:
    statements = ngettext("%(number)d statement", "%(number)d statements", len(one.items))
    indices = ngettext("%(number)d index", "%(number)d indices", len(one.indices))
    counted = ((statements, len(one.items)), (indices, len(one.indices)))
    return ", ".join(words % {"number": number} for words, number in counted if number)


def instrument_page(*, instrument: Instrument, wanted: Mapping[str, str], language: str) -> InstrumentPage:
    """wanted: ``language`` and ``beside`` as the reader chose them; language: the reader's own."""
    words = instrument.in_language(wanted.get("language", language))
    beside = _beside(instrument, wanted.get("beside", ""), words)
    return InstrumentPage(
        instrument=instrument,
        language=words.language,
        beside=beside.language if beside else "",
        language_name=language_name(words.language),
        beside_name=language_name(beside.language) if beside else "",
        title=words.title,
        introduction=words.introduction,
        introduction_beside=beside.introduction if beside else "",
        asked_of=", ".join(words.groups[group] for group in instrument.groups) or _("Everybody"),
        languages=tuple(_choices(instrument.languages, words.language)),
        languages_beside=tuple(_choices(instrument.languages, beside.language if beside else "")),
        blocks=tuple(_blocks(instrument, words, beside)),
        indices=tuple(_index(index, words, beside) for index in instrument.indices),
        can_be_asked=can_be_asked(groups=instrument.groups),
    )


def _beside(instrument: Instrument, wanted: str, words: Words) -> Words | None:
    return instrument.words.get(wanted) if wanted != words.language else None


def _choices(languages: Sequence[str], chosen: str) -> Iterable[Choice]:
    return (Choice(one, language_name(one), one == chosen) for one in languages)


def _blocks(instrument: Instrument, words: Words, beside: Words | None) -> Iterable[Block]:
    for _code, items in groupby(instrument.items, key=lambda item: item.scale.code):
        asked = tuple(items)
        scale = asked[0].scale
        yield Block(
            answers=tuple(_answers(scale, words, beside)),
            shares=", ".join(share.name for share in scale.shares),
            statements=tuple(_statement(item, words, beside) for item in asked),
        )


def _answers(scale: Scale, words: Words, beside: Words | None) -> Iterable[Answer]:
    missing = _missing_words()
    for code, text in words.scales[scale.code].items():
        other = beside.scales[scale.code][code] if beside else ""
        counts = missing[scale.missing[code]] if code in scale.missing else _("Answer")
        yield Answer(code, text, other, counts)


def _missing_words() -> Mapping[Missing, str]:
    return {
        Missing.DONT_KNOW: _("No answer: don't know"),
        Missing.NO_OPINION: _("No answer: no opinion"),
        Missing.REFUSED: _("No answer: did not want to"),
        Missing.NOT_APPLICABLE: _("No answer: does not apply"),
        Missing.NO_ANSWER: _("No answer"),
    }


def _statement(item: Item, words: Words, beside: Words | None) -> Statement:
    line = item_line(item=item, words=words)
    remarks = list(line.remarks)
    if item.dimension:
        remarks.insert(0, words.dimensions[item.dimension])
    if item.asked_of:
        groups = ", ".join(words.groups[group] for group in item.asked_of)
        remarks.append(_("Asked of: %(groups)s.") % {"groups": groups})
    return Statement(item.code, line.wording, beside.items[item.code] if beside else "", tuple(remarks))


def _index(index: Index, words: Words, beside: Words | None) -> IndexPart:
    line = index_line(index=index, words=words)
    rules = [line.rule, _("Negative statements are reversed first.")]
    if index.rescale_to:
        low, high = index.rescale_to
        rules.append(_("Shown from %(low)d to %(high)d.") % {"low": low, "high": high})
    return IndexPart(line.name, beside.indices[index.code] if beside else "", tuple(rules), line.items)
