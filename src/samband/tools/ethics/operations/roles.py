# SPDX-License-Identifier: EUPL-1.2
"""Posts and owners from a register: looked at first, and loaded when somebody has confirmed."""

import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
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
from samband.engines.files import Fault, Unreadable, keep, waiting_folder
from samband.engines.registers import LIMITS, Gathering, read_register_file
from samband.tools.ethics.analysis.matching import Known, Matched, match_roles
from samband.tools.ethics.analysis.numbered import numbered
from samband.tools.ethics.analysis.roles import RoleRow, RolesRead, rows_of
from samband.tools.ethics.card import IMPORT
from samband.tools.ethics.models import Interest
from samband.tools.ethics.operations.interests import make_interest, new_of, withdraw
from samband.tools.ethics.operations.organisations import organisation_row, set_kinds, with_other_kind
from samband.tools.ethics.operations.ownership import (
    OwnedChanges,
    ownership_changes,
    record_ownership,
)
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries import InterestRecord, country, names_language
from samband.tools.ethics.queries.records import interest_records, recorded
from samband.tools.ethics.rules import (
    InterestKind,
    NewInterest,
    SourceKind,
    Withdrawal,
    is_number,
    plain_number,
)

KEPT_FOR = timedelta(days=1)
HELD = (InterestKind.POST, InterestKind.OWNERSHIP, InterestKind.EMPLOYMENT)
"""What registers tell of people."""
_SALT = "ethics.roles"
Held = tuple[int, str, str, str, str]
"""Person, number of the organisation, kind with role, what it is called, share."""
Numbered = tuple[Held, int]


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
    kinds: organisations known here that the file says another kind of. owned: between organisations, None for
    who loads for the own elected alone. left_out: what the file tells and is not taken.
    """

    filename: str
    new: tuple[tuple[RoleRow, int], ...]
    here: int
    refused: int
    ended: tuple[InterestRecord, ...]
    asked: tuple[tuple[RoleRow, int], ...]
    others: int
    kinds: int
    owned: OwnedChanges | None
    left_out: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    token: str


@dataclass(frozen=True, slots=True)
class RolesLoaded:
    """How many of each were recorded and ended."""

    posts: int
    ended: int
    ownerships: int = 0
    ownerships_ended: int = 0


def preview_roles(
    *, file: BinaryIO, filename: str, source: RoleSource, by: Actor, at: datetime
) -> RolesPreview:
    """Check a register in any format of ``engines.registers`` and keep it aside for a day.

    An administrator loads for everybody, and who owns which organisation; a contact person for the own
    elected alone. Raises Unreadable, Refused, NotAllowed.
    """
    require_import(by=by)
    if source.day > localdate(at):
        raise Refused(gettext("That day has not come. Write the day whose state the file shows."), "day")
    ending = "".join(Path(filename).suffixes[-2:]).lower()[-20:]
    kept = keep(file=file, folder=_folder(at - KEPT_FOR), limits=LIMITS)
    try:
        read = _read(_folder() / kept.name, ending)
    except Unreadable:
        (_folder() / kept.name).unlink()
        raise
    told = [kept.name, ending, source.name, source.day.isoformat(), by.reference]
    return _preview(Path(filename).name, read, source, signing.dumps(told, salt=_SALT), by, at)


@transaction.atomic
def confirm_roles(*, token: str, by: Actor, at: datetime) -> RolesLoaded:
    """Record what is new, end what is gone; how many of each. Raises Refused, NotAllowed."""
    require_import(by=by)
    path, ending, source = _named(token, by)
    read = _read(path, ending)
    good = read.good
    matched = _matched(good, by, at)
    new, gone = _changes(matched, good, source, by, at)
    owned = _owned(read, matched, source, by) or OwnedChanges()
    told = {"source": SourceKind.REGISTER, "source_name": source.name, "source_day": source.day}
    for role, person in new:
        organisation_row(name=role.organisation, number=role.number, is_official=True)
        make_interest(person=person, new=_new(role, source), **told, by=by, at=at)  # type: ignore[arg-type]
    kinds = set_kinds(kinds=_kinds(good), source=SourceKind.REGISTER)
    for row in gone:
        over = replace(new_of(row=row), valid_to=max(source.day, row.valid_from + date.resolution))
        withdraw(row=row, why=Withdrawal.ENDED, by=by, at=at)
        make_interest(person=row.person_id, new=over, key=row.key, **told, by=by, at=at)  # type: ignore[arg-type]
    if owned.is_any:
        record_ownership(changes=owned, source_name=source.name, source_day=source.day, by=by, at=at)
    details = {"posts": len(new), "ended": len(gone), "kinds": kinds}
    record(event="ethics.roles_imported", by=by.reference, at=at, about="ethics.register", details=details)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return RolesLoaded(len(new), len(gone), len(owned.new), len(owned.ended))


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
    standing = _stands(_posts(recorded(), persons)).keys()
    kinds = len(list(with_other_kind(kinds=_kinds(read.good), source=SourceKind.REGISTER)))
    wanted = _told(matched).keys()
    owned = _owned(read, matched, source, by)
    is_any = bool(new or gone or kinds or (owned and owned.is_any))
    return RolesPreview(
        filename=filename,
        new=new,
        here=len(wanted & standing),
        refused=len(wanted - standing) - len(new),
        ended=interest_records(rows=gone),
        asked=matched.asked,
        others=matched.others,
        kinds=kinds,
        owned=owned,
        left_out=read.left_out,
        faults=read.faults,
        token=token if is_any else "",
    )


def _changes(
    matched: Matched, roles: Iterable[RoleRow], source: RoleSource, by: Actor, at: datetime
) -> tuple[tuple[tuple[RoleRow, int], ...], tuple[Interest, ...]]:
    """What is to be recorded, and which rows end. What the person took back as another's is not recorded."""
    persons = {person for _, person in matched.sure}
    wanted = _told(matched)
    rows = Interest.objects.filter(withdrawal=Withdrawal.NOT_MINE)
    known = {place for some in (recorded(), rows) for place in _stands(_posts(some, persons))}
    new = tuple(one for place, one in wanted.items() if place not in known)
    return new, _gone(roles, wanted.keys(), source, by, at)


def _owned(read: RolesRead, matched: Matched, source: RoleSource, by: Actor) -> OwnedChanges | None:
    """Who owns what counts in every screening: the association alone loads it."""
    if require_import(by=by):
        return None
    named = {role.number for role, _ in matched.sure}
    return ownership_changes(owned=read.owned, named=named, source_name=source.name, source_day=source.day)


def _told(matched: Matched) -> dict[Numbered, tuple[RoleRow, int]]:
    return numbered(
        rows=matched.sure, place=lambda one: _wanted(*one), is_counted=lambda one: one[0].share is not None
    )


def _stands(rows: Iterable[Interest]) -> dict[Numbered, Interest]:
    return numbered(rows=rows, place=_place, is_counted=lambda row: row.share_percent is not None)


def _wanted(role: RoleRow, person: int) -> Held:
    share = str(role.share.normalize()) if role.share is not None else ""
    return person, role.number, f"{role.interest} {role.role or ''}", role.what, share


def _matched(roles: Iterable[RoleRow], by: Actor, at: datetime) -> Matched:
    people = identities(actor=by, authority=require_import(by=by), on=localdate(at))
    known = [Known(one.person, one.names, one.birth_date) for one in people]
    found = match_roles(roles=roles, people=known, language=names_language())
    unnumbered = tuple(one for one in found.sure if not one[0].number)
    sure = tuple(one for one in found.sure if one[0].number)
    return Matched(sure, (*found.asked, *unnumbered), found.others)


def _posts(rows: QuerySet[Interest], persons: Iterable[int]) -> QuerySet[Interest]:
    found = rows.filter(kind__in=HELD, person_id__in=list(persons), organisation__isnull=False)
    return found.select_related("organisation", "person").order_by("pk")


def _place(row: Interest) -> Held:
    number = row.organisation.number if row.organisation else ""
    share = str(row.share_percent.normalize()) if row.share_percent is not None else ""
    what = row.what if row.role == "other" else ""
    return row.person_id, number, f"{row.kind} {row.role}", what, share


def _gone(
    roles: Iterable[RoleRow],
    wanted: Collection[Numbered],
    source: RoleSource,
    by: Actor,
    at: datetime,
) -> tuple[Interest, ...]:
    """Of this register, in organisations of which the file tells such things, and known there no longer."""
    authority = require_import(by=by)
    people = {one.person for one in identities(actor=by, authority=authority, on=localdate(at))}
    named = {(role.number, str(role.interest)) for role in roles}
    rows = recorded().filter(
        source=SourceKind.REGISTER, source_name=source.name, valid_to__isnull=True, source_day__lt=source.day
    )
    return tuple(
        row for place, row in _stands(_posts(rows, people)).items()
        if row.organisation and (row.organisation.number, row.kind) in named and place not in wanted
    )  # fmt: skip


def _new(role: RoleRow, source: RoleSource) -> NewInterest:
    begins = role.valid_from or source.day
    return NewInterest(
        kind=role.interest,
        share_percent=role.share,
        valid_from=begins,
        valid_to=role.valid_to if role.valid_to and role.valid_to > begins else None,
        organisation=role.organisation or role.number,
        number=role.number,
        role=role.role,
        what=role.what,
        organisation_kind=role.kind,
    )


def _kinds(roles: Iterable[RoleRow]) -> dict[str, str]:
    return {role.number: role.kind for role in roles if role.kind and role.number}


def _read(path: Path, ending: str) -> RolesRead:
    into = Gathering(source="")
    with tempfile.TemporaryDirectory(dir=_folder()) as scratch:
        read_register_file(
            path=path, filename=f"roles{ending}", folder=Path(scratch), into=into, limits=LIMITS,
            is_number=lambda text: is_number(number=plain_number(text), country=country()),
        )  # fmt: skip
    return rows_of(found=into.found(), country=country())


def _named(token: str, by: Actor) -> tuple[Path, str, RoleSource]:
    gone = Refused(gettext("The file is not here any more. Upload it again."))
    try:
        name, ending, register, day, reference = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise gone from None
    path = _folder() / name
    if reference != by.reference or not path.is_file():
        raise gone
    return path, ending, RoleSource(register, date.fromisoformat(day))


def _folder(older_than: datetime | None = None) -> Path:
    return waiting_folder(folder=Path(settings.SAMBAND_HOME) / "uploads" / "ethics", older_than=older_than)
