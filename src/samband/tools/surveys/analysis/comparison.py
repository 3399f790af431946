# SPDX-License-Identifier: EUPL-1.2
"""One member beside others, beside its councillors, beside itself earlier: what is certain, what is not.

Everything is computed from released figures, so a comparison can tell no more than the published table.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt

from samband.engines.estimation import difference
from samband.engines.instrument import Continuity, Crosswalk, Index, Instrument
from samband.engines.tables import Estimate, EstimateTable, Status

MINIMUM_MEMBERS = 3
"""Members that a mean of others needs: with fewer, the mean would be their figures under another name."""


class Verdict(StrEnum):
    CERTAINLY_HIGHER = "certainly_higher"
    CERTAINLY_LOWER = "certainly_lower"
    NO_CERTAIN_DIFFERENCE = "no_certain_difference"
    CANNOT_COMPARE = "cannot_compare"

    @property
    def is_certain(self) -> bool:
        return self in (Verdict.CERTAINLY_HIGHER, Verdict.CERTAINLY_LOWER)


class Reason(StrEnum):
    """Why two figures cannot be compared."""

    OWN_WITHHELD = "own_withheld"
    OTHER_WITHHELD = "other_withheld"
    TOO_FEW_MEMBERS = "too_few_members"
    NOT_ASKED = "not_asked"
    REWORDED = "reworded"
    NEW = "new"
    NOT_MEASURED = "not_measured"
    TERRITORY_CHANGED = "territory_changed"
    NO_UNCERTAINTY = "no_uncertainty"


class Averaging(StrEnum):
    """How members are put together. Always said beside the figure."""

    EQUAL = "equal"
    """Every member counts the same: what is usual among members."""
    POPULATION = "population"
    """Every inhabitant counts the same: large members count more."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """own − other with its interval. other, difference: None when there is nothing to compare with.

    members: how many are behind ``other`` when it is a mean. reason: set when the verdict is cannot_compare.
    """

    measure: str
    group: str
    own: Estimate | None
    other: Estimate | None
    difference: Estimate | None
    verdict: Verdict
    reason: Reason | None = None
    members: int = 1

    @property
    def size(self) -> float:
        """How far apart, 0 where it cannot be said."""
        return abs(self.difference.value) if self.difference else 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """One figure: which measure, of which group, as mean or as share of the codes in ``category``."""

    measure: str
    group: str
    statistic: str = "mean"
    category: str = ""

    def of(self, table: EstimateTable, unit: str) -> Estimate | None:
        return table.get(
            measure=self.measure,
            group=self.group,
            unit=unit,
            statistic=self.statistic,
            category=self.category,
        )


def with_members(
    *,
    table: EstimateTable,
    wanted: Wanted,
    unit: str,
    others: Iterable[str],
    populations: Mapping[str, float] | None = None,
    minimum_members: int = MINIMUM_MEMBERS,
) -> Comparison:
    """The unit against the mean of other units, each named once; the unit itself is never among them.

    populations: unit -> persons, for a mean where every person counts the same; else every unit does.
    Units whose figure is withheld are left out; ``members`` says how many remained.
    """
    own = wanted.of(table, unit)
    found = [wanted.of(table, other) for other in others if other != unit]
    shown = [estimate for estimate in found if estimate is not None and estimate.is_known]
    if len(shown) < minimum_members:
        return _not_comparable(wanted, own, None, _reason(own) or Reason.TOO_FEW_MEMBERS, len(shown))
    mean = mean_of_members(estimates=shown, populations=populations)
    return _compared(wanted, own, mean, len(shown))


def mean_of_members(
    *, estimates: Sequence[Estimate], populations: Mapping[str, float] | None = None
) -> Estimate:
    """Σ aⱼ vⱼ of independent members with aⱼ = 1/k, or by population.

    se = √Σ aⱼ² seⱼ²; limits from the members' limits (MOVER): m − √Σ aⱼ² (vⱼ − lⱼ)². The uncertainty is that
    of these members' own figures; it says nothing about members that did not take part.
    Source: Zou and Donner 2008. Raises ValueError for no estimates or weights without a sum.
    """
    total = value = variance = below = above = 0.0
    for e in estimates:
        weight = populations[e.unit] if populations else 1.0
        total += weight
        value += weight * e.value
        variance += (weight * e.se) ** 2
        below += (weight * (e.value - e.lower)) ** 2
        above += (weight * (e.upper - e.value)) ** 2
    if not total > 0:
        raise ValueError("A mean of members needs at least one member with inhabitants.")
    mean, first, n = value / total, estimates[0], _persons(estimates)
    key = (first.group, "others", first.measure, first.statistic, first.category)
    limits = (mean - sqrt(below) / total, mean + sqrt(above) / total)
    return Estimate(*key, n, mean, sqrt(variance) / total, *limits, first.status)


def with_previous(
    *,
    now: EstimateTable,
    before: EstimateTable,
    wanted: Wanted,
    unit: str,
    continuity: Continuity | None,
    territory_changed: bool = False,
) -> Comparison:
    """The unit now against itself in an earlier wave: only where wording and territory are the same.

    continuity: what became of the measure since; None when the earlier wave did not have it.
    """
    own, earlier = wanted.of(now, unit), wanted.of(before, unit)
    broken = _break(continuity, territory_changed=territory_changed)
    if broken is not None:
        return _not_comparable(wanted, own, earlier, broken)
    if earlier is None:
        return _not_comparable(wanted, own, None, Reason.NOT_MEASURED)
    return _compared(wanted, own, earlier)


def change_of_members(
    *,
    now: EstimateTable,
    before: EstimateTable,
    wanted: Wanted,
    units: Iterable[str],
    continuity: Continuity | None,
) -> Comparison:
    """Members that have the figure in both waves, each counting the same: now minus then.

    Not the change of all members together: others took part then, and who takes part moves a total too.
    """
    broken = _break(continuity, territory_changed=False)
    if broken is not None:
        return _not_comparable(wanted, None, None, broken)
    both = [(wanted.of(now, unit), wanted.of(before, unit)) for unit in units]
    known = [(own, then) for own, then in both if own and own.is_known and then and then.is_known]
    if len(known) < MINIMUM_MEMBERS:
        return _not_comparable(wanted, None, None, Reason.TOO_FEW_MEMBERS, len(known))
    own = mean_of_members(estimates=[one for one, _then in known])
    then = mean_of_members(estimates=[one for _own, one in known])
    return _compared(wanted, own, then, len(known))


def between_groups(
    *, table: EstimateTable, measures: Iterable[str], unit: str, first: str, second: str
) -> tuple[Comparison, ...]:
    """first − second for each measure, largest gap first, those that cannot be compared last."""
    compared = [
        _compared(
            Wanted(measure, first),
            Wanted(measure, first).of(table, unit),
            Wanted(measure, second).of(table, unit),
        )
        for measure in measures
    ]
    return tuple(sorted(compared, key=lambda c: (c.verdict is Verdict.CANNOT_COMPARE, -c.size)))


def verdict_of(*, of: Estimate) -> Verdict:
    """Certain when the interval of the difference leaves out zero."""
    if not (isfinite(of.lower) and isfinite(of.upper)):
        return Verdict.CANNOT_COMPARE
    if of.lower > 0:
        return Verdict.CERTAINLY_HIGHER
    return Verdict.CERTAINLY_LOWER if of.upper < 0 else Verdict.NO_CERTAIN_DIFFERENCE


def continuities(*, crosswalk: Crosswalk, now: Instrument, before: Instrument) -> Mapping[str, Continuity]:
    """Measure of the instrument now -> what became of it since ``before``; measures it lacked are new.

    An index goes on when it is made of the same items by the same rule, and all of them go on.
    """
    step = _step(crosswalk, now, before)
    items = {item.code: step(item.code) for item in now.items}
    indices = {index.code: _of_index(index, before, items) for index in now.indices}
    return items | indices


def _step(crosswalk: Crosswalk, now: Instrument, before: Instrument) -> Callable[[str], Continuity]:
    if now.digest == before.digest or now.version == before.version:
        return lambda _: Continuity.IDENTICAL
    known = {item.code for item in before.items}

    def continuity(item: str) -> Continuity:
        if item not in known:
            return Continuity.NEW
        return crosswalk.continuity(item=item, from_version=before.version, to_version=now.version)

    return continuity


def _of_index(index: Index, before: Instrument, items: Mapping[str, Continuity]) -> Continuity:
    earlier = before.measures.get(index.code)
    if not isinstance(earlier, Index):
        return Continuity.NEW
    same_rule = (earlier.minimum_valid, earlier.rescale_to) == (index.minimum_valid, index.rescale_to)
    same_items = {item.code for item in earlier.items} == {item.code for item in index.items}
    goes_on = all(items[item.code].is_comparable for item in index.items)
    return Continuity.IDENTICAL if same_rule and same_items and goes_on else Continuity.REWORDED


def _compared(wanted: Wanted, own: Estimate | None, other: Estimate | None, members: int = 1) -> Comparison:
    reason = _reason(own) or _reason(other, Reason.OTHER_WITHHELD)
    if reason is not None or own is None or other is None:
        return _not_comparable(wanted, own, other, reason or Reason.NOT_MEASURED, members)
    apart = difference(first=own, second=other)
    verdict = verdict_of(of=apart)
    unsure = Reason.NO_UNCERTAINTY if verdict is Verdict.CANNOT_COMPARE else None
    return Comparison(wanted.measure, wanted.group, own, other, apart, verdict, unsure, members)


def _not_comparable(
    wanted: Wanted, own: Estimate | None, other: Estimate | None, reason: Reason, members: int = 1
) -> Comparison:
    return Comparison(wanted.measure, wanted.group, own, other, None, Verdict.CANNOT_COMPARE, reason, members)


def _reason(estimate: Estimate | None, withheld: Reason = Reason.OWN_WITHHELD) -> Reason | None:
    if estimate is None:
        return Reason.NOT_MEASURED
    if estimate.status is Status.NOT_ASKED:
        return Reason.NOT_ASKED
    return None if estimate.is_known else withheld


def _break(continuity: Continuity | None, *, territory_changed: bool) -> Reason | None:
    if territory_changed:
        return Reason.TERRITORY_CHANGED
    if continuity is Continuity.REWORDED:
        return Reason.REWORDED
    return None if continuity is Continuity.IDENTICAL else Reason.NEW


def _persons(estimates: Sequence[Estimate]) -> int | None:
    counted = [e.n for e in estimates]
    return None if None in counted else sum(n for n in counted if n is not None)
