# SPDX-License-Identifier: EUPL-1.2
"""What files of authorities would change, in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from samband.core.country.rules import Tier
from samband.core.members import queries
from samband.core.members.analysis import COLUMNS
from samband.core.members.operations import ImportPreview
from samband.core.members.pages import words
from samband.core.members.rules.importing import (
    TABLES,
    Counts,
    ImportPlan,
    ImportRecord,
    ImportSource,
    UnitChange,
)
from samband.engines.files import Fault

FAULTS, NAMES = 100, 300
"""The most that are listed of each."""


@dataclass(frozen=True, slots=True)
class StartPage:
    """kinds: (code, word) of what a unit can be. columns: table -> what its first row names."""

    is_loaded: bool
    kinds: tuple[tuple[str, str], ...]
    columns: Mapping[str, str]
    imports: tuple[ImportRecord, ...]


@dataclass(frozen=True, slots=True)
class FaultList:
    filename: str
    faults: tuple[str, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class NameList:
    """Units with what happens to them."""

    title: str
    names: tuple[str, ...]
    hidden: int

    @property
    def count(self) -> int:
        return len(self.names) + self.hidden


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """counts: (what is counted, its counts)."""

    faults: tuple[FaultList, ...]
    faults_in_all: int
    unread: tuple[str, ...]
    counts: tuple[tuple[str, Counts], ...]
    names: tuple[NameList, ...]
    source: ImportSource
    is_whole: bool
    token: str
    changes_something: bool


def start_page() -> StartPage:
    """What may stand in the files, and what was imported earlier."""
    return StartPage(
        is_loaded=queries.is_loaded(),
        kinds=tuple((tier.kind, words.kind(tier.kind, [tier])) for tier in queries.tiers()),
        columns={table: ", ".join(COLUMNS[table]) for table in TABLES},
        imports=queries.imports(),
    )


def preview_page(*, seen: ImportPreview) -> PreviewPage:
    return PreviewPage(
        faults=tuple(
            _fault_list(seen.filenames.get(table, table), seen.faults[table])
            for table in TABLES
            if seen.faults.get(table)
        ),
        faults_in_all=sum(map(len, seen.faults.values())),
        unread=tuple(_unread(seen.filenames[table], names) for table, names in seen.unread.items()),
        counts=tuple(_counts(seen.plan, queries.tiers())),
        names=tuple(_names(seen.plan.each)),
        source=seen.source,
        is_whole=seen.is_whole,
        token=seen.token,
        changes_something=seen.plan.changes_something,
    )


def done_text(*, plan: ImportPlan) -> str:
    """What an import changed, in a sentence."""
    new, changed, removed = (
        sum(getattr(one, name) for one in plan.tiers.values()) for name in ("new", "changed", "removed")
    )
    parts = (
        ngettext("%(n)s authority is new", "%(n)s authorities are new", new) % {"n": new},
        ngettext("%(n)s was changed", "%(n)s were changed", changed) % {"n": changed},
        ngettext("%(n)s was taken out", "%(n)s were taken out", removed) % {"n": removed},
    )
    return gettext("Imported: %(what)s.") % {"what": ", ".join(parts)}


def _fault_list(filename: str, faults: Sequence[Fault]) -> FaultList:
    shown = tuple(fault.words(gettext) for fault in faults[:FAULTS])
    return FaultList(filename, tuple(map(words.capitalised, shown)), max(len(faults) - FAULTS, 0))


def _unread(filename: str, names: Iterable[str]) -> str:
    text = gettext("%(file)s: the columns %(names)s are not read.")
    return text % {"file": filename, "names": ", ".join(names)}


def _counts(plan: ImportPlan, tiers: Sequence[Tier]) -> Iterable[tuple[str, Counts]]:
    for kind, counts in plan.tiers.items():
        own = [tier for tier in tiers if tier.kind == kind]
        yield words.capitalised(words.kinds(own)) or kind, counts
    if plan.population != Counts():
        yield gettext("Inhabitants, by number and year"), plan.population
    if plan.changes != Counts():
        yield gettext("Changes of numbers, names and borders"), plan.changes


def _names(each: Sequence[UnitChange]) -> Iterable[NameList]:
    titles = {
        "changed": gettext("Changed"),
        "ended": gettext("Brought to an end"),
        "removed": gettext("Taken out"),
        "new": gettext("New"),
    }
    for what, title in titles.items():
        own = [one for one in each if one.what == what]
        if own:
            yield NameList(title, tuple(map(_named, own[:NAMES])), max(len(own) - NAMES, 0))


def _named(one: UnitChange) -> str:
    columns = f" ({', '.join(one.columns)})" if one.columns else ""
    return f"{one.code} {one.name}{columns}"
