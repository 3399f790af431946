# SPDX-License-Identifier: EUPL-1.2
"""Units and members out of the register, as the engine counts them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from samband.core.members.queries import authorities_on, member_code, members_on, scopes, successions_of
from samband.core.members.rules import COUNTY, MUNICIPALITY, AuthorityRecord
from samband.engines.ballots import Unit, Voter

KINDS = (MUNICIPALITY, COUNTY)


class NoUnits(LookupError):  # noqa: N818  it names the fact
    """Nothing was in force on that day, so there is nothing to share seats among."""

    def __init__(self) -> None:
        super().__init__(
            gettext("The register has no municipality or county in force on that day. Choose another day.")
        )


def units_on(*, on: date, kinds: Iterable[str]) -> tuple[Unit, ...]:
    """Municipalities, counties or both, as they are on the day, with their latest known inhabitants.

    Raises NoUnits.
    """
    found = (one for kind in KINDS if kind in set(kinds) for one in authorities_on(on=on, kind=kind))
    units = tuple(Unit(one.code, one.name, one.kind, one.population) for one in found)
    if not units:
        raise NoUnits
    return units


def became(*, before: date, after: date, kinds: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(code before, code after) of every unit that was renumbered, merged or split between the two days."""
    then = [unit.code for unit in units_on(on=before, kinds=kinds)]
    now = {unit.code for unit in units_on(on=after, kinds=kinds)}
    return tuple(
        (code, heir)
        for code in then
        if code not in now
        for heir in sorted(_heirs(code, before, after))
        if heir in now
    )


def _heirs(code: str, before: date, after: date) -> set[str]:
    """What the code has become, over several steps."""
    steps = [one for one in successions_of(code=code) if one.code_before == code and before < one.on <= after]
    if not steps:
        return {code}
    return {
        heir for step in steps if step.code_after != code for heir in _heirs(step.code_after, step.on, after)
    }


def voters_on(*, on: date) -> tuple[Voter, ...]:
    """The members on the day, each organisation once: a city that is both tiers is its municipality.

    Where nobody keeps memberships yet, every authority of the register is a member.
    """
    members = members_on(on=on, scope=scopes()[0].code)
    if members:
        return tuple(
            Voter(one.code, one.name, MUNICIPALITY if MUNICIPALITY in one.tiers else COUNTY, one.population)
            for one in members
        )
    return tuple(_voter(one, on) for kind in KINDS for one in authorities_on(on=on, kind=kind))


def _voter(one: AuthorityRecord, on: date) -> Voter:
    whole = member_code(code=one.code, on=on)
    return Voter(one.code, one.name, one.kind, one.population, same_as="" if whole == one.code else whole)
