# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in a synthetic wave, how many adults they have and how large their councils are."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from samband.core.members.rules import PopulationCell

CHILDREN = "0-17"
SIZE_SHARES = {"small": 0.25, "medium": 0.36, "large": 0.39}
"""Part of the members of a wave in each size class: larger ones take part more often."""
TINY = 1_000
"""Below this many inhabitants a council has no more members than it must."""


@dataclass(frozen=True, slots=True)
class MemberFrame:
    """One member on the borders of a wave.

    lineage: the same in every wave although the code may change (the newest code does).
    adults: (sex, age group) -> inhabitants of 18 and over. minimum_seats: least size of its council.
    """

    code: str
    lineage: str
    size: str
    adults: Mapping[tuple[str, str], int]
    population: int
    minimum_seats: int

    @property
    def adult_count(self) -> int:
        return sum(self.adults.values())


@dataclass(slots=True)
class _Counted:
    adults: dict[tuple[str, str], int] = field(default_factory=dict)
    population: int = 0


def member_frames(
    *,
    cells: Iterable[PopulationCell],
    size_of: Callable[[int], str],
    minimum_seats_of: Callable[[int], int],
    lineages: Mapping[str, str] | None = None,
) -> tuple[MemberFrame, ...]:
    """Frames of all units in the cells, in the order of their codes.

    cells: all inhabitants of one year, children too. size_of, minimum_seats_of: of a population.
    lineages: code -> lineage where it is not the code itself.
    """
    counted: dict[str, _Counted] = {}
    for cell in cells:
        unit = counted.setdefault(cell.code, _Counted())
        unit.population += cell.population
        if cell.age_group != CHILDREN:
            unit.adults[cell.sex, cell.age_group] = cell.population
    return tuple(
        MemberFrame(
            code=code,
            lineage=(lineages or {}).get(code, code),
            size=size_of(unit.population),
            adults=unit.adults,
            population=unit.population,
            minimum_seats=minimum_seats_of(unit.population),
        )
        for code, unit in sorted(counted.items())
    )


def choose_members(
    *, seed: int, frames: Sequence[MemberFrame], count: int, always: Collection[str] = ()
) -> tuple[MemberFrame, ...]:
    """Members of a wave, in the order of their codes; ``always``: codes that are chosen in any case.

    A member that is early in one wave is early in all, so smaller waves are nearly contained in larger ones.
    Raises ValueError when there are fewer frames than wanted, or a code of ``always`` is not among them.
    """
    if unknown := set(always) - {frame.code for frame in frames}:
        raise ValueError(f"No frame for {', '.join(sorted(unknown))}. Choose among the units of the wave.")
    if count > len(frames):
        raise ValueError(f"{count} members wanted, {len(frames)} there. Ask for fewer.")
    order = sorted(frames, key=lambda frame: (frame.code not in always, _priority(seed, frame)))
    chosen: dict[str, MemberFrame] = {frame.code: frame for frame in order if frame.code in always}
    for size, quota in _quotas(count).items():
        taken = sum(frame.size == size for frame in chosen.values())
        rest = [frame for frame in order if frame.size == size and frame.code not in chosen]
        chosen |= {frame.code: frame for frame in rest[: max(0, quota - taken)]}
    fill = [frame for frame in order if frame.code not in chosen]
    chosen |= {frame.code: frame for frame in fill[: max(0, count - len(chosen))]}
    return tuple(sorted(list(chosen.values())[:count], key=lambda frame: frame.code))


def median_member(*, frames: Sequence[MemberFrame]) -> MemberFrame:
    """The member whose population is nearest to the median, the larger of two."""
    middle = median(frame.population for frame in frames)
    return min(frames, key=lambda frame: (abs(frame.population - middle), -frame.population))


def council_seats(*, seed: int, frame: MemberFrame) -> int:
    """Members of the synthetic council: odd and at least the legal minimum.

    Real councils are mostly larger than they must be, by up to about two thirds.
    """
    if frame.population < TINY:
        return frame.minimum_seats
    draw = seeded(seed, "seats", frame.lineage).random()
    return frame.minimum_seats + 2 * int(draw * (1 + 0.36 * frame.minimum_seats))


def seeded(seed: int, *names: str) -> np.random.Generator:
    """A generator of its own for each name: adding a member leaves levels and sample of the others alone."""
    return np.random.default_rng([seed, *"/".join(names).encode()])


def _priority(seed: int, frame: MemberFrame) -> float:
    return float(seeded(seed, "taking part", frame.lineage).random())


def _quotas(count: int) -> dict[str, int]:
    return {size: int(share * count) for size, share in SIZE_SHARES.items()}
