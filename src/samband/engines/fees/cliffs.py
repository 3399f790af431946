# SPDX-License-Identifier: EUPL-1.2
"""Where one more inhabitant changes a fee at a jump."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from samband.engines.fees.assessing import answers
from samband.engines.fees.lines import applies, sum_of, yearly_steps
from samband.engines.fees.model import (
    Agreed,
    Bands,
    FeeRules,
    Fixed,
    Member,
    OnMerger,
    Part,
    Share,
    Steps,
    Tariff,
    Term,
)
from samband.engines.fees.rates import Rates
from samband.engines.fees.results import Cliff, CliffKind
from samband.engines.fees.terms import CannotAssess, Setting

MOST_POINTS = 500
STEP = Decimal("0.001")


def find_cliffs(
    *, rules: FeeRules, year: int = 0, choices: Mapping[str, str] | None = None, up_to: int = 1_500_000
) -> tuple[Cliff, ...]:
    """Every drop and jump of every tariff, up to a value of the basis, in the order of the file.

    Looked at are the fees of a whole year, unrounded, of a member that the file does not name, at every
    start of a step or band and just above every threshold of a rebate: between these a fee is a straight
    line. A jump is at least the smallest unit of money above that line. Shares of a total and agreed amounts
    are left out, base amounts are those of a member that never merged, other variables are held at 0.
    """
    setting = Setting(
        Rates(rules=rules, year=year or rules.year), answers(rules=rules, choices=choices or {})
    )
    found: list[Cliff] = []
    for tariff in rules.tariffs:
        for basis, points in _points(tariff, up_to).items():
            curve = Curve(tariff, basis, setting)
            found += [cliff for point in sorted(points) for cliff in _cliff(curve, point)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Curve:
    """The yearly fee of a tariff as a function of one variable."""

    tariff: Tariff
    basis: str
    setting: Setting

    def at(self, value: Decimal) -> Fraction | None:
        """Major units, exact; None where the tables do not reach."""
        if value < 0:
            return None
        rates = self.setting.rates
        values = {
            code: {basis.year(fee_year=rates.year): value if code == self.basis else Decimal(0)}
            for code, basis in rates.rules.bases.items()
        }
        member = Member("", "", "", values)
        try:
            return sum((self._part(part, member) for part in self.tariff.parts), Fraction(0))
        except CannotAssess:
            return None

    def _part(self, part: Part, member: Member) -> Fraction:
        if part.members or not applies(part=part, member=member, setting=self.setting):
            return Fraction(0)
        terms = tuple(_alone(term) for term in part.terms if not isinstance(term, Share | Agreed))
        rule = f"{self.tariff.code}/{part.code}"
        kept = replace(part, terms=terms)
        return sum_of(yearly_steps(part=kept, rule=rule, member=member, setting=self.setting))


def _alone(term: Term) -> Term:
    """A base amount as one member pays it that never merged: how a sum is spread depends on all members."""
    return replace(term, on_merger=OnMerger.SINGLE, on_merger_by="") if isinstance(term, Fixed) else term


def _points(tariff: Tariff, up_to: int) -> Mapping[str, set[Decimal]]:
    found: dict[str, set[Decimal]] = {}
    for part in tariff.parts:
        for basis, point in _part_points(part, up_to):
            if 0 < point <= up_to:
                found.setdefault(basis, set()).add(point)
    return found


def _part_points(part: Part, up_to: int) -> Iterator[tuple[str, Decimal]]:
    for term in part.terms:
        if isinstance(term, Steps | Bands):
            for row in term.rows:
                yield term.basis, row.start
        if isinstance(term, Steps) and term.every:
            last = term.rows[-1].start
            more = min(MOST_POINTS, max(0, int((up_to - last) // term.every)))
            for number in range(1, more + 1):
                yield term.basis, last + number * term.every
    for rebate in part.rebates:
        yield rebate.basis, rebate.above + 1


def _cliff(curve: Curve, point: Decimal) -> Iterator[Cliff]:
    below, at = curve.at(point - 1), curve.at(point)
    if below is None or at is None:
        return
    is_drop = at < below
    if is_drop or _jump(curve, point, at) >= Fraction(1, 10**curve.setting.rates.rules.minor_units):
        kind = CliffKind.DROP if is_drop else CliffKind.JUMP
        tariff = curve.tariff
        yield Cliff(tariff.code, tariff.name, curve.basis, kind, point, below, at)


def _jump(curve: Curve, point: Decimal, at: Fraction) -> Fraction:
    """How far the fee at the point lies above the straight line that leads up to it."""
    near, nearer = curve.at(point - 2 * STEP), curve.at(point - STEP)
    if near is None or nearer is None:
        return Fraction(0)
    return at - (2 * nearer - near)
