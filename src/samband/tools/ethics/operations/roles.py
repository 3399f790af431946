# SPDX-License-Identifier: EUPL-1.2
"""Posts from a public register: looked at first, and loaded when somebody has confirmed."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.core.access.rules import Actor, NotAllowed, may
from samband.core.audit.operations import record
from samband.core.people.queries import identities
from samband.engines.files import Fault, Limits, Unreadable, keep, read_table
from samband.tools.ethics.analysis.matching import Known, Matched, match_roles
from samband.tools.ethics.analysis.roles import RoleRow, RolesRead, read_roles, read_roles_json
from samband.tools.ethics.card import IMPORT
from samband.tools.ethics.models import Interest
from samband.tools.ethics.operations.interests import make_interest, new_of, withdraw
from samband.tools.ethics.operations.organisations import organisation_row, set_kinds, with_other_kind
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries import InterestRecord, country, names_language
from samband.tools.ethics.queries.records import interest_records, recorded
from samband.tools.ethics.rules import InterestKind, NewInterest, SourceKind, Withdrawal

LIMITS = Limits(file_bytes=50_000_000, rows=500_000, columns=50)
KEPT_FOR_SECONDS = 24 * 3600
_SALT = "ethics.roles"


@dataclass(frozen=True, slots=True)
class RoleSource:
    """What the file is. name: of the register. day: whose state it shows."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class RolesPreview:
    """What a file would do. new, here, refused: roles that would be added, stand there, or were taken back by
    the person as somebody else's. ended: posts from this register that the file knows no longer.

    asked: roles that a name alone points at: nothing is done with them. token: names the file to confirm.
    kinds: organisations known here that the file says another kind of.
    """

    filename: str
    new: tuple[tuple[RoleRow, int], ...]
    here: int
    refused: int
    ended: tuple[InterestRecord, ...]
    asked: tuple[tuple[RoleRow, int], ...]
    others: int
    kinds: int
    faults: tuple[Fault, ...]
    token: str


def preview_roles(
    *, file: BinaryIO, filename: str, source: RoleSource, by: Actor, at: datetime
) -> RolesPreview:
    """Check a file of roles (CSV, .xlsx, or JSON as Brønnøysund publishes it) and keep it aside for a day.

    An administrator loads for everybody, a contact person for the own elected. Raises Unreadable, Refused,
    NotAllowed.
    """
    require_import(by=by)
    if source.day > localdate(at):
        raise Refused(gettext("That day has not come. Write the day whose state the file shows."), "day")
    _remove_old(at)
    ending = Path(filename).suffix.lower()
    kept = keep(file=file, folder=_folder(), limits=LIMITS)
    try:
        read = _read(_folder() / kept.name, ending)
    except Unreadable:
        (_folder() / kept.name).unlink()
        raise
    told = [kept.name, ending, source.name, source.day.isoformat(), by.reference]
    return _preview(Path(filename).name, read, source, signing.dumps(told, salt=_SALT), by, at)


@transaction.atomic
def confirm_roles(*, token: str, by: Actor, at: datetime) -> tuple[int, int]:
    """Record the new posts, end those that are gone; how many of each. Raises Refused, NotAllowed."""
    require_import(by=by)
    path, ending, source = _named(token, by)
    good = _read(path, ending).good
    new, gone = _changes(_matched(good, by, at), good, source, by, at)
    told = {"source": SourceKind.REGISTER, "source_name": source.name, "source_day": source.day}
    for role, person in new:
        organisation_row(name=role.organisation, number=role.number, is_official=True)
        make_interest(person=person, new=_new(role, source), **told, by=by, at=at)  # type: ignore[arg-type]
    kinds = set_kinds(kinds=_kinds(good), source=SourceKind.REGISTER)
    for row in gone:
        over = replace(new_of(row=row), valid_to=max(source.day, row.valid_from + date.resolution))
        withdraw(row=row, why=Withdrawal.ENDED, by=by, at=at)
        make_interest(person=row.person_id, new=over, key=row.key, **told, by=by, at=at)  # type: ignore[arg-type]
    details = {"posts": len(new), "ended": len(gone), "kinds": kinds}
    record(event="ethics.roles_imported", by=by.reference, at=at, about="ethics.register", details=details)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return len(new), len(gone)


def require_import(*, by: Actor) -> str:
    """The authority for whose elected the actor loads; empty for everybody's. Raises NotAllowed."""
    if may(actor=by, permission=IMPORT):
        return ""
    own = [code for code in sorted(by.authorities) if may(actor=by, permission=IMPORT, authority=code)]
    if not own:
        raise NotAllowed(by, IMPORT, "")
    return own[0]


def _preview(
    filename: str, read: RolesRead, source: RoleSource, token: str, by: Actor, at: datetime
) -> RolesPreview:
    matched = _matched(read.good, by, at)
    new, gone = _changes(matched, read.good, source, by, at)
    persons = {person for _, person in matched.sure}
    standing = {_place(row) for row in _posts(recorded(), persons)}
    kinds = len(list(with_other_kind(kinds=_kinds(read.good), source=SourceKind.REGISTER)))
    wanted = {_wanted(role, person) for role, person in matched.sure}
    return RolesPreview(
        filename=filename,
        new=new,
        here=len(wanted & standing),
        refused=len(wanted - standing) - len(new),
        ended=interest_records(rows=gone),
        asked=matched.asked,
        others=matched.others,
        kinds=kinds,
        faults=read.faults,
        token=token if new or gone or kinds else "",
    )


def _changes(
    matched: Matched, roles: Iterable[RoleRow], source: RoleSource, by: Actor, at: datetime
) -> tuple[tuple[tuple[RoleRow, int], ...], tuple[Interest, ...]]:
    """What is to be recorded, and which rows end. What the person took back as another's is not recorded."""
    persons = {person for _, person in matched.sure}
    wanted = {_wanted(role, person): role for role, person in matched.sure}
    rows = Interest.objects.filter(withdrawal=Withdrawal.NOT_MINE)
    known = {_place(row) for some in (recorded(), rows) for row in _posts(some, persons)}
    new = tuple((role, place[0]) for place, role in wanted.items() if place not in known)
    return new, _gone(roles, set(wanted), source, by, at)


def _wanted(role: RoleRow, person: int) -> tuple[int, str, str, str]:
    return person, role.number, str(role.role), role.what


def _matched(roles: Iterable[RoleRow], by: Actor, at: datetime) -> Matched:
    people = identities(actor=by, authority=require_import(by=by), on=localdate(at))
    known = [Known(one.person, one.names, one.birth_date) for one in people]
    return match_roles(roles=roles, people=known, language=names_language())


def _posts(rows: QuerySet[Interest], persons: Iterable[int]) -> QuerySet[Interest]:
    found = rows.filter(kind=InterestKind.POST, person_id__in=list(persons), organisation__isnull=False)
    return found.select_related("organisation", "person")


def _place(row: Interest) -> tuple[int, str, str, str]:
    number = row.organisation.number if row.organisation else ""
    return row.person_id, number, row.role, row.what if row.role == "other" else ""


def _gone(
    roles: Iterable[RoleRow],
    wanted: set[tuple[int, str, str, str]],
    source: RoleSource,
    by: Actor,
    at: datetime,
) -> tuple[Interest, ...]:
    """Posts of this register, in organisations that the file names, which the file knows no longer."""
    authority = require_import(by=by)
    people = {one.person for one in identities(actor=by, authority=authority, on=localdate(at))}
    named = {role.number for role in roles}
    rows = recorded().filter(
        source=SourceKind.REGISTER, source_name=source.name, valid_to__isnull=True, source_day__lt=source.day
    )
    return tuple(
        row for row in _posts(rows, people)
        if row.organisation and row.organisation.number in named and _place(row) not in wanted
    )  # fmt: skip


def _new(role: RoleRow, source: RoleSource) -> NewInterest:
    begins = role.valid_from or source.day
    return NewInterest(
        kind=InterestKind.POST,
        valid_from=begins,
        valid_to=role.valid_to if role.valid_to and role.valid_to > begins else None,
        organisation=role.organisation or role.number,
        number=role.number,
        role=role.role,
        what=role.what,
        organisation_kind=role.kind,
    )


def _kinds(roles: Iterable[RoleRow]) -> dict[str, str]:
    return {role.number: role.kind for role in roles if role.kind}


def _read(path: Path, ending: str) -> RolesRead:
    if ending == ".json":
        return read_roles_json(text=path.read_text(encoding="utf-8", errors="replace"), country=country())
    with tempfile.TemporaryDirectory(dir=_folder()) as scratch:
        table = read_table(path=path, filename=f"roles{ending}", folder=Path(scratch), limits=LIMITS)
        columns = tuple(name.strip().casefold() for name in table.columns)
        return read_roles(columns=columns, rows=table.rows(), country=country())


def _named(token: str, by: Actor) -> tuple[Path, str, RoleSource]:
    gone = Refused(gettext("The file is not here any more. Upload it again."))
    try:
        name, ending, register, day, reference = signing.loads(token, salt=_SALT, max_age=KEPT_FOR_SECONDS)
    except signing.BadSignature:
        raise gone from None
    path = _folder() / name
    if reference != by.reference or not path.is_file():
        raise gone
    return path, ending, RoleSource(register, date.fromisoformat(day))


def _folder() -> Path:
    folder = Path(settings.SAMBAND_HOME) / "uploads" / "ethics"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _remove_old(at: datetime) -> None:
    for path in _folder().iterdir():
        if path.is_file() and path.stat().st_mtime < at.timestamp() - KEPT_FOR_SECONDS:
            path.unlink(missing_ok=True)
