# SPDX-License-Identifier: EUPL-1.2
"""What an instrument measures: scales, items on them, indices over items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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
