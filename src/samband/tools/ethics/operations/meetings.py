# SPDX-License-Identifier: EUPL-1.2
"""From the agenda of a meeting to a screening that is kept, and to what the body decided."""

import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people.rules import PUBLIC_BODIES
from samband.engines.files import keep, read_table
from samband.tools.ethics.analysis.agenda import AgendaItem, read_lines, read_rows
from samband.tools.ethics.analysis.agenda_files import LIMITS, TABLES, read_text_file, some
from samband.tools.ethics.analysis.items import items_from_plain, items_state, items_to_plain
from samband.tools.ethics.analysis.matters import guessed_matter
from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.analysis.parties import KnownThings, proposals
from samband.tools.ethics.analysis.preparing import placed, seated_in
from samband.tools.ethics.card import SCREEN
from samband.tools.ethics.models import BodyDecision, Meeting, Screening
from samband.tools.ethics.operations.evidence import keep_screening
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries import known_things, seats_of_body
from samband.tools.ethics.queries.deciding import law_of_screening
from samband.tools.ethics.queries.evidence import names_in
from samband.tools.ethics.queries.meetings import last_screening, meeting_row
from samband.tools.ethics.queries.preparing import chosen_in, preparers
from samband.tools.ethics.rules import Decided, MeetingItem


def read_agenda_file(*, file: BinaryIO, filename: str) -> tuple[AgendaItem, ...]:
    """Items in a file that somebody uploaded; nothing of the file stays. Raises Unreadable."""
    ending = Path(filename).suffix.lower()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        path = folder / keep(file=file, folder=folder, limits=LIMITS).name
        if ending not in TABLES:
            return read_text_file(path=path, ending=ending)
        table = read_table(path=path, filename=f"agenda{ending}", folder=folder, limits=LIMITS)
        return some(items=read_rows(columns=table.columns, rows=[cells for _, cells in table.rows()]))


def read_agenda_text(*, text: str) -> tuple[AgendaItem, ...]:
    """Items in what somebody pasted. Raises Unreadable when there are none."""
    return some(items=read_lines(text=text))


@transaction.atomic
def enter_meeting(
    *, authority: str, body: str, day: date, items: Iterable[AgendaItem], by: Actor, at: datetime
) -> int:
    """Keep a meeting with its items, each with proposals of its parties; its number.

    Raises Refused, NoSuchBody, NotAllowed.
    """
    require(actor=by, permission=SCREEN, authority=authority)
    found, seats = seats_of_body(actor=by, authority=authority, code=body, on=day)
    if found.kind not in PUBLIC_BODIES or not seats:
        raise Refused(gettext("Nobody holds office in that body on that day. Choose another."), "body")
    known = known_things(actor=by, authority=authority, on=day)
    staff = {one.person: one.name for one in preparers(actor=by, authority=authority, on=day).values()}
    row = Meeting.objects.create(
        authority=authority,
        body=body,
        body_name=found.name,
        day=day,
        items=items_to_plain(items=(_proposed(one, known, staff) for one in items)),
        entered_at=at,
        entered_by=by.reference,
        changed_at=at,
    )
    _tell("ethics.meeting_entered", row, by, at)
    return row.pk


@transaction.atomic
def change_items(
    *, meeting: int, items: Iterable[MeetingItem], absent: Iterable[int] = (), seen: str = "", by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Let these be the items and those who will not come, when they are not already.

    absent: numbers of people with a seat in the body. seen: the state that was changed, '' for any: answers
    go by the place of an item, so that those to an older state would fall on others. Raises NoSuchMeeting,
    Refused.
    """
    meeting_row(actor=by, number=meeting)
    row = Meeting.objects.select_for_update().get(pk=meeting)
    if seen and seen != items_state(rows=row.items, absent=row.absent):
        raise Refused(gettext("The meeting has been changed meanwhile. Look at it again."))
    told = tuple(items)
    plain, away = items_to_plain(items=told), sorted(set(absent))
    _check_preparers(row, told, by)
    if not plain:
        raise Refused(gettext("A meeting has at least one item."))
    if (plain, away) == (row.items, row.absent):
        return
    row.items, row.absent, row.changed_at = plain, away, at
    row.save(update_fields=["items", "absent", "changed_at"])
    _tell("ethics.meeting_changed", row, by, at, items=len(plain))


@transaction.atomic
def screen_meeting(*, meeting: int, register: str, agenda: str, by: Actor, at: datetime) -> None:
    """Hold a meeting against the interests and keep all of it. Earlier screenings stay.

    register, agenda: as ``pages.screening.meeting_files`` writes them. Raises NoSuchMeeting, Refused when no
    law of the country holds on the day.
    """
    row = meeting_row(actor=by, number=meeting)
    made = keep_screening(of=row, register=register, agenda=agenda, by=by.reference, at=at)
    _tell("ethics.meeting_screened", row, by, at, law=made.law)


@transaction.atomic
def record_decision(
    *, meeting: int, item: str, person: int, outcome: Decided, rule: str = "", reason: str = "", by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """What the body decided about somebody in the body and an item; an earlier decision is followed by it.

    rule: of the law of the screening, for the ground in the minutes. Raises NoSuchMeeting, Refused.
    """
    row = meeting_row(actor=by, number=meeting)
    last = last_screening(meeting=row)
    if f"p{person}" not in names_in(register=last.register) or item not in _numbers(row):
        raise Refused(gettext("That person or item is not in the meeting any more. Look at it again."))
    if person not in seated_in(agenda=last.agenda):
        raise Refused(gettext("A body decides about those alone who have a seat in it."))
    BodyDecision.objects.create(
        meeting=row,
        item=item,
        person_id=person,
        outcome=outcome,
        rule=rule,
        citation=_citation(row, last, rule),
        reason=" ".join(visible(reason).split())[:500],
        recorded_at=at,
        recorded_by=by.reference,
    )
    _tell("ethics.decision_recorded", row, by, at, item=item)


@transaction.atomic
def erase_meeting(*, meeting: int, by: Actor, at: datetime) -> str:
    """Erase a meeting with all that was kept of it; the code of its member. Raises NoSuchMeeting."""
    row = meeting_row(actor=by, number=meeting)
    _tell("ethics.meeting_erased", row, by, at, body=row.body_name, day=row.day.isoformat())
    row.delete()
    return row.authority


def _proposed(one: AgendaItem, known: KnownThings, staff: Mapping[int, str]) -> MeetingItem:
    """Those who prepared are names until somebody has confirmed them."""
    return MeetingItem(
        number=one.number,
        title=one.title,
        text=one.text,
        matter=guessed_matter(title=one.title),
        parties=proposals(text=f"{one.title}\n{one.text}", known=known),
        others_prepare=placed(written=one.prepared_by, people=staff),
    )


def _check_preparers(row: Meeting, items: tuple[MeetingItem, ...], by: Actor) -> None:
    """Raise Refused when somebody is named who is not of the administration, and was not before."""
    new = chosen_in(items=items) - chosen_in(items=items_from_plain(rows=row.items))
    if new and new - preparers(actor=by, authority=row.authority, on=row.day).keys():
        raise Refused(gettext("Only people of your own administration can have prepared an item."))


def _numbers(row: Meeting) -> frozenset[str]:
    return frozenset(one["number"] for one in row.items)


def _citation(row: Meeting, last: Screening, rule: str) -> str:
    """'' for a rule that the law does not have."""
    found = law_of_screening(screening=last, on=row.day).rules.get(rule)
    return found.citation[:200] if found else ""


def _tell(event: str, row: Meeting, by: Actor, at: datetime, **details: str | int) -> None:
    record(
        event=event, by=by.reference, at=at, about=f"ethics.meeting:{row.pk}", authority=row.authority,
        details=details,
    )  # fmt: skip
