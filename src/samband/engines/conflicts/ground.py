# SPDX-License-Identifier: EUPL-1.2
"""Facts prepared for asking: ties by kind and end, circles around people, ownership."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from samband.engines.conflicts.circles import Circle, Circles
from samband.engines.conflicts.facts import Facts, Tie, TieKind
from samband.engines.conflicts.kinship import Path
from samband.engines.conflicts.law import SELF, Former, Law
from samband.engines.conflicts.ownership import Ownership

Index = dict[tuple[TieKind, str], dict[str, list[Tie]]]
NOBODY: Mapping[str, list[Tie]] = {}


class Ground:
    """Facts of a day under a law."""

    def __init__(self, *, facts: Facts, law: Law) -> None:
        self.facts, self.law, self.register = facts, law, facts.register
        self._current, self._former = _by_target(facts.current), _by_target(facts.former)
        self._circles: dict[str, dict[str, Circle]] = {}
        self._below: dict[str, dict[str, Tie]] = {}

    @cached_property
    def circles(self) -> Circles:
        return Circles(facts=self.facts, law=self.law)

    @cached_property
    def ownership(self) -> Ownership:
        return Ownership(facts=self.facts)

    @cached_property
    def own_posts(self) -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = {}
        for tie in self.facts.current:
            if tie.kind is TieKind.POST:
                found.setdefault(tie.who, []).append(tie)
        return found

    def people(self, *, who: str, actor: str) -> Mapping[str, Path]:
        """The actor alone, or a circle around them, each with the ties on the way."""
        if who == SELF:
            return {actor: ()}
        if actor not in self._circles:
            self._circles[actor] = self.circles.around(person=actor)
        return self._circles[actor][who]

    def ties_to(
        self, *, kind: TieKind, target: str, people: Mapping[str, Path], former: Former = Former.NO
    ) -> Iterator[tuple[Path, Tie]]:
        """Ties of a kind from any of the people to a target, each with the way to the person."""
        now = self._current.get((kind, target), NOBODY)
        before = self._former.get((kind, target), NOBODY)
        if former is not Former.ONLY:
            yield from _matching(now, people)
        if former is Former.ALSO:
            yield from _matching(before, people)
        if former is Former.ONLY:
            yield from _matching({who: ties for who, ties in before.items() if who not in now}, people)

    def way_down(self, *, owner: str, to: str) -> Path:
        """A shortest way of ownership, from the owner on; nothing when there is none."""
        if owner not in self._below:
            self._below[owner] = self.ownership.below(owner=owner)
        last, way = self._below[owner], []
        while to != owner and to in last:
            way.append(last[to])
            to = last[to].who
        return tuple(reversed(way))


def _matching(ties: Mapping[str, list[Tie]], people: Mapping[str, Path]) -> Iterator[tuple[Path, Tie]]:
    """Goes through the shorter of the two: a club has many members, a circle has few."""
    both: Iterable[str] = people if len(people) <= len(ties) else ties
    for who in both:
        if who in ties and who in people:
            for tie in ties[who]:
                yield people[who], tie


def _by_target(ties: Iterable[Tie]) -> Index:
    found: Index = {}
    for tie in ties:
        found.setdefault((tie.kind, tie.to), {}).setdefault(tie.who, []).append(tie)
    return found
