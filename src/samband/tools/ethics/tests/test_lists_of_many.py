# SPDX-License-Identifier: EUPL-1.2
"""Lists cost as many queries for thirty people as for three, and long ones have pages."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samband.tools.ethics import queries
from samband.tools.ethics.analysis.items import items_to_plain
from samband.tools.ethics.models import (
    Advice,
    CaseCheck,
    Confirmation,
    Interest,
    InterestDetail,
    Meeting,
    Organisation,
    Screening,
)
from samband.tools.ethics.queries.advice import earlier_answers
from samband.tools.ethics.queries.meetings import PER_PAGE
from samband.tools.ethics.rules import MeetingItem
from samband.tools.ethics.tests.conftest import NOON, TODAY, UTSIRA, elect

RESULT = json.dumps({"items": [{"item": "1", "people": []}]})
OF_A_MEMBER = ("member", "member_gifts", "meetings", "cases")
PAGES = {
    "anybody": ("register", "gifts", "employment", "organisation", "register_csv", "gifts_csv"),
    "contact": ("member", "member_gifts", "meetings", "cases", "advice", "start"),
    "analyst": ("overview", "overview_csv", "advice"),
}


@pytest.fixture
def more(council):
    """Elect so many more, each with a post, a gift, a job, a meeting, a case and a question."""
    firm = Organisation.objects.create(number="", name="Firm", folded="firm", kind="company")

    def elected(number):
        begin = Interest.objects.count()
        for place in range(begin, begin + number):
            _one(firm, elect(f"Person {place}"), place)
        return firm

    return elected


def _one(firm, person, place):
    told = {
        "person_id": person,
        "organisation": firm,
        "source": "person",
        "recorded_at": NOON,
        "recorded_by": "x",
    }
    for kind in ("post", "gift", "employment"):
        begins = date(2026, 2, 1) if kind == "gift" else date(2024, 1, 1)
        row = Interest.objects.create(key=f"{kind}{place}", kind=kind, valid_from=begins, **told)
        if kind == "gift":
            InterestDetail.objects.create(interest=row, value=Decimal(50), currency="NOK")
    Confirmation.objects.create(person_id=person, confirmed_at=NOON, interests=3)
    entered = {"entered_at": NOON, "entered_by": "x", "changed_at": NOON, "day": TODAY + timedelta(days=9)}
    (item,) = items_to_plain(items=[MeetingItem(number="1", title="Grant")])
    meeting = Meeting.objects.create(
        authority=UTSIRA, body=f"council-{UTSIRA}", body_name="Council", items=[item], **entered
    )
    case = CaseCheck.objects.create(authority=UTSIRA, reference=f"26/{place}", item=item, **entered)
    register = json.dumps({"people": [{"id": f"p{person}", "name": "One"}], "organisations": []})
    for of in ({"meeting": meeting}, {"case": case}):
        last = Screening.objects.create(
            **of, law="law", law_digest="x", known_at=TODAY, register=register, agenda="{}", result=RESULT,
            state="x", screened_at=NOON, screened_by="x",
        )  # fmt: skip
        last.people.add(person)
    Advice.objects.create(
        meeting=meeting, screening=meeting.screenings.get(), item="1", person_id=person, matter="grant",
        outcome="assess", is_for_association=True, asked_at=NOON, asked_by="x",
    )  # fmt: skip


def _address(name, firm):
    arguments = {"organisation": [firm.pk]} | {key: [UTSIRA] for key in OF_A_MEMBER}
    return "/" if name == "start" else reverse(f"ethics:{name}", args=arguments.get(name, []))


def _cost(browser, address):
    """Queries of a page or a file, and what it holds."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    return len(asked), len(content)


@pytest.mark.parametrize(("who", "name"), [(who, name) for who, names in PAGES.items() for name in names])
def test_thirty_cost_as_many_queries_as_three(more, client, signed_in, contact, analyst, who, name):
    browser = client if who == "anybody" else signed_in({"contact": contact, "analyst": analyst}[who])
    address = _address(name, more(3))
    _cost(browser, address)
    few, short = _cost(browser, address)
    more(27)
    many, long = _cost(browser, address)
    assert many == few
    assert long > short or name in ("overview", "overview_csv", "start")


def test_meetings_have_pages(more, contact, signed_in):
    more(1)
    row = Meeting.objects.get()
    for place in range(PER_PAGE):
        row.pk, row.day = None, TODAY - timedelta(days=place)
        row.save()
    first, second = (queries.meetings_of(actor=contact, authority=UTSIRA, page=page) for page in (1, 2))
    assert [len(one.meetings) for one in (first, second)] == [PER_PAGE, 1]
    assert first.meetings[0].screened_at == NOON
    assert second.meetings[0].day == TODAY - timedelta(days=PER_PAGE - 1)
    address = reverse("ethics:meetings", args=[UTSIRA])
    browser = signed_in(contact)
    assert "?page=2" in browser.get(address).content.decode()
    assert "?page=1" in browser.get(address, {"page": "2"}).content.decode()


def test_cases_have_pages_and_open_ones_come_first(more, contact, signed_in):
    more(1)
    row = CaseCheck.objects.get()
    for place in range(PER_PAGE):
        row.pk, row.closed_at, row.done = None, NOON, "no_question"
        row.reference = f"25/{place}"
        row.save()
    first, second = (queries.cases_of(actor=contact, authority=UTSIRA, page=page) for page in (1, 2))
    assert [len(one.cases) for one in (first, second)] == [PER_PAGE, 1]
    assert [one.done is None for one in first.cases] == [True, *[False] * (PER_PAGE - 1)]
    assert first.cases[0].checked_at == NOON
    address = reverse("ethics:cases", args=[UTSIRA])
    assert "?page=1" in signed_in(contact).get(address, {"page": "2"}).content.decode()


def test_an_answer_of_another_case_is_similar_only_under_the_same_rule(more, contact):
    more(3)
    wanted = ([], ["r1"], ["r1", "r2"])
    for row, rules in zip(Advice.objects.order_by("pk"), wanted, strict=True):
        row.rules, row.answered_at = rules, NOON
        row.save()
    last = Advice.objects.latest("pk")
    found = earlier_answers(actor=contact, number=last.pk)
    assert [one.id for one, _ in found] == [last.pk - 1]
