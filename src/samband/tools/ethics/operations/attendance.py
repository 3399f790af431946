# SPDX-License-Identifier: EUPL-1.2
"""Writing down who came to a meeting, who left it, and who took whose seat."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.tools.ethics.analysis.attendance import OPENING, Presence
from samband.tools.ethics.models import Meeting, PresenceNote
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries.attendance import AttendedMeeting, attended
from samband.tools.ethics.queries.meetings import meeting_row


@transaction.atomic
def record_presence(*, meeting: int, item: str, notes: Iterable[Presence], by: Actor, at: datetime) -> None:
    """Note who is in the room from an item on, '' from the opening, and who takes whose seat.

    The first time it is the opening, and every member is named. After that each has to be possible at the
    item, as the notes before have it. Raises NoSuchMeeting, Refused.
    """
    meeting_row(actor=by, number=meeting)
    row = Meeting.objects.select_for_update().get(pk=meeting)
    told, known = list(notes), attended(row=row)
    if not (_possible(known, item, told) if known.is_recorded else _is_opening(known, item, told)):
        raise Refused(gettext("The meeting has been changed meanwhile. Look at it again."))
    PresenceNote.objects.bulk_create(_row(row, one, by, at) for one in told)
    about = f"ethics.meeting:{row.pk}"
    record(
        event="ethics.attendance_recorded", by=by.reference, at=at, about=about, authority=row.authority,
        details={"item": item},
    )  # fmt: skip


def _possible(known: AttendedMeeting, item: str, notes: list[Presence]) -> bool:
    at = next((one for one in known.at if one.item == item), None)
    return at is not None and bool(notes) and set(notes) <= set(known.moves(at=at))


def _is_opening(known: AttendedMeeting, item: str, notes: list[Presence]) -> bool:
    """Each member once, in the own seat; deputies in the seat of a member."""
    members = {one.person for one in known.agenda.body.members}
    deputies = {one.person for one in known.agenda.body.deputies}
    own = [one.person for one in notes if not one.instead_of]
    others = [one for one in notes if one.instead_of]
    return (
        item == OPENING
        and {one.item for one in notes} <= {OPENING}
        and sorted(own) == sorted(members)
        and all(one.person in deputies and one.instead_of in members for one in others)
        and (known.procedure.calls_deputies or not others)
    )


def _row(row: Meeting, one: Presence, by: Actor, at: datetime) -> PresenceNote:
    return PresenceNote(
        meeting=row,
        item=one.item,
        person_id=int(one.person[1:]),
        is_present=one.is_present,
        instead_of_id=int(one.instead_of[1:]) if one.instead_of else None,
        recorded_at=at,
        recorded_by=by.reference,
    )
