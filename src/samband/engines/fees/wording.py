# SPDX-License-Identifier: EUPL-1.2
"""A fee in English sentences. Pages in other languages word the same fields."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from samband.engines.fees.model import Reading, Round, Words, in_language
from samband.engines.fees.money import rounded
from samband.engines.fees.results import (
    Assessment,
    BasisValue,
    Cliff,
    CliffKind,
    FeeLine,
    Rate,
    Step,
    StepKind,
)


def explain(*, line: FeeLine, assessment: Assessment) -> tuple[str, ...]:
    """One sentence for each step of a line, in the order in which they were done."""
    return tuple(step_sentence(step=step, assessment=assessment) for step in line.steps)


def step_sentence(*, step: Step, assessment: Assessment) -> str:
    """What the step did, with its value, rate, index and source."""
    sentence = _WORDS[step.kind](step, assessment.rules.currency)
    source = f" Source: {step.source}." if step.source else ""
    return f"{sentence}{_indexed(step.rate, assessment.rules.currency)}{source}"


def cliff_sentence(*, cliff: Cliff, currency: str) -> str:
    """Where it is, what is paid on both sides, and the difference."""
    before, at = number(cliff.value - 1), number(cliff.value)
    word = "less" if cliff.kind is CliffKind.DROP else "more"
    return (
        f"With {before} ({cliff.basis}) the fee is {_money(cliff.below, currency)}, with {at} it is "
        f"{_money(cliff.at, currency)}: {_money(abs(cliff.at - cliff.below), currency)} {word}."
    )


def number(value: Fraction | Decimal, *, decimals: int = 6) -> str:
    """Digits in groups of three, and as many decimals as it needs, up to some."""
    rule = Round(Decimal(1).scaleb(-decimals))
    scaled = int(rounded(value=abs(Fraction(value)), rule=rule) * 10**decimals)
    whole, rest = divmod(scaled, 10**decimals)
    behind = f"{rest:0{decimals}d}".rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole:,}{'.' if behind else ''}{behind}"


def _money(value: Fraction | Decimal, currency: str) -> str:
    """Two decimals when there are any; an amount of money that is not whole is never cut to 304,000.5."""
    text = number(value, decimals=2)
    whole, point, cents = text.partition(".")
    return f"{currency} {whole}{point}{cents.ljust(2, '0') if point else ''}"


def _rate(rate: Rate | None, currency: str) -> str:
    """All the decimals a rate has, but never one alone: 4.40, 36.15, 0.1098."""
    whole, point, decimals = number(rate.value if rate else Fraction(0)).partition(".")
    return f"{currency} {whole}{point}{decimals.ljust(2, '0') if point else ''}"


def _basis(basis: BasisValue | None) -> str:
    """*697,549 inhabitants in 2019, on 1 January*."""
    if basis is None:
        return ""
    reference = f", {basis.reference}" if basis.reference else ""
    return f"{number(basis.value)} {_plain(basis.name)} in {basis.year}{reference}"


def _plain(words: Words) -> str:
    return in_language(words=words, language="en")


def _fixed(step: Step, currency: str) -> str:
    amount = _rate(step.rate, currency)
    if step.whole is not None:
        return (
            f"Base amounts of {_money(step.whole, currency)} in all, the same sum whoever merges, "
            f"spread over the members: {_money(step.effect, currency)}."
        )
    if step.quantity and step.quantity > 1:
        made_of = f"for each of the {number(step.quantity)} members it was made of"
        return f"Base amount {amount} {made_of}: {_money(step.effect, currency)}."
    return f"Base amount {amount}."


def _per_unit(step: Step, currency: str) -> str:
    result = _money(step.effect, currency)
    if step.parameter:
        rate = number(step.rate.value) if step.rate else ""
        per = " per mille" if step.factor == 1000 else ""
        times = f"{_plain(step.parameter.name)} {number(step.parameter.value)} of {step.parameter.year}"
        return f"{rate}{per} of the {times}, times {_basis(step.basis)}: {result}."
    per = f"for each {number(step.factor)}" if step.factor and step.factor > 1 else "for each"
    return f"{_rate(step.rate, currency)} {per} of {_basis(step.basis)}: {result}."


def _step(step: Step, currency: str) -> str:
    start, result = number(step.above or Decimal(0)), _money(step.effect, currency)
    more = ""
    if step.rate and step.quantity:
        each = (step.effect - step.rate.value) / step.quantity
        more = f" ({_rate(step.rate, currency)} and {number(step.quantity)} times {_money(each, currency)})"
    return f"Step from {start}, with {_basis(step.basis)}: {result}{more}."


def _band(step: Step, currency: str) -> str:
    rate, result = _rate(step.rate, currency), _money(step.effect, currency)
    start = number(step.above or Decimal(0))
    if step.reading is Reading.SLAB:
        return f"{rate} for each of {_basis(step.basis)}, the rate of the band from {start}: {result}."
    some = number(step.quantity or Fraction(0))
    return f"{rate} for {some} of {_basis(step.basis)}, the band from {start}: {result}."


def _share(step: Step, currency: str) -> str:
    weighted = f", for {number(step.factor)} of the year" if step.factor and step.factor != 1 else ""
    whole, result = number(step.whole or Fraction(0)), _money(step.effect, currency)
    return (
        f"Share of {_rate(step.rate, currency)}: {_basis(step.basis)}{weighted}, of {whole} in all: {result}."
    )


def _agreed(step: Step, currency: str) -> str:
    decided = f", decided by {step.note}" if step.note else ""
    return f"Agreed amount {_money(step.effect, currency)}{decided}."


def _rebate(step: Step, currency: str) -> str:
    percent = number((step.factor or Fraction(0)) * 100)
    part = "" if not step.basis or step.quantity == Fraction(step.basis.value) else " of the part"
    above = number(step.above or Decimal(0))
    return f"Rebate of {percent} %{part} above {above}, with {_basis(step.basis)}: {_minus(step, currency)}."


def _cap(step: Step, currency: str) -> str:
    reason = f" {step.note}." if step.note else ""
    return f"Not more than {_rate(step.rate, currency)}: {_minus(step, currency)}.{reason}"


def _floor(step: Step, currency: str) -> str:
    reason = f" {step.note}." if step.note else ""
    return f"Not less than {_rate(step.rate, currency)}: {_money(step.effect, currency)} more.{reason}"


def _pro_rata(step: Step, currency: str) -> str:
    share = step.factor or Fraction(0)
    if not share:
        return f"No part of the year counts: {_minus(step, currency)}."
    return f"Member for {share.numerator}/{share.denominator} of the year: {_minus(step, currency)}."


def _rounding(step: Step, currency: str) -> str:
    sign = "+" if step.effect > 0 else "−"
    to = number(step.round_to or Decimal(0))
    amount = _money(abs(step.effect), currency).removeprefix(f"{currency} ")
    return f"Rounded to a multiple of {currency} {to}: {sign}{amount}."


def _minus(step: Step, currency: str) -> str:
    return f"{_money(abs(step.effect), currency)} less"


def _indexed(rate: Rate | None, currency: str) -> str:
    """How the rate came from the level of an earlier year."""
    if not rate or not rate.steps:
        return ""
    changes = ", ".join(f"{number(step.change * 100, decimals=4)} % into {step.year}" for step in rate.steps)
    rule = f", then rounded to {number(rate.round_to)}" if rate.round_to else ""
    name = _plain(rate.index_name)
    return f" ({currency} {number(rate.base)} of {rate.as_of}, indexed by {name} unrounded: {changes}{rule}.)"


_WORDS: Mapping[StepKind, Callable[[Step, str], str]] = {
    StepKind.FIXED: _fixed,
    StepKind.PER_UNIT: _per_unit,
    StepKind.STEP: _step,
    StepKind.BAND: _band,
    StepKind.SHARE: _share,
    StepKind.AGREED: _agreed,
    StepKind.REBATE: _rebate,
    StepKind.CAP: _cap,
    StepKind.FLOOR: _floor,
    StepKind.PRO_RATA: _pro_rata,
    StepKind.ROUNDING: _rounding,
}
