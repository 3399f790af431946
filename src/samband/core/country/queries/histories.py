# SPDX-License-Identifier: EUPL-1.2
"""The spells of each code, and what the units of a pack were made of."""

from datetime import date

from samband.core.country.rules import LOCAL, UPPER, AuthorityFact, Pack

Predecessors = dict[tuple[str, date], list[str]]


def spells_of(*, pack: Pack) -> dict[str, list[AuthorityFact]]:
    """Code -> its spells, in the order of the file."""
    spells: dict[str, list[AuthorityFact]] = {}
    for fact in pack.authorities:
        spells.setdefault(fact.code, []).append(fact)
    return spells


def in_force(*, pack: Pack, on: date, level: str) -> tuple[AuthorityFact, ...]:
    """The authorities of one level on the day."""
    kinds = set(pack.description.kinds(level=level))
    return tuple(fact for fact in pack.authorities if fact.kind in kinds and fact.is_in_force(on=on))


def counted(*, pack: Pack, on: date) -> tuple[AuthorityFact, ...]:
    """The units that together are the country: local authorities, or what they lie in when there are none."""
    return in_force(pack=pack, on=on, level=LOCAL) or in_force(pack=pack, on=on, level=UPPER)


def wholly_made_of(*, pack: Pack) -> Predecessors:
    """(code, day) -> the units that went into it undivided on that day; empty when a part of one did."""
    before: Predecessors = {}
    divided: set[tuple[str, date]] = set()
    for fact in pack.successions:
        key = (fact.code_after, fact.on)
        if fact.kind in {"split", "transferred"}:
            divided |= {key, (fact.code_before, fact.on)}
        else:
            before.setdefault(key, []).append(fact.code_before)
    partly = {key for key, codes in before.items() if any((code, key[1]) in divided for code in codes)}
    return {key: [] if key in divided | partly else codes for key, codes in before.items()}
