# SPDX-License-Identifier: EUPL-1.2
"""Rates in the year of the fee: the index chain unrounded, then each rate's own rounding rule."""

from fractions import Fraction

from samband.engines.fees.model import Amount, FeeRules, Index, Rounding
from samband.engines.fees.money import rounded
from samband.engines.fees.results import Rate, RateIndex


class WrongYear(ValueError):  # noqa: N818  it names the fact
    """A year that the rules do not hold for."""


class Rates:
    """Amounts of one rule file carried to one year; each is computed once."""

    def __init__(self, *, rules: FeeRules, year: int) -> None:
        if year < rules.year or (rules.valid_to and year >= rules.valid_to):
            last = f" to {rules.valid_to - 1}" if rules.valid_to else " on"
            raise WrongYear(f"The rules {rules.code} hold from {rules.year}{last}, not for {year}.")
        self.rules, self.year = rules, year
        self._found: dict[Amount, Rate] = {}

    def of(self, amount: Amount) -> Rate:
        """Raises WrongYear when an index has no step for a year on the way."""
        rate = self._found.get(amount)
        if rate is None:
            rate = self._found[amount] = self._rate(amount)
        return rate

    def _rate(self, amount: Amount) -> Rate:
        index = self.rules.indices.get(amount.index)
        steps = self._steps(index, amount.as_of) if index else ()
        exact = Fraction(amount.value)
        for step in steps:
            exact *= 1 + step.change
        rule = amount.round
        return Rate(
            base=amount.value,
            as_of=amount.as_of or self.rules.year,
            index=amount.index,
            index_name=index.name if index else {},
            steps=steps,
            exact=exact,
            value=rounded(value=exact, rule=rule) if rule else exact,
            round_to=rule.to if rule else None,
            rounding=rule.rounding if rule else Rounding.HALF_UP,
            source=amount.source,
        )

    def _steps(self, index: Index, as_of: int) -> tuple[RateIndex, ...]:
        years = range((as_of or self.rules.year) + 1, self.year + 1)
        for year in years:
            if year not in index.steps:
                raise WrongYear(
                    f"The index {index.code} has no step for {year}. Add it to {self.rules.code}."
                )
        steps = (index.steps[year] for year in years)
        return tuple(RateIndex(step.year, step.change, step.source) for step in steps)
