# SPDX-License-Identifier: EUPL-1.2
"""Do the inhabitants of a pack belong to its units, and do they sum to what is published?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samband.core.country.queries.histories import Predecessors, counted, spells_of, wholly_made_of
from samband.core.country.rules import AuthorityFact, Fault, Pack

SEXES = frozenset({"female", "male"})
TOLERANCE = 1e-4
"""How far a sum may be from the published total, as a part of it: sources round."""
FILE, CELLS = "population.csv", "population_by_sex_and_age.csv"


@dataclass(frozen=True, slots=True)
class Total:
    """The inhabitants of one year, added up. unknown: authorities in force that have no figure."""

    year: int
    units: int
    unknown: int
    population: int


def population_faults(*, pack: Pack) -> Iterator[Fault]:
    """Inhabitants of nobody, of units that had ended, of units not yet whole; and sums that differ."""
    spells = spells_of(pack=pack)
    made_of = wholly_made_of(pack=pack)
    for code, years in _years(pack).items():
        texts = _of_code(code, years, spells.get(code, []), made_of, spells)
        yield from (Fault(FILE, 0, text, code) for text in texts)
    codes = {fact.code for fact in pack.population_cells}
    for code in sorted(codes - set(spells)):
        yield Fault(CELLS, 0, f"{code} is no authority of authorities.csv. Correct it.", code)
    for sex in sorted({fact.sex for fact in pack.population_cells} - SEXES):
        yield Fault(CELLS, 0, f"“{sex}” is no sex of the official statistics. Write female or male.")
    yield from (Fault(FILE, 0, text) for text in _against_published(pack))


def total_of(*, pack: Pack, year: int) -> Total:
    """Add up the local authorities in force on 1 January; those without a figure are counted apart."""
    counts = {fact.code: fact.population for fact in pack.populations if fact.year == year}
    units = counted(pack=pack, on=_day(pack, year))
    known = [counts[unit.code] for unit in units if unit.code in counts]
    return Total(year, len(units), len(units) - len(known), sum(known))


def _day(pack: Pack, year: int) -> date:
    return pack.description.population_days.get(year, date(year, 1, 1))


def _years(pack: Pack) -> dict[str, list[int]]:
    years: dict[str, list[int]] = {}
    for fact in pack.populations:
        years.setdefault(fact.code, []).append(fact.year)
    return years


def _of_code(
    code: str,
    years: list[int],
    own: list[AuthorityFact],
    made_of: Predecessors,
    spells: dict[str, list[AuthorityFact]],
) -> Iterator[str]:
    if not own:
        yield f"{code} is no authority of authorities.csv. Correct the code or add the authority."
        return
    last = (
        None if any(spell.valid_to is None for spell in own) else max(s.valid_to for s in own if s.valid_to)
    )
    if last and (late := [year for year in years if date(year, 1, 1) >= last]):
        yield f"{code} has inhabitants for {_span(late)}, but ended on {last}. Give them to its successor."
    first = min(spell.valid_from for spell in own)
    early = [year for year in years if date(year, 12, 31) < first]
    if divided := [year for year in early if not _is_whole(code, first, year, made_of, spells)]:
        yield (
            f"{code} has inhabitants for {_span(divided)}, before it began, and not all of its territory is "
            "whole units of that time. Leave them out."
        )


def _is_whole(
    code: str, first: date, year: int, made_of: Predecessors, spells: dict[str, list[AuthorityFact]]
) -> bool:
    """True when the territory was made up of undivided units on 1 January of the year."""
    if any(spell.is_in_force(on=date(year, 1, 1)) for spell in spells.get(code, ())):
        return True
    parts = made_of.get((code, first), [])
    starts = {part: min(spell.valid_from for spell in spells[part]) for part in parts if part in spells}
    return bool(parts) and all(
        part in starts and _is_whole(part, starts[part], year, made_of, spells) for part in parts
    )


def _against_published(pack: Pack) -> Iterator[str]:
    totals = pack.description.population_totals
    for year, published in totals.counts.items() if totals else ():
        found = total_of(pack=pack, year=year)
        if not found.unknown and abs(found.population - published) > published * TOLERANCE:
            yield f"{year} sums to {found.population}, the published total is {published}."
        if found.unknown and found.population > published:
            yield f"{year} sums to {found.population} already, though {found.unknown} units are not known."


def _span(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{min(years)} to {max(years)}"
