# SPDX-License-Identifier: EUPL-1.2
"""What became of a question from one version to the next, so that a series breaks visibly."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Continuity(StrEnum):
    """identical: one line in a chart. reworded: a break. new, dropped: the line begins or ends."""

    IDENTICAL = "identical"
    REWORDED = "reworded"
    NEW = "new"
    DROPPED = "dropped"

    @property
    def is_comparable(self) -> bool:
        return self is Continuity.IDENTICAL


_SEEN_BACKWARDS = {Continuity.NEW: Continuity.DROPPED, Continuity.DROPPED: Continuity.NEW}


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One question over one step. from_item is '' for a new one, to_item for a dropped one."""

    from_version: str
    from_item: str
    to_version: str
    to_item: str
    status: Continuity
    is_verified: bool = True
    note: str = ""


class UnknownContinuity(LookupError):  # noqa: N818  it names the fact
    """The crosswalk does not know the version or the item."""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """code: of the instrument. versions: oldest first; each step joins two that follow one another."""

    code: str
    source: str
    versions: tuple[str, ...]
    rows: tuple[CrosswalkRow, ...]

    def continuity(self, *, item: str, from_version: str, to_version: str) -> Continuity:
        """What becomes of the item (its code in either version) on the way from one version to the other.

        Reworded once is reworded. Back in time, new and dropped change places.
        Raises UnknownContinuity.
        """
        first, last = self._position(from_version), self._position(to_version)
        if first > last:
            forward = self.continuity(item=item, from_version=to_version, to_version=from_version)
            return _SEEN_BACKWARDS.get(forward, forward)
        if first == last and self._knows(item):
            return Continuity.IDENTICAL
        path = list(self._path(item, first, last)) or self._arrival(item, to_version)
        found = {row.status for row in path}
        for status in (Continuity.DROPPED, Continuity.NEW, Continuity.REWORDED):
            if status in found:
                return status
        return Continuity.IDENTICAL

    def _position(self, version: str) -> int:
        if version not in self.versions:
            known = ", ".join(self.versions)
            raise UnknownContinuity(f"The crosswalk of {self.code} has no version {version}. It has {known}.")
        return self.versions.index(version)

    def _path(self, item: str, first: int, last: int) -> Iterator[CrosswalkRow]:
        """The rows that the item passes, until it is dropped."""
        for version in self.versions[first:last]:
            row = next((r for r in self.rows if r.from_version == version and r.from_item == item), None)
            if row is None:
                return
            yield row
            item = row.to_item

    def _knows(self, item: str) -> bool:
        return any(item in (row.from_item, row.to_item) for row in self.rows)

    def _arrival(self, item: str, version: str) -> list[CrosswalkRow]:
        """The row of an item that the earlier version did not have."""
        arrived = [row for row in self.rows if (row.to_version, row.to_item) == (version, item)]
        if not arrived:
            raise UnknownContinuity(
                f"The crosswalk of {self.code} has no item {item} up to version {version}."
            )
        return [replace(arrived[0], status=Continuity.NEW)]
