# SPDX-License-Identifier: EUPL-1.2
"""A file of answers: preview with all faults, confirm or discard. Nothing changes before it is confirmed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis import (
    Expectation,
    Known,
    Mapping,
    Preview,
    check_rows,
    checked_rows,
    header_signature,
    suggest_mapping,
)
from samband.core.collect.models import Ask, ColumnMapping, ImportRun
from samband.core.collect.operations.asks import AskIsClosed, check_instrument, open_ask_for_update
from samband.core.collect.operations.loading import known_responses, store
from samband.core.collect.operations.uploads import (
    remove_old_uploads,
    uploads_folder,
)
from samband.core.collect.queries import ImportRecord, NoSuchImport, find_ask, import_record
from samband.core.collect.rules import COLLECT, AskState, ImportState
from samband.core.members.queries import authorities_on
from samband.engines.files import Limits, TableFile, Unreadable, keep, read_table
from samband.engines.instrument.model import Instrument


class ImportHasEnded(ValueError):  # noqa: N818  it names the fact
    """The import was confirmed or discarded before."""

    def __init__(self, run: ImportRun) -> None:
        words = {
            ImportState.CONFIRMED: gettext("The file %(file)s is imported already."),
            ImportState.DISCARDED: gettext("The file %(file)s was discarded. Upload it again."),
        }
        super().__init__(words[ImportState(run.state)] % {"file": run.filename})


def preview_import(
    *,
    ask: str,
    instrument: Instrument,
    file: BinaryIO,
    filename: str,
    mapping: Mapping | None = None,
    encoding: str = "utf-8",
    limits: Limits | None = None,
    by: Actor,
    at: datetime,
) -> ImportRecord:
    """Check a file of answers (.csv, .xlsx, .sav) and keep it, privately, until it is confirmed or discarded.

    mapping: None to take the remembered one or guess. A file that cannot be read at all gives a record
    whose faults say why; one that is too large is not kept.
    Raises NoSuchAsk, AskIsClosed, WrongInstrument, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    asked = _open(find_ask(slug=ask), instrument)
    remove_old_uploads(at=at)
    limits = limits or Limits()
    run = ImportRun(ask=asked, filename=Path(filename).name[:200], uploaded_by=by.reference, uploaded_at=at)
    try:
        kept = keep(file=file, folder=uploads_folder(), limits=limits)
    except Unreadable as reason:
        _refuse(run, reason)
        run.state, run.ended_at = ImportState.DISCARDED, at
        return _saved(run, "collect.import_refused", by, at)
    run.upload, run.file_digest = kept.name, kept.digest
    _check(run, instrument, mapping, encoding, limits)
    return _saved(run, "collect.import_previewed", by, at)


def recheck_import(
    *, import_id: int, instrument: Instrument, mapping: Mapping | None, encoding: str, by: Actor, at: datetime
) -> ImportRecord:
    """Check the kept file again with another mapping or encoding.

    Raises as ``preview_import``, and ImportHasEnded.
    """
    require(actor=by, permission=COLLECT)
    run = _previewed(import_id)
    _open(run.ask, instrument)
    _check(run, instrument, mapping, encoding, Limits())
    return _saved(run, "collect.import_previewed", by, at)


@transaction.atomic
def confirm_import(
    *, import_id: int, instrument: Instrument, replace_changed: bool = False, by: Actor, at: datetime
) -> ImportRecord:
    """Load the good rows of a previewed file, all or none; faulty rows stay out.

    Rows are checked again as they are loaded, so what came in since the preview is not doubled.
    Confirming twice does nothing. replace_changed: answers loaded earlier give way to those of the file.
    Raises ImportHasEnded after a discard, AskIsClosed, Unreadable, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    run = _found(import_id)
    asked = open_ask_for_update(slug=run.ask.slug)
    run = _found(import_id)
    if run.state == ImportState.CONFIRMED:
        return import_record(run=run)
    check_instrument(asked=asked, instrument=instrument)
    run = _previewed(import_id)
    run.loaded, run.replaced = _load(run, asked, instrument, replace_changed=replace_changed)
    run.state, run.ended_at = ImportState.CONFIRMED, at
    _remember(run, at)
    _remove_after_commit(run)
    return _saved(run, "collect.import_confirmed", by, at)


@transaction.atomic
def discard_import(*, import_id: int, by: Actor, at: datetime) -> ImportRecord:
    """Forget a previewed file. Discarding twice does nothing; what was confirmed stays.

    Raises ImportHasEnded when it was confirmed.
    """
    require(actor=by, permission=COLLECT)
    run = _found(import_id)
    if run.state == ImportState.DISCARDED:
        return import_record(run=run)
    run = _previewed(import_id)
    run.state, run.ended_at = ImportState.DISCARDED, at
    _remove_after_commit(run)
    return _saved(run, "collect.import_discarded", by, at)


def _found(import_id: int) -> ImportRun:
    run = ImportRun.objects.select_related("ask").filter(pk=import_id).first()
    if run is None:
        raise NoSuchImport(import_id)
    return run


def _previewed(import_id: int) -> ImportRun:
    run = _found(import_id)
    if run.state != ImportState.PREVIEWED:
        raise ImportHasEnded(run)
    return run


def _open(asked: Ask, instrument: Instrument) -> Ask:
    check_instrument(asked=asked, instrument=instrument)
    if asked.state != AskState.OPEN:
        raise AskIsClosed(asked.slug)
    return asked


def _check(
    run: ImportRun, instrument: Instrument, mapping: Mapping | None, encoding: str, limits: Limits
) -> None:
    """Fill the run with what an import would do."""
    run.encoding, run.columns, run.mapping = encoding, [], mapping.as_json() if mapping else {}
    try:
        with _opened(run, limits) as answers:
            run.columns = list(answers.columns)
            chosen = mapping or _suggested(run, instrument)
            run.mapping = chosen.as_json()
            known = known_responses(asked=run.ask)
            expected = _expectation(run.ask, instrument)
            preview = _preview(answers, chosen, expected, known)
    except Unreadable as reason:
        _refuse(run, reason)
    else:
        _note(run, preview)


def _preview(answers: TableFile, mapping: Mapping, expected: Expectation, known: Known) -> Preview:
    return check_rows(
        columns=answers.columns, rows=answers.rows(), mapping=mapping, expected=expected, known=known
    )


@contextmanager
def _opened(run: ImportRun, limits: Limits) -> Iterator[TableFile]:
    with tempfile.TemporaryDirectory(dir=uploads_folder()) as folder:
        yield read_table(
            path=run.path, filename=run.filename, folder=Path(folder), encoding=run.encoding, limits=limits
        )


def _load(run: ImportRun, asked: Ask, instrument: Instrument, *, replace_changed: bool) -> tuple[int, int]:
    expected, known = _expectation(asked, instrument), known_responses(asked=asked)
    mapping = Mapping.from_json(run.mapping)
    with _opened(run, Limits()) as answers:
        rows = checked_rows(
            columns=answers.columns, rows=answers.rows(), mapping=mapping, expected=expected, known=known
        )
        return store(asked=asked, run=run, rows=rows, replace_changed=replace_changed)


def _expectation(asked: Ask, instrument: Instrument) -> Expectation:
    known = {authority.code: authority.name for authority in authorities_on(on=asked.reference_date)}
    background = {name: tuple(codes) for name, codes in asked.background.items()}
    return Expectation(instrument, asked.units, known, date_format(asked.reference_date), background)


def _suggested(run: ImportRun, instrument: Instrument) -> Mapping:
    kept = ColumnMapping.objects.filter(
        instrument_code=instrument.code, header_signature=header_signature(run.columns)
    ).first()
    remembered = Mapping.from_json(kept.mapping) if kept else None
    return suggest_mapping(columns=run.columns, instrument=instrument, remembered=remembered)


def _remember(run: ImportRun, at: datetime) -> None:
    ColumnMapping.objects.update_or_create(
        instrument_code=run.ask.instrument_code,
        header_signature=header_signature(run.columns),
        defaults={"mapping": run.mapping, "used_at": at},
    )


def _refuse(run: ImportRun, reason: Unreadable) -> None:
    _note(run, Preview(0, {}, {fault.kind: 1 for fault in reason.faults}, reason.faults))


def _note(run: ImportRun, preview: Preview) -> None:
    run.counts = {outcome.value: number for outcome, number in preview.counts.items()}
    run.new_by_unit = [[*where, number] for where, number in sorted(preview.by_unit.items())]
    run.fault_counts = {kind.value: number for kind, number in preview.fault_counts.items()}
    run.faults = [fault.as_json() for fault in preview.faults]


def _remove_after_commit(run: ImportRun) -> None:
    """The file goes only when the database has agreed, so that a failed import can be tried again."""
    path = run.path if run.upload else None
    run.upload = ""
    if path:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


@transaction.atomic
def _saved(run: ImportRun, event: str, by: Actor, at: datetime) -> ImportRecord:
    run.save()
    details = {"import": run.pk, "file": run.file_digest, "loaded": run.loaded, "replaced": run.replaced}
    about = f"collect.ask:{run.ask.slug}"
    record(event=event, by=by.reference, at=at, about=about, details=details | {"counts": run.counts})
    return import_record(run=run)
