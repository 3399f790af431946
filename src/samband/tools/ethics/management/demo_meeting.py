# SPDX-License-Identifier: EUPL-1.2
"""A meeting of the demo: an agenda made up of what councillors have declared, held against the interests."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY, Actor, Grant, Role
from samband.core.people.queries import offices_by_person, offices_on
from samband.engines.conflicts import OrganisationKind
from samband.tools.ethics import operations, queries
from samband.tools.ethics.management.demo_administration import load_employees
from samband.tools.ethics.management.demo_advice import load_advice
from samband.tools.ethics.models import Interest
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.rules import InterestKind, MeetingItem, PartyEntry

IN_DAYS = 6
BUILDER = "Nordvik Asphalt Ltd"
"""A party that no register knows."""


def load_meeting(*, person: int, by: Actor, at: datetime) -> None:
    """In some days, of a body in which the person sits; nothing for somebody without a seat."""
    today = localdate(at)
    held = offices_by_person(actor=NOBODY, persons=[person], on=today).get(person, ())
    body = next((one.body for one in held if one.is_public), None)
    if body is None:
        return
    serving = Actor(by.reference, frozenset({Grant(Role.CONTACT, body.authority)}))
    seated = [one.person for one in offices_on(actor=NOBODY, on=today, body=body.code)]
    preparer = load_employees(authority=body.authority, by=serving, at=at)[0]
    text = _agenda(person, seated, preparer[1], today.year)
    number = operations.enter_meeting(
        authority=body.authority, body=body.code, day=today + timedelta(days=IN_DAYS),
        items=operations.read_agenda_text(text=text), by=serving, at=at,
    )  # fmt: skip
    items = [_told(one, *preparer) for one in queries.meeting(actor=serving, number=number).items]
    operations.change_items(meeting=number, items=items, by=serving, at=at)
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=serving, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=serving, at=at)
    load_advice(meeting=number, person=person, by=serving, at=at)


def _agenda(person: int, seated: list[int], preparer: str, year: int) -> str:
    """The person owns a part of one applicant, another member sits on the board of the other.

    The last item is prepared by an employee who has a tie to its party.
    """
    declared = Interest.objects.filter(valid_to__isnull=True).select_related("organisation")
    own = declared.filter(person_id=person, kind=InterestKind.OWNERSHIP).first()
    others = declared.filter(person_id__in=seated, kind=InterestKind.POST).exclude(person_id=person)
    named = [
        f"{one.organisation.name}\nNumber {one.organisation.number}"
        for one in (own, others.order_by("person_id").first())
        if one and one.organisation
    ]
    cases = ["Grant to", "Building permit for"]
    lines = [f"{case} {name}" for case, name in zip(cases, named, strict=False)]
    whole = [
        "Approval of the minutes",
        *lines,
        f"Contract with {BUILDER} (synthetic)",
        "Annual budget",
        *_prepared(preparer),
    ]
    return "\n".join(f"{place}/{year % 100} {line}" for place, line in enumerate(whole, start=1))


def _prepared(preparer: str) -> list[str]:
    """A case about what the employee has declared, with her name as an agenda writes it."""
    declared = Interest.objects.filter(person__name=preparer).select_related("organisation").first()
    club = declared.organisation if declared else None
    return (
        [f"Lease of the hall to {club.name}\nNumber {club.number}\nPrepared by: {preparer}"] if club else []
    )


def _told(item: MeetingItem, preparer: int, name: str) -> MeetingItem:
    """As if the secretary had said what each party is, and confirmed who prepared the item."""
    parties = tuple(_company(one) for one in item.parties)
    prepared_by = (preparer,) if name in item.others_prepare else ()
    return replace(item, parties=parties, prepared_by=prepared_by, others_prepare=())


def _company(one: PartyEntry) -> PartyEntry:
    return replace(one, kind=one.kind or OrganisationKind.COMPANY.value)
