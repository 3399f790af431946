# SPDX-License-Identifier: EUPL-1.2
"""An instrument: what is asked, of whom, on which scale, and how it is scored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class Polarity(StrEnum):
    """Whether agreeing is good for what the dimension stands for. Items are shown raw either way."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Missing(StrEnum):
    """Why there is no answer. None of these is ever a number."""

    DONT_KNOW = "dont_know"
    NO_OPINION = "no_opinion"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Share:
    """A share that is published for every item on the scale. name: as it stands in results (``4-5``)."""

    name: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """codes: valid answers in ascending order. missing: code -> why it is missing."""

    code: str
    codes: tuple[int, ...]
    missing: Mapping[int, Missing] = field(default_factory=dict)
    shares: tuple[Share, ...] = ()

    @property
    def low(self) -> int:
        return self.codes[0]

    @property
    def high(self) -> int:
        return self.codes[-1]

    def reversed(self, code: float) -> float:
        """The answer seen from the other end: 5 − x on a scale of 1–4."""
        return self.low + self.high - code


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    code: stable name, column in answer files. concept: what makes items of other groups, versions and
    instruments the same question. asked_of: respondent groups; empty means everybody.
    is_verified: False where the wording or dimension still awaits its primary source.
    """

    code: str
    scale: Scale
    concept: str
    dimension: str = ""
    polarity: Polarity = Polarity.POSITIVE
    asked_of: tuple[str, ...] = ()
    is_verified: bool = True
    source: str = ""

    def is_asked_of(self, group: str) -> bool:
        return not self.asked_of or group in self.asked_of


@dataclass(frozen=True, slots=True)
class Index:
    """Mean of a respondent's valid items, negative ones reversed, when at least ``minimum_valid`` are valid.

    rescale_to: (0, 100) maps the scale's ends there; None keeps the items' scale.
    """

    code: str
    items: tuple[Item, ...]
    minimum_valid: int
    rescale_to: tuple[int, int] | None = None
    asked_of: tuple[str, ...] = ()
    source: str = ""

    @property
    def scale(self) -> Scale:
        return self.items[0].scale

    @property
    def low(self) -> float:
        return self.rescale_to[0] if self.rescale_to else self.scale.low

    @property
    def high(self) -> float:
        return self.rescale_to[1] if self.rescale_to else self.scale.high

    def is_asked_of(self, group: str) -> bool:
        return not self.asked_of or group in self.asked_of


Measure = Item | Index


@dataclass(frozen=True, slots=True)
class Words:
    """The instrument in one language. Keys are the codes of the structure.

    scales: scale -> code -> label. notes: measure -> explanation (optional).
    """

    language: str
    title: str
    introduction: str
    groups: Mapping[str, str]
    dimensions: Mapping[str, str]
    items: Mapping[str, str]
    indices: Mapping[str, str]
    scales: Mapping[str, Mapping[int, str]]
    notes: Mapping[str, str] = field(default_factory=dict)

    def measure(self, code: str) -> str:
        """The wording of an item or the name of an index; the code itself when there is none."""
        return self.items.get(code) or self.indices.get(code) or code


@dataclass(frozen=True)
class Instrument:
    """A questionnaire as loaded and checked.

    digest: SHA-256 of structure and words, hex; two instruments with one digest ask the same.
    """

    code: str
    version: str
    valid_from: date
    source: str
    licence: str
    groups: tuple[str, ...]
    scales: Mapping[str, Scale]
    dimensions: tuple[str, ...]
    items: tuple[Item, ...]
    indices: tuple[Index, ...]
    words: Mapping[str, Words]
    digest: str
    notes: tuple[str, ...] = ()
    """Known gaps of this version, in words, for the method page."""

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Items then indices by code."""
        measures: tuple[Measure, ...] = (*self.items, *self.indices)
        return {measure.code: measure for measure in measures}

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.words)

    def in_language(self, language: str) -> Words:
        """Words in the language, else in the first language of the instrument."""
        return self.words.get(language) or next(iter(self.words.values()))
