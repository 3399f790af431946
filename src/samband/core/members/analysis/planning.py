# SPDX-License-Identifier: EUPL-1.2
"""A file held against the register: what contradicts, what would be new, changed, ended, taken out."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Generic, TypeVar

from samband.core.country.queries import check
from samband.core.country.rules import (
    AuthorityFact,
    CouncilSizes,
    CouncilTerms,
    Description,
    Pack,
    PopulationFact,
    SuccessionFact,
)
from samband.core.country.rules import Fault as PackFault
from samband.core.members.analysis.faults import ImportFault, worded
from samband.core.members.analysis.reading import ReadRows
from samband.core.members.rules.importing import (
    CHANGES,
    POPULATION,
    UNITS,
    ChangeKey,
    Counts,
    ImportPlan,
    RegisterFacts,
    UnitChange,
)
from samband.engines.files import Fault

Fact = TypeVar("Fact")
Spells = dict[str, tuple[AuthorityFact, ...]]
_FILES = {"authorities.csv": UNITS, "population.csv": POPULATION, "successions.csv": CHANGES}


@dataclass(frozen=True, slots=True)
class Upload:
    """What was read; None for a table that was not sent.

    A file tells the whole history of each code that it names. is_whole: and of all that was ever imported, so
    that what it leaves out is taken out of the register; never anything of the pack.
    """

    units: ReadRows[AuthorityFact] | None = None
    populations: ReadRows[PopulationFact] | None = None
    changes: ReadRows[SuccessionFact] | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """faults: table -> its faults; nothing may be written while there are any."""

    plan: ImportPlan
    faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return not any(self.faults.values())


def plan_import(*, register: RegisterFacts, upload: Upload) -> Planned:
    """What the upload would make of the register. Faults that the register has already are not the upload's.

    What depends on a file with unreadable rows is not looked at, as in the check of a pack.
    """
    after, plan = _after(register, upload)
    faults = {UNITS: _read_faults(upload.units), POPULATION: _read_faults(upload.populations)}
    faults[CHANGES] = _read_faults(upload.changes)
    for table, found in _of_the_pack(register, upload):
        faults[table].append(found)
    broken = {file for file, table in _FILES.items() if faults[table]}
    for table, found in _contradictions(register, after, upload, broken):
        faults[table].append(found)
    return Planned(plan, {table: tuple(_ordered(found)) for table, found in faults.items()})


def county_names(*, units: Iterable[AuthorityFact]) -> dict[tuple[str, date], str]:
    """(code, first day) -> the name of what it lies in on that day; empty when it lies in nothing."""
    spells = _spells(units)
    return {
        (unit.code, unit.valid_from): next(
            (
                above.name
                for above in spells.get(unit.county_code, ())
                if above.is_in_force(on=unit.valid_from)
            ),
            "",
        )
        for unit in (one for own in spells.values() for one in own)
    }


def _read_faults(read: ReadRows[Fact] | None) -> list[Fault]:
    return list(read.faults) if read else []


def _ordered(faults: list[Fault]) -> list[Fault]:
    """Once each, in the order of the rows; what is of no row comes last."""
    seen = {str(sorted(fault.as_json().items(), key=str)): fault for fault in faults}
    return sorted(seen.values(), key=lambda fault: (fault.row == 0, fault.row))


def _after(register: RegisterFacts, upload: Upload) -> tuple[RegisterFacts, ImportPlan]:
    """The register as it would be, the rows of the upload first and in their order."""
    units = _Units(register, upload)
    removed = frozenset(units.removed)
    populations = _Rows(
        {(fact.code, fact.year): fact for fact in register.populations},
        register.imported_populations,
        {(fact.code, fact.year): fact for _, fact in _rows(upload.populations)},
        is_whole=upload.is_whole and upload.populations is not None,
        dropped={key for key in register.imported_populations if key[0] in removed},
    )
    changes = _Rows(
        {_key(fact): fact for fact in register.changes},
        register.imported_changes,
        {_key(fact): fact for _, fact in _rows(upload.changes)},
        is_whole=upload.is_whole and upload.changes is not None,
        dropped={key for key in register.imported_changes if removed & set(key[1:])},
    )
    after = RegisterFacts(
        tiers=register.tiers,
        population_days=register.population_days,
        units=units.after,
        populations=tuple(populations.after.values()),
        changes=tuple(changes.after.values()),
        weights=register.weights,
    )
    written = tuple(one for code in units.written for one in units.given[code])
    return after, ImportPlan(
        tiers=units.counts(),
        population=populations.counts(),
        changes=changes.counts(),
        each=tuple(units.each),
        units=written,
        gone_units=frozenset(units.written & set(units.held)) | removed,
        populations=tuple(populations.given[key] for key in populations.written),
        gone_populations=frozenset(populations.removed),
        successions=tuple(changes.given[key] for key in changes.written),
        gone_successions=frozenset(changes.removed),
        county_names=county_names(units=units.after),
    )


def _rows(read: ReadRows[Fact] | None) -> tuple[tuple[int, Fact], ...]:
    return read.rows if read else ()


def _key(fact: SuccessionFact) -> ChangeKey:
    return fact.on, fact.code_before, fact.code_after


def _spells(units: Iterable[AuthorityFact]) -> Spells:
    found: dict[str, list[AuthorityFact]] = {}
    for unit in units:
        found.setdefault(unit.code, []).append(unit)
    return {code: tuple(sorted(own, key=lambda unit: unit.valid_from)) for code, own in found.items()}


Key = TypeVar("Key", bound=Hashable)


class _Rows(Generic[Key, Fact]):
    """Facts by key: those of the register, those given, those that a whole list leaves out."""

    def __init__(
        self,
        held: dict[Key, Fact],
        imported: Collection[Key],
        given: dict[Key, Fact],
        *,
        is_whole: bool,
        dropped: Collection[Key],
    ) -> None:
        self.held, self.given = held, given
        left_out = set(imported) - set(given) if is_whole else set()
        self.removed = left_out | (set(dropped) - set(given))
        self.written = [key for key, fact in given.items() if held.get(key) != fact]
        kept = {key: fact for key, fact in held.items() if key not in self.removed and key not in given}
        self.after = {**given, **kept}

    def counts(self) -> Counts:
        changed = sum(key in self.held for key in self.written)
        new = len(self.written) - changed
        return Counts(new, changed, 0, len(self.removed), len(self.given) - len(self.written))


class _Units:
    """Units by code: a code is new, another than before, gone, or the same."""

    def __init__(self, register: RegisterFacts, upload: Upload) -> None:
        self.held = _spells(register.units)
        self.given = _spells(fact for _, fact in _rows(upload.units))
        is_whole = upload.is_whole and upload.units is not None
        self.removed = register.imported_codes - set(self.given) if is_whole else frozenset()
        self.written = {code for code, own in self.given.items() if self.held.get(code) != own}
        kept = (u for u in register.units if u.code not in self.removed and u.code not in self.given)
        self.after = (*(fact for _, fact in _rows(upload.units)), *kept)
        self._kinds = [tier.kind for tier in register.tiers]

    @property
    def each(self) -> Iterator[UnitChange]:
        for code, own in self.given.items():
            if code in self.written:
                yield self._change(code, own)
        for code in sorted(self.removed):
            yield UnitChange("removed", code, self.held[code][-1].name)

    def _change(self, code: str, own: tuple[AuthorityFact, ...]) -> UnitChange:
        if code not in self.held:
            return UnitChange("new", code, own[-1].name)
        before, after = self.held[code][-1], own[-1]
        what = "ended" if after.valid_to and not before.valid_to else "changed"
        return UnitChange(what, code, after.name, _differing(before, after))

    def counts(self) -> dict[str, Counts]:
        found: dict[str, dict[str, int]] = {}
        for one in self.each:
            own = found.setdefault(self._kind(one.code), {})
            own[one.what] = own.get(one.what, 0) + 1
        for code in set(self.given) - self.written:
            own = found.setdefault(self._kind(code), {})
            own["same"] = own.get("same", 0) + 1
        ordered = sorted(found, key=lambda kind: self._kinds.index(kind) if kind in self._kinds else 99)
        return {kind: _counts(found[kind]) for kind in ordered}

    def _kind(self, code: str) -> str:
        return (self.given.get(code) or self.held[code])[-1].kind


def _counts(found: Mapping[str, int]) -> Counts:
    ended = found.get("ended", 0)
    changed = found.get("changed", 0) + ended
    return Counts(found.get("new", 0), changed, ended, found.get("removed", 0), found.get("same", 0))


def _differing(before: AuthorityFact, after: AuthorityFact) -> tuple[str, ...]:
    names = {"county_code": "county"}
    return tuple(
        names.get(one.name, one.name)
        for one in fields(AuthorityFact)
        if getattr(before, one.name) != getattr(after, one.name)
    )


def _of_the_pack(register: RegisterFacts, upload: Upload) -> Iterator[tuple[str, Fault]]:
    """Rows that would change what the pack says. A row that says the same is no fault."""
    held, given = _spells(register.units), _spells(fact for _, fact in _rows(upload.units))
    for row, unit in _rows(upload.units):
        is_of_pack = unit.code in held and unit.code not in register.imported_codes
        if is_of_pack and (unit not in held[unit.code] or len(given[unit.code]) != len(held[unit.code])):
            yield UNITS, Fault(ImportFault.OF_THE_PACK, row, value=unit.code)
    counts = {(fact.code, fact.year): fact for fact in register.populations}
    for row, count in _rows(upload.populations):
        own = (count.code, count.year)
        if own not in register.imported_populations and counts.get(own, count) != count:
            yield POPULATION, Fault(ImportFault.OF_THE_PACK, row, value=f"{count.code} / {count.year}")
    changes = {_key(fact): fact for fact in register.changes}
    for row, change in _rows(upload.changes):
        key = _key(change)
        if key not in register.imported_changes and changes.get(key, change) != change:
            yield CHANGES, Fault(ImportFault.OF_THE_PACK, row, value=f"{key[1]} / {key[2]}")


def _contradictions(
    before: RegisterFacts, after: RegisterFacts, upload: Upload, broken: Collection[str]
) -> Iterator[tuple[str, Fault]]:
    """What the checks of a pack find in the register to be, without what they find in it today."""
    known = {(fault.file, fault.text) for fault in check(pack=_pack(before))}
    rows = _RowNumbers(upload)
    for fault in check(pack=_pack(after), broken=broken):
        if fault.file in _FILES and (fault.file, fault.text) not in known:
            yield _FILES[fault.file], worded(fault=fault, row=rows.of(fault))


class _RowNumbers:
    """Where in the upload a fault of the whole register stands: its rows come first, in their order."""

    def __init__(self, upload: Upload) -> None:
        units, changes = _rows(upload.units), _rows(upload.changes)
        self._numbers = {"authorities.csv": [n for n, _ in units], "successions.csv": [n for n, _ in changes]}
        self._inhabitants = {fact.code: n for n, fact in reversed(_rows(upload.populations))}
        self._codes = {fact.code: n for n, fact in reversed(units)}

    def of(self, fault: PackFault) -> int:
        """0 when the register, not a row of the upload, is what the fault points at."""
        if fault.about:
            return self._inhabitants.get(fault.about, 0)
        numbers = self._numbers.get(fault.file, [])
        if 2 <= fault.line < len(numbers) + 2:
            return numbers[fault.line - 2]
        first = fault.text.partition(" ")[0]
        return self._codes.get(first, 0) if fault.file == "authorities.csv" else 0


def _pack(facts: RegisterFacts) -> Pack:
    """The register as a pack, as far as the checks of units, changes and inhabitants look at it."""
    languages = {name.language for unit in facts.units for name in unit.official_names}
    description = Description(
        code="register",
        version="",
        compiled_on=date.min,
        country="",
        names={},
        languages=(),
        name_languages=tuple(sorted(languages)),
        register_from=date.min,
        sources=(),
        tiers=facts.tiers,
        size_classes=(),
        council_sizes=CouncilSizes({}, "", is_verified=True),
        council_terms=CouncilTerms(0, (), "", is_verified=True),
        population_days=facts.population_days,
    )
    return Pack(description, facts.units, facts.changes, facts.populations, (), "", facts.weights)
