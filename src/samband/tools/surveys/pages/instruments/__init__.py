# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires: a list of them, and one as respondents read it with what must be known of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samband.engines.instrument import Index, Instrument, Scale, Words, language_name
from samband.engines.instrument.flow import Note
from samband.tools.surveys.pages.instruments.kinds import missing_words
from samband.tools.surveys.pages.instruments.way import SectionPart, Way
from samband.tools.surveys.pages.method import index_line
from samband.tools.surveys.rules import can_be_asked


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """One version in a list. verified: how much of its wording is."""

    version: str
    facts: str
    languages: str
    verified: str
    source: str
    notes: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All versions of one questionnaire, the newest first. language: of its title and introduction."""

    code: str
    title: str
    introduction: str
    language: str
    asked_of: str
    versions: tuple[InstrumentCard, ...]

    @property
    def earlier(self) -> tuple[InstrumentCard, ...]:
        return self.versions[1:]


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
class ScalePart:
    """shares: published beside the mean."""

    answers: tuple[Answer, ...]
    shares: str


@dataclass(frozen=True, slots=True)
class IndexPart:
    name: str
    beside: str
    rules: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AboutLine:
    """What respondents are told of the questionnaire as a whole."""

    name: str
    text: str
    beside: str


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
    facts: str
    verified: str
    languages: tuple[Choice, ...]
    languages_beside: tuple[Choice, ...]
    about: tuple[AboutLine, ...]
    sections: tuple[SectionPart, ...]
    scales: tuple[ScalePart, ...]
    indices: tuple[IndexPart, ...]
    can_be_asked: bool


def questionnaires(
    *, instruments: Iterable[Instrument], own: frozenset[tuple[str, str]], language: str
) -> tuple[Questionnaire, ...]:
    """By title; the newest version speaks for all."""
    newest_first = sorted(instruments, key=lambda one: (one.valid_from, one.version), reverse=True)
    by_code = groupby(sorted(newest_first, key=lambda one: one.code), key=lambda one: one.code)
    found = (_questionnaire(list(versions), own, language) for _code, versions in by_code)
    return tuple(sorted(found, key=lambda one: one.title))


def _questionnaire(
    versions: Sequence[Instrument], own: frozenset[tuple[str, str]], language: str
) -> Questionnaire:
    newest = versions[0]
    words = newest.in_language(language)
    return Questionnaire(
        code=newest.code,
        title=words.title,
        introduction=words.introduction,
        language=words.language,
        asked_of=_asked_of(newest, words),
        versions=tuple(_card(one, is_own=(one.code, one.version) in own) for one in versions),
    )


def _card(one: Instrument, *, is_own: bool) -> InstrumentCard:
    return InstrumentCard(
        version=one.version,
        facts=_facts(one),
        languages=", ".join(map(language_name, one.languages)),
        verified=_verified(one),
        source=one.source,
        notes=one.notes,
        is_own=is_own,
    )


def _facts(one: Instrument) -> str:
    asked = sum(not isinstance(question.kind, Note) for question in one.flow.questions)
    questions = ngettext("%(number)d question", "%(number)d questions", asked)
    indices = ngettext("%(number)d index", "%(number)d indices", len(one.indices))
    counted = ((questions, asked), (indices, len(one.indices)))
    return ", ".join(words % {"number": number} for words, number in counted if number)


def _verified(one: Instrument) -> str:
    """How many statements stand as their source has them."""
    count, total = sum(item.is_verified for item in one.items), len(one.items)
    if count == total:
        return _("All statements are verified.")
    if not count:
        return _("Not verified against a source.")
    words = ngettext(
        "%(count)d of %(total)d statement is verified.",
        "%(count)d of %(total)d statements are verified.",
        total,
    )
    return words % {"count": count, "total": total}


def _asked_of(one: Instrument, words: Words) -> str:
    return ", ".join(words.groups[group] for group in one.groups) or _("Everybody")


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
        asked_of=_asked_of(instrument, words),
        facts=_facts(instrument),
        verified=_verified(instrument),
        languages=tuple(_choices(instrument.languages, words.language)),
        languages_beside=tuple(_choices(instrument.languages, beside.language if beside else "")),
        about=tuple(_about(words, beside)),
        sections=Way(instrument, words, beside, instrument.in_language(language)).sections(),
        scales=tuple(_scale(scale, words, beside) for scale in instrument.scales.values()),
        indices=tuple(_index(index, words, beside) for index in instrument.indices),
        can_be_asked=can_be_asked(groups=instrument.groups),
    )


def _beside(instrument: Instrument, wanted: str, words: Words) -> Words | None:
    return instrument.words.get(wanted) if wanted != words.language else None


def _choices(languages: Sequence[str], chosen: str) -> Iterable[Choice]:
    return (Choice(one, language_name(one), one == chosen) for one in languages)


def _about(words: Words, beside: Words | None) -> Iterable[AboutLine]:
    names = {
        "who": _("Who asks"),
        "why": _("Why"),
        "kept": _("What is kept"),
        "how_long": _("How long"),
        "contact": _("Whom to ask"),
        "consent": _("Taking part"),
        "thanks": _("At the end"),
        "ended_early": _("When it ends early"),
    }
    for key, name in names.items():
        if key in words.about:
            yield AboutLine(name, words.about[key], beside.about.get(key, "") if beside else "")


def _scale(scale: Scale, words: Words, beside: Words | None) -> ScalePart:
    shares = ", ".join(share.name for share in scale.shares)
    return ScalePart(tuple(_answers(scale, words, beside)), shares)


def _answers(scale: Scale, words: Words, beside: Words | None) -> Iterable[Answer]:
    missing = missing_words()
    for code, text in words.scales[scale.code].items():
        other = beside.scales[scale.code][code] if beside else ""
        counts = missing[scale.missing[code]] if code in scale.missing else _("Answer")
        yield Answer(code, text, other, counts)


def _index(index: Index, words: Words, beside: Words | None) -> IndexPart:
    line = index_line(index=index, words=words)
    rules = [line.rule, _("Negative statements are reversed first.")]
    if index.rescale_to:
        low, high = index.rescale_to
        rules.append(_("Shown from %(low)d to %(high)d.") % {"low": low, "high": high})
    return IndexPart(line.name, beside.indices[index.code] if beside else "", tuple(rules), line.items)
