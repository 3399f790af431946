# SPDX-License-Identifier: EUPL-1.2
"""One part of one fee: terms, rebates, cap and floor, part of the year, rounding, in that order."""

from collections.abc import Sequence
from fractions import Fraction

from samband.engines.fees.model import Limits, Member, Part, Rebate, RebateReading, Share
from samband.engines.fees.money import in_minor, rounded
from samband.engines.fees.results import FeeLine, Step, StepKind
from samband.engines.fees.terms import Setting, basis_value, term_steps


def applies(*, part: Part, member: Member, setting: Setting) -> bool:
    is_chosen = all(setting.choices[code] == answer for code, answer in part.when.items())
    return is_chosen and (not part.members or member.code in part.members)


def is_shared(part: Part) -> bool:
    return any(isinstance(term, Share) for term in part.terms)


def yearly_steps(*, part: Part, rule: str, member: Member, setting: Setting) -> list[Step]:
    """The steps up to the unrounded fee of a whole year. Raises CannotAssess."""
    steps: list[Step] = []
    for number, term in enumerate(part.terms, start=1):
        steps += term_steps(term=term, rule=f"{rule}/terms/{number}", member=member, setting=setting)
    for number, rebate in enumerate(part.rebates, start=1):
        steps += _rebate(rebate, f"{rule}/rebates/{number}", steps, member, setting)
    limits = part.named.get(member.code)
    path = f"{rule}/named/{member.code}" if limits else rule
    return [*steps, *_limit(limits or part.limits, path, sum_of(steps), setting)]


def sum_of(steps: Sequence[Step]) -> Fraction:
    return sum((step.effect for step in steps), Fraction(0))


def line_of(
    *, part: Part, rule: str, member: Member, setting: Setting, amount: Fraction | None = None
) -> FeeLine:
    """The line, rounded by the part's rule, or to an amount found for all members together."""
    steps = yearly_steps(part=part, rule=rule, member=member, setting=setting)
    share = setting.parts.get(member.code, Fraction(1))
    if share != 1 and not is_shared(part):
        steps.append(Step(StepKind.PRO_RATA, rule, sum_of(steps) * (share - 1), factor=share))
    exact = sum_of(steps)
    whole = rounded(value=exact, rule=part.round) if amount is None else amount
    if whole != exact:
        steps.append(Step(StepKind.ROUNDING, rule, whole - exact, round_to=part.round.to))
    minor = in_minor(value=whole, minor_units=setting.rates.rules.minor_units)
    return FeeLine(part.code, part.name, rule, minor, part.earmarked, tuple(steps), part.source)


def _rebate(
    rebate: Rebate, rule: str, steps: Sequence[Step], member: Member, setting: Setting
) -> Sequence[Step]:
    basis = basis_value(member=member, basis=rebate.basis, setting=setting)
    if basis.value <= rebate.above:
        return []
    reading = RebateReading(setting.choices[rebate.reading_by]) if rebate.reading_by else rebate.reading
    quantity = Fraction(basis.value)
    if reading is RebateReading.ABOVE:
        quantity -= Fraction(rebate.above)
    effect = -sum_of(steps) * rebate.percent * quantity / Fraction(basis.value)
    return [
        Step(
            StepKind.REBATE,
            rule,
            effect,
            basis=basis,
            quantity=quantity,
            factor=rebate.percent,
            above=rebate.above,
            source=rebate.source,
        )
    ]


def _limit(limits: Limits, rule: str, amount: Fraction, setting: Setting) -> Sequence[Step]:
    """A cap never raises, a floor never lowers; the floor comes first, so that the cap has the last word."""
    steps: list[Step] = []
    if limits.floor:
        floor = setting.rates.of(limits.floor)
        if amount < floor.value:
            effect = floor.value - amount
            steps.append(
                Step(
                    StepKind.FLOOR,
                    f"{rule}/floor",
                    effect,
                    rate=floor,
                    source=floor.source,
                    note=limits.reason,
                )
            )
            amount = floor.value
    if limits.cap:
        cap = setting.rates.of(limits.cap)
        if amount > cap.value:
            effect = cap.value - amount
            steps.append(
                Step(StepKind.CAP, f"{rule}/cap", effect, rate=cap, source=cap.source, note=limits.reason)
            )
    return steps
