# SPDX-License-Identifier: EUPL-1.2
"""What comes out: fees in whole minor units, each line with the steps that made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from samband.engines.fees.model import FeeRules, Reading, Rounding, Words


class StepKind(StrEnum):
    FIXED = "fixed"
    PER_UNIT = "per_unit"
    STEP = "step"
    BAND = "band"
    SHARE = "share"
    AGREED = "agreed"
    REBATE = "rebate"
    CAP = "cap"
    FLOOR = "floor"
    PRO_RATA = "pro_rata"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class BasisValue:
    """A value that a fee was computed from, with its year and where it is from."""

    code: str
    name: Words
    unit: Words
    value: Decimal
    year: int
    reference: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RateIndex:
    """One year of an index chain. change: a share, exact, as 317/10000 for 3.17 %."""

    year: int
    change: Fraction
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount or rate in the year of the fee, major units.

    base, as_of: as the file states it. exact: indexed, not rounded. value: after its rounding rule, exact.
    round_to: None when it is not rounded.
    """

    base: Decimal
    as_of: int
    index: str
    index_name: Words
    steps: tuple[RateIndex, ...]
    exact: Fraction
    value: Fraction
    round_to: Decimal | None
    rounding: Rounding
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a line. rule: its path in the rule file, as ``municipality/ordinary/terms/2``.

    effect: what it adds or takes, major units, exact; the effects of a line add up to its amount.
    rate: of the term, cap or floor. basis: what it was applied to. parameter: what it was multiplied by.
    quantity: how much of the basis the step concerns, as the inhabitants in a marginal band; number of base
    amounts for FIXED; None when there is none. factor: part of a year, percent of a rebate, per (1 or 1000).
    whole: the sum over all members, for SHARE and for a FIXED amount that is spread.
    above: start of the band or step, threshold of a rebate. note: words of the file: reason, decision.
    """

    kind: StepKind
    rule: str
    effect: Fraction
    rate: Rate | None = None
    basis: BasisValue | None = None
    parameter: BasisValue | None = None
    quantity: Fraction | None = None
    factor: Fraction | None = None
    whole: Fraction | None = None
    above: Decimal | None = None
    reading: Reading | None = None
    round_to: Decimal | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of an invoice. amount: minor units. rule: path in the file, as ``municipality/ordinary``."""

    part: str
    name: Words
    rule: str
    amount: int
    earmarked: str
    steps: tuple[Step, ...]
    source: str = ""

    @property
    def is_capped(self) -> bool:
        return any(step.kind is StepKind.CAP for step in self.steps)


@dataclass(frozen=True, slots=True)
class MemberFee:
    """size: value of the first basis of the tariff, the inhabitants as a rule; None when it has none.

    part_of_year: 1, or less for a member of a part of the year under pro rata.
    """

    member: str
    name: str
    kind: str
    tariff: str
    lines: tuple[FeeLine, ...]
    size: Decimal | None
    part_of_year: Fraction = Fraction(1)

    @property
    def total(self) -> int:
        """Minor units."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A member that could not be assessed. what: in plain words. remedy: what to do."""

    member: str
    name: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name or self.member} ({self.member}): {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The fees of a year. choices: the answers taken to the questions that the file leaves open."""

    rules: FeeRules
    year: int
    choices: Mapping[str, str]
    fees: tuple[MemberFee, ...]
    refused: tuple[Refusal, ...]

    @property
    def total(self) -> int:
        """Minor units."""
        return sum(fee.total for fee in self.fees)

    def fee_of(self, member: str) -> MemberFee | None:
        return next((fee for fee in self.fees if fee.member == member), None)


class CliffKind(StrEnum):
    """DROP: one more inhabitant pays less in all. JUMP: one more inhabitant pays a step more."""

    DROP = "drop"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Cliff:
    """below, at: fee in major units, exact, with ``value − 1`` and with ``value`` of the basis."""

    tariff: str
    tariff_name: Words
    basis: str
    kind: CliffKind
    value: Decimal
    below: Fraction
    at: Fraction
    rule: str = ""


@dataclass(frozen=True, slots=True)
class MemberChange:
    """One member under two models. before, after: minor units. size_class: place in ``classes``."""

    member: str
    name: str
    kind: str
    size: Decimal | None
    size_class: int
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before

    @property
    def change_share(self) -> float | None:
        return self.change / self.before if self.before else None

    def per_head(self, amount: int) -> Fraction | None:
        """Minor units for each inhabitant."""
        return Fraction(amount) / Fraction(self.size) if self.size else None


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Members from ``start`` up to ``end`` of size; end None for the last. Amounts in minor units."""

    start: int
    end: int | None
    members: int
    winners: int
    losers: int
    before: int
    after: int
    size: Decimal
    largest_rise: int
    largest_fall: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """How the total is borne. largest_ten: share of the ten largest payers. gini: 0 all alike, 1 one pays."""

    largest_ten: float
    gini: float
    highest_per_head: Fraction | None
    lowest_per_head: Fraction | None


@dataclass(frozen=True, slots=True)
class Simulation:
    """Two models for the same members. winners pay less than before, losers more. Amounts in minor units."""

    before: Assessment
    after: Assessment
    changes: tuple[MemberChange, ...]
    classes: tuple[SizeClass, ...]
    total_before: int
    total_after: int
    winners: int
    losers: int
    unchanged: int
    concentration_before: Concentration
    concentration_after: Concentration
    cliffs_before: tuple[Cliff, ...]
    cliffs_after: tuple[Cliff, ...]
    left_out: tuple[Refusal, ...]
