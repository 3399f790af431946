# SPDX-License-Identifier: EUPL-1.2
"""Delegates of a congress from units and a rule, as plain data that is kept when it is adopted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samband.engines.ballots import (
    Allocation,
    Comparison,
    DelegateRule,
    TieRule,
    TieStep,
    Unit,
    allocate,
    compare,
)
from samband.tools.congress.analysis.parameters import fingerprint


@dataclass(frozen=True, slots=True)
class Compared:
    """Two allocations and what changed. borrowed: units before that count the inhabitants of their heirs."""

    before: Allocation
    after: Allocation
    comparison: Comparison
    borrowed: tuple[str, ...] = ()


def allocated(*, units: Sequence[Unit], rule: DelegateRule, seed: str = "") -> Allocation:
    """Raises CannotAllocate, UnresolvedTie (without a seed), BadVotes."""
    steps = (TieStep.MOST_VOTES, *((TieStep.LOT,) if seed else ()))
    return allocate(units=units, rule=rule, ties=TieRule(steps, seed))


def compared(
    *,
    before: Sequence[Unit],
    after: Sequence[Unit],
    rules: tuple[DelegateRule, DelegateRule],
    became: Sequence[tuple[str, str]],
    same_people: bool,
    seed: str = "",
) -> Compared:
    """One or two rules on two maps. same_people: count the inhabitants of after on the map before, too."""
    older, borrowed = _with_people_of(before, after, became) if same_people else (tuple(before), ())
    first = allocated(units=older, rule=rules[0], seed=seed)
    second = allocated(units=after, rule=rules[1], seed=seed)
    changed = compare(before=first.by_unit, after=second.by_unit, became=became)
    return Compared(first, second, changed, borrowed)


def _with_people_of(
    before: Sequence[Unit], after: Sequence[Unit], became: Sequence[tuple[str, str]]
) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Units before with the inhabitants of what they became, where they became whole units."""
    now = {unit.code: unit for unit in after}
    heirs: dict[str, set[str]] = {}
    origins: dict[str, set[str]] = {}
    for old, new in (*became, *((code, code) for code in now if code not in {new for _, new in became})):
        heirs.setdefault(old, set()).add(new)
        origins.setdefault(new, set()).add(old)

    def counted(unit: Unit) -> int | None:
        mine = heirs.get(unit.code, set())
        people = [now[code].inhabitants for code in mine if code in now]
        is_whole = len(people) == len(mine) > 0 and all(origins[code] == {unit.code} for code in mine)
        known = [count for count in people if count is not None]
        return sum(known) if is_whole and len(known) == len(people) else None

    found = {unit.code: counted(unit) for unit in before}
    made = tuple(
        unit if found[unit.code] is None else replace(unit, inhabitants=found[unit.code]) for unit in before
    )
    return made, tuple(code for code, count in found.items() if count is not None)


def frozen(*, allocation: Allocation) -> dict[str, object]:
    """What is kept when the number of delegates is adopted."""
    return {
        "rule": allocation.rule.provenance.code,
        "rule_digest": fingerprint(DelegateRule, allocation.rule.provenance.code),
        "total": allocation.total,
        "lines": [
            {
                "part": line.part,
                "unit": line.unit.code if line.unit else line.part,
                "name": line.unit.name if line.unit else line.part,
                "inhabitants": line.unit.inhabitants if line.unit else None,
                "delegates": line.delegates,
                "reason": line.reason.value,
            }
            for line in allocation.lines
        ],
    }


def adopted_by_unit(*, kept: Mapping[str, object]) -> dict[str, tuple[str, int]]:
    """Unit -> (name, delegates) out of what was kept."""
    lines = kept.get("lines")
    sums: dict[str, tuple[str, int]] = {}
    for line in lines if isinstance(lines, list) else []:
        code, name, count = str(line["unit"]), str(line["name"]), int(line["delegates"])
        sums[code] = (name, sums.get(code, ("", 0))[1] + count)
    return sums
