# SPDX-License-Identifier: EUPL-1.2
"""Two results side by side, also when the units themselves were split, merged or renumbered in between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One territory. before, after: the codes that cover it in each result."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    count_before: int
    count_after: int

    @property
    def difference(self) -> int:
        return self.count_after - self.count_before


@dataclass(frozen=True, slots=True)
class Comparison:
    """changes: in the order of the codes before; new units last."""

    changes: tuple[Change, ...]

    @property
    def difference(self) -> int:
        return sum(change.difference for change in self.changes)

    @property
    def winners(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.difference > 0)

    @property
    def losers(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.difference < 0)


def compare(
    *, before: Mapping[str, int], after: Mapping[str, int], became: Iterable[tuple[str, str]] = ()
) -> Comparison:
    """What each territory has before and after.

    became: (code before, code after) wherever they differ; a code in both results stays what it was unless it
    stands here. Units that were split or merged are one territory with several codes.
    """
    links = list(became)
    named = {old for old, _ in links} | {new for _, new in links}
    links += [(code, code) for code in before if code in after and code not in named]
    territories = _territories(before, after, links)
    return Comparison(
        tuple(
            Change(old, new, sum(before[code] for code in old), sum(after[code] for code in new))
            for old, new in sorted(territories, key=lambda pair: (not pair[0], pair))
        )
    )


def _territories(
    before: Mapping[str, int], after: Mapping[str, int], links: Iterable[tuple[str, str]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Codes that hang together through the links."""
    group = {("old", code): {("old", code)} for code in before} | {
        ("new", code): {("new", code)} for code in after
    }
    for old, new in links:
        if old in before and new in after:
            joined = group["old", old] | group["new", new]
            for node in joined:
                group[node] = joined
    found = {frozenset(nodes) for nodes in group.values()}
    return [
        (
            tuple(sorted(code for side, code in nodes if side == "old")),
            tuple(sorted(code for side, code in nodes if side == "new")),
        )
        for nodes in found
    ]  # fmt: skip
