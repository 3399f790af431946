# SPDX-License-Identifier: EUPL-1.2
"""Counts that may be shown: nothing of fewer than five, nothing that subtraction tells, rounded to fives."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from samband.engines.disclosure.linked import Axis, CannotProtect, TableRules, protect, table_of

FEWEST: Final = 5
STEP: Final = 5
"""Counts are rounded to it, so that one person more or less is not read off two releases."""
ALL: Final = "all"
Cells = dict[tuple[str, ...], float]
WITH, WITHOUT, EITHER = "with", "without", "either"
_OF_PEOPLE = TableRules(minimum_respondents=FEWEST, protect_zeros=True, dominance=((2, 0.99),))
"""That nobody of a group has something, or everybody, tells of each of them; and where one or two members are
all there is, the figure is theirs.
"""
_OF_THINGS = TableRules(minimum_respondents=FEWEST)


@dataclass(frozen=True, slots=True)
class Share:
    """number: None when it is withheld. of: everybody there, whom the register of people shows anyway."""

    of: int
    number: int | None

    @property
    def value(self) -> float | None:
        return None if self.number is None or not self.of else min(self.number / self.of, 1.0)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in one member. size, county: codes of where it is. person, member: hashable."""

    person: Hashable
    size: str
    county: str
    member: Hashable = None


def shares_by_place(*, seats: Iterable[Seat], having: Collection[Hashable]) -> Mapping[str, Share]:
    """``all``, ``size:…``, ``county:…`` -> how many of those there are among ``having``.

    Size classes and counties divide the same people, so they are protected together.
    """
    kept = list(seats)
    leaves = Counter((one.size, one.county, one.person in having) for one in kept)
    pairs = sorted({(size, county) for size, county, _ in leaves})
    if not pairs:
        return {}
    values: Cells = {
        (_leaf(*pair), half): leaves[*pair, half == WITH] for pair in pairs for half in (WITH, WITHOUT)
    }
    largest = _largest(kept, having)
    place = _places(pairs)
    has = Axis("has", {EITHER: ((WITH, WITHOUT),)})
    known = [(code, EITHER) for code in place.codes]
    shown = _shown((place, has), values, _OF_PEOPLE, known=known, largest=largest)
    totals = Counter(code for one in kept for code in (ALL, f"size:{one.size}", f"county:{one.county}"))
    return {code: Share(totals[code], shown.get((code, WITH))) for code in place.codes if "|" not in code}


def counts_by(*, rows: Iterable[tuple[str, Hashable]], codes: Collection[str]) -> Mapping[str, int | None]:
    """Code -> how often it stands in the rows, and ``all``; None where it is withheld.

    rows: (code, person or thing behind it); fewer than five of those behind a count withhold it.
    """
    kept = list(rows)
    if not codes:
        return {}
    values: Cells = {(code,): float(sum(one == code for one, _ in kept)) for code in codes}
    behind: Cells = {(code,): float(len({who for one, who in kept if one == code})) for code in codes}
    shown = _shown((Axis("what", {ALL: (tuple(codes),)}),), values, _OF_THINGS, respondents=behind)
    return {code: shown.get((code,)) for code in (*codes, ALL)}


def crossed(
    *, rows: Iterable[tuple[str, str, Hashable]], down: Collection[str], across: Collection[str]
) -> Mapping[tuple[str, str], int | None]:
    """(row, column) -> how often, with ``all`` in both; None where withheld. rows: as in ``counts_by``."""
    kept = list(rows)
    if not down or not across:
        return {}
    cells = list(product(down, across))
    values: Cells = {cell: float(sum((a, b) == cell for a, b, _ in kept)) for cell in cells}
    behind: Cells = {cell: float(len({who for a, b, who in kept if (a, b) == cell})) for cell in cells}
    axes = (Axis("down", {ALL: (tuple(down),)}), Axis("across", {ALL: (tuple(across),)}))
    shown = _shown(axes, values, _OF_THINGS, respondents=behind)
    return {cell: shown.get(cell) for cell in product((*down, ALL), (*across, ALL))}


def alone(*, number: int, of: int) -> Share:
    """One count of people by itself: it and those who are left are five at least."""
    return Share(of, _rounded(number) if number >= FEWEST and of - number >= FEWEST else None)


def _places(pairs: Iterable[tuple[str, str]]) -> Axis:
    kept = list(pairs)
    sizes, counties = (tuple(dict.fromkeys(column)) for column in zip(*kept, strict=True))
    parts = {f"size:{size}": tuple(_leaf(*pair) for pair in kept if pair[0] == size) for size in sizes}
    parts |= {f"county:{one}": tuple(_leaf(*pair) for pair in kept if pair[1] == one) for one in counties}
    whole = (tuple(f"size:{size}" for size in sizes), tuple(f"county:{one}" for one in counties))
    return Axis("place", {ALL: whole, **{code: (leaves,) for code, leaves in parts.items()}})


def _largest(seats: Iterable[Seat], having: Collection[Hashable]) -> dict[tuple[str, ...], list[float]]:
    """Of each leaf cell: how many of its people the two members with the most have, the largest first."""
    counts = Counter(
        (_leaf(one.size, one.county), WITH if one.person in having else WITHOUT, one.member) for one in seats
    )
    found: dict[tuple[str, ...], list[float]] = {}
    for (place, half, _), number in counts.most_common():
        found.setdefault((place, half), []).append(float(number))
    return {cell: numbers[:2] for cell, numbers in found.items()}


def _leaf(size: str, county: str) -> str:
    return f"{size}|{county}"


def _shown(
    axes: tuple[Axis, ...],
    values: Cells,
    rules: TableRules,
    *,
    respondents: Cells | None = None,
    known: Collection[tuple[str, ...]] = (),
    largest: Mapping[tuple[str, ...], list[float]] | None = None,
) -> Mapping[tuple[str, ...], int]:
    """Cells that may be shown, rounded; none at all where no choice protects the table.

    largest: contributions of members to leaf cells of people; those cells are shown to nobody.
    """
    hidden = [*values] if largest else []
    table = table_of(
        axes=axes, values=values, respondents=respondents, largest=largest, known=known, hidden=hidden
    )
    try:
        withheld = protect(table=table, rules=rules).withheld
    except CannotProtect:
        return {}
    return {cell: _rounded(table.values[at]) for at, cell in enumerate(table.cells) if not withheld[at]}


def _rounded(value: float) -> int:
    return STEP * int(value / STEP + 0.5)
