# SPDX-License-Identifier: EUPL-1.2
"""Does a geography contradict itself? Every fault at once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from samband.engines.geography.geography import Geography
from samband.engines.geography.steps import Step
from samband.engines.geography.units import Basis, Change, ChangeKind, Happened, Unit, Weight

TOLERANCE = 1e-9
"""How far the shares of one unit may be from one."""
ONE_TO_ONE = (ChangeKind.RENUMBERED, ChangeKind.RENAMED)


@dataclass(frozen=True, slots=True, order=True)
class GeographyFault:
    """What is wrong with the code on the day, and what to do."""

    on: date
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.code}: {self.text}"


class GeographyFaults(ValueError):  # noqa: N818  it names what was found
    """The facts contradict themselves. faults: all of them, in order of date."""

    def __init__(self, faults: Iterable[GeographyFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def make_geography(
    *, units: Iterable[Unit], changes: Iterable[Change], weights: Iterable[Weight] = ()
) -> Geography:
    """Units keyed by code and first day, what became of them, and the shares of those that were divided.

    Raises GeographyFaults with everything that ``geography_faults`` finds.
    """
    geography = Geography(tuple(units), tuple(changes), tuple(weights))
    if faults := geography_faults(geography=geography):
        raise GeographyFaults(faults)
    return geography


def geography_faults(*, geography: Geography) -> tuple[GeographyFault, ...]:
    """Overlapping spells, ends and beginnings that no change explains, changes of units that are not there,
    kinds that do not fit what they did, weights that do not sum to one.

    The first day of each tier needs no explanation: the register begins there.
    """
    found = [
        *_spells(geography),
        *_named_units(geography),
        *_unexplained(geography),
        *(fault for step in geography.steps.values() for fault in _kinds(geography, step)),
        *_weights(geography),
    ]
    return tuple(sorted(set(found)))


def _spells(geography: Geography) -> Iterator[GeographyFault]:
    for code, spells in geography.spells.items():
        for unit in spells:
            if unit.valid_to is not None and unit.valid_to <= unit.valid_from:
                yield _fault(unit.valid_from, code, f"ends on {unit.valid_to}, before it begins. Correct it.")
        for one, next_one in pairwise(spells):
            if one.valid_to is None or next_one.valid_from < one.valid_to:
                text = f"begins again while it is in force since {one.valid_from}. End it first."
                yield _fault(next_one.valid_from, code, text)


def _named_units(geography: Geography) -> Iterator[GeographyFault]:
    for change, times in Counter(geography.changes).items():
        before = geography.generation(on=_eve(change.on)).get(change.before)
        after = geography.generation(on=change.on).get(change.after)
        if times > 1:
            yield _fault(change.on, change.before, f"the change to {change.after} is told {times} times.")
        if before is None:
            yield _fault(change.on, change.before, "is not in force on the eve of its change. Correct it.")
        if after is None:
            yield _fault(change.on, change.after, f"is not in force when {change.before} becomes it.")
        if before and after:
            yield from _between(change, before, after)


def _between(change: Change, before: Unit, after: Unit) -> Iterator[GeographyFault]:
    if before.tier != after.tier:
        text = f"is a {before.tier} and {after.code} a {after.tier}. A change stays inside a tier."
        yield _fault(change.on, before.code, text)
    is_named_for_itself = before.code == after.code and change.kind != ChangeKind.RENAMED
    if change.kind == ChangeKind.TRANSFERRED or is_named_for_itself:
        return
    if before.valid_to != change.on and after.valid_from != change.on:
        text = (
            f"neither ends nor does {after.code} begin on this day, but it {change.kind}. Correct the date."
        )
        yield _fault(change.on, before.code, text)


def _unexplained(geography: Geography) -> Iterator[GeographyFault]:
    """Ends without successor and beginnings without predecessor."""
    first = _first_days(geography)
    for unit in geography.units:
        if unit.valid_to is not None and not _is_linked(geography, unit, unit.valid_to, is_end=True):
            yield _fault(unit.valid_to, unit.code, "ends, and no change says what became of it. Add it.")
        if unit.valid_from != first[unit.tier] and not _is_linked(
            geography, unit, unit.valid_from, is_end=False
        ):
            yield _fault(unit.valid_from, unit.code, "begins, and no change says what it came from. Add it.")


def _first_days(geography: Geography) -> dict[str, date]:
    first: dict[str, date] = {}
    for unit in geography.units:
        first[unit.tier] = min(unit.valid_from, first.get(unit.tier, date.max))
    return first


def _is_linked(geography: Geography, unit: Unit, on: date, *, is_end: bool) -> bool:
    """True when the day's changes name the unit, or when its code goes on without any."""
    step = geography.steps.get(on)
    if step and unit.code in (step.after_of if is_end else step.before_of):
        return True
    other = geography.generation(on=on if is_end else _eve(on)).get(unit.code)
    named = step is not None and unit.code in (step.before_of if is_end else step.after_of)
    return other is not None and not named


def _kinds(geography: Geography, step: Step) -> Iterator[GeographyFault]:
    for change in (row for row in geography.changes if row.on == step.on):
        yield from (_fault(change.on, change.before, text) for text in _misnamed(change, step))
        yield from _lives_on(geography, change, step)


def _misnamed(change: Change, step: Step) -> Iterator[str]:
    parts, sources = step.after_of[change.before], step.before_of[change.after]
    if change.kind in ONE_TO_ONE and _has_others(change, step):
        yield (
            f"was {change.kind} to {change.after}, but others take part in it. Write merged, split, "
            "or transferred."
        )
    if (change.kind == ChangeKind.RENAMED) != (change.before == change.after) and change.kind in ONE_TO_ONE:
        yield f"was {change.kind} to {change.after}. A new name keeps the code, a new number does not."
    if change.kind == ChangeKind.MERGED and len(sources) < 2:
        yield f"was merged into {change.after} all alone. Write renumbered, or add the others."
    if change.kind == ChangeKind.SPLIT and len(parts) < 2:
        yield f"was split into {change.after} alone. Write renumbered, or add the other parts."
    if change.kind == ChangeKind.TRANSFERRED and len(parts) < 2:
        yield f"gave a part to {change.after}, but does not live on. Write merged, or say what became of it."


def _has_others(change: Change, step: Step) -> bool:
    """Links of the two units beside this one; a part that is transferred on the same day is none."""
    links = {(change.before, part) for part in step.after_of[change.before]}
    links |= {(source, change.after) for source in step.before_of[change.after]}
    return sum(step.happened[link] != Happened.TRANSFERRED for link in links) > 1


def _lives_on(geography: Geography, change: Change, step: Step) -> Iterator[GeographyFault]:
    """A unit that is said to have gone into others, while its spell goes on."""
    unit = geography.generation(on=_eve(change.on)).get(change.before)
    goes_on = unit is not None and unit.is_in_force(on=change.on)
    if goes_on and change.before not in step.after_of[change.before]:
        text = f"is in force after it {change.kind} into {change.after}. End it, or write transferred."
        yield _fault(change.on, change.before, text)


def _weights(geography: Geography) -> Iterator[GeographyFault]:
    sums: dict[tuple[date, str, Basis, bool], dict[str, float]] = {}
    for weight in geography.weights:
        if not 0 <= weight.share <= 1:  # not a number is refused too
            yield _fault(weight.on, weight.divided, f"the share {weight.share} is not between 0 and 1.")
        group = sums.setdefault((weight.on, weight.divided, weight.basis, weight.is_backward), {})
        if weight.part in group:
            yield _fault(
                weight.on, weight.divided, f"the {weight.basis} share of {weight.part} stands twice."
            )
        group[weight.part] = weight.share
    for (on, divided, basis, is_backward), shares in sums.items():
        texts = _shares(geography.steps.get(on), divided, shares, is_backward=is_backward)
        yield from (_fault(on, divided, f"by {basis}, {text}") for text in texts)


def _shares(step: Step | None, divided: str, shares: dict[str, float], *, is_backward: bool) -> Iterator[str]:
    parts = set(step.links(is_backward=is_backward).get(divided, ())) if step else set()
    if len(parts) < 2:
        yield "it has shares, but was not divided on that day. Correct the date or the code."
    elif parts != set(shares):
        wrong = ", ".join(sorted(parts ^ set(shares)))
        yield f"the shares do not name its parts: see {wrong}. Give each part one, 0 if it got nothing."
    if abs(sum(shares.values()) - 1) > TOLERANCE:
        yield f"the shares sum to {sum(shares.values()):.6g}, not to 1."


def _eve(on: date) -> date:
    return on - timedelta(days=1)


def _fault(on: date, code: str, text: str) -> GeographyFault:
    return GeographyFault(on, code, text)
