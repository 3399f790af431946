# SPDX-License-Identifier: EUPL-1.2
"""What a file of those elected would do: read once, kept as lines, nothing changed."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people import models
from samband.core.people.analysis.columns import Columns, signature, suggest_columns
from samband.core.people.analysis.entries import (
    WORDS_OF_FIELDS,
    Entry,
    EntryFault,
    Ground,
    ReadEntries,
    read_entries,
)
from samband.core.people.analysis.matching import Known, Match, Outcome, by_name, left, match_council
from samband.core.people.analysis.names import fold
from samband.core.people.card import IMPORT_ELECTION
from samband.core.people.operations.refusals import Refused, in_words
from samband.core.people.operations.turnover.known import in_office, members_and_names, party_words
from samband.core.people.operations.turnover.uploads import folder, remove_old_uploads, remove_upload
from samband.core.people.queries.turnover import (
    DISCARDED,
    PREVIEWED,
    TurnoverRecord,
    turnover_record,
    turnover_row,
)
from samband.core.people.rules import BodyKind
from samband.engines.files import Fault, Limits, TableFile, Unreadable, keep, read_table

LIMITS = Limits(rows=50_000, columns=100, file_bytes=20_000_000)
KEPT_FAULTS = 500
"""Faults that are kept to be shown; all are counted."""
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class NewTerm:
    """The term that begins. code: of one that is known, else made from its first day."""

    name: str
    valid_from: date
    valid_to: date | None = None
    code: str = ""


@transaction.atomic
def preview_turnover(
    *,
    file: BinaryIO,
    filename: str,
    authority: str,
    term: NewTerm,
    begins: date | None = None,
    body_kind: BodyKind = BodyKind.COUNCIL,
    by: Actor,
    at: datetime,
) -> TurnoverRecord:
    """Read a file (.csv, .xlsx) of those elected in one member, or in the whole country with an empty code.

    begins: first day of the new term where it differs from the term's own. A file that cannot be read at all
    gives a record whose faults say why. Nothing is changed before it is confirmed. Raises NotAllowed.
    """
    require(actor=by, permission=IMPORT_ELECTION, authority=authority)
    remove_old_uploads(at=at)
    row = models.Turnover(
        filename=Path(filename).name[:200],
        authority=authority,
        body_kind=body_kind,
        term=_term(term),
        begins=begins or term.valid_from,
        uploaded_by=by.reference,
        uploaded_at=at,
    )
    try:
        kept = keep(file=file, folder=folder(), limits=LIMITS)
    except Unreadable as reason:
        _refuse(row, reason)
        row.state, row.ended_at = DISCARDED, at
        row.save()
        return turnover_record(row=row)
    row.upload, row.file_digest = kept.name, kept.digest
    row.save()
    _check(row, None)
    return _told(row, by, at)


@transaction.atomic
def recheck_turnover(
    *, number: int, columns: Columns, encoding: str = "utf-8", by: Actor, at: datetime
) -> TurnoverRecord:
    """Read the kept file again with other columns, words or letters; answers already given are lost.

    Raises Refused when the import has ended.
    """
    row = turnover_row(actor=by, number=number)
    if row.state != PREVIEWED or not row.upload:
        raise Refused(gettext("This file is loaded or discarded already. Upload it again."))
    row.encoding = encoding
    _check(row, columns)
    return _told(row, by, at)


def _told(row: models.Turnover, by: Actor, at: datetime) -> TurnoverRecord:
    about = f"people.turnover:{row.pk}"
    details = {"term": row.term.code, "faults": row.fault_count}
    record(
        event="people.turnover_previewed", by=by.reference, at=at, about=about, authority=row.authority,
        details=details,
    )  # fmt: skip
    return turnover_record(row=row)


def _term(new: NewTerm) -> models.Term:
    code = new.code or f"term-{new.valid_from.isoformat()}"
    fields = {"name": new.name, "valid_from": new.valid_from, "valid_to": new.valid_to}
    return models.Term.objects.get_or_create(code=code, defaults=fields)[0]


def _refuse(row: models.Turnover, reason: Unreadable) -> None:
    row.fault_count, row.faults = len(reason.faults), [fault.as_json() for fault in reason.faults]
    row.counts = {}


def _check(row: models.Turnover, columns: Columns | None) -> None:
    """Read, match and keep the lines of the file; the row says how many of each."""
    row.rows.all().delete()
    with tempfile.TemporaryDirectory(dir=folder()) as private:
        try:
            table = read_table(
                path=folder() / row.upload, filename=row.filename, folder=Path(private),
                encoding=row.encoding, limits=LIMITS,
            )  # fmt: skip
            _read(row, table, columns)
        except Unreadable as reason:
            _refuse(row, reason)
            if not row.columns and not _other_letters(reason):
                remove_upload(row=row)
    row.save()


def _other_letters(reason: Unreadable) -> bool:
    """Another encoding may still read it."""
    return any(fault.kind.value == "encoding" for fault in reason.faults)


def _read(row: models.Turnover, table: TableFile, columns: Columns | None) -> None:
    row.columns = list(table.columns)
    remembered = models.ColumnMapping.objects.filter(signature=signature(columns=table.columns)).first()
    kept = Columns.from_json(remembered.mapping) if remembered else None
    chosen = columns or suggest_columns(columns=table.columns, remembered=kept)
    row.mapping = chosen.as_json()
    missing = chosen.missing(is_whole_country=not row.authority)
    if missing:
        row.faults = [_missing(name).as_json() for name in missing]
        row.fault_count, row.counts = len(missing), {}
        return
    ground = Ground(
        members=members_and_names(on=row.begins), parties=party_words(), only=row.authority,
        day=in_words(row.begins),
    )  # fmt: skip
    read = read_entries(header=table.columns, rows=table.rows(), columns=chosen, ground=ground)
    _keep_lines(row, read)


def _missing(name: str) -> Fault:
    return Fault(EntryFault.MISSING_COLUMN, value=WORDS_OF_FIELDS[name], value_is_text=True)


def _keep_lines(row: models.Turnover, read: ReadEntries) -> None:
    councils: dict[str, list[Entry]] = {}
    for entry in read.good:
        councils.setdefault(entry.authority, []).append(entry)
    known = _own(in_office(body_kind=BodyKind(row.body_kind), begins=row.begins), row.authority)
    elsewhere = by_name(known=known)
    current: dict[str, list[Known]] = {}
    for one in known:
        if one.is_current:
            current.setdefault(one.authority, []).append(one)
    lines = [
        line
        for authority, entries in councils.items()
        for line in _lines(row, authority, entries, current.get(authority, []), elsewhere)
    ]
    models.TurnoverRow.objects.bulk_create(lines, batch_size=_BATCH)
    row.fault_count = len(read.faults)
    row.faults = [fault.as_json() for fault in read.faults[:KEPT_FAULTS]]
    row.counts = {
        **Counter(line.outcome for line in lines),
        "councils": len(councils),
        "rows": len(read.entries),
        "held_back": sorted(code for code in read.faulty if code),
        "new_lists": _new_lists(read.good),
    }


def _own(known: list[Known], authority: str) -> list[Known]:
    """All for a file of the whole country. One authority is not asked about, or told of, people of others.

    Who held office there and sits elsewhere now is one of those others.
    """
    if not authority:
        return known
    away = {one.person for one in known if one.authority != authority and one.is_current}
    here = (one for one in known if one.authority == authority)
    return [one for one in here if one.is_current or one.person not in away]


def _new_lists(entries: Iterable[Entry]) -> list[str]:
    """Parties and lists the register does not know, once each, as they are written first."""
    names: dict[str, str] = {}
    for entry in entries:
        if entry.party_name:
            names.setdefault(fold(entry.party_name), entry.party_name)
    return sorted(names.values())[:200]


def _lines(
    row: models.Turnover,
    authority: str,
    entries: list[Entry],
    current: list[Known],
    elsewhere: dict[str, list[Known]],
) -> Iterator[models.TurnoverRow]:
    matches = match_council(entries=entries, current=current, elsewhere=elsewhere)
    for match in matches:
        yield _line(row, match)
    for one in left(matches=matches, current=current):
        yield models.TurnoverRow(
            turnover=row, row=0, authority=authority, name=one.name, outcome=Outcome.LEFT,
            person_id=one.person, candidate_from=one.authority,
        )  # fmt: skip


def _line(row: models.Turnover, match: Match) -> models.TurnoverRow:
    first, known = match.entries[0], match.known
    return models.TurnoverRow(
        turnover=row,
        row=first.row,
        authority=first.authority,
        name=first.name,
        entry={"rows": [entry.as_json() for entry in match.entries]},
        outcome=match.outcome,
        person_id=known.person if known else None,
        candidate_from=known.authority if known else "",
        score=match.score,
        reasons=list(match.reasons),
    )
