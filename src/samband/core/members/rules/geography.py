# SPDX-License-Identifier: EUPL-1.2
"""The facts of the register as a geography that figures can be carried over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samband.core.country.rules import Pack, PopulationFact
from samband.core.members.rules.register import NotConvertible, PopulationPoint
from samband.engines.geography import (
    Basis,
    Change,
    ChangeKind,
    Correspondence,
    Geography,
    Happened,
    Unit,
    Weight,
    correspond,
    weights_from_sizes,
)

NOT_IN_FORCE = "not_in_force"
_DIVIDING = (ChangeKind.SPLIT, ChangeKind.TRANSFERRED, ChangeKind.MERGED)


def geography_of(*, pack: Pack) -> Geography:
    """Units, changes and weights of a pack that was read and checked, and shares by population.

    A tier of the engine is a level of the pack: a city may go into a municipality, not into a county.
    """
    level = pack.description.level
    return with_population_weights(
        geography=Geography(
            tuple(
                Unit(fact.code, fact.name, level(kind=fact.kind), fact.valid_from, fact.valid_to)
                for fact in pack.authorities
            ),
            tuple(
                Change(fact.on, ChangeKind(fact.kind), fact.code_before, fact.code_after)
                for fact in pack.successions
            ),
            tuple(
                Weight(fact.on, fact.code_before, fact.code_after, Basis(fact.basis), fact.share, fact.source)
                for fact in pack.weights
            ),
        ),
        populations=pack.populations,
    )


def with_population_weights(*, geography: Geography, populations: Iterable[PopulationFact]) -> Geography:
    """The geography with the shares that the inhabitants of whole units tell; those it has go before.

    Forward by the inhabitants on the first 1 January on the new borders, backward by those on the last on
    the old ones.
    """
    by_year: dict[int, dict[str, float]] = {}
    for fact in populations:
        by_year.setdefault(fact.year, {})[fact.code] = float(fact.population)
    return geography.with_weights(_weights(geography, by_year))


def _weights(geography: Geography, by_year: Mapping[int, Mapping[str, float]]) -> Iterator[Weight]:
    for day in geography.days:
        after = day.year if day == date(day.year, 1, 1) else day.year + 1
        yield from weights_from_sizes(
            geography=geography,
            on=day,
            basis=Basis.POPULATION,
            sizes_before=by_year.get(after - 1, {}),
            sizes_after=by_year.get(after, {}),
            source=f"inhabitants, {after}",
            source_backward=f"inhabitants, {after - 1}",
        )


def became(*, geography: Geography, code: str, known_on: date, on: date) -> str | NotConvertible:
    """The code on ``on`` of the unit that has ``code`` on ``known_on``, when it has the same territory."""
    way = whole_way(geography=geography, code=code, known_on=known_on, on=on)
    ends = way.ends_of.get(code, ())
    if not ends:
        return NotConvertible(code, NOT_IN_FORCE, on)
    parts = way.parts_of[ends[0].after]
    is_same = len(ends) == len(parts) == 1
    return ends[0].after if is_same else _reason(geography, code, known_on, on)


def whole_way(*, geography: Geography, code: str, known_on: date, on: date) -> Correspondence:
    """Where the unit went, with all else that is there: there, back again, and there."""
    there = correspond(geography=geography, known_on=known_on, to=on, codes=(code,))
    back = correspond(geography=geography, known_on=on, to=known_on, codes=set(there.parts_of))
    return correspond(geography=geography, known_on=known_on, to=on, codes={code, *back.parts_of})


def _reason(geography: Geography, code: str, known_on: date, on: date) -> NotConvertible:
    """The first change on the way that is not one to one."""
    is_backward, asked = on < known_on, code
    first, last = sorted((known_on, on))
    days = [day for day in geography.days if first < day <= last]
    for day in days[::-1] if is_backward else days:
        step = geography.steps[day]
        links, back = step.links(is_backward=is_backward), step.links(is_backward=not is_backward)
        parts = links.get(code, (code,))
        sources = back.get(parts[0], (code,))
        if len(parts) > 1 or len(sources) > 1:
            own = [step.what(here=code, there=part, is_backward=is_backward) for part in parts]
            around = [step.what(here=one, there=parts[0], is_backward=is_backward) for one in sources]
            return NotConvertible(asked, _kind(*own, *around), day, parts)
        code = parts[0]
    return NotConvertible(asked, NOT_IN_FORCE, on)


def _kind(*happened: Happened) -> str:
    """The change that speaks loudest in the first link that is more than a new number or name."""
    kinds = (kind for bits in happened for kind in _DIVIDING if kind in bits.kinds)
    return next(kinds, ChangeKind.MERGED).value


def population_points(
    *, geography: Geography, unit: Unit, populations: Iterable[PopulationFact]
) -> tuple[PopulationPoint, ...]:
    """Inhabitants of the unit's territory by year, oldest first.

    Under the number of the time where the territory is the same; before the unit began also the sum of the
    units that it is made of, and what the source itself added up on its borders. A year in which the
    territory was divided otherwise is left out.
    """
    by_year: dict[int, dict[str, int]] = {}
    for fact in populations:
        by_year.setdefault(fact.year, {})[fact.code] = fact.population
    alike = _alike(geography, unit, {code for known in by_year.values() for code in known})
    points = (_point(geography, unit, year, known, alike) for year, known in sorted(by_year.items()))
    return tuple(point for point in points if point)


def _alike(geography: Geography, unit: Unit, codes: Iterable[str]) -> tuple[Unit, ...]:
    """Units of these codes that have the same territory, the unit itself first."""
    spells = [spell for code in sorted(codes) for spell in geography.spells.get(code, ()) if spell != unit]
    return unit, *(
        spell
        for spell in spells
        if became(geography=geography, code=unit.code, known_on=unit.valid_from, on=spell.valid_from)
        == spell.code
    )


def _point(
    geography: Geography, unit: Unit, year: int, known: Mapping[str, int], alike: Iterable[Unit]
) -> PopulationPoint | None:
    on = date(year, 1, 1)
    codes = _exactly(geography, unit, on)
    is_before = on < unit.valid_from
    if codes and all(code in known for code in codes) and (len(codes) == 1 or is_before):
        return PopulationPoint(year, sum(known[code] for code in codes), codes)
    there = geography.generation(on=on)
    added_up = (one.code for one in alike if on < one.valid_from and one.code not in there)
    code = next((code for code in added_up if code in known), "")
    return PopulationPoint(year, known[code], (code,)) if code else None


def _exactly(geography: Geography, unit: Unit, on: date) -> tuple[str, ...]:
    """The units of the day that are together the unit's territory; empty when there are none such."""
    if unit.is_in_force(on=on):
        return (unit.code,)
    day = unit.valid_from if on < unit.valid_from or unit.valid_to is None else _last(unit.valid_to)
    parts = whole_way(geography=geography, code=unit.code, known_on=day, on=on).ends_of.get(unit.code, ())
    codes = tuple(part.after for part in parts)
    back = correspond(geography=geography, known_on=on, to=day, codes=codes)
    return codes if back.parts and {part.after for part in back.parts} == {unit.code} else ()


def _last(valid_to: date) -> date:
    return date.fromordinal(valid_to.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class Regrouping:
    """Units of the earlier day and those of the later that have their territory, and nothing else."""

    before: tuple[Unit, ...]
    after: tuple[Unit, ...]

    @property
    def is_same(self) -> bool:
        return len(self.before) == len(self.after) == 1

    @property
    def is_merger(self) -> bool:
        return len(self.before) > 1 == len(self.after)

    @property
    def is_division(self) -> bool:
        return len(self.after) > 1 == len(self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The units of two days: how many there were, and every group that is not as it was, by code.

    redrawn: several became several, as when a unit was divided among others, or a border was moved.
    """

    first: date
    last: date
    count_before: int
    count_after: int
    unchanged: int
    renumbered: tuple[Regrouping, ...]
    renamed: tuple[Regrouping, ...]
    merged: tuple[Regrouping, ...]
    divided: tuple[Regrouping, ...]
    redrawn: tuple[Regrouping, ...]


def compare_generations(*, geography: Geography, first: date, last: date, tier: str) -> Comparison:
    """What is different on ``last`` from ``first``, over all changes between them. tier: a level."""
    way = correspond(geography=geography, known_on=first, to=last, tier=tier)
    groups = tuple(_groups(way, geography))
    same = [group for group in groups if group.is_same]
    renumbered = tuple(group for group in same if group.before[0].code != group.after[0].code)
    renamed = tuple(
        group for group in same if group not in renumbered and group.before[0].name != group.after[0].name
    )
    merged = tuple(group for group in groups if group.is_merger)
    divided = tuple(group for group in groups if group.is_division)
    redrawn = tuple(group for group in groups if len(group.before) > 1 and len(group.after) > 1)
    return Comparison(
        first=first,
        last=last,
        count_before=sum(unit.tier == tier for unit in geography.generation(on=first).values()),
        count_after=sum(unit.tier == tier for unit in geography.generation(on=last).values()),
        unchanged=len(same) - len(renumbered) - len(renamed),
        renumbered=renumbered,
        renamed=renamed,
        merged=merged,
        divided=divided,
        redrawn=redrawn,
    )


def _groups(way: Correspondence, geography: Geography) -> Iterator[Regrouping]:
    """Units that are joined by parts, directly or by way of others."""
    seen: set[str] = set()
    for code in way.ends_of:
        if code in seen:
            continue
        before, after, ahead = {code}, set[str](), [code]
        while ahead:
            reached = {part.after for one in ahead for part in way.ends_of[one]} - after
            after |= reached
            ahead = sorted({part.before for one in reached for part in way.parts_of[one]} - before)
            before |= set(ahead)
        seen |= before
        yield Regrouping(
            tuple(geography.unit(code=one, on=way.known_on) for one in sorted(before)),
            tuple(geography.unit(code=one, on=way.to) for one in sorted(after)),
        )
