# SPDX-License-Identifier: EUPL-1.2
"""A meeting of the demo that was held: one did not come, one stepped aside, one left before the end."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY, Actor, Grant, Role
from samband.core.people.queries import offices_by_person
from samband.core.people.rules import OfficeRecord, PostKind
from samband.engines.conflicts import OrganisationKind
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.attendance import OPENING, Presence, expected
from samband.tools.ethics.models import Interest
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries.attendance import attendance_of
from samband.tools.ethics.rules import Decided

DAYS_AGO = 8


def load_held_meeting(*, person: int, by: Actor, at: datetime) -> None:
    """Of a body in which the person sits, who owns a part of a company; nothing for somebody without."""
    day = localdate(at) - timedelta(days=DAYS_AGO)
    held = offices_by_person(actor=NOBODY, persons=[person], on=day).get(person, ())
    body = next((one.body for one in held if one.is_public), None)
    owned = Interest.objects.filter(person=person, organisation__kind=OrganisationKind.COMPANY)
    company = owned.select_related("organisation").first()
    if body is None or company is None or company.organisation is None:
        return
    serving = Actor(by.reference, frozenset({Grant(Role.CONTACT, body.authority)}))
    grant = f"Grant to {company.organisation.name}\nNumber {company.organisation.number}"
    agenda = f"91/{day:%y} Approval of the minutes\n92/{day:%y} {grant}\n93/{day:%y} Annual report"
    items = operations.read_agenda_text(text=agenda)
    number = operations.enter_meeting(
        authority=body.authority, body=body.code, day=day, items=items, by=serving, at=at
    )
    _hold(number, person, serving, at)


def _hold(number: int, person: int, by: Actor, at: datetime) -> None:
    first = queries.facts_of_meeting(actor=by, number=number)
    items = first.meeting.items
    operations.change_items(meeting=number, items=items, absent=_away(first.seats, person), by=by, at=at)
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=by, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=by, at=at)
    operations.record_decision(
        meeting=number, item=items[1].number, person=person, outcome=Decided.STEPS_ASIDE,
        reason="Owns a part of the applicant (synthetic)", by=by, at=at,
    )  # fmt: skip
    known = attendance_of(actor=by, number=number)
    opening = expected(agenda=known.agenda, procedure=known.procedure)
    operations.record_presence(meeting=number, item=OPENING, notes=opening, by=by, at=at)
    _note(number, 2, lambda one: one.instead_of == f"p{person}", by, at)
    _note(number, 3, lambda one: not one.is_present and one.person != f"p{person}", by, at)


def _away(seats: Iterable[OfficeRecord], person: int) -> list[int]:
    """The first other member for whom somebody can be called."""
    lists = [one.party for one in seats if one.kind is PostKind.SUBSTITUTE]
    others = (one for one in seats if one.kind is not PostKind.SUBSTITUTE and one.person != person)
    return [one.person for one in others if one.party in lists][:1]


def _note(number: int, place: int, wanted: Callable[[Presence], bool], by: Actor, at: datetime) -> None:
    """The first of what may have happened at an item; nothing where none of it could."""
    known = attendance_of(actor=by, number=number)
    found = next(filter(wanted, known.moves(at=known.at[place])), None)
    if found:
        operations.record_presence(meeting=number, item=found.item, notes=[found], by=by, at=at)
