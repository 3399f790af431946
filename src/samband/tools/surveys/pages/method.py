# SPDX-License-Identifier: EUPL-1.2
"""How the figures of a wave are made: questions, indices, uncertainty, what is withheld and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samband.engines.disclosure import DisclosureRules
from samband.engines.instrument import Index, Instrument, Item, Polarity, Words
from samband.tools.surveys.analysis.method_words import rule_sentences, weighting_sentences
from samband.tools.surveys.rules import INHABITANTS, WeightingRule


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One statement as it was put. remarks: what the reader must know of it."""

    code: str
    wording: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One index. rule: how a respondent's value is made."""

    name: str
    items: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """answers: the scale in words, one line for each answer. rules: group -> sentences."""

    source: str
    version: str
    notes: tuple[str, ...]
    answers: tuple[str, ...]
    items: tuple[ItemLine, ...]
    indices: tuple[IndexLine, ...]
    rules: tuple[tuple[str, tuple[str, ...]], ...]


def weighting_told(*, rule: WeightingRule) -> tuple[str, ...]:
    """How the inhabitants of a wave are weighted."""
    return weighting_sentences(group=INHABITANTS, rule=rule, words=translation)


def method_page(*, instrument: Instrument, language: str, rules: Mapping[str, object]) -> MethodPage:
    """rules: disclosure rules as they stand in the publication."""
    words = instrument.in_language(language)
    read = DisclosureRules.from_mapping(rules)
    return MethodPage(
        source=instrument.source,
        version=instrument.version,
        notes=instrument.notes,
        answers=_answers(instrument, words),
        items=tuple(
            item_line(item=item, words=words, is_in_index=is_in_index(item=item, instrument=instrument))
            for item in instrument.items
        ),
        indices=tuple(index_line(index=index, words=words) for index in instrument.indices),
        rules=tuple(
            (words.groups.get(group, group), rule_sentences(rules=read.of(group), words=translation))
            for group in instrument.groups
        ),
    )


def _answers(instrument: Instrument, words: Words) -> tuple[str, ...]:
    return tuple(
        f"{code} {label}"
        for scale in instrument.scales.values()
        for code, label in words.scales.get(scale.code, {}).items()
        if code not in scale.missing
    )


def is_in_index(*, item: Item, instrument: Instrument) -> bool:
    return any(item in index.items for index in instrument.indices)


def item_line(*, item: Item, words: Words, is_in_index: bool = True) -> ItemLine:
    """A statement in one language, with what must be known of it."""
    return ItemLine(item.code, words.items.get(item.code, item.code), tuple(_remarks(item, is_in_index)))


def _remarks(item: Item, is_in_index: bool) -> list[str]:  # noqa: FBT001
    found = []
    if item.polarity is Polarity.NEGATIVE and is_in_index:
        found.append(_("Negative statement: shown raw, reversed inside the index only."))
    elif item.polarity is Polarity.NEGATIVE:
        found.append(_("A high figure is unfavourable."))
    if not item.is_verified:
        found.append(_("To be verified against the primary source."))
    return found


def index_line(*, index: Index, words: Words) -> IndexLine:
    """An index in one language, with the rule that makes it."""
    rule = ngettext(
        "Average of a respondent's answers, when at least %(number)d of them is valid.",
        "Average of a respondent's answers, when at least %(number)d of them are valid.",
        index.minimum_valid,
    )
    return IndexLine(
        name=words.indices.get(index.code, index.code),
        items=tuple(words.items.get(item.code, item.code) for item in index.items),
        rule=rule % {"number": index.minimum_valid},
    )
