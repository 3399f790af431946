# SPDX-License-Identifier: EUPL-1.2
"""Who was in a meeting at each item: for who serves the council there, and for each person about oneself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samband.core.access.rules import Actor
from samband.engines.conflicts import Agenda, Procedure, parse_agenda, parse_register
from samband.tools.ethics.analysis.attendance import OPENING, AtItem, Presence, attendance, moves
from samband.tools.ethics.models import Meeting, PresenceNote
from samband.tools.ethics.queries.evidence import law_of
from samband.tools.ethics.queries.meetings import decisions_of, last_screening, meeting_record, meeting_row
from samband.tools.ethics.rules import Decided, MeetingRecord


@dataclass(frozen=True, slots=True)
class AttendedMeeting:
    """at: the opening, then each item. names: of those with a seat, '' of who was erased.

    is_recorded: somebody has confirmed who came; else it is what is expected.
    """

    meeting: MeetingRecord
    agenda: Agenda
    procedure: Procedure
    names: Mapping[str, str]
    at: tuple[AtItem, ...]
    aside: frozenset[tuple[str, str]]
    is_recorded: bool

    @property
    def is_whole(self) -> bool:
        """Whether nobody with a seat was erased since; who was is counted as absent."""
        return all(self.names[one.person] for one in self.agenda.body.members)

    def moves(self, *, at: AtItem) -> tuple[Presence, ...]:
        """What may be noted of an item."""
        aside = {person for item, person in self.aside if item == at.item}
        return tuple(moves(agenda=self.agenda, procedure=self.procedure, at=at, aside=aside))


def attendance_of(*, actor: Actor, number: int) -> AttendedMeeting:
    """Raises NoSuchMeeting, also when it was never screened."""
    return attended(row=meeting_row(actor=actor, number=number))


def attended(*, row: Meeting) -> AttendedMeeting:
    """For queries and operations of this area. Raises NoSuchMeeting when it was never screened."""
    last, procedure = last_screening(meeting=row), law_of(on=row.day).procedure
    register = parse_register(text=last.register)
    agenda = parse_agenda(text=last.agenda, register=register)
    decided = decisions_of(row=row, names={})
    aside = frozenset((one.item, f"p{one.person}") for one in decided if one.outcome is Decided.STEPS_ASIDE)
    notes = _notes(row)
    return AttendedMeeting(
        meeting=meeting_record(row=row),
        agenda=agenda,
        procedure=procedure,
        names={one.id: one.name for one in register.people.values()},
        at=attendance(
            agenda=agenda, procedure=procedure, items=[one["number"] for one in row.items], notes=notes,
            aside=aside,
        ),
        aside=aside,
        is_recorded=any(one.item == OPENING for one in notes),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnPresence:
    """One note about oneself. item: '' of the opening."""

    body_name: str
    day: date
    item: str
    is_present: bool


def presence_kept_of(*, person: int) -> tuple[OwnPresence, ...]:
    """The latest meeting first, each in the order of the notes. Unguarded, for that person."""
    rows = PresenceNote.objects.filter(person=person).select_related("meeting")
    return tuple(
        OwnPresence(row.meeting.body_name, row.meeting.day, row.item, row.is_present)
        for row in rows.order_by("-meeting__day", "-meeting_id", "recorded_at", "pk")
    )


def _notes(row: Meeting) -> list[Presence]:
    return [
        Presence(
            one.item,
            f"p{one.person_id}",
            one.is_present,
            f"p{one.instead_of_id}" if one.instead_of_id else "",
        )
        for one in PresenceNote.objects.filter(meeting=row).order_by("recorded_at", "pk")
    ]
