# SPDX-License-Identifier: EUPL-1.2
"""What each kind of term adds: steps with the amount, the rate and the value it was applied to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from samband.engines.fees.model import (
    Agreed,
    Bands,
    Fixed,
    Member,
    OnMerger,
    PerUnit,
    Reading,
    Row,
    Share,
    Steps,
    Term,
)
from samband.engines.fees.rates import Rates
from samband.engines.fees.results import BasisValue, Step, StepKind


class CannotAssess(Exception):  # noqa: N818  it names the fact
    """A member whose fee cannot be computed. what, remedy: in plain words."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class Setting:
    """What all members of a tariff share. choices: the answers taken.

    units: by rule of a spread amount: years of membership, summed over those who pay it.
    parts: part of the year of each member.
    sums: by rule of a share: of its basis over those who pay, weighted with the part of the year.
    """

    rates: Rates
    choices: Mapping[str, str]
    units: Mapping[str, Fraction] = field(default_factory=dict)
    sums: Mapping[str, Fraction] = field(default_factory=dict)
    parts: Mapping[str, Fraction] = field(default_factory=dict)


def basis_value(*, member: Member, basis: str, setting: Setting) -> BasisValue:
    """The member's value of the year that the rules name. Raises CannotAssess: missing, or below 0."""
    rule = setting.rates.rules.bases[basis]
    year = rule.year(fee_year=setting.rates.year)
    value = member.values.get(basis, {}).get(year)
    if value is None:
        what = f"{basis} of {year} is missing."
        raise CannotAssess(what, f"Give it in the column {basis}_{year}.")
    if not Decimal(value).is_finite() or value < 0:
        raise CannotAssess(f"{basis} of {year} is {value}.", "Give a number from 0 up.")
    return BasisValue(basis, rule.name, rule.unit, Decimal(value), year, rule.reference, rule.source)


def term_steps(*, term: Term, rule: str, member: Member, setting: Setting) -> Sequence[Step]:
    match term:
        case Fixed():
            return [_fixed(term, rule, member, setting)]
        case PerUnit():
            return [_per_unit(term, rule, member, setting)]
        case Steps():
            return [_step(term, rule, member, setting)]
        case Bands():
            return _bands(term, rule, member, setting)
        case Share():
            return [_share(term, rule, member, setting)]
        case Agreed():
            return [_agreed(term, rule, member, setting)]


def merger_rule(*, term: Fixed, choices: Mapping[str, str]) -> OnMerger:
    return OnMerger(choices[term.on_merger_by]) if term.on_merger_by else term.on_merger


def _fixed(term: Fixed, rule: str, member: Member, setting: Setting) -> Step:
    rate = setting.rates.of(term.amount)
    on_merger = merger_rule(term=term, choices=setting.choices)
    if on_merger is OnMerger.SPREAD:
        whole, quantity = rate.value * term.units, term.units / (setting.units.get(rule) or Fraction(1))
        effect = rate.value * quantity
        return Step(
            StepKind.FIXED, rule, effect, rate=rate, quantity=quantity, whole=whole, source=rate.source
        )
    count = len(member.merged_from) if on_merger is OnMerger.CARRIED else 1
    quantity = Fraction(max(count, 1))
    return Step(StepKind.FIXED, rule, rate.value * quantity, rate=rate, quantity=quantity, source=rate.source)


def _per_unit(term: PerUnit, rule: str, member: Member, setting: Setting) -> Step:
    rate, basis = setting.rates.of(term.rate), basis_value(member=member, basis=term.basis, setting=setting)
    factor = Fraction(term.per)
    effect = rate.value * Fraction(basis.value) / factor
    times = _parameter(term.times, setting)
    if times:
        effect *= Fraction(times.value)
    return Step(
        StepKind.PER_UNIT,
        rule,
        effect,
        rate=rate,
        basis=basis,
        parameter=times,
        factor=factor,
        source=rate.source,
    )


def _parameter(code: str, setting: Setting) -> BasisValue | None:
    if not code:
        return None
    found = setting.rates.rules.parameters[code]
    return BasisValue(code, found.name, {}, found.value, found.year, source=found.source)


def _row(rows: Sequence[Row], basis: BasisValue) -> int:
    """The last row that begins at or below the value."""
    found = -1
    for number, row in enumerate(rows):
        if row.start <= basis.value:
            found = number
    if found < 0:
        what = f"{basis.code} is {basis.value}, and the table begins at {rows[0].start}."
        raise CannotAssess(what, "Add a row for it, or another tariff for the member.")
    return found


def _step(term: Steps, rule: str, member: Member, setting: Setting) -> Step:
    basis = basis_value(member=member, basis=term.basis, setting=setting)
    number = _row(term.rows, basis)
    row = term.rows[number]
    rate, above, more = setting.rates.of(row.amount), row.start, 0
    effect = rate.value
    if term.add and number == len(term.rows) - 1:
        more = int((basis.value - row.start) // term.every)
        effect += more * setting.rates.of(term.add).value
        above += more * term.every
    return Step(
        StepKind.STEP,
        rule,
        effect,
        rate=rate,
        basis=basis,
        quantity=Fraction(more),
        above=above,
        source=rate.source,
    )


def _bands(term: Bands, rule: str, member: Member, setting: Setting) -> Sequence[Step]:
    basis = basis_value(member=member, basis=term.basis, setting=setting)
    reading = Reading(setting.choices[term.reading_by]) if term.reading_by else term.reading
    last = _row(term.rows, basis)
    if reading is Reading.SLAB:
        return [_band(term.rows[last], Fraction(basis.value), rule, basis, reading, setting)]
    ends = [row.start for row in term.rows[1 : last + 1]] + [basis.value]
    return [
        _band(row, Fraction(end - row.start), rule, basis, reading, setting)
        for row, end in zip(term.rows, ends, strict=False)
    ]


def _band(
    row: Row, quantity: Fraction, rule: str, basis: BasisValue, reading: Reading, setting: Setting
) -> Step:
    rate = setting.rates.of(row.amount)
    return Step(
        StepKind.BAND,
        rule,
        rate.value * quantity,
        rate=rate,
        basis=basis,
        quantity=quantity,
        above=row.start,
        reading=reading,
        source=rate.source,
    )


def _share(term: Share, rule: str, member: Member, setting: Setting) -> Step:
    """The part of the year is in the weight, so that the shares add up whoever joins or leaves."""
    rate, basis = setting.rates.of(term.total), basis_value(member=member, basis=term.basis, setting=setting)
    part, whole = setting.parts.get(member.code, Fraction(1)), setting.sums.get(rule, Fraction(0))
    effect = rate.value * Fraction(basis.value) * part / whole if whole else Fraction(0)
    return Step(
        StepKind.SHARE, rule, effect, rate=rate, basis=basis, factor=part, whole=whole, source=rate.source
    )


def _agreed(term: Agreed, rule: str, member: Member, setting: Setting) -> Step:
    named = term.amounts.get(member.code)
    if named:
        rate = setting.rates.of(named.amount)
        note = " ".join(filter(None, (named.by, named.decided.isoformat() if named.decided else "")))
        return Step(StepKind.AGREED, rule, rate.value, rate=rate, source=rate.source, note=note)
    if not term.basis:
        raise CannotAssess("No amount is agreed with the member.", "Add it under agreed, with its decision.")
    basis = basis_value(member=member, basis=term.basis, setting=setting)
    return Step(StepKind.AGREED, rule, Fraction(basis.value), basis=basis, source=basis.source)
