# SPDX-License-Identifier: EUPL-1.2
"""What keeps a questionnaire from being opened: words that are not there, and obstacles to answering.

What is here are signs that a program can see. That nothing is found does not make a questionnaire good: have
people try it who read slowly, listen, or use one hand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from samband.engines.catalogues import gettext_noop
from samband.engines.instrument.flow import Consent, Need, Note, OnScale, Page, Question, blocks
from samband.engines.instrument.model import Instrument, Words
from samband.engines.instrument.piping import QUOTED
from samband.engines.instrument.plan import options_of
from samband.engines.instrument.readability import lix, sentences_in, words_in
from samband.engines.instrument.seen import names_colour_or_place
from samband.engines.instrument.words import plain_variant_of

WIDEST_GRID = 7
"""Columns that fit side by side at 320 px with a finger's width each; more stand one below the other."""
MOST_ON_A_PAGE = 12
LONGEST_HINT = 300
LONGEST_LABEL = 150
LONGEST_SENTENCE = 35
HARDEST_LIX = 55
"""Above lies the language of laws and reports."""
FEWEST_WORDS_JUDGED = 60
SAME_BY_CHANCE = 3
"""So many words may be the same in two languages without being left untranslated."""


class FindingKind(StrEnum):
    """what: the English source text, with {code}, {value} and {limit}."""

    what: str

    def __new__(cls, code: str, what: str) -> Self:
        kind = str.__new__(cls, code)
        kind._value_, kind.what = code, what
        return kind


class Gap(FindingKind):
    """Words that a language lacks."""

    NO_LANGUAGE = "no_language", gettext_noop("There are no words in {value}. Add a words file.")
    MISSING = "missing", gettext_noop("{code}: words are missing. Add them.")
    ELSEWHERE = "elsewhere", gettext_noop("{code}: {value} has words for it. Add them here too.")
    UNTRANSLATED = "untranslated", gettext_noop("{code}: the words are those of {value}. Translate them.")
    QUOTES = (
        "quotes",
        gettext_noop("{code}: other answers are quoted than in {value}. Quote the same ones."),
    )


class Obstacle(FindingKind):
    """What makes a question hard or impossible to answer for some."""

    NOT_WORDED = "not_worded", gettext_noop("{code} has no words to be asked with. Add them.")
    SAME_LABELS = (
        "same_labels",
        gettext_noop("{code}: two answers are both called “{value}”. Tell them apart."),
    )
    WIDE_GRID = (
        "wide_grid",
        gettext_noop("{code}: the grid has {value} columns; {limit} fit a telephone. Ask one by one."),
    )
    CROWDED_PAGE = (
        "crowded_page",
        gettext_noop("Page {code} has {value} questions; {limit} are enough. Spread them over pages."),
    )
    LONG_HINT = (
        "long_hint",
        gettext_noop("{code}: the hint has {value} characters; {limit} are enough. Shorten it."),
    )
    LONG_LABEL = (
        "long_label",
        gettext_noop("{code}: an answer has {value} characters; {limit} are enough. Shorten it."),
    )
    LONG_SENTENCE = (
        "long_sentence",
        gettext_noop("{code}: a sentence has {value} words; {limit} are enough. Make it two."),
    )
    HARD_TO_READ = (
        "hard_to_read",
        gettext_noop(
            "The text is hard to read (LIX {value}, at most {limit}). Use shorter words and sentences."
        ),
    )
    CAPITALS = "capitals", gettext_noop("{code} is written in capitals. Use small letters.")
    UNEXPLAINED_CONSENT = (
        "unexplained_consent",
        gettext_noop("{code}: nothing explains what is consented to. Add a hint."),
    )
    COLOUR_OR_PLACE = (
        "colour_or_place",
        gettext_noop(
            "{code} goes by what is seen (“{value}”). Say it so that somebody who listens finds it."
        ),
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact. code: the question, list, page or part. value: what was found, held against limit."""

    kind: FindingKind
    code: str = ""
    value: str = ""
    limit: str = ""

    def words(self, translate: Callable[[str], str] = str) -> str:
        """The finding as a sentence: what is wrong, where, what to do. translate: gettext or the like."""
        return translate(self.kind.what).format(code=self.code, value=self.value, limit=self.limit)


def language_gaps(*, instrument: Instrument, language: str) -> tuple[Finding, ...]:
    """What somebody who reads this language would miss; () when nothing."""
    words = instrument.words.get(language)
    if words is None:
        return (Finding(Gap.NO_LANGUAGE, value=language),)
    return (*_missing(instrument, words), *_compared(instrument, words))


def accessibility_faults(*, instrument: Instrument, language: str) -> tuple[Finding, ...]:
    """Obstacles in the questionnaire as this language words it; () when none is seen."""
    words = instrument.in_language(language)
    pages = [page for section in instrument.flow.sections for page in section.pages]
    questions = [question for page in pages for question in page.questions]
    return (
        *(found for page in pages for found in _on_page(page)),
        *(found for question in questions for found in _in_question(question, words)),
        *_in_labels(instrument, words),
        *_in_whole(words),
    )


Said = Mapping[str, str]
"""Where -> text, as ``question trust`` -> wording."""


@dataclass(frozen=True, slots=True)
class _Parts:
    needed: tuple[str, ...] = (
        "groups",
        "dimensions",
        "items",
        "indices",
        "questions",
        "sections",
        "checks",
        "units",
    )
    free: tuple[str, ...] = ("notes", "hints", "pages", "about")
    labels: tuple[str, ...] = ("scales", "options")
    single: tuple[str, ...] = field(default=("title", "introduction"))


_PARTS = _Parts()


def _said(words: Words) -> dict[str, str]:
    """All texts of a language by where they stand."""
    found = {name: getattr(words, name) for name in _PARTS.single}
    for part in (*_PARTS.needed, *_PARTS.free):
        found |= {f"{part} {code}": text for code, text in getattr(words, part).items()}
    for part in _PARTS.labels:
        for name, labels in getattr(words, part).items():
            found |= {f"{part} {name} {code}": text for code, text in labels.items()}
    return {where: text for where, text in found.items() if text}


def _missing(instrument: Instrument, words: Words) -> Iterator[Finding]:
    """What must be worded in every language."""
    said = _said(words)
    wanted = [
        "title",
        *(f"items {item.code}" for item in instrument.items),
        *(f"options {name} {code}" for name, one in instrument.options.items() for code in one.offered),
        *(
            f"scales {name} {code}"
            for name, scale in instrument.scales.items()
            for code in (*scale.codes, *scale.missing)
        ),
    ]
    items = {item.code for item in instrument.items}
    asked = (question.code for question in instrument.flow.questions if question.code not in items)
    wanted += [f"questions {code}" for code in asked]
    yield from (Finding(Gap.MISSING, where) for where in wanted if where not in said)


def _compared(instrument: Instrument, words: Words) -> Iterator[Finding]:
    """Held against the language that the others are translated from."""
    first = instrument.words[instrument.languages[0]]
    if first.language == words.language:
        return
    said, original = _said(words), _said(first)
    for where, text in original.items():
        if where not in said:
            yield Finding(Gap.ELSEWHERE, where, first.language)
        elif set(QUOTED.findall(text)) != set(QUOTED.findall(said[where])):
            yield Finding(Gap.QUOTES, where, first.language)
        elif text == said[where] and _could_be_translated(text, words.language, first.language):
            yield Finding(Gap.UNTRANSLATED, where, first.language)


def _could_be_translated(text: str, language: str, other: str) -> bool:
    is_variant = plain_variant_of(language) or language.partition("-")[0] == other.partition("-")[0]
    return not is_variant and len(words_in(text)) > SAME_BY_CHANCE


def _on_page(page: Page) -> Iterator[Finding]:
    asked = [question for question in page.questions if not isinstance(question.kind, Note)]
    if len(asked) > MOST_ON_A_PAGE:
        yield Finding(Obstacle.CROWDED_PAGE, page.code, str(len(asked)), str(MOST_ON_A_PAGE))
    for block in blocks(questions=page.questions):
        kind = block[0].kind
        columns = len(kind.scale.codes) + len(kind.scale.missing) if isinstance(kind, OnScale) else 0
        if len(block) > 1 and columns > WIDEST_GRID:
            yield Finding(Obstacle.WIDE_GRID, block[0].code, str(columns), str(WIDEST_GRID))


def _in_question(question: Question, words: Words) -> Iterator[Finding]:
    code, wording = question.code, words.question(question.code)
    hint = words.hints.get(code, "")
    if wording == code:
        yield Finding(Obstacle.NOT_WORDED, code)
    if len(hint) > LONGEST_HINT:
        yield Finding(Obstacle.LONG_HINT, code, str(len(hint)), str(LONGEST_HINT))
    is_required_consent = isinstance(question.kind, Consent) and question.need is Need.REQUIRED
    if is_required_consent and not (hint or words.about.get("consent")):
        yield Finding(Obstacle.UNEXPLAINED_CONSENT, code)
    for text in filter(None, (wording, hint)):
        yield from _in_text(code, text, words.language)


def _in_text(code: str, text: str, language: str) -> Iterator[Finding]:
    longest = max((len(words_in(sentence)) for sentence in sentences_in(text)), default=0)
    if longest > LONGEST_SENTENCE:
        yield Finding(Obstacle.LONG_SENTENCE, code, str(longest), str(LONGEST_SENTENCE))
    if _is_shouting(text):
        yield Finding(Obstacle.CAPITALS, code)
    if seen := names_colour_or_place(text=text, language=language):
        yield Finding(Obstacle.COLOUR_OR_PLACE, code, seen)


def _is_shouting(text: str) -> bool:
    """More than one word, all in capitals. Scripts without small letters cannot shout."""
    return len(words_in(text)) > 1 and text.isupper() and text != text.lower()


def _in_labels(instrument: Instrument, words: Words) -> Iterator[Finding]:
    asked = {options.code for question in instrument.flow.questions if (options := options_of(question))}
    lists: list[tuple[str, Iterable[str]]] = [
        *((name, labels.values()) for name, labels in words.options.items() if name in asked),
        *((name, labels.values()) for name, labels in words.scales.items()),
    ]
    for name, labels in lists:
        yield from _doubled(name, list(labels))
        for label in labels:
            if len(label) > LONGEST_LABEL:
                yield Finding(Obstacle.LONG_LABEL, name, str(len(label)), str(LONGEST_LABEL))


def _doubled(name: str, labels: list[str]) -> Iterator[Finding]:
    plain = [" ".join(label.casefold().split()) for label in labels]
    for label, one in zip(labels, plain, strict=True):
        if plain.count(one) > 1 and plain.index(one) == labels.index(label):
            yield Finding(Obstacle.SAME_LABELS, name, label)
            return


def _in_whole(words: Words) -> Iterator[Finding]:
    """All that is read on the way, as one text: single questions are too short to judge."""
    texts = [words.introduction, *words.items.values(), *words.questions.values(), *words.hints.values()]
    whole = "\n".join(texts)
    is_scandinavian = words.language.partition("-")[0] in ("nb", "nn", "no", "sv", "da")
    if is_scandinavian and len(words_in(whole)) >= FEWEST_WORDS_JUDGED and lix(text=whole) > HARDEST_LIX:
        yield Finding(Obstacle.HARD_TO_READ, value=f"{lix(text=whole):.0f}", limit=str(HARDEST_LIX))
