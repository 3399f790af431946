# SPDX-License-Identifier: EUPL-1.2
"""How the figures of a wave are made: questions, indices, uncertainty, what is withheld and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samband.engines.disclosure import DisclosureRules, GroupRules
from samband.engines.instrument import Index, Instrument, Item, Polarity, Words


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
            (words.groups.get(group, group), rule_sentences(read.of(group))) for group in instrument.groups
        ),
    )


def rule_sentences(rules: GroupRules) -> tuple[str, ...]:
    """The limits that are switched on, each as a sentence."""
    return tuple(sentence for limit, sentence in _worded(rules) if limit)


def _worded(rules: GroupRules) -> tuple[tuple[float, str], ...]:
    facts = {
        "count": rules.minimum_count,
        "below": rules.minimum_count_below,
        "share": round(rules.dominance_share * 100),
        "response": round(rules.minimum_response * 100),
        "answers": rules.unanimity_respondents_below,
        "people": rules.unanimity_population_below,
        "percent": round(rules.p_percent),
    }
    return (
        (
            rules.minimum_respondents,
            ngettext(
                "A figure needs at least %(number)d answer.",
                "A figure needs at least %(number)d answers.",
                rules.minimum_respondents,
            )
            % {"number": rules.minimum_respondents},
        ),
        (
            rules.minimum_population,
            _("It must cover at least %(number)d people.") % {"number": rules.minimum_population},
        ),
        (rules.minimum_response, _("At least %(response)d%% of them must have answered.") % facts),
        (
            rules.unanimity_respondents_below + rules.unanimity_population_below,
            _(
                "When all answered alike, the figure is withheld if fewer than %(answers)d answered "
                "or it covers fewer than %(people)d people."
            )
            % facts,
        ),
        (
            rules.minimum_count,
            _(
                "A share among fewer than %(below)d people needs at least %(count)d who gave these answers "
                "and %(count)d who did not."
            )
            % facts,
        ),
        (
            rules.dominance_respondents if rules.dominance_share < 1 else 0,
            _("No single respondent may carry more than %(share)d%% of a figure.") % facts,
        ),
        (
            rules.p_percent,
            _("The largest respondent may not be guessed to within %(percent)d%%.") % facts,
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
