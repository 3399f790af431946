# SPDX-License-Identifier: EUPL-1.2
"""Interests: what is public is for everybody, the rest for the person and who serves the council there.

The councillor is in the register of people already, by people.py: this file comes after it.
"""

from collections.abc import Mapping
from datetime import date

from samband.core.access.rules import Actor, Grant, Role
from samband.tools.ethics import operations
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries import facts_of_meeting, interest
from samband.tools.ethics.rules import InterestKind, NewInterest, NewKin, PostRole, Relation
from samband.tools.ethics.rules.administration import NewEmployee
from samband.tools.surveys.tests.conftest import NOON
from tests.doors.door import ADMINISTRATOR, ALL, CONTACT, COUNCILLOR, MEDIAN, SECRETARY, STAFF, UTSIRA, Door

OWN, UTSIRAS, MEDIANS = frozenset({COUNCILLOR}), frozenset({CONTACT}), frozenset({SECRETARY})
IMPORTERS = frozenset({ADMINISTRATOR, CONTACT})
ELECTED = OWN | UTSIRAS | MEDIANS
BANK, NOTE, KIN = "Bankinconfidence", "Noteofmyown", "Relativeofmyown"
LENDER = "Lenderofanemployee"
MEETING = {"meeting": "@meeting"}
KEY, PERSON, OTHER = (
    {"key": "@interest"},
    {"code": UTSIRA, "person": "@self"},
    {"code": MEDIAN, "person": "@other"},
)
EMPLOYEE = {"code": UTSIRA, "person": "@employee"}

DOORS = (
    Door("ethics:register", get=ALL),
    Door("ethics:register", get=ALL, query="?q=ferry&authority=1151&body=council-1151"),
    Door("ethics:register_csv", get=ALL),
    Door("ethics:gifts", get=ALL),
    Door("ethics:statistics", get=ALL),
    Door("ethics:statistics_csv", get=ALL),
    Door("ethics:gifts_csv", get=ALL),
    Door("ethics:employment", get=ALL),
    Door("ethics:employment_csv", get=ALL),
    Door("ethics:person", get=ALL, given={"person": "@self"}),
    Door("ethics:organisation", get=ALL, given={"number": "@ferry"}),
    Door("ethics:organisation", given={"number": "@bank"}),
    Door("ethics:mine", get=ELECTED),
    Door("ethics:mine_file", get=OWN, given={"format": "json"}),
    Door("ethics:mine_file", get=OWN, given={"format": "csv"}),
    Door("ethics:mine_earlier", get=OWN),
    Door("ethics:person_earlier", get=UTSIRAS, given=PERSON),
    Door("ethics:confirm", post=OWN),
    Door("ethics:add", get=OWN, post=OWN, given={"kind": "debt"}),
    Door("ethics:change", get=OWN | UTSIRAS, post=OWN | UTSIRAS, given=KEY),
    Door("ethics:change", get=OWN | UTSIRAS, post=OWN | UTSIRAS, given={"key": "@debt"}),
    Door("ethics:member", get=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:member_gifts", get=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:member_gifts_csv", get=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:register_json", get=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:register_json", get=MEDIANS, given={"code": MEDIAN}),
    Door("ethics:agenda_json", get=UTSIRAS, given={"code": UTSIRA, "body": "council-1151"}),
    Door("ethics:agenda_json", given={"code": MEDIAN, "body": "council-1151"}),
    Door("ethics:member", get=MEDIANS, given={"code": MEDIAN}),
    Door("ethics:member_person", get=UTSIRAS, given=PERSON),
    Door("ethics:member_person", get=MEDIANS, given=OTHER),
    Door("ethics:member_add", get=UTSIRAS, post=UTSIRAS, given={**PERSON, "kind": "post"}),
    Door("ethics:member_add", get=MEDIANS, post=MEDIANS, given={**OTHER, "kind": "post"}),
    Door("ethics:administration", get=UTSIRAS, post=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:administration", get=MEDIANS, post=MEDIANS, given={"code": MEDIAN}),
    Door("ethics:member_person", get=UTSIRAS, given=EMPLOYEE),
    Door("ethics:ask_to_declare", post=UTSIRAS, given=EMPLOYEE),
    Door("ethics:take_up", data={"person": "@employee"}),
    Door("ethics:meetings", get=UTSIRAS, post=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:meetings", get=MEDIANS, given={"code": MEDIAN}),
    Door("ethics:meeting", get=UTSIRAS, post=UTSIRAS, given=MEETING),
    Door("ethics:result", get=UTSIRAS, given=MEETING),
    Door("ethics:screen_again", post=UTSIRAS, given=MEETING),
    Door("ethics:decide", post=UTSIRAS, given=MEETING),
    Door("ethics:minutes", get=UTSIRAS, given=MEETING),
    Door("ethics:attendance", get=UTSIRAS, post=UTSIRAS, given=MEETING),
    Door("ethics:tell", post=UTSIRAS, given=MEETING),
    Door("ethics:erase_meeting", post=UTSIRAS, given={"meeting": "@another_meeting"}),
    Door("ethics:own_meetings", get=ELECTED),
    Door("ethics:advice", get=ELECTED | STAFF),
    Door(
        "ethics:advice_ask",
        get=OWN | UTSIRAS,
        post=OWN | UTSIRAS,
        given={"meeting": "@coming_meeting", "item": "1", "person": "@self"},
    ),
    Door("ethics:advice_question", get=OWN | UTSIRAS, post=UTSIRAS, given={"number": "@advice"}),
    Door("ethics:kin", get=OWN, post=OWN),
    Door("ethics:check", get=OWN, post=OWN, given={"meeting": "@coming_meeting", "item": "1"}),
    Door("ethics:roles", get=IMPORTERS, post=IMPORTERS),
    Door("ethics:confirm_roles", post=IMPORTERS),
    Door("ethics:overview", get=STAFF),
    Door("ethics:overview_csv", get=STAFF),
)
SECRETS = {LENDER: UTSIRAS, BANK: OWN | UTSIRAS, NOTE: OWN, KIN: OWN}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """The councillor owes a bank, chairs the ferry company and keeps a private list."""
    councillor = Actor(f"person:{known['person_councillor']}")
    oneself = int(known["self"])
    post = NewInterest(
        InterestKind.POST, date(2020, 1, 1), organisation="Ferry Ethics", role=PostRole.CHAIR, note=NOTE
    )
    debt = NewInterest(InterestKind.DEBT, date(2020, 1, 1), organisation=BANK)
    declared = [
        operations.declare_interest(person=oneself, new=new, by=councillor, at=NOON) for new in (post, debt)
    ]
    ferry, bank = (interest(actor=councillor, key=one.key).organisation for one in declared)
    assert ferry is not None
    assert bank is not None
    operations.remember_kin(new=[NewKin(KIN, Relation.SIBLING)], by=councillor, at=NOON)
    serving = Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA)}))
    employee = _employee(serving)
    days = (date(2026, 3, 19), date(2026, 3, 19), date(2099, 3, 19))
    meetings = [_meeting(serving, day) for day in days]
    advice = operations.ask_advice(
        meeting=_meeting(serving, date(2099, 3, 20)), place=1, person=oneself, question="Too close?",
        to_association=False, by=serving, at=NOON,
    )  # fmt: skip
    return {
        "advice": str(advice), "employee": str(employee),
        "meeting": str(meetings[0]), "another_meeting": str(meetings[1]),
        "coming_meeting": str(meetings[2]),
        "interest": declared[0].key, "debt": declared[1].key, "ferry": str(ferry.id),
        "bank": str(bank.id),
    }  # fmt: skip


def _employee(by: Actor) -> int:
    """Somebody in the administration who owes a lender, as the contact person was told; the number."""
    new = NewEmployee("Head of planning", date(2020, 1, 1), name="Employee")
    person = operations.name_employee(authority=UTSIRA, new=new, by=by, at=NOON)
    debt = NewInterest(InterestKind.DEBT, date(2020, 1, 1), organisation=LENDER)
    operations.declare_interest(person=person, new=debt, by=by, at=NOON)
    return person


def _meeting(by: Actor, day: date) -> int:
    """A meeting of the council of Utsira that decides on something for the ferry company."""
    items = operations.read_agenda_text(text="1/26 Ferry Ethics\n2/26 Budget")
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=day, items=items, by=by, at=NOON
    )
    register, agenda = meeting_files(facts=facts_of_meeting(actor=by, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=by, at=NOON)
    return number
