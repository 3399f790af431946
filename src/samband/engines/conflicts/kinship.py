# SPDX-License-Identifier: EUPL-1.2
"""Kinship from births: who descends from whom, by how many births, through which ties.

Kin by line: ascending and descending (the direct line), collateral (through a common ancestor). The civil
degree is the number of births between the two: parent 1, sibling 2, uncle or niece 3, cousin 4.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from samband.engines.conflicts.facts import ADOPTIVE, FOSTER, Facts, Identity, Tie, TieKind
from samband.engines.conflicts.law import KinCount, Line

Path = tuple[Tie, ...]
FARTHEST = 12
"""Births between two people, or generations upwards, beyond which nobody is looked for."""
SIBLINGS = BOTH_PARENTS = 2
_SURE = {Identity.IDENTIFIER: 0, Identity.STRONG: 1, Identity.POSSIBLE: 2}


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative. path: the births between, from the person asked about."""

    person: str
    line: Line
    degree: int
    path: Path


def weakest(path: Iterable[Tie]) -> Identity:
    """How sure a path is: as sure as its weakest tie."""
    return max((tie.identity for tie in path), key=_SURE.__getitem__, default=Identity.IDENTIFIER)


class Births:
    """Who is child of whom. Adoption counts as birth where the law says so, foster care never."""

    def __init__(self, *, facts: Facts, count: KinCount) -> None:
        self.counts_half_siblings = count.counts_half_siblings
        self.parents: dict[str, dict[str, Tie]] = {}
        self.children: dict[str, dict[str, Tie]] = {}
        left_out = {FOSTER} if count.counts_adoption else {FOSTER, ADOPTIVE}
        for tie in facts.current:
            if tie.kind is TieKind.PARENT_OF and tie.detail not in left_out:
                self._add(tie)

    def _add(self, tie: Tie) -> None:
        """Of two records of one birth the surer one counts."""
        known = self.parents.get(tie.to, {}).get(tie.who)
        if known is None or _SURE[tie.identity] < _SURE[known.identity]:
            self.parents.setdefault(tie.to, {})[tie.who] = tie
            self.children.setdefault(tie.who, {})[tie.to] = tie

    def kin_of(self, *, person: str) -> Iterator[Kin]:
        """Everybody related, each once: in the direct line if so at all, else by the fewest births.

        Of several ways with as many births the surest is taken. Symmetric: what A is to B in degree, B is to
        A, with ascending and descending swapped.
        """
        up = self._reached(person, self.parents)
        down = self._reached(person, self.children)
        yield from (Kin(one, Line.ASCENDING, len(path), path) for one, path in up.items())
        yield from (Kin(one, Line.DESCENDING, len(path), path) for one, path in down.items() if one not in up)
        for one, path in self._collateral(person, up).items():
            if one != person and one not in up and one not in down:
                yield Kin(one, Line.COLLATERAL, len(path), path)

    def _collateral(self, person: str, up: Mapping[str, Path]) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for ancestor, above in up.items():
            for one, below in self._reached(ancestor, self.children).items():
                path = (*above, *below)
                if len(path) <= FARTHEST and self._counts(person, one, path):
                    _keep_better(found, one, path)
        return found

    def _counts(self, person: str, other: str, path: Path) -> bool:
        """Whether siblings count: half ones have both parents known, and share one of them."""
        if self.counts_half_siblings or len(path) > SIBLINGS:
            return True
        first, second = self.parents[person].keys(), self.parents.get(other, {}).keys()
        return len(first & second) > 1 or min(len(first), len(second)) < BOTH_PARENTS

    def _reached(self, person: str, along: Mapping[str, Mapping[str, Tie]]) -> dict[str, Path]:
        """Everybody above, or below, by the fewest births; a circle in faulty data ends the search."""
        found: dict[str, Path] = {}
        layer: dict[str, Path] = {person: ()}
        while layer and len(next(iter(layer.values()))) < FARTHEST:
            following: dict[str, Path] = {}
            for one, path in layer.items():
                for other, tie in along.get(one, {}).items():
                    if other not in found and other != person:
                        _keep_better(following, other, (*path, tie))
            found |= following
            layer = following
        return found


def _keep_better(found: dict[str, Path], one: str, path: Path) -> None:
    """Fewer births first, then the surer way, then the first by name: always the same one."""
    known = found.get(one)
    if known is None or _order(path) < _order(known):
        found[one] = path


def _order(path: Path) -> tuple[int, int, tuple[str, ...]]:
    return len(path), _SURE[weakest(path)], tuple(f"{tie.who} {tie.to}" for tie in path)


def surest(path: Path) -> tuple[int, int, tuple[str, ...]]:
    """For choosing among ways of any length: the surer first, then the shorter, then the first by name."""
    length, sureness, names = _order(path)
    return sureness, length, names
