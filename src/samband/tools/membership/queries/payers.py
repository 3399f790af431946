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
    converted,
    geography,
    organisations,
    population_day,
    scopes,
    steps_to_follow,
)
from samband.core.members.queries.memberships import spells_between
from samband.core.members.rules import AuthorityRecord
from samband.core.members.rules.inheritance import Step
from samband.core.members.rules.memberships import AUTHORITY, MembershipRecord, OrganisationRecord, Reason
from samband.engines.fees import FeeRules, Member
from samband.engines.geography import ChangeKind, Figure, Quantity, Series

POPULATION = "population"
"""The variable that the register can fill in; values of others must stand in the rule file."""


@dataclass(frozen=True, slots=True)
class Payers:
    """members: for the engine. unsettled: changes of the register that memberships have not followed."""

    members: tuple[Member, ...]
    unsettled: tuple[Step, ...]


def payers(*, actor: Actor, rules: Iterable[FeeRules], year: int) -> Payers:
    """Members of the first scope at any time of the year, with the inhabitants that the rules ask for.

    An authority in two tiers is one payer, as a municipality. Raises NotAllowed.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    spells = spells_between(actor=actor, first=first, last=last, scope=scopes()[0].code)
    units = _units(spells, first)
    years = sorted({basis.year(fee_year=year) for one in rules for basis in one.bases.values()})
    counts = {asked: _populations(units.values(), first, asked) for asked in years}
    bodies = {one.code: one for one in organisations()}
    mergers = _mergers()
    members = (_member(spell, units, bodies, counts, mergers, year) for spell in spells)
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
    mergers: Mapping[tuple[str, date], list[str]],
    fee_year: int,
) -> Member | None:
    first, last = date(fee_year, 1, 1), date(fee_year, 12, 31)
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
        merged_from=_merged_from(spell, mergers),
    )


def _merged_from(spell: MembershipRecord, mergers: Mapping[tuple[str, date], list[str]]) -> tuple[str, ...]:
    """The members that a merged one was made of, when it began by a merger."""
    made = mergers.get((spell.member, spell.valid_from), [])
    return tuple(sorted(made)) if spell.reason is Reason.INHERITED and len(made) > 1 else ()


def _mergers() -> Mapping[tuple[str, date], list[str]]:
    """(code, day) -> the codes that were merged into it on that day."""
    found: dict[tuple[str, date], list[str]] = {}
    for change in geography().changes:
        if change.kind is ChangeKind.MERGED:
            found.setdefault((change.after, change.on), []).append(change.before)
    return found


def _populations(units: Collection[AuthorityRecord], day: date, year: int) -> Mapping[str, int]:
    """Inhabitants at the count of the year, on the borders of the units; left out where not known.

    Renumbered units keep theirs, merged ones get the sum, divided ones nothing: who lived where is not known.
    What is above them, as a county, has the sum of its local authorities.
    """
    on = population_day(year=year)
    local = [one for one in units if one.level == LOCAL]
    counts = {
        one.code: one.population
        for one in authorities_on(on=on)
        if one.population_year == year and one.population is not None
    }
    began = {one.code: max(one.valid_from, day) for one in local}
    found: dict[str, int] = {}
    for known_on in sorted(set(began.values())):
        carried = _carried(counts, on, known_on)
        found.update({code: carried[code] for code in began if began[code] == known_on and code in carried})
    return {**found, **_of_counties([one for one in units if one.level == UPPER], local, found, day)}


def _carried(counts: Mapping[str, int], on: date, to: date) -> Mapping[str, int]:
    """Inhabitants by the codes and borders of another day; what was divided is not among them."""
    figures = tuple(Figure(code, on, count) for code, count in counts.items())
    if not figures:
        return {}
    series = Series(Quantity.COUNT, figures)
    return {one.code: round(one.value) for one in converted(series=series, to=to) if one.value is not None}


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
