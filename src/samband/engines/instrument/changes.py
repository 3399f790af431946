# SPDX-License-Identifier: EUPL-1.2
"""What differs between two forms of one instrument, and what that means once somebody has answered.

After the first answer a code cannot change. Another wording makes a new version, and somebody decides whether
the series goes on or breaks. A further language changes neither codes nor words that were there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from samband.engines.catalogues import gettext_noop
from samband.engines.instrument.crosswalk import Continuity, CrosswalkRow
from samband.engines.instrument.flow import OneOf, OnScale, Question, Ranked, SomeOf
from samband.engines.instrument.measured import Item
from samband.engines.instrument.model import Instrument, Words
from samband.engines.instrument.plan import options_of


class Effect(StrEnum):
    """What a change asks for once there are answers."""

    NOTHING = "nothing"
    NEW_VERSION = "new_version"
    """A new version; every series goes on."""
    DECISION = "decision"
    """A new version, and somebody decides whether the series goes on."""
    BREAK = "break"
    """A new version, and the series ends or begins."""


class ChangeKind(StrEnum):
    """what: the English source text, with {code}, {language}, {before} and {after}."""

    what: str
    effect: Effect

    def __new__(cls, code: str, effect: Effect, what: str) -> Self:
        kind = str.__new__(cls, code)
        kind._value_, kind.effect, kind.what = code, effect, what
        return kind

    LANGUAGE_ADDED = "language_added", Effect.NOTHING, gettext_noop("Words in {language} were added.")
    ORIGIN = "origin", Effect.NOTHING, gettext_noop("What is said about the origin ({code}) was changed.")
    LANGUAGE_REMOVED = "language_removed", Effect.NEW_VERSION, gettext_noop("{language} was taken out.")
    QUESTION_ADDED = "question_added", Effect.BREAK, gettext_noop("{code} is a new question.")
    QUESTION_REMOVED = "question_removed", Effect.BREAK, gettext_noop("{code} is asked no more.")
    KIND = "kind", Effect.BREAK, gettext_noop("{code} takes another kind of answer.")
    MEANING = "meaning", Effect.BREAK, gettext_noop("{code} has another concept or polarity.")
    CODE_ADDED = "code_added", Effect.DECISION, gettext_noop("{code}: the answer {after} is new.")
    CODE_REMOVED = "code_removed", Effect.DECISION, gettext_noop("{code}: the answer {before} is gone.")
    CODE_MEANING = (
        "code_meaning",
        Effect.BREAK,
        gettext_noop("{code}: {after} counts as an answer no more, or does so now."),
    )
    WORDING = "wording", Effect.DECISION, gettext_noop("{code} is worded differently in {language}.")
    LABEL = (
        "label",
        Effect.DECISION,
        gettext_noop("{code}: the answer {before} is called differently in {language}."),
    )
    TEXT = "text", Effect.NEW_VERSION, gettext_noop("Other words around the questions changed in {language}.")
    ROUTE = "route", Effect.NEW_VERSION, gettext_noop("The order, the pages or the conditions were changed.")
    SCORING = "scoring", Effect.NEW_VERSION, gettext_noop("{code} is worked out differently.")


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One difference. code: question, index or part; before, after: code of an answer that is gone or new."""

    kind: ChangeKind
    code: str = ""
    language: str = ""
    before: str = ""
    after: str = ""

    def words(self, translate: Callable[[str], str] = str) -> str:
        values = {"code": self.code, "language": self.language, "before": self.before, "after": self.after}
        return translate(self.kind.what).format(**values)


def changes_between(*, before: Instrument, after: Instrument) -> tuple[Change, ...]:
    """Everything that differs but the name of the version and its first day."""
    return (
        *_languages(before, after),
        *_questions(before, after),
        *_answers(before, after),
        *_said(before, after),
        *_around(before, after),
    )


def may_replace(*, changes: Iterable[Change], has_answers: bool) -> bool:
    """Whether the one may take the other's place under the same version.

    Without answers everything may; after the first answer only what leaves every code and word as it was.
    """
    return not has_answers or all(change.kind.effect is Effect.NOTHING for change in changes)


def undecided(*, changes: Iterable[Change]) -> tuple[str, ...]:
    """Questions of which somebody must say whether their series goes on."""
    found = list(changes)
    broken = {change.code for change in found if change.kind.effect is Effect.BREAK}
    asked = (change.code for change in found if change.kind.effect is Effect.DECISION)
    return tuple(dict.fromkeys(code for code in asked if code not in broken))


def draft_crosswalk(
    *, before: Instrument, after: Instrument, decided: Mapping[str, Continuity] | None = None
) -> tuple[CrosswalkRow, ...]:
    """A row for each item of both versions. decided: item -> identical or reworded, where that is open.

    What nobody has decided is taken as reworded and marked as not verified, so that no line is drawn over it.
    An item whose codes, concept or polarity differ is reworded whatever was decided.
    """
    changes = changes_between(before=before, after=after)
    draft = _Draft(before, after, decided or {}, frozenset(undecided(changes=changes)), _broken(changes))
    old, new = _codes(before.items), _codes(after.items)
    kept = [draft.kept(code) for code in old if code in new]
    dropped = [draft.row(code, "", Continuity.DROPPED) for code in old if code not in new]
    added = [draft.row("", code, Continuity.NEW) for code in new if code not in old]
    return (*kept, *dropped, *added)


@dataclass(frozen=True, slots=True)
class _Draft:
    before: Instrument
    after: Instrument
    decided: Mapping[str, Continuity]
    open: frozenset[str]
    broken: frozenset[str]

    def row(self, old: str, new: str, status: Continuity, *, is_verified: bool = True) -> CrosswalkRow:
        return CrosswalkRow(self.before.version, old, self.after.version, new, status, is_verified)

    def kept(self, code: str) -> CrosswalkRow:
        if code in self.broken:
            return self.row(code, code, Continuity.REWORDED)
        if code not in self.open:
            return self.row(code, code, Continuity.IDENTICAL)
        status = self.decided.get(code, Continuity.REWORDED)
        return self.row(code, code, status, is_verified=code in self.decided)


def _broken(changes: Iterable[Change]) -> frozenset[str]:
    """A scale with other codes can be no identical question, whatever somebody decides."""
    kinds = (ChangeKind.CODE_ADDED, ChangeKind.CODE_REMOVED)
    return frozenset(
        change.code for change in changes if change.kind.effect is Effect.BREAK or change.kind in kinds
    )


def _codes(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.code for item in items)


def _languages(before: Instrument, after: Instrument) -> Iterator[Change]:
    for language in after.languages:
        if language not in before.words:
            yield Change(ChangeKind.LANGUAGE_ADDED, language=language)
    for language in before.languages:
        if language not in after.words:
            yield Change(ChangeKind.LANGUAGE_REMOVED, language=language)


def _asked(instrument: Instrument) -> dict[str, Question]:
    return {question.code: question for question in instrument.flow.questions}


def _questions(before: Instrument, after: Instrument) -> Iterator[Change]:
    old, new = _asked(before), _asked(after)
    yield from (Change(ChangeKind.QUESTION_ADDED, code) for code in new if code not in old)
    yield from (Change(ChangeKind.QUESTION_REMOVED, code) for code in old if code not in new)
    for code in old:
        if code in new and type(old[code].kind) is not type(new[code].kind):
            yield Change(ChangeKind.KIND, code)
    items = {item.code: item for item in after.items}
    for item in before.items:
        other = items.get(item.code, item)
        if (item.concept, item.polarity) != (other.concept, other.polarity):
            yield Change(ChangeKind.MEANING, item.code)


def _answers(before: Instrument, after: Instrument) -> Iterator[Change]:
    """Codes of answers that are new, gone, or count differently."""
    old, new = _asked(before), _asked(after)
    for code in old:
        if code not in new or type(old[code].kind) is not type(new[code].kind):
            continue
        (valid, missing), (valid_now, missing_now) = _offered(old[code]), _offered(new[code])
        first, second = {*valid, *missing}, {*valid_now, *missing_now}
        yield from (Change(ChangeKind.CODE_ADDED, code, after=one) for one in sorted(second - first))
        yield from (Change(ChangeKind.CODE_REMOVED, code, before=one) for one in sorted(first - second))
        moved = (first & second) & ((valid ^ valid_now) | (missing ^ missing_now))
        yield from (Change(ChangeKind.CODE_MEANING, code, after=one) for one in sorted(moved))


def _offered(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """Valid and missing codes."""
    if isinstance(question.kind, OnScale):
        scale = question.kind.scale
        return frozenset(map(str, scale.codes)), frozenset(map(str, scale.missing))
    options = options_of(question)
    return (frozenset(options.codes), frozenset(options.missing)) if options else (frozenset(), frozenset())


def _said(before: Instrument, after: Instrument) -> Iterator[Change]:
    """Wordings and labels, in each language that both speak."""
    old, new = _asked(before), _asked(after)
    for language, words in before.words.items():
        now = after.words.get(language)
        for code in old if now else ():
            if now is None or code not in new:
                continue
            if words.question(code) != now.question(code):
                yield Change(ChangeKind.WORDING, code, language)
            labels, labels_now = _labels(words, old[code]), _labels(now, new[code])
            for one in labels:
                if one in labels_now and labels[one] != labels_now[one]:
                    yield Change(ChangeKind.LABEL, code, language, before=one)


def _labels(words: Words, question: Question) -> dict[str, str]:
    if isinstance(question.kind, OnScale):
        return {str(code): label for code, label in words.scales[question.kind.scale.code].items()}
    options = options_of(question)
    return dict(words.options.get(options.code, {})) if options else {}


def _around(before: Instrument, after: Instrument) -> Iterator[Change]:
    """What is neither a code nor a wording of a question."""
    for part in ("source", "licence", "notes"):
        if getattr(before, part) != getattr(after, part):
            yield Change(ChangeKind.ORIGIN, part)
    for language, words in before.words.items():
        now = after.words.get(language)
        if now is not None and _beside(words) != _beside(now):
            yield Change(ChangeKind.TEXT, language=language)
    indices = {index.code: index for index in after.indices}
    for index in before.indices:
        if indices.get(index.code) != index:
            yield Change(ChangeKind.SCORING, index.code)
    yield from (
        Change(ChangeKind.SCORING, code)
        for code in indices
        if code not in {one.code for one in before.indices}
    )
    if _route(before) != _route(after):
        yield Change(ChangeKind.ROUTE)


def _beside(words: Words) -> Words:
    """The words without those that questions and answers have of their own."""
    return replace(words, questions={}, items={}, scales={}, options={})


def _route(instrument: Instrument) -> object:
    """The flow without what answers there are."""
    return [
        replace(
            section,
            pages=tuple(replace(page, questions=tuple(map(_bare, page.questions))) for page in section.pages),
        )
        for section in instrument.flow.sections
    ]


def _bare(question: Question) -> Question:
    """Without its codes, which are told by themselves; limits and order are part of the route."""
    kind = question.kind
    if isinstance(kind, OnScale):
        return replace(question, kind=OnScale(replace(kind.scale, codes=(0, 1), missing={}, shares=())))
    if isinstance(kind, OneOf | SomeOf | Ranked):
        return replace(question, kind=replace(kind, options=replace(kind.options, codes=(), missing={})))
    return question
