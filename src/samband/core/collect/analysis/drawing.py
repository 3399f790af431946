# SPDX-License-Identifier: EUPL-1.2
"""From what an analyst wants to the rules of a draw: how many of each member, shared out over strata."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samband.engines.sampling import (
    DrawRules,
    Frame,
    Sample,
    SampleSize,
    allocate_within,
    frame_of,
    sample_size,
)

UNIT = "unit"


class Way(StrEnum):
    """How the number for each member is found."""

    MARGIN = "margin"
    NUMBER = "number"
    TABLE = "table"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class DrawWish:
    """margin, response: parts of 1. number: for each member. table: member -> number. by: strata within a
    member. batches: parts of the sample that are released one after the other.
    """

    way: Way
    margin: float = 0.05
    response: float = 1.0
    number: int = 0
    table: Mapping[str, int] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    batches: int = 1


class CannotDraw(ValueError):  # noqa: N818  it names the fact
    """The wish does not fit the frame. unit: where; population: people there; wanted: too many of them."""

    def __init__(self, unit: str, population: int, wanted: int) -> None:
        self.unit, self.population, self.wanted = unit, population, wanted
        super().__init__(f"{unit}: {wanted} of {population}")


def in_one_unit(*, frame: Frame, unit: str) -> Frame:
    """The frame with its unit, for a file that names none since all its people live in one."""
    if UNIT in frame.columns:
        return frame
    keys = [frame.key(row) for row in range(len(frame))]
    columns = {name: [column[row] for row in range(len(frame))] for name, column in frame.columns.items()}
    columns[UNIT] = [unit] * len(keys)
    return frame_of(keys=keys, columns=columns, sizes=frame.sizes, contacts=frame.contacts)


def sizes_by_unit(*, frame: Frame, wish: DrawWish) -> dict[str, SampleSize | int]:
    """How many of each member: with what margin is expected of them, or just so many.

    Raises CannotDraw for more than there are, and for a member of the table that the frame does not have.
    """
    return sizes_for(people={label[0]: n for label, n in frame.strata(by=(UNIT,)).sizes.items()}, wish=wish)


def sizes_for(*, people: Mapping[str, int], wish: DrawWish) -> dict[str, SampleSize | int]:
    """The same for so many people of each member. Raises CannotDraw."""
    match wish.way:
        case Way.MARGIN:
            return {unit: _by_margin(count, wish) for unit, count in people.items()}
        case Way.NUMBER:
            return {unit: min(wish.number, count) for unit, count in people.items()}
        case Way.TABLE:
            for unit, wanted in wish.table.items():
                if wanted > people.get(unit, 0):
                    raise CannotDraw(unit, people.get(unit, 0), wanted)
            return {unit: wish.table.get(unit, 0) for unit in people}
    return dict(people)


def _by_margin(people: int, wish: DrawWish) -> SampleSize:
    return sample_size(margin=wish.margin, population=people, response_rate=wish.response)


def draw_rules(*, frame: Frame, wish: DrawWish) -> DrawRules:
    """Proportional within each member. Raises CannotDraw, BadFrame."""
    sizes = sizes_by_unit(frame=frame, wish=wish)
    totals = {unit: one.invited if isinstance(one, SampleSize) else one for unit, one in sizes.items()}
    by = (UNIT, *wish.by)
    populations = frame.strata(by=by).sizes
    return DrawRules(
        sizes=allocate_within(totals=totals, populations=populations), by=by, batches=wish.batches
    )


def drawn_by_unit(*, sample: Sample) -> dict[str, tuple[int, int]]:
    """Member -> people in the frame, drawn of them."""
    found: dict[str, tuple[int, int]] = {}
    for one in sample.strata:
        people, drawn = found.get(one.label[0], (0, 0))
        found[one.label[0]] = people + one.population, drawn + one.drawn
    return found


def stratum_name(*, label: Sequence[str]) -> str:
    """As it is kept with a case: without the member, which stands beside it."""
    return " / ".join(label[1:])[:80]
