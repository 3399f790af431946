# SPDX-License-Identifier: EUPL-1.2
"""What is left to invoice or to credit after a decision, and whose fee is near in size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Sized(Protocol):
    """Anything of a member with a size."""

    @property
    def member(self) -> str: ...

    @property
    def size(self) -> int | None: ...


One = TypeVar("One", bound=Sized)


@dataclass(frozen=True, slots=True)
class Due:
    """What a member owes for the year, what has been invoiced for it, and the difference; minor units."""

    member: str
    owed: int
    invoiced: int

    @property
    def difference(self) -> int:
        """Above 0 to invoice, below 0 to credit."""
        return self.owed - self.invoiced


def dues(*, owed: Mapping[str, int], invoiced: Mapping[str, int]) -> tuple[Due, ...]:
    """For everybody with a difference, by member. Who owes nothing any more is credited in full.

    owed: by the latest decision. invoiced: invoices less credit notes of the year.
    """
    everybody = sorted(owed.keys() | invoiced.keys())
    found = (Due(member, owed.get(member, 0), invoiced.get(member, 0)) for member in everybody)
    return tuple(due for due in found if due.difference)


def nearest(*, own: One, others: Iterable[One], count: int) -> tuple[One, ...]:
    """The own one among those nearest in size, smallest first: ``count`` others at most, ties by code."""
    known = [one for one in others if one.size is not None and one.member != own.member]
    if own.size is None:
        return (own,)
    size = own.size
    near = sorted(known, key=lambda one: (abs((one.size or 0) - size), one.member))[:count]
    return tuple(sorted([own, *near], key=_by_size))


def _by_size(one: Sized) -> tuple[int, str]:
    return one.size or 0, one.member


def size_class(*, size: int | None, starts: Sequence[int]) -> int:
    """Place of the class in ``starts``, lower ends that rise from 0; −1 when the size is not known."""
    return -1 if size is None else max(place for place, start in enumerate(starts) if start <= size)
