# SPDX-License-Identifier: EUPL-1.2
"""How an instrument is asked: sections of pages of questions, when each is shown, what answers each.

What is measured stays with ``Item`` and ``Index``; here stands how people meet it. The same flow serves web,
meeting, phone and paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.measured import Missing, Scale


class Need(StrEnum):
    """Whether an answer is needed to go on."""

    REQUIRED = "required"
    WANTED = "wanted"
    """Asked for once more when it is left out; then accepted as not answered."""
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Options:
    """Named answers without order. codes: valid answers in the order they are offered.

    exclusive: may stand only alone ("none of these"). other: opens a line of free text, stored as
    ``<question>_other``. missing: code -> why it is no answer; offered after the others, and only alone.
    """

    code: str
    codes: tuple[str, ...]
    exclusive: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    missing: Mapping[str, Missing] = field(default_factory=dict)

    @property
    def offered(self) -> tuple[str, ...]:
        """All that can be chosen, in the order they are shown."""
        return (*self.codes, *self.missing)

    @property
    def alone(self) -> frozenset[str]:
        """What cannot be chosen together with anything else."""
        return self.exclusive.union(self.missing)


@dataclass(frozen=True, slots=True)
class OnScale:
    """One code of a scale. Neighbours on one scale are shown as a grid."""

    scale: Scale


@dataclass(frozen=True, slots=True)
class OneOf:
    options: Options
    is_shuffled: bool = False


@dataclass(frozen=True, slots=True)
class SomeOf:
    """most: None for as many as there are."""

    options: Options
    least: int = 0
    most: int | None = None
    is_shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """Options put in order, the first one first, without ties. most: how many are to be ranked; None for all.

    Stored as exactly so many options, or as one missing code alone.
    """

    options: Options
    most: int | None = None
    is_shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """unit: code of the unit, worded in the words file. decimals: 0 for whole numbers."""

    unit: str = ""
    low: float | None = None
    high: float | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class FreeText:
    """longest: characters. lines: height of the field; 1 for a single line."""

    longest: int = 2_000
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """Files that prove an answer. endings: as ``pdf``, small letters."""

    endings: tuple[str, ...] = ("pdf", "jpg", "png")
    largest_megabytes: int = 10
    most: int = 1


@dataclass(frozen=True, slots=True)
class Consent:
    """A box to tick. Required consent is needed to go on."""


@dataclass(frozen=True, slots=True)
class Note:
    """A text that asks nothing."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A value worked out of earlier answers, never shown, stored like an answer."""

    value: Expression


AnswerKind = (
    OnScale | OneOf | SomeOf | Ranked | Number | Day | FreeText | Evidence | Consent | Note | Computed
)

Value = int | float | str | bool | tuple[str, ...]
"""An answer as stored: a code of a scale, an option, options, a number, a day as ISO text, a text, a tick."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold of an answer. code: names its message in the words file."""

    code: str
    must: Expression


@dataclass(frozen=True, slots=True)
class Question:
    """code: column in answer files. asked_of: respondent groups; empty means everybody.

    background: field of the respondent's background that the answer fills; empty for an answer of its own.
    default: what is filled in beforehand, an expression.
    """

    code: str
    kind: AnswerKind
    need: Need = Need.OPTIONAL
    asked_of: tuple[str, ...] = ()
    show_if: Expression | None = None
    checks: tuple[Check, ...] = ()
    background: str = ""
    default: Expression | None = None

    def is_asked_of(self, group: str) -> bool:
        return not self.asked_of or group in self.asked_of


@dataclass(frozen=True, slots=True)
class Page:
    """What is on the screen at once. is_shuffled: questions come in an order drawn for each respondent."""

    code: str
    questions: tuple[Question, ...]
    show_if: Expression | None = None
    is_shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Pages under one heading. for_each: code of an earlier question; the section is asked once for every
    option chosen there, or as many times as the number given there. most: never more times than this.
    ends_if: the questionnaire ends after the section when it holds.
    """

    code: str
    pages: tuple[Page, ...]
    show_if: Expression | None = None
    for_each: str = ""
    most: int = 20
    ends_if: Expression | None = None


@dataclass(frozen=True)
class Flow:
    """The whole way through. An instrument without sections of its own gets one page for each dimension.

    memo: what was worked out about this flow, by who works it out; never part of what the flow is.
    """

    sections: tuple[Section, ...]
    memo: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def questions(self) -> Iterator[Question]:
        """All questions in the order they are asked."""
        return (
            question for section in self.sections for page in section.pages for question in page.questions
        )


def answer_key(*, code: str, instance: str) -> str:
    """Under which name an answer is kept: ``hours``, in a repeated section ``hours[facebook]``."""
    return f"{code}[{instance}]" if instance else code


def other_key(*, key: str) -> str:
    """Under which name the free text beside "other" is kept: ``channel_other``, ``channel_other[2]``."""
    code, bracket, instance = key.partition("[")
    return f"{code}_other{bracket}{instance}"


def blocks(*, questions: Sequence[Question]) -> tuple[tuple[Question, ...], ...]:
    """Neighbours on one scale together (a grid), everything else by itself."""
    found: list[list[Question]] = []
    for question in questions:
        if found and _share_a_grid(found[-1][-1], question):
            found[-1].append(question)
        else:
            found.append([question])
    return tuple(map(tuple, found))


def _share_a_grid(one: Question, other: Question) -> bool:
    return isinstance(one.kind, OnScale) and one.kind == other.kind
