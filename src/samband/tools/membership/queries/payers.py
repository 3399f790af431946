# SPDX-License-Identifier: EUPL-1.2
"""Who pays in a year, and the inhabitants that a fee is computed from, on the borders of that year."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samband.core.access.rules import Actor
from samband.core.country.rules import LOCAL, UPPER
from samband.core.members.queries import (
    authorities_on,
    codes_on,
    organisations,
    population_day,
    scopes,
    steps_to_follow,
    successions_of,
)
from samband.core.members.queries.memberships import spells_between
from samband.core.members.rules import AuthorityRecord, NotConvertible
from samband.core.members.rules.inheritance import Step
from samband.core.members.rules.memberships import AUTHORITY, MembershipRecord, OrganisationRecord
from samband.engines.fees import FeeRules, Member

POPULATION = "population"
"""The variable that the register can fill in; values of others must stand in the rule file."""


@dataclass(frozen=True, slots=True)
class Payers:
    """members: for the engine. unsettled: changes of the register that memberships have not followed."""

    members: tuple[Member, ...]
    unsettled: tuple[Step, ...]


def payers(*, actor: Actor, rules: FeeRules, year: int) -> Payers:
    """Members of the first scope at any time of the year, with the inhabitants that the rules ask for.

    An authority in two tiers is one payer, as a municipality. Raises NotAllowed.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    spells = spells_between(actor=actor, first=first, last=last, scope=scopes()[0].code)
    units = _units(spells, first)
    years = sorted({basis.year(fee_year=year) for basis in rules.bases.values()})
    counts = {asked: _populations(units.values(), first, asked) for asked in years}
    bodies = {one.code: one for one in organisations()}
    members = (_member(spell, units, bodies, counts, first, last) for spell in spells)
    return Payers(tuple(one for one in members if one is not None), steps_to_follow(on=last))


def _units(spells: Sequence[MembershipRecord], first: date) -> Mapping[str, AuthorityRecord]:
    """Each payer as it was on the first day of the year on which it was a member."""
    days = {max(first, spell.valid_from) for spell in spells if spell.member_kind == AUTHORITY}
    return {
        one.code: one
        for day in sorted(days, reverse=True)
        for level in (UPPER, LOCAL)
        for one in authorities_on(on=day, level=level)
    }


def _member(
    spell: MembershipRecord,
    units: Mapping[str, AuthorityRecord],
    bodies: Mapping[str, OrganisationRecord],
    counts: Mapping[int, Mapping[str, int]],
    first: date,
    last: date,
) -> Member | None:
    known: AuthorityRecord | OrganisationRecord | None = units.get(spell.member) or bodies.get(spell.member)
    if known is None:
        return None
    values = {year: Decimal(found[spell.member]) for year, found in counts.items() if spell.member in found}
    return Member(
        code=spell.member,
        name=known.name,
        kind=known.kind,
        values={POPULATION: values} if values else {},
        joined=spell.valid_from if spell.valid_from > first else None,
        left=spell.valid_to if spell.valid_to and spell.valid_to <= last else None,
        merged_from=_merged_from(spell),
    )


def _merged_from(spell: MembershipRecord) -> tuple[str, ...]:
    """The members that a merged one was made of, when it began by a merger."""
    if spell.reason.value != "inherited":
        return ()
    steps = successions_of(code=spell.member)
    there = [one for one in steps if one.on == spell.valid_from and one.code_after == spell.member]
    made = {one.code_before for one in there if one.kind == "merged"}
    return tuple(sorted(made)) if len(made) > 1 else ()


def _populations(units: Collection[AuthorityRecord], day: date, year: int) -> Mapping[str, int]:
    """Inhabitants on 1 January of the year, on the borders of the units; left out where not known.

    Renumbered units keep theirs, merged ones get the sum, divided ones nothing: who lived where is not known.
    A county has the sum of its municipalities.
    """
    on = population_day(year=year)
    then = {one.code: one.population for one in authorities_on(on=on) if one.population_year == year}
    municipalities = [one for one in units if one.level == LOCAL]
    found = _carried([one.code for one in municipalities], then, on, municipalities, day)
    return {**found, **_of_counties([one for one in units if one.level == UPPER], municipalities, found, day)}


def _carried(
    codes: Sequence[str],
    then: Mapping[str, int | None],
    on: date,
    units: Sequence[AuthorityRecord],
    day: date,
) -> dict[str, int]:
    began = {one.code: max(one.valid_from, day) for one in units}
    found: dict[str, int] = {}
    for known_on in sorted(set(began.values())):
        asked = [code for code in codes if began[code] == known_on]
        for code, became in codes_on(codes=asked, known_on=known_on, on=on).items():
            count = _sum(became, then)
            if count is not None:
                found[code] = count
    return found


def _sum(became: str | NotConvertible, then: Mapping[str, int | None]) -> int | None:
    if isinstance(became, str):
        return then.get(became)
    parts = [then.get(code) for code in became.others]
    if became.kind != "merged" or not parts or None in parts:
        return None
    return sum(part for part in parts if part is not None)


def _of_counties(
    counties: Iterable[AuthorityRecord],
    municipalities: Sequence[AuthorityRecord],
    counts: Mapping[str, int],
    first: date,
) -> dict[str, int]:
    found: dict[str, int] = {}
    for county in counties:
        day = max(first, county.valid_from)
        inside = [
            one.code for one in municipalities if one.county_code == county.code and _in_force(one, day)
        ]
        if inside and all(code in counts for code in inside):
            found[county.code] = sum(counts[code] for code in inside)
    return found


def _in_force(one: AuthorityRecord, day: date) -> bool:
    return one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
