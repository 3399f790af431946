# SPDX-License-Identifier: EUPL-1.2
"""All that happened on one day, as links between the units of the eve and those of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samband.engines.geography.units import Change, ChangeKind, Happened, Unit

Links = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """One day of change. Units that nothing happened to are not in it.

    after_of: code on the eve -> codes of the day that have some of its territory. before_of: the reverse.
    A unit with one code there went whole; with several, it was divided.
    happened: (before, after) -> kinds of change that the link took part in.
    """

    on: date
    after_of: Links
    before_of: Links
    happened: Mapping[tuple[str, str], Happened]

    def links(self, *, is_backward: bool) -> Links:
        return self.before_of if is_backward else self.after_of

    def what(self, *, here: str, there: str, is_backward: bool) -> Happened:
        return self.happened[(there, here) if is_backward else (here, there)]


def make_step(
    *, on: date, changes: Iterable[Change], before: Mapping[str, Unit], after: Mapping[str, Unit]
) -> Step:
    """Link the units of two generations. Who takes others in, or gives a part away, and is named in no other
    change, lives on: it is linked with itself."""
    rows = list(changes)
    told = {(row.before, row.after): _bits(row.kind) for row in rows}
    went = {row.before for row in rows if row.kind != ChangeKind.TRANSFERRED}
    touched = {row.before for row in rows} | {row.after for row in rows}
    lived_on = [code for code in touched - went if code in before and code in after]
    for code in lived_on:
        told[code, code] = _around(code, rows)
    return Step(on, _grouped(told), _grouped((after, before) for before, after in told), told)


def _bits(kind: ChangeKind) -> Happened:
    return Happened[kind.name]


def _around(code: str, rows: Iterable[Change]) -> Happened:
    """What a unit that lives on went through."""
    happened = Happened.NOTHING
    for row in rows:
        if code in (row.before, row.after):
            happened |= _bits(row.kind)
    return happened


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for here, there in sorted(pairs):
        found.setdefault(here, []).append(there)
    return {here: tuple(there) for here, there in found.items()}
