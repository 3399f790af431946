# SPDX-License-Identifier: EUPL-1.2
"""What the rules judge of a cell, or of several withheld cells that a reader could add up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from samband.engines.disclosure.context import DisclosureContext
from samband.engines.disclosure.decisions import Cause, Cell
from samband.engines.disclosure.rules import GroupRules
from samband.engines.tables import Estimate, Status

_EXACT: Final = 1e-9

Category = tuple[str, str]
"""Statistic and category of a share."""


@dataclass(frozen=True, slots=True)
class Facts:
    """n: respondents. population: persons, the respondents alone where it is not known.

    inside, outside: for each share, respondents in and out of its category (n times the estimated share).
    uniform: the one answer that all gave, None when they differ.
    shares: the largest respondents' parts of the weights, descending.
    is_told: False where no row tells the answers.
    """

    n: int
    population: int
    population_is_known: bool
    inside: tuple[float, ...] = ()
    outside: tuple[float, ...] = ()
    uniform: float | None = None
    shares: tuple[float, ...] = ()
    is_told: bool = True

    @property
    def fewest(self) -> float:
        """Respondents on the emptier side of the most lopsided share: 0 when it tells what all answered."""
        return min((*self.inside, *self.outside), default=float(self.n))


NOBODY: Final = Facts(0, 0, population_is_known=True, is_told=False)


def facts_of(*, cell: Cell, rows: Iterable[Estimate], context: DisclosureContext) -> Facts:
    """The facts of one cell from its rows, which share their respondents."""
    rows = tuple(rows)
    n = max((row.n or 0 for row in rows if row.status is not Status.EMPTY), default=0)
    population = context.populations.get((cell.group, cell.unit))
    shares = [row.value for row in rows if row.statistic == "share" and row.is_known]
    return Facts(
        n=n,
        population=n if population is None else population,
        population_is_known=population is not None,
        inside=tuple(n * share for share in shares),
        outside=tuple(n * (1 - share) for share in shares),
        uniform=_uniform(rows, n, population, context.scales.get(cell.measure)),
        shares=context.largest_shares.get(cell, ()),
    )


def together(one: Facts, other: Facts) -> Facts:
    """Facts of two disjoint parts added up. The weights inside a union are not judged."""
    told = [part for part in (one, other) if part.n]
    answers = {part.uniform for part in told if part.is_told}
    return Facts(
        n=one.n + other.n,
        population=sum(part.population for part in told),
        population_is_known=all(part.population_is_known for part in told),
        inside=_added([part.inside for part in told]),
        outside=_added([part.outside for part in told]),
        uniform=answers.pop() if len(answers) == 1 else None,
        is_told=any(part.is_told for part in told),
    )


def judge(*, facts: Facts, rules: GroupRules) -> Cause | None:
    """The first rule that the facts break, None when all hold. The order is that of ``Cause``."""
    return _first_broken(facts, rules, _RULES)


def judge_union(*, facts: Facts, rules: GroupRules) -> Cause | None:
    """As ``judge``, but for the response: few answers of many persons harm quality, not a person."""
    return _first_broken(facts, rules, _RULES_OF_UNIONS)


def _first_broken(facts: Facts, rules: GroupRules, tests: Mapping[Cause, "Test"]) -> Cause | None:
    if not facts.n:
        return Cause.EMPTY
    return next((cause for cause, is_broken in tests.items() if is_broken(facts, rules)), None)


def _too_few(facts: Facts, rules: GroupRules) -> bool:
    return facts.n < rules.minimum_respondents


def _too_small(facts: Facts, rules: GroupRules) -> bool:
    return facts.population_is_known and facts.population < rules.minimum_population


def _too_silent(facts: Facts, rules: GroupRules) -> bool:
    return facts.population_is_known and facts.n < rules.minimum_response * facts.population - _EXACT


def _unanimous(facts: Facts, rules: GroupRules) -> bool:
    is_small = facts.n < rules.unanimity_respondents_below or (
        facts.population_is_known and facts.population < rules.unanimity_population_below
    )
    return is_small and (facts.uniform is not None or facts.fewest <= _EXACT)


def _singled_out(facts: Facts, rules: GroupRules) -> bool:
    is_small = facts.population < rules.minimum_count_below
    return is_small and facts.fewest < rules.minimum_count - _EXACT


def _dominated(facts: Facts, rules: GroupRules) -> bool:
    return sum(facts.shares[: rules.dominance_respondents]) > rules.dominance_share + _EXACT


def _estimable(facts: Facts, rules: GroupRules) -> bool:
    if not facts.shares or not rules.p_percent:
        return False
    largest = facts.shares[0]
    second = facts.shares[1] if len(facts.shares) > 1 else min(largest, 1 - largest)
    return 1 - largest - second < rules.p_percent / 100 * largest - _EXACT


Test = Callable[[Facts, GroupRules], bool]

_RULES: Final[Mapping[Cause, Test]] = {
    Cause.RESPONDENTS: _too_few,
    Cause.POPULATION: _too_small,
    Cause.RESPONSE: _too_silent,
    Cause.UNANIMITY: _unanimous,
    Cause.COUNT: _singled_out,
    Cause.DOMINANCE: _dominated,
    Cause.P_PERCENT: _estimable,
}
_RULES_OF_UNIONS: Final[Mapping[Cause, Test]] = {
    cause: test for cause, test in _RULES.items() if cause is not Cause.RESPONSE
}


def _added(parts: list[tuple[float, ...]]) -> tuple[float, ...]:
    """Sums position by position; nothing when a part is not known, as then nothing is told."""
    longest = max((len(part) for part in parts), default=0)
    return tuple(sum(part[at] if at < len(part) else 0.0 for part in parts) for at in range(longest))


def _uniform(
    rows: tuple[Estimate, ...], n: int, population: int | None, scale: tuple[float, float] | None
) -> float | None:
    mean = next((row for row in rows if row.statistic == "mean" and row.is_known), None)
    if mean is None or not n:
        return None
    at_an_end = scale is not None and any(abs(mean.value - end) <= _EXACT for end in scale)
    return mean.value if n == 1 or at_an_end or _does_not_vary(rows, mean, n, population) else None


def _does_not_vary(rows: tuple[Estimate, ...], mean: Estimate, n: int, population: int | None) -> bool:
    """A standard error of zero says so, but for a full census, where it is zero whatever was answered.

    There, a share strictly between 0 and 1 or a mean between two codes proves that answers differ.
    """
    if mean.se != 0:
        return False
    if population is None or n < population:
        return True
    differs = any(row.statistic == "share" and _EXACT < row.value < 1 - _EXACT for row in rows)
    return not differs and abs(mean.value - round(mean.value)) <= _EXACT
