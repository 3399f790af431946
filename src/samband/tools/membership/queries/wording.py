# SPDX-License-Identifier: EUPL-1.2
"""How a fee came about, in sentences of the active language, from the steps that the engine kept."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, gettext

from samband.engines.charts import Number, number_text
from samband.engines.fees import BasisValue, FeeLine, Rate, Step, StepKind, in_language
from samband.engines.fees.model import Reading


def sentences(*, line: FeeLine, currency: str) -> tuple[str, ...]:
    """One for each step, in the order in which they were done."""
    return tuple(_sentence(step, currency) for step in line.steps)


def line_name(*, line: FeeLine) -> str:
    return in_language(words=line.name, language=_language())


def money(value: Fraction | Decimal | int, currency: str) -> str:
    """NOK 1,234 or NOK 1,234.50, which no line breaks. value: major units."""
    exact = Fraction(value)
    return f"{currency}\u00a0{figure(exact, 0 if exact.denominator == 1 else 2)}"


def amount_text(*, amount: int, minor_units: int, currency: str) -> str:
    """amount: minor units."""
    return money(Fraction(amount, 10**minor_units), currency)


def figure(value: Fraction | Decimal | float, decimals: int | None = None) -> str:
    """In the reader's language; with as many decimals as it needs, up to six, unless they are given."""
    exact = Fraction(value)
    shown = decimals if decimals is not None else next((n for n in range(6) if _fits(exact, n)), 6)
    return number_text(number=Number(float(exact), shown), language=_language())


def _fits(value: Fraction, decimals: int) -> bool:
    return bool((value * 10**decimals).denominator == 1)


def _language() -> str:
    return get_language() or "en"


def _sentence(step: Step, currency: str) -> str:
    told = _TOLD[step.kind](step, currency)
    note = f" {step.note}." if step.note and step.kind is not StepKind.AGREED else ""
    source = " " + gettext("Source: %(source)s.") % {"source": step.source} if step.source else ""
    return f"{told}{note}{_indexed(step.rate, currency)}{source}"


def _basis(basis: BasisValue | None) -> str:
    if basis is None:
        return ""
    name = in_language(words=basis.name, language=_language())
    words = {"count": figure(basis.value), "name": name, "year": basis.year, "reference": basis.reference}
    if basis.reference:
        return gettext("%(count)s %(name)s (%(reference)s %(year)s)") % words
    return gettext("%(count)s %(name)s (%(year)s)") % words


def _rate(rate: Rate | None, currency: str) -> str:
    return f"{currency}\u00a0{figure(rate.value)}" if rate else ""


def _effect(step: Step, currency: str) -> str:
    return money(abs(step.effect), currency)


def _fixed(step: Step, currency: str) -> str:
    words = {"amount": _rate(step.rate, currency), "sum": _effect(step, currency)}
    if step.whole is not None:
        words["whole"] = money(step.whole, currency)
        return gettext("Base amounts of %(whole)s in all, shared by the members: %(sum)s.") % words
    if step.quantity and step.quantity > 1:
        words["count"] = figure(step.quantity)
        return gettext("Base amount %(amount)s for each of %(count)s former members: %(sum)s.") % words
    return gettext("Base amount %(amount)s.") % words


def _per_unit(step: Step, currency: str) -> str:
    words = {"rate": _rate(step.rate, currency), "basis": _basis(step.basis), "sum": _effect(step, currency)}
    if step.parameter:
        words["parameter"] = _basis(step.parameter)
        words["factor"] = figure(step.rate.value) if step.rate else ""
        words["per"] = figure(step.factor or Fraction(1))
        return gettext("%(factor)s / %(per)s × %(parameter)s × %(basis)s: %(sum)s.") % words
    if step.factor and step.factor > 1:
        words["per"] = figure(step.factor)
        return gettext("%(rate)s for each %(per)s of %(basis)s: %(sum)s.") % words
    return gettext("%(rate)s × %(basis)s: %(sum)s.") % words


def _step(step: Step, currency: str) -> str:
    words = {
        "start": figure(step.above or Decimal(0)),
        "basis": _basis(step.basis),
        "sum": _effect(step, currency),
    }
    return gettext("%(sum)s, the step from %(start)s, with %(basis)s.") % words


def _band(step: Step, currency: str) -> str:
    words = {
        "rate": _rate(step.rate, currency),
        "start": figure(step.above or Decimal(0)),
        "basis": _basis(step.basis),
        "count": figure(step.quantity or Fraction(0)),
        "sum": _effect(step, currency),
    }
    if step.reading is Reading.SLAB:
        return gettext("%(rate)s × %(basis)s, the rate of the band from %(start)s: %(sum)s.") % words
    return gettext("%(rate)s × %(count)s of %(basis)s, those in the band from %(start)s: %(sum)s.") % words


def _share(step: Step, currency: str) -> str:
    words = {
        "total": _rate(step.rate, currency),
        "basis": _basis(step.basis),
        "whole": figure(step.whole or Fraction(0)),
        "sum": _effect(step, currency),
    }
    return gettext("Share of %(total)s in all: %(basis)s of %(whole)s: %(sum)s.") % words


def _agreed(step: Step, currency: str) -> str:
    words = {"sum": _effect(step, currency), "note": step.note}
    if step.note:
        return gettext("Agreed amount %(sum)s, decided by %(note)s.") % words
    return gettext("Agreed amount %(sum)s.") % words


def _rebate(step: Step, currency: str) -> str:
    words = {
        "percent": figure((step.factor or Fraction(0)) * 100),
        "above": figure(step.above or Decimal(0)),
        "sum": _effect(step, currency),
    }
    return gettext("Rebate of %(percent)s per cent for members above %(above)s: %(sum)s less.") % words


def _cap(step: Step, currency: str) -> str:
    words = {"cap": _rate(step.rate, currency), "sum": _effect(step, currency)}
    return gettext("Not more than %(cap)s: %(sum)s less.") % words


def _floor(step: Step, currency: str) -> str:
    words = {"floor": _rate(step.rate, currency), "sum": _effect(step, currency)}
    return gettext("Not less than %(floor)s: %(sum)s more.") % words


def _pro_rata(step: Step, currency: str) -> str:
    share = step.factor or Fraction(0)
    words = {"part": f"{share.numerator}/{share.denominator}", "sum": _effect(step, currency)}
    return gettext("Member for %(part)s of the year: %(sum)s less.") % words


def _rounding(step: Step, currency: str) -> str:
    sign = "+" if step.effect > 0 else "−"
    words = {
        "to": money(step.round_to or Decimal(1), currency),
        "change": f"{sign}{figure(abs(step.effect), 2)}",
    }
    return gettext("Rounded to %(to)s: %(change)s.") % words


def _indexed(rate: Rate | None, currency: str) -> str:
    if rate is None or not rate.steps:
        return ""
    words = {
        "base": f"{currency}\u00a0{figure(rate.base)}",
        "year": rate.as_of,
        "index": in_language(words=rate.index_name, language=_language()),
        "changes": ", ".join(f"{step.year}: {figure(step.change * 100, 4)} %" for step in rate.steps),
    }
    return " " + gettext("(%(base)s of %(year)s, indexed by %(index)s, unrounded: %(changes)s.)") % words


_TOLD: Mapping[StepKind, Callable[[Step, str], str]] = {
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
