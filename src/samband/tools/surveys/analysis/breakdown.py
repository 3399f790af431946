# SPDX-License-Identifier: EUPL-1.2
"""A wave's figures by sex and by age: what may be shown beside its publication, computed once and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Self

from samband.engines.disclosure import Cell, DisclosureContext, DisclosureRules
from samband.engines.disclosure.breakdowns import (
    Division,
    Level,
    Opening,
    Places,
    open_division,
    released_breakdown,
)
from samband.engines.disclosure.facts import Facts, facts_of
from samband.engines.estimation import estimate
from samband.engines.estimation.answers import Categories
from samband.engines.estimation.dominance import largest_shares
from samband.engines.estimation.plan import Group
from samband.engines.instrument import Instrument
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.estimates import WaveFrame, sample_of
from samband.tools.surveys.analysis.respondents import RespondentTable

BACKGROUNDS = ("sex", "age_group")
"""What is known of respondents beside their answers."""


@dataclass(frozen=True, slots=True)
class By:
    """A group of respondents and the background that divides it. codes: of the background, as answered."""

    group: str
    background: str
    codes: tuple[str, ...]

    def part(self, code: str) -> str:
        """The name of a part in the table of figures."""
        return f"{self.group}|{self.background}={code}"

    @property
    def whole(self) -> str:
        """The name of the rows of everybody who is counted in the parts."""
        return f"{self.group}|{self.background}"

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(map(self.part, self.codes))


@dataclass(frozen=True, slots=True)
class Opened:
    """What may be shown of some measures by one background."""

    by: By
    measures: tuple[str, ...]
    opening: Opening


@dataclass(frozen=True)
class Breakdown:
    """All that any choice on the page may answer. Units of the table: members, ``size:…``, ``all``.

    Rows of a larger place count the members of ``opening.opened`` alone.
    """

    opened: tuple[Opened, ...]
    table: ReleasedTable

    def find(self, *, group: str, background: str, measure: str) -> Opened | None:
        return next(
            (
                one
                for one in self.opened
                if (one.by.group, one.by.background) == (group, background) and measure in one.measures
            ),
            None,
        )

    def to_mapping(self) -> dict[str, object]:
        """All but the figures, for a file."""
        return {"rules": dict(self.table.rules), "opened": [_written(one) for one in self.opened]}

    @classmethod
    def read(cls, *, mapping: Mapping[str, object], table: ReleasedTable) -> Self:
        """What ``to_mapping`` wrote, with its figures."""
        return cls(tuple(_read(one, table) for one in mapping["opened"]), table)  # type: ignore[attr-defined]


def break_down(
    *,
    respondents: RespondentTable,
    instrument: Instrument,
    frame: WaveFrame,
    context: DisclosureContext,
    rules: DisclosureRules,
    published: EstimateTable,
    earlier: Sequence[Breakdown] = (),
) -> Breakdown:
    """Decide what may be shown beside the published table, and estimate it.

    context: of the table that was published. earlier: those of earlier versions of it.
    """
    opened: list[Opened] = []
    rows: list[Estimate] = []
    for group in instrument.groups:
        answered = respondents.of_group(group)
        sample = _Sample(group, answered, instrument, frame, context)
        if len(answered) and sample.ways:
            found = tuple(_opened(sample, published, rules, earlier))
            opened += found
            rows += _rows(sample, found)
    return Breakdown(tuple(opened), released_breakdown(rows=rows, rules=rules))


class _Sample:
    """One group of respondents with the ways to divide it."""

    def __init__(
        self,
        group: str,
        answered: RespondentTable,
        instrument: Instrument,
        frame: WaveFrame,
        context: DisclosureContext,
    ) -> None:
        self.group, self.answered, self.instrument, self.frame = group, answered, instrument, frame
        self.context = context
        self.columns: dict[str, Categories] = {"sex": answered.sex, "age_group": answered.age_group}
        self.ways = tuple(
            By(group, name, codes) for name in BACKGROUNDS if len(codes := _codes(self.columns[name])) > 1
        )

    @property
    def places(self) -> Places:
        persons = self.frame.populations[self.group]
        classes = {
            name: tuple(one for one in inside if one in persons)
            for name, inside in self.frame.classes.items()
        }
        return Places({one: float(number) for one, number in persons.items()}, classes, ALL)

    @property
    def families(self) -> tuple[tuple[str, ...], ...]:
        """Measures that follow from one another: an index with its items; an item in no index by itself."""
        found: list[set[str]] = []
        for measure in self.instrument.measures.values():
            if not measure.is_asked_of(self.group):
                continue
            linked = {measure.code, *self.context.composites.get(measure.code, ())}
            meeting = [one for one in found if one & linked]
            found = [*(one for one in found if one not in meeting), linked.union(*meeting)]
        return tuple(tuple(sorted(one)) for one in found)

    def estimated(
        self, sums: Mapping[str, tuple[str, ...]]
    ) -> tuple[EstimateTable, Mapping[Cell, tuple[float, ...]]]:
        """Figures of the group and all parts in members and in the sums named, with the heaviest weights."""
        answers, plan = sample_of(group=self.group, answered=self.answered, frame=self.frame)
        wanted = {**answers, **{name: self.columns[name] for name in BACKGROUNDS}}
        plan = replace(plan, groups=tuple(self._groups()), combined_units=sums)
        table = estimate(answers=wanted, instrument=self.instrument, plan=plan)
        if sums:
            return table, {}
        return table, largest_shares(answers=wanted, instrument=self.instrument, plan=plan)

    def _groups(self) -> Iterator[Group]:
        yield Group(self.group, {"group": frozenset({self.group})})
        for by in self.ways:
            for code in by.codes:
                yield Group(by.part(code), {by.background: frozenset({code})})

    @property
    def persons(self) -> dict[tuple[str, str], int]:
        """(part, member) -> persons, where the register knows them."""
        found: dict[tuple[str, str], int] = {}
        for member, cells in self.frame.cells.get(self.group, {}).items():
            for by in self.ways:
                for (sex, age), number in cells.items():
                    place = by.part(sex if by.background == "sex" else age), member
                    found[place] = found.get(place, 0) + number
        return found


def _codes(column: Categories) -> tuple[str, ...]:
    return tuple(label for at, label in enumerate(column.labels) if (column.codes == at).any())


def _opened(
    sample: _Sample, published: EstimateTable, rules: DisclosureRules, earlier: Sequence[Breakdown]
) -> Iterator[Opened]:
    facts = _facts(sample)
    answered = {cell.measure for cell, fact in facts.items() if fact.n}
    families = [tuple(one for one in family if one in answered) for family in sample.families]
    for by in sample.ways:
        for measures in filter(None, families):
            before = [
                found.opening
                for one in earlier
                if (found := one.find(group=by.group, background=by.background, measure=measures[0]))
            ]
            division = Division(sample.group, by.parts, measures)
            yield Opened(
                by,
                measures,
                open_division(
                    facts=facts,
                    published=published,
                    division=division,
                    places=sample.places,
                    rules=rules,
                    earlier=before,
                ),
            )


def _facts(sample: _Sample) -> dict[Cell, Facts]:
    table, shares = sample.estimated({})
    context = replace(
        sample.context, populations={**sample.context.populations, **sample.persons}, largest_shares=shares
    )
    cells = groupby(table, key=lambda row: Cell(row.group, row.unit, row.measure))
    return {cell: facts_of(cell=cell, rows=rows, context=context) for cell, rows in cells if cell.unit != ALL}


def _rows(sample: _Sample, opened: Iterable[Opened]) -> Iterator[Estimate]:
    """Figures of every opened place, and of the larger places that hold some."""
    opened = tuple(opened)
    sums = {members: f"+{at}" for at, members in enumerate(_sums(sample.places, opened))}
    table, _ = sample.estimated({name: members for members, name in sums.items()})
    rows: dict[tuple[str, str, str], list[Estimate]] = {}
    for row in table:
        rows.setdefault((row.group, row.unit, row.measure), []).append(row)
    for one in opened:
        for place, members in shown_places(opening=one.opening, places=sample.places).items():
            unit = members[0] if len(members) == 1 else sums[members]
            for measure in one.measures:
                for source, name in (
                    (sample.group, one.by.whole),
                    *zip(one.by.parts, one.by.parts, strict=True),
                ):
                    yield from (replace(row, group=name, unit=place) for row in rows[source, unit, measure])


def _sums(places: Places, opened: Iterable[Opened]) -> dict[tuple[str, ...], None]:
    return {
        members: None
        for one in opened
        for members in shown_places(opening=one.opening, places=places).values()
        if len(members) > 1
    }


def shown_places(*, opening: Opening, places: Places) -> dict[str, tuple[str, ...]]:
    """Every place that has figures -> the members counted in them: opened ones and what they add up to."""
    order = [Level.MEMBERS, Level.CLASSES, Level.ALL]
    if opening.level is Level.NOWHERE:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for level in order[order.index(opening.level) :]:
        found |= places.at(level, opening.members)
    return found


def _written(one: Opened) -> dict[str, object]:
    return {
        "group": one.by.group,
        "background": one.by.background,
        "codes": list(one.by.codes),
        "measures": list(one.measures),
        "level": str(one.opening.level),
        "opened": {name: list(members) for name, members in one.opening.opened.items()},
        "counted": sorted(one.opening.counted),
    }


def _read(one: Mapping[str, object], table: ReleasedTable) -> Opened:
    by = By(str(one["group"]), str(one["background"]), tuple(one["codes"]))  # type: ignore[arg-type]
    measures: tuple[str, ...] = tuple(one["measures"])  # type: ignore[arg-type]
    opened = {name: tuple(members) for name, members in one["opened"].items()}  # type: ignore[attr-defined]
    respondents = {
        Cell(part, place, measure): row.n or 0
        for place in opened
        for part in by.parts
        for measure in measures
        if (row := table.get(measure=measure, group=part, unit=place)) is not None
    }
    counted: frozenset[str] = frozenset(one["counted"])  # type: ignore[call-overload]
    return Opened(by, measures, Opening(Level(str(one["level"])), opened, counted, respondents))
