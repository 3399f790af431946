# SPDX-License-Identifier: EUPL-1.2
"""Files of answers and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis import FAULT_KINDS, Outcome
from samband.core.collect.analysis import Mapping as ColumnMapping
from samband.core.collect.models import ImportRun
from samband.core.collect.rules import COLLECT, ImportState
from samband.engines.files import Fault, FaultKind, fault_from_json

_KINDS = {kind.value: kind for family in FAULT_KINDS for kind in family}


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One file of answers and what an import of it does, or did.

    counts: outcome -> rows. faults: the first ones; fault_counts: kind -> how many, complete.
    columns: empty while the file cannot be read. new_by_unit: (unit, group) -> rows to load.
    loaded, replaced: responses, once confirmed.
    """

    id: int
    ask: str
    filename: str
    encoding: str
    state: ImportState
    columns: tuple[str, ...]
    mapping: ColumnMapping
    counts: Mapping[Outcome, int]
    fault_counts: Mapping[FaultKind, int]
    faults: tuple[Fault, ...]
    new_by_unit: Mapping[tuple[str, str], int]
    loaded: int
    replaced: int
    uploaded_by: str
    uploaded_at: datetime
    ended_at: datetime | None

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def faults_in_all(self) -> int:
        return sum(self.fault_counts.values())

    @property
    def good(self) -> int:
        """Rows that confirming would load."""
        return self.counts.get(Outcome.NEW, 0)

    @property
    def already_here(self) -> int:
        return self.counts.get(Outcome.ALREADY_HERE, 0)

    @property
    def changed(self) -> int:
        """Respondents loaded before with other answers: kept as they are unless replaced by choice."""
        return self.counts.get(Outcome.CHANGED, 0)

    @property
    def faulty(self) -> int:
        return self.counts.get(Outcome.FAULTY, 0)

    @property
    def can_be_confirmed(self) -> bool:
        return self.state is ImportState.PREVIEWED and bool(self.good or self.changed or self.already_here)


class NoSuchImport(LookupError):  # noqa: N818  it names the fact
    """There is no import with that number."""


def imports(*, actor: Actor, ask: str) -> tuple[ImportRecord, ...]:
    """All imports into an ask, latest first."""
    require(actor=actor, permission=COLLECT)
    runs = ImportRun.objects.filter(ask__slug=ask).select_related("ask").order_by("-uploaded_at", "-pk")
    return tuple(import_record(run=run) for run in runs)


def import_run(*, actor: Actor, import_id: int) -> ImportRecord:
    """Raises NoSuchImport."""
    require(actor=actor, permission=COLLECT)
    run = ImportRun.objects.select_related("ask").filter(pk=import_id).first()
    if run is None:
        raise NoSuchImport(import_id)
    return import_record(run=run)


def import_record(*, run: ImportRun) -> ImportRecord:
    return ImportRecord(
        id=run.pk,
        ask=run.ask.slug,
        filename=run.filename,
        encoding=run.encoding,
        state=ImportState(run.state),
        columns=tuple(run.columns),
        mapping=ColumnMapping.from_json(run.mapping),
        counts={Outcome(name): number for name, number in run.counts.items()},
        fault_counts={_KINDS[name]: number for name, number in run.fault_counts.items()},
        faults=tuple(fault_from_json(kept=kept, kinds=FAULT_KINDS) for kept in run.faults),
        new_by_unit={(unit, group): number for unit, group, number in run.new_by_unit},
        loaded=run.loaded,
        replaced=run.replaced,
        uploaded_by=run.uploaded_by,
        uploaded_at=run.uploaded_at,
        ended_at=run.ended_at,
    )
