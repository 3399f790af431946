# SPDX-License-Identifier: EUPL-1.2
"""Random histories of units: every kind of change, several on a day, with weights both ways."""

from datetime import date
from itertools import count

from hypothesis import strategies as st

from samband.engines.geography import (
    Basis,
    Change,
    ChangeKind,
    Geography,
    Unit,
    Weight,
    make_geography,
)

FIRST, DAYS, LAST = date(2000, 1, 1), (date(2005, 1, 1), date(2010, 7, 1), date(2015, 1, 1)), date(2020, 1, 1)
KINDS = ("nothing", "renumbered", "renamed", "merged", "absorbed", "split", "mixed", "transferred")


class _Story:
    """Units while time goes on."""

    def __init__(self, size):
        self.numbers = count(1)
        self.open = {self.new(): FIRST for _ in range(size)}
        self.units, self.changes = [], []

    def new(self):
        return f"{next(self.numbers):03}"

    def end(self, code, day):
        self.units.append(Unit(code, f"{code} {self.open[code]}", "municipality", self.open.pop(code), day))

    def begin(self, day, code=""):
        code = code or self.new()
        self.open[code] = day
        return code

    def change(self, day, kind, before, after):
        self.changes.append(Change(day, ChangeKind(kind), before, after))

    def happen(self, day, kind, codes):
        """One event; codes: three units that nothing else happens to on this day."""
        one, two, three = codes
        if kind == "renumbered":
            self.end(one, day)
            self.change(day, kind, one, self.begin(day))
        elif kind == "renamed":
            self.end(one, day)
            self.change(day, kind, one, self.begin(day, one))
        elif kind == "merged":
            self.end(one, day), self.end(two, day)
            new = self.begin(day)
            self.change(day, kind, one, new), self.change(day, kind, two, new)
        elif kind == "absorbed":
            self.end(two, day), self.end(three, day)
            self.change(day, "merged", two, one), self.change(day, "merged", three, one)
        elif kind == "split":
            self.end(one, day)
            self.change(day, kind, one, self.begin(day)), self.change(day, kind, one, self.begin(day))
        elif kind == "mixed":
            self.end(one, day), self.end(two, day)
            new = self.begin(day)
            self.change(day, "split", one, new), self.change(day, "split", one, three)
            self.change(day, "merged", two, new)
        elif kind == "transferred":
            self.change(day, kind, one, two)

    def told(self):
        still = [Unit(code, code, "municipality", start) for code, start in self.open.items()]
        return make_geography(units=[*self.units, *still], changes=self.changes)


def _weights(draw, geography: Geography) -> list[Weight]:
    found = []
    for day, step in geography.steps.items():
        for is_backward in (False, True):
            for divided, parts in step.links(is_backward=is_backward).items():
                if len(parts) > 1:
                    sizes = [draw(st.integers(1, 99)) for _ in parts]
                    found += [
                        Weight(day, divided, part, Basis.POPULATION, size / sum(sizes), "drawn", is_backward)
                        for part, size in zip(parts, sizes, strict=True)
                    ]
    return found


@st.composite
def histories(draw, *, kinds=KINDS):
    """A geography from FIRST to LAST with changes on DAYS."""
    story = _Story(draw(st.integers(3, 7)))
    for day in DAYS:
        there = draw(st.permutations(sorted(story.open)))
        while len(there) >= 3:
            codes, there = there[:3], there[3:]
            story.happen(day, draw(st.sampled_from(kinds)), codes)
    geography = story.told()
    return geography.with_weights(_weights(draw, geography))


def figures(*, geography: Geography, on: date, seed: int) -> dict[str, float]:
    """A whole number for each unit, different for each seed."""
    return {code: float((seed * 31 + int(code) * 17) % 997) for code in geography.generation(on=on)}
