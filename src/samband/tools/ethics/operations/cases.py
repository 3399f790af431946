# SPDX-License-Identifier: EUPL-1.2
"""From a case with its bidders to a check that is kept, and to what was done in the end."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.engines.files import Limits, keep, read_table
from samband.tools.ethics.analysis.bidders import read_bidder_rows
from samband.tools.ethics.analysis.items import items_to_plain
from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.analysis.parties import KnownThings, guessed_kind, proposals, recognised
from samband.tools.ethics.card import CHECK
from samband.tools.ethics.models import CaseCheck, CaseHand, CaseOutcome
from samband.tools.ethics.operations.evidence import keep_screening
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries import known_things, seats_of_body
from samband.tools.ethics.queries.cases import at_issue_in, case_record, case_row, outcomes_of
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.rules import (
    ABOUT_ONE,
    MOST_OUTSIDE,
    MOST_PARTIES,
    Done,
    Hand,
    MeetingItem,
    PartyChoice,
    PartyEntry,
)

LIMITS = Limits(file_bytes=2_000_000, rows=1_000, columns=30, unpacked_bytes=20_000_000, cells=20_000)


@dataclass(frozen=True, slots=True)
class NewCase:
    """parties: as ``Name; number``. matter: code of ``engines.conflicts``. body: '' when people decide."""

    reference: str
    title: str
    matter: str
    day: date
    begun: date | None = None
    amount: Decimal | None = None
    body: str = ""
    parties: tuple[str, ...] = ()


def read_bidders_file(*, file: BinaryIO, filename: str) -> tuple[str, ...]:
    """Bidders in a table that somebody uploaded; nothing of the file stays. Raises Unreadable."""
    ending = Path(filename).suffix.lower()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        path = folder / keep(file=file, folder=folder, limits=LIMITS).name
        table = read_table(path=path, filename=f"bidders{ending}", folder=folder, limits=LIMITS)
        return read_bidder_rows(columns=table.columns, rows=[cells for _, cells in table.rows()])


@transaction.atomic
def enter_case(*, authority: str, new: NewCase, by: Actor, at: datetime) -> int:
    """Keep a case with its parties as the register knows them; its number.

    Raises Refused, NoSuchBody, NotAllowed.
    """
    require(actor=by, permission=CHECK, authority=authority)
    known = known_things(actor=by, authority=authority, on=new.day)
    parties = tuple(party_of(line=line, known=known) for line in new.parties)
    reference = " ".join(visible(new.reference).split())[:40]
    item = MeetingItem(
        number=reference, title=new.title, matter=new.matter, begun=new.begun,
        parties=check_parties(parties=parties),
    )  # fmt: skip
    row = CaseCheck(
        authority=authority, reference=reference, day=new.day, item=_plain(item),
        entered_at=at, entered_by=by.reference, changed_at=at,
    )  # fmt: skip
    _fill(row, new.body, new.amount, by, at)
    row.save()
    _tell("ethics.case_entered", row, by, at)
    return row.pk


@transaction.atomic
def change_case(
    *, case: int, item: MeetingItem, day: date, body: str, amount: Decimal | None, hands: Iterable[Hand],
    seen: str = "", by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Let the case be this, dealt with by these. Raises NoSuchCase, NoSuchBody, Refused.

    seen: the state that was changed, '' for any: two who change it at once do not undo each other.
    """
    row = CaseCheck.objects.select_for_update().get(pk=_open(case, by).pk)
    if seen and seen != row.changed_at.isoformat():
        raise Refused(gettext("The case has been changed meanwhile. Look at it again."))
    before, chosen = case_record(row=row), _once(hands)
    check_parties(parties=item.parties)
    row.item, row.day = _plain(replace(item, number=row.reference)), day
    _fill(row, body, amount, by, at)
    row.save()
    if set(chosen) != set(before.hands):
        row.hands.all().delete()
        CaseHand.objects.bulk_create(
            CaseHand(case=row, person_id=one.person or None, name=one.name, stage=one.stage, role=one.role)
            for one in chosen
        )
    if replace(case_record(row=row), is_changed=False) == replace(before, is_changed=False):
        return
    row.changed_at = at
    row.save(update_fields=["changed_at"])
    _tell("ethics.case_changed", row, by, at, parties=len(item.parties), people=len(chosen))


@transaction.atomic
def check_case(*, case: int, register: str, agenda: str, by: Actor, at: datetime) -> None:
    """Hold a case against the interests and keep all of it. Earlier checks stay.

    register, agenda: as ``pages.case_files`` writes them. Raises NoSuchCase, Refused.
    """
    row = _open(case, by)
    if not row.item["parties"]:
        raise Refused(gettext("Write at least one supplier, applicant or bidder."))
    made = keep_screening(of=row, register=register, agenda=agenda, by=by.reference, at=at)
    row.looked_on, row.news_at = localdate(at), None
    row.save(update_fields=["looked_on", "news_at"])
    _tell("ethics.case_checked", row, by, at, law=made.law)


@transaction.atomic
def close_case(*, case: int, done: Done, reason: str, decided_by: str, by: Actor, at: datetime) -> None:
    """What was done in the end and who decided it; the case is looked at no more.

    Raises NoSuchCase, Refused when it was never checked, nobody gives reasons for going on, or there is a
    question about several and it is not recorded what was done about each.
    """
    row = _open(case, by)
    if not row.screenings.exists() and done is not Done.DROPPED:
        raise Refused(gettext("Hold the case against the interests first."))
    _refuse_without_reason(done, reason)
    if done is not Done.DROPPED and (left := _without_outcome(row)):
        raise Refused(gettext("Record first what was done about: %(names)s.") % {"names": ", ".join(left)})
    row.done, row.closed_at, row.closed_by = done, at, by.reference
    row.done_reason, row.done_by = " ".join(reason.split())[:1000], " ".join(decided_by.split())[:200]
    row.news_at = None
    row.save()
    _tell("ethics.case_closed", row, by, at, done=done.value)


@transaction.atomic
def record_outcome(*, case: int, person: int, done: Done, reason: str, by: Actor, at: datetime) -> None:
    """What was done about one person; an earlier record is followed by it. Raises NoSuchCase, Refused."""
    row = _open(case, by)
    if person not in at_issue_in(row=row) or done not in ABOUT_ONE:
        raise Refused(gettext("There is no question about that person any more. Look at the case again."))
    _refuse_without_reason(done, reason)
    CaseOutcome.objects.create(
        case=row, person_id=person, done=done, reason=" ".join(visible(reason).split())[:1000],
        recorded_at=at, recorded_by=by.reference,
    )  # fmt: skip
    _tell("ethics.case_outcome_recorded", row, by, at, done=done.value)


def _refuse_without_reason(done: Done, reason: str) -> None:
    if done is Done.WENT_ON and not visible(reason).strip():
        raise Refused(gettext("Write the reasons for going on."), "reason")


def _without_outcome(row: CaseCheck) -> list[str]:
    """Names, where several are asked about; what is done with a case about one is done about that one."""
    asked, told = at_issue_in(row=row), outcomes_of(row=row)
    left = [name for person, name in asked.items() if person not in told]
    return left if len(asked) > 1 else []


@transaction.atomic
def reopen_case(*, case: int, by: Actor, at: datetime) -> None:
    """It was closed by mistake, or comes back. Raises NoSuchCase."""
    row = case_row(actor=by, number=case)
    row.done, row.done_reason, row.done_by, row.closed_at, row.closed_by = "", "", "", None, ""
    row.save()
    _tell("ethics.case_reopened", row, by, at)


@transaction.atomic
def erase_case(*, case: int, by: Actor, at: datetime) -> str:
    """Erase a case with all that was kept of it; the code of its member. Raises NoSuchCase."""
    row = case_row(actor=by, number=case)
    _tell("ethics.case_erased", row, by, at, day=row.day.isoformat())
    row.delete()
    return row.authority


@transaction.atomic
def note_statement(*, case: int, by: Actor, at: datetime) -> None:
    """The evidence of a case was taken away as a file. Raises NoSuchCase."""
    _tell("ethics.case_statement_taken", case_row(actor=by, number=case), by, at)


def party_of(*, line: str, known: KnownThings) -> PartyEntry:
    """What somebody wrote, ``Name; number``. Without a number, whoever the register knows by that name is
    perhaps the party and no more.
    """
    found = recognised(line=line, known=known)
    found = replace(found, kind=found.kind or guessed_kind(name=found.name))
    if found.number:
        return found
    if found.ref:
        return replace(found, choice=PartyChoice.PERHAPS)
    alike = (one for one in proposals(text=found.name, known=known) if one.ref)
    return next((replace(one, choice=PartyChoice.PERHAPS) for one in alike), found)


def check_parties(*, parties: Sequence[PartyEntry]) -> tuple[PartyEntry, ...]:
    """Each once. Raises Refused when they are too many."""
    once = tuple({(one.ref or one.name, one.number): one for one in parties}.values())
    if len(once) > MOST_PARTIES:
        text = ngettext(
            "A case has at most %(n)s party. Make a second case of the rest.",
            "A case has at most %(n)s parties. Make a second case of the rest.",
            MOST_PARTIES,
        )
        raise Refused(text % {"n": MOST_PARTIES}, "parties")
    return once


def _once(hands: Iterable[Hand]) -> tuple[Hand, ...]:
    chosen = tuple({(one.person or one.name, one.stage): one for one in hands}.values())
    if sum(not one.person for one in chosen) > MOST_OUTSIDE:
        text = ngettext(
            "At most %(n)s person from outside the register can be named.",
            "At most %(n)s persons from outside the register can be named.",
            MOST_OUTSIDE,
        )
        raise Refused(text % {"n": MOST_OUTSIDE})
    return chosen


def _fill(row: CaseCheck, body: str, amount: Decimal | None, by: Actor, at: datetime) -> None:
    """The body with its name, the amount with its currency."""
    row.body, row.body_name = body, ""
    if body:
        found, seats = seats_of_body(actor=by, authority=row.authority, code=body, on=row.day)
        if not seats:
            raise Refused(gettext("Nobody holds office in that body on that day. Choose another."), "body")
        row.body_name = found.name
    row.amount = amount
    row.currency = policy_on(on=localdate(at)).currency if amount is not None else ""


def _open(case: int, by: Actor) -> CaseCheck:
    row = case_row(actor=by, number=case)
    if row.closed_at is not None:
        raise Refused(gettext("The case is closed. Open it again first."))
    return row


def _plain(item: MeetingItem) -> dict[str, object]:
    return items_to_plain(items=[item])[0]


def _tell(event: str, row: CaseCheck, by: Actor, at: datetime, **details: str | int) -> None:
    record(
        event=event, by=by.reference, at=at, about=f"ethics.case:{row.pk}", authority=row.authority,
        details=details,
    )  # fmt: skip
