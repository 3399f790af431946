# SPDX-License-Identifier: EUPL-1.2
"""Who is heard and who is not, one member one voice and by inhabitants."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samband.tools.dialogue.rules import FEWEST_RATINGS, MemberFact, NeedFact, NeedState, UseFact

_OPEN = frozenset({NeedState.RECEIVED})


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """counts: ratings 1 … 5. mean: None below FEWEST_RATINGS. Not a sample: those who chose to answer."""

    counts: tuple[int, int, int, int, int]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        if self.n < FEWEST_RATINGS:
            return None
        return sum(rating * count for rating, count in enumerate(self.counts, start=1)) / self.n


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One service area in the period.

    asking, using: members, each counted once. inhabitants: of the members asking, where known.
    needs, unanswered, uses, participants: how many.
    """

    area: str
    needs: int
    unanswered: int
    asking: int
    inhabitants: int
    using: int
    uses: int
    participants: int
    satisfaction: Satisfaction


@dataclass(frozen=True, slots=True)
class Coverage:
    """Members of one size class: how many there are, and how many asked for or used anything."""

    size: str
    members: int
    heard: int

    @property
    def share(self) -> float | None:
        """A part of one."""
        return self.heard / self.members if self.members else None


@dataclass(frozen=True, slots=True)
class Silent:
    """A member not heard of in the period. last: the latest day it was, None for never."""

    member: MemberFact
    last: date | None


@dataclass(frozen=True, slots=True)
class Summary:
    """first, last: the period, both days included."""

    first: date
    last: date
    members: int
    areas: tuple[AreaLine, ...]
    coverage: tuple[Coverage, ...]
    silent: tuple[Silent, ...]

    @property
    def heard(self) -> int:
        return self.members - len(self.silent)


def summarise(
    *,
    members: Sequence[MemberFact],
    needs: Iterable[NeedFact],
    uses: Iterable[UseFact],
    areas: Sequence[str],
    sizes: Sequence[str],
    first: date,
    last: date,
) -> Summary:
    """Count needs and uses of the days first … last, by area and by size of the member.

    members: those of ``last``; what former members asked stays in the areas' needs, not among members.
    needs, uses: all that are kept, so that a silent member's last sign of life can be told.
    """
    every_need, every_use = tuple(needs), tuple(uses)
    in_period_needs = [need for need in every_need if first <= need.stated_on <= last]
    in_period_uses = [use for use in every_use if first <= use.used_on <= last]
    populations = {member.code: member.population or 0 for member in members}
    asking = {need.authority for need in in_period_needs}
    heard = asking | {use.authority for use in in_period_uses}
    return Summary(
        first=first,
        last=last,
        members=len(members),
        areas=tuple(_area(area, in_period_needs, in_period_uses, populations) for area in areas),
        coverage=tuple(_coverage(size, members, heard) for size in sizes),
        silent=_silent([one for one in members if one.code not in heard], every_need, every_use, last),
    )


def _area(
    area: str, needs: Iterable[NeedFact], uses: Iterable[UseFact], populations: Mapping[str, int]
) -> AreaLine:
    asked = [need for need in needs if need.area == area]
    used = [use for use in uses if use.area == area]
    asking = {need.authority for need in asked} & populations.keys()
    ratings = Counter(use.rating for use in used)
    return AreaLine(
        area=area,
        needs=len(asked),
        unanswered=sum(need.state in _OPEN for need in asked),
        asking=len(asking),
        inhabitants=sum(populations[code] for code in asking),
        using=len({use.authority for use in used} & populations.keys()),
        uses=len(used),
        participants=sum(use.participants for use in used),
        satisfaction=Satisfaction((ratings[1], ratings[2], ratings[3], ratings[4], ratings[5])),
    )


def _coverage(size: str, members: Iterable[MemberFact], heard: set[str]) -> Coverage:
    inside = [member.code for member in members if member.size == size]
    return Coverage(size, len(inside), len(heard.intersection(inside)))


def _silent(
    members: Iterable[MemberFact], needs: Iterable[NeedFact], uses: Iterable[UseFact], last: date
) -> tuple[Silent, ...]:
    """Longest silence first; those never heard of before all others, largest first."""
    signs: dict[str, date] = {}
    days = [(need.authority, need.stated_on) for need in needs] + [
        (use.authority, use.used_on) for use in uses
    ]
    for code, day in days:
        if day <= last:
            signs[code] = max(day, signs.get(code, day))
    found = [Silent(member, signs.get(member.code)) for member in members]
    return tuple(sorted(found, key=lambda one: (one.last or date.min, -(one.member.population or 0))))
