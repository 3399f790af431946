# SPDX-License-Identifier: EUPL-1.2
"""Fee rules and members as data. Money is Decimal in major units here, whole minor units in results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

Words = Mapping[str, str]
"""The same words in several languages, by language tag; always with ``en``."""


class Rounding(StrEnum):
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"


class Reading(StrEnum):
    """How bands are read. SLAB: one rate for all inhabitants. MARGINAL: each band at its own rate."""

    SLAB = "slab"
    MARGINAL = "marginal"


class RebateReading(StrEnum):
    """WHOLE: of the whole fee, once above the threshold. ABOVE: of the fee's share that lies above it."""

    WHOLE = "whole"
    ABOVE = "above"


class ProRata(StrEnum):
    """For members of a part of the year. NONE: the whole year for members on 1 January, nothing for others.

    MONTH: the months whose first day lies within the membership. DAY: its days.
    """

    NONE = "none"
    MONTH = "month"
    DAY = "day"


class OnMerger(StrEnum):
    """What a fixed amount becomes when members merge.

    SINGLE: the merged member pays it once. CARRIED: once for each member that it was made of.
    SPREAD: the sum of a stated number of amounts is held constant, and spread evenly over the members.
    """

    SINGLE = "single"
    CARRIED = "carried"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Round:
    """to: the multiple to round to, in major units, as 1 or 0.01."""

    to: Decimal
    rounding: Rounding = Rounding.HALF_UP


@dataclass(frozen=True, slots=True)
class Amount:
    """Money or a rate, in major units, at the level of a year.

    as_of: year of its level; the index carries it from there, unrounded, to the year of the fee.
    round: rule for the rate once indexed; None leaves it unrounded.
    """

    value: Decimal
    as_of: int = 0
    index: str = ""
    round: Round | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One addend of a yearly change: weight × change. change: a share, exact, as 4/125 for 3.2 %."""

    name: str
    weight: Fraction
    change: Fraction


@dataclass(frozen=True, slots=True)
class IndexStep:
    """The change from the year before into ``year``. change: the sum of its parts, exact and unrounded."""

    year: int
    parts: tuple[IndexPart, ...]
    source: str = ""

    @property
    def change(self) -> Fraction:
        return sum((part.weight * part.change for part in self.parts), Fraction(0))


@dataclass(frozen=True, slots=True)
class Index:
    code: str
    name: Words
    steps: Mapping[int, IndexStep]


@dataclass(frozen=True, slots=True)
class Basis:
    """A variable of the members. years_before: how many years before the year of the fee it is taken.

    in_year: one fixed year instead; 0 when it moves with the fee. reference: day or definition, in words.
    """

    code: str
    name: Words
    unit: Words
    years_before: int = 0
    in_year: int = 0
    reference: str = ""
    source: str = ""

    def year(self, *, fee_year: int) -> int:
        return self.in_year or fee_year - self.years_before


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that is the same for every member, such as the national mean tax base per inhabitant."""

    code: str
    name: Words
    value: Decimal
    year: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that the source leaves open, and the answer that the file takes; a call can overrule it."""

    code: str
    question: str
    options: tuple[str, ...]
    taken: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """units: number of amounts whose sum is held constant, for SPREAD. on_merger_by: the choice, if open."""

    amount: Amount
    on_merger: OnMerger = OnMerger.SINGLE
    units: int = 0
    on_merger_by: str = ""


@dataclass(frozen=True, slots=True)
class PerUnit:
    """rate × basis ÷ per, times a parameter when one is named. per: 1 for per head, 1000 for per mille."""

    rate: Amount
    basis: str
    per: int = 1
    times: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """start: the lowest value of the basis that the row holds for. amount: money or rate."""

    start: Decimal
    amount: Amount


@dataclass(frozen=True, slots=True)
class Steps:
    """A table of amounts by the value of a basis. Below the first row nobody can be assessed.

    every, add: after the last row, another step of ``add`` each ``every``; none when every is 0.
    """

    basis: str
    rows: tuple[Row, ...]
    every: Decimal = Decimal(0)
    add: Amount | None = None


@dataclass(frozen=True, slots=True)
class Bands:
    """A table of rates by the value of a basis. reading_by: the choice that decides the reading, if open."""

    basis: str
    rows: tuple[Row, ...]
    reading: Reading = Reading.MARGINAL
    reading_by: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """total × basis ÷ sum of the basis over the members of the tariff.

    is_exact: rounded amounts add up to the total, by largest remainder; otherwise each is rounded alone.
    """

    total: Amount
    basis: str
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class AgreedAmount:
    """decided: the day of the decision. by: who decided, as the council of the member."""

    member: str
    amount: Amount
    decided: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Amounts agreed with members by name. basis: variable with the amounts that the file does not name."""

    amounts: Mapping[str, AgreedAmount]
    basis: str = ""


Term = Fixed | PerUnit | Steps | Bands | Share | Agreed


@dataclass(frozen=True, slots=True)
class Rebate:
    """percent: a share, exact. above: threshold of the basis; the rebate is for members above it."""

    percent: Fraction
    basis: str
    above: Decimal
    reading: RebateReading = RebateReading.WHOLE
    reading_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    cap: Amount | None = None
    floor: Amount | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the invoice: terms added, then rebates, then cap and floor, then pro rata, then rounding.

    limits: for everybody. named: for members by code, instead of ``limits``.
    members: only these, when any is named. when: only while these choices have these answers.
    earmarked: what the part is for, when it is kept apart, such as research.
    """

    code: str
    name: Words
    terms: tuple[Term, ...]
    round: Round
    rebates: tuple[Rebate, ...] = ()
    limits: Limits = field(default_factory=Limits)
    named: Mapping[str, Limits] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    when: Mapping[str, str] = field(default_factory=dict)
    earmarked: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tariff:
    """The parts that members of some kinds, or some named members, pay. Names go before kinds.

    never_lower: the file promises that a member with more never pays less.
    """

    code: str
    name: Words
    kinds: tuple[str, ...]
    members: tuple[str, ...]
    parts: tuple[Part, ...]
    pro_rata: ProRata = ProRata.NONE
    never_lower: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class FeeRules:
    """A rule file. year: the year its amounts are of. valid_to: first year it no longer holds for, or 0.

    minor_units: digits of the smallest unit of money, 2 for øre and cents, 0 for none.
    """

    code: str
    name: Words
    body: str
    year: int
    currency: str
    minor_units: int
    source: str
    valid_to: int
    bases: Mapping[str, Basis]
    parameters: Mapping[str, Parameter]
    indices: Mapping[str, Index]
    choices: Mapping[str, Choice]
    tariffs: tuple[Tariff, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """values: variable → year → value, whole numbers or Decimals. joined, left: half-open; None is always.

    merged_from: codes of the members it was made of, as far back as their base amounts were paid apart.
    """

    code: str
    name: str
    kind: str
    values: Mapping[str, Mapping[int, Decimal]]
    joined: date | None = None
    left: date | None = None
    merged_from: tuple[str, ...] = ()


def in_language(*, words: Words, language: str) -> str:
    """The words in a language, else in English, else in the first there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
