# SPDX-License-Identifier: EUPL-1.2
"""Authorities, inhabitants and changes from files, beside the country pack: shown first, then confirmed.

What is of the pack stays the pack's. Imported rows survive the loading of a pack; where a later pack tells of
the same code, the pack goes first (``operations.register``).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members import models
from samband.core.members.analysis import Upload, plan_import
from samband.core.members.card import IMPORT_UNITS
from samband.core.members.operations.import_writing import write_plan
from samband.core.members.operations.kept_files import (
    SentFile,
    forget_files,
    keep_files,
    kept_behind,
    read_kept,
    token_of,
)
from samband.core.members.queries.importing import is_loaded, register_facts
from samband.core.members.rules.importing import CHANGES, POPULATION, UNITS, ImportPlan, ImportSource
from samband.engines.files import Fault, Unreadable


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """faults, unread: table -> what is wrong, and columns that nobody asks for. filenames: as they were sent.

    token: names the kept files to ``confirm_import``; empty when there is a fault or nothing to change.
    """

    filenames: Mapping[str, str]
    plan: ImportPlan
    faults: Mapping[str, tuple[Fault, ...]]
    unread: Mapping[str, tuple[str, ...]]
    source: ImportSource
    is_whole: bool
    token: str


class NoRegister(ValueError):  # noqa: N818  it names the fact
    """There is no country pack to stand beside."""

    def __init__(self) -> None:
        super().__init__("The register is empty. Load the country pack first: samband init --register.")


class ImportRefused(ValueError):  # noqa: N818  it names the fact
    """The register has changed since the files were looked at, and they have faults now."""

    def __init__(self) -> None:
        super().__init__("The register has changed in the meantime, and the files do not fit it any more.")


def preview_import(
    *, files: Mapping[str, SentFile], source: ImportSource, is_whole: bool = False, by: Actor, at: datetime
) -> ImportPreview:
    """Check files (CSV or .xlsx) against the register and keep them aside for a day. Nothing is changed.

    files: by table (TABLES), at least one. is_whole: what was imported earlier and is not in the files is to
    be taken out. Raises UnreadableTable with every reason, NoRegister, NotAllowed.
    """
    require(actor=by, permission=IMPORT_UNITS)
    if not is_loaded():
        raise NoRegister
    kept = keep_files(files=files, source=source, is_whole=is_whole, at=at)
    try:
        upload = read_kept(kept=kept)
    except Unreadable:
        forget_files(kept=kept)
        raise
    planned = plan_import(register=register_facts(), upload=upload)
    is_ready = planned.is_good and planned.plan.changes_something
    if not is_ready:
        forget_files(kept=kept)
    return ImportPreview(
        filenames={table: Path(sent.filename).name for table, sent in files.items()},
        plan=planned.plan,
        faults=planned.faults,
        unread=_unread(upload),
        source=source,
        is_whole=is_whole,
        token=token_of(kept=kept, by=by) if is_ready else "",
    )


@transaction.atomic
def confirm_import(*, token: str, by: Actor, at: datetime) -> ImportPlan:
    """Write what was previewed and return what it changed; what changes nothing leaves no trace.

    Raises ImportGone, ImportRefused, NotAllowed.
    """
    require(actor=by, permission=IMPORT_UNITS)
    kept = kept_behind(token=token, by=by)
    loaded = models.LoadedPack.objects.select_for_update().first()
    planned = plan_import(register=register_facts(), upload=read_kept(kept=kept))
    if loaded is None or not planned.is_good:
        raise ImportRefused
    if planned.plan.changes_something:
        write_plan(plan=planned.plan, source=kept.source, loaded=loaded, by=by, at=at)
        _note(planned.plan, kept.source, loaded, by, at)
    transaction.on_commit(lambda: forget_files(kept=kept))
    return planned.plan


def _note(plan: ImportPlan, source: ImportSource, loaded: models.LoadedPack, by: Actor, at: datetime) -> None:
    """One event, and a new digest, so that what was remembered of the register is read anew."""
    gone = [sorted(plan.gone_units), sorted(plan.gone_populations), sorted(plan.gone_successions)]
    facts = repr((loaded.imports_digest, plan.units, plan.populations, plan.successions, gone))
    loaded.imports_digest = sha256(facts.encode()).hexdigest()
    loaded.save(update_fields=["imports_digest"])
    details = {
        "units": {kind: asdict(one) for kind, one in plan.tiers.items()},
        "population": asdict(plan.population),
        "changes": asdict(plan.changes),
        "source": f"{source.publisher}: {source.title}, {source.dated}",
    }
    about = f"members.pack:{loaded.name}"
    record(event="members.units_imported", by=by.reference, at=at, about=about, details=details)


def _unread(upload: Upload) -> dict[str, tuple[str, ...]]:
    read = {UNITS: upload.units, POPULATION: upload.populations, CHANGES: upload.changes}
    return {table: one.unread for table, one in read.items() if one is not None and one.unread}
