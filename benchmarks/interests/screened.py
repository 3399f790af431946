# SPDX-License-Identifier: EUPL-1.2
"""Meetings and cases of the made-up register, screened by the program itself; decisions and questions."""

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from benchmarks.interests.made_up import (
    AT,
    CASES,
    ITEMS,
    MEETINGS,
    MEMBER,
    OWN_CASES,
    OWN_MEETINGS,
    OWN_QUESTIONS,
    QUESTIONS,
    SEED,
    TODAY,
    WHO,
)
from samband.core.access.rules import Actor, Grant, Role
from samband.core.people.models import Office
from samband.core.people.rules import BodyKind, PostKind
from samband.tools.ethics import models
from samband.tools.ethics.analysis.items import items_to_plain
from samband.tools.ethics.operations.evidence import keep_screening
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries.cases import _facts as facts_of_case
from samband.tools.ethics.queries.meetings import FactsOfMeeting, meeting_record
from samband.tools.ethics.queries.screening import known_of, seats_of_body
from samband.tools.ethics.rules import Basis, MeetingItem, PartyChoice, PartyEntry


def hold() -> None:
    """Meetings of the past year and of weeks to come, cases half of them open, decisions, and questions."""
    chance = Random(SEED + 11)
    mayors = Office.objects.filter(body__kind=BodyKind.COUNCIL, kind=PostKind.MAYOR)
    councils = list(mayors.select_related("body").order_by("pk"))
    own = next(one for one in councils if one.authority == MEMBER)
    places = [own] * OWN_MEETINGS + chance.choices(councils, k=MEETINGS - OWN_MEETINGS)
    for number, office in enumerate(places):
        _meet(chance, office, number)
    for number, office in enumerate([own] * OWN_CASES + chance.choices(councils, k=CASES - OWN_CASES)):
        _check(chance, office, number)
    _decide_and_ask(chance)


def _items(chance: Random, authority: str, count: int) -> Iterator[MeetingItem]:
    rows = models.Interest.objects.filter(organisation__isnull=False, withdrawn_at__isnull=True)
    seated = Office.objects.filter(authority=authority, valid_to__isnull=True).values("person_id")
    near = list(rows.filter(person_id__in=seated).select_related("organisation").order_by("pk"))
    for place in range(1, count + 1):
        firm = chance.choice(near).organisation
        party = PartyEntry(f"o{firm.pk}", firm.name, firm.number, firm.kind, Basis.NUMBER, PartyChoice.SURE)
        yield MeetingItem(number=f"{place}/26", title=f"Grant {place}", matter="grant", parties=(party,))


def _meet(chance: Random, office: Office, number: int) -> None:
    day = TODAY + timedelta(days=chance.randint(1, 60) if number % 10 == 0 else -chance.randint(1, 500))
    items = items_to_plain(items=_items(chance, office.authority, ITEMS))
    row = models.Meeting.objects.create(
        authority=office.authority, body=office.body.code, body_name=office.body.name, day=day, items=items,
        entered_at=AT, entered_by=WHO, changed_at=AT,
    )  # fmt: skip
    body, seats = seats_of_body(
        actor=_serving(row.authority), authority=row.authority, code=row.body, on=TODAY
    )
    known = known_of(authority=row.authority, on=TODAY)
    register, agenda = meeting_files(facts=FactsOfMeeting(meeting_record(row=row), known, body, seats))
    _screened_twice(row, register, agenda, max((TODAY - day).days, 0))


def _screened_twice(row: models.Meeting | models.CaseCheck, register: str, agenda: str, days: int) -> None:
    """The second time nothing was otherwise than the first."""
    at = AT - timedelta(days=days + 3)
    made = keep_screening(of=row, register=register, agenda=agenda, by=WHO, at=at)
    people = list(made.people.all())
    made.pk, made.screened_at = None, at + timedelta(days=2)
    made.save()
    made.people.set(people)


def _serving(authority: str) -> Actor:
    return Actor(WHO, frozenset({Grant(Role.SECRETARY, authority)}))


def _check(chance: Random, office: Office, number: int) -> None:
    (item,) = _items(chance, office.authority, 1)
    day = TODAY - timedelta(days=chance.randint(1, 500))
    row = models.CaseCheck.objects.create(
        authority=office.authority, reference=f"26/{number}", day=day, item=items_to_plain(items=[item])[0],
        body=office.body.code, body_name=office.body.name, entered_at=AT, entered_by=WHO, changed_at=AT,
        looked_on=TODAY - timedelta(days=1), closed_at=None if number % 2 else AT,
        done="" if number % 2 else "no_question",
    )  # fmt: skip
    head = Office.objects.filter(authority=office.authority, kind=PostKind.CHIEF_EXECUTIVE).first()
    models.CaseHand.objects.create(
        case=row, person=head.person, name=head.person.name, stage="prepare", role="employee_prepares"
    )
    register, agenda = case_files(facts=facts_of_case(row))
    _screened_twice(row, register, agenda, 0)


def _decide_and_ask(chance: Random) -> None:
    """About what came out: the body decides of half of it, and the adviser is asked about some."""
    asked: dict[bool, int] = {True: 0, False: 0}
    for row in (
        models.Screening.objects.filter(meeting__isnull=False).select_related("meeting").order_by("-pk")
    ):
        is_own = row.meeting.authority == MEMBER
        for item in json.loads(row.result)["items"]:
            for one in item["people"]:
                if not one["findings"]:
                    continue
                person = int(one["person"][1:])
                if chance.random() < 0.5:
                    models.BodyDecision.objects.create(
                        meeting=row.meeting, item=item["item"], person_id=person, outcome="steps_aside",
                        citation="fvl. § 6", recorded_at=AT, recorded_by=WHO,
                    )  # fmt: skip
                elif asked[is_own] < (OWN_QUESTIONS if is_own else QUESTIONS - OWN_QUESTIONS):
                    asked[is_own] += 1
                    _ask(chance, row, item, one, person)


def _ask(chance: Random, row: models.Screening, item: dict, one: dict, person: int) -> None:
    answered = chance.random() < 0.6
    told = {"answered_at": AT, "answered_by": WHO, "answer": "Made up."} if answered else {}
    wanted = {"meeting": row.meeting, "item": item["item"], "person_id": person}
    if not models.Advice.objects.filter(**wanted).exists():
        models.Advice.objects.create(
            **wanted, screening=row, rules=[], ties=[], matter=item["type"], outcome=one["outcome"],
            question="Made up?", is_for_association=True, asked_at=AT - timedelta(days=2),
            asked_by=WHO, **told,
        )  # fmt: skip
