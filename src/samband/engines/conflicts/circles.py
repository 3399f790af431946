# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to the circles of a person, each with the ties that put them there."""

from collections.abc import Iterable, Iterator

from samband.engines.conflicts.facts import COUPLES, FOSTER, Facts, Tie, TieKind
from samband.engines.conflicts.kinship import Births, Kin, Path, surest
from samband.engines.conflicts.law import Law, Member, Via

Circle = dict[str, Path]


class Circles:
    """The circles of a law around people, computed once for each person."""

    def __init__(self, *, facts: Facts, law: Law) -> None:
        self.law = law
        self.births = Births(facts=facts, count=law.kin)
        self._couples = _by_person(facts.current, COUPLES)
        self._former_couples = _by_person(facts.former, COUPLES)
        self._close = _by_person(facts.current, (TieKind.CLOSE_TO,))
        self._former_close = _by_person(facts.former, (TieKind.CLOSE_TO,))
        self._parents = _by_person(facts.current, (TieKind.PARENT_OF,))
        self._former_parents = _by_person(facts.former, (TieKind.PARENT_OF,))
        self._kin: dict[str, tuple[Kin, ...]] = {}

    def around(self, *, person: str) -> dict[str, Circle]:
        """Circle by name -> who is in it, with the path from the person; never the person."""
        found: dict[str, Circle] = {}
        for code in self.law.circles:
            self._fill(code, person, found)
        return found

    def _fill(self, code: str, person: str, found: dict[str, Circle]) -> Circle:
        if code not in found:
            circle: Circle = {}
            for member in self.law.circles[code].any_of:
                ways = (
                    self._fill(member.circle, person, found).items()
                    if member.circle
                    else self._members(member, person)
                )
                for one, path in ways:
                    if one != person and (one not in circle or surest(path) < surest(circle[one])):
                        circle[one] = path
            found[code] = circle
        return found[code]

    def _members(self, member: Member, person: str) -> Iterator[tuple[str, Path]]:
        if member.kind == "kin":
            return ((kin.person, kin.path) for kin in self._kin_within(member, person))
        if member.kind == "affine":
            return self._affines(member, person)
        if member.kind == "partner":
            return self._partners(person, member.kinds, counts_former=member.counts_former)
        return self._declared(member, person)

    def _kin_of(self, person: str) -> tuple[Kin, ...]:
        if person not in self._kin:
            self._kin[person] = tuple(self.births.kin_of(person=person))
        return self._kin[person]

    def _kin_within(self, member: Member, person: str) -> Iterator[Kin]:
        farthest = member.max_degree or len(self.births.parents) + len(self.births.children)
        for kin in self._kin_of(person):
            if kin.line in member.lines and member.min_degree <= kin.degree <= farthest:
                yield kin

    def _affines(self, member: Member, person: str) -> Iterator[tuple[str, Path]]:
        """Kin of the spouse, and spouses of kin. The spouse of the spouse's kin is neither."""
        through = tuple(member.through or self.law.kin.affinity_through)
        if Via.KIN_OF_SPOUSE in member.via:
            for spouse, first in self._partners(person, through):
                for kin in self._kin_within(member, spouse):
                    yield kin.person, (*first, *kin.path)
        if Via.SPOUSE_OF_KIN in member.via:
            for kin in self._kin_within(member, person):
                for spouse, last in self._partners(kin.person, through):
                    yield spouse, (*kin.path, *last)

    def _partners(
        self, person: str, kinds: Iterable[str], *, counts_former: bool = False
    ) -> Iterator[tuple[str, Path]]:
        ties = self._couples.get(person, ())
        former = self._former_couples.get(person, ()) if counts_former else ()
        for tie in (*ties, *former):
            if tie.kind in tuple(kinds):
                yield _other(tie, person), (tie,)

    def _declared(self, member: Member, person: str) -> Iterator[tuple[str, Path]]:
        """Foster parents and children; people, or organisations, that are said to be close."""
        is_foster = member.kind == "foster"
        now, before = (
            (self._parents, self._former_parents) if is_foster else (self._close, self._former_close)
        )
        kinds = (FOSTER,) if is_foster else member.kinds
        for tie in (*now.get(person, ()), *(before.get(person, ()) if member.counts_former else ())):
            if tie.detail in kinds:
                yield _other(tie, person), (tie,)


def _by_person(ties: Iterable[Tie], kinds: Iterable[TieKind]) -> dict[str, list[Tie]]:
    """Ties of certain kinds under both of their ends."""
    wanted = tuple(kinds)
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.kind in wanted:
            found.setdefault(tie.who, []).append(tie)
            found.setdefault(tie.to, []).append(tie)
    return found


def _other(tie: Tie, person: str) -> str:
    return tie.to if tie.who == person else tie.who
