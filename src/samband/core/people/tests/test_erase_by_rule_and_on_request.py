# SPDX-License-Identifier: EUPL-1.2
import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command

from samband.core.access.operations import create_person
from samband.core.access.rules import INSTALLATION, Grant, NotAllowed, Role
from samband.core.audit.queries import events
from samband.core.people import operations, queries
from samband.core.people.analysis.retention import BadRules, Rule, cutoff, read_rules
from samband.core.people.operations import NewPerson, Refused
from samband.core.people.queries.retention import due, erasure_requests
from samband.core.people.rules import NoSuchPerson
from samband.core.people.tests.conftest import AT, COUNCIL, DOING, TODAY, UTSIRA

LATER = datetime(2027, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def ended(council):
    """Everybody of Utsira left office on the day of the tests."""
    for person in council.values():
        for one in queries.offices_of(actor=INSTALLATION, person=person):
            operations.end_office(office=one.id, on=TODAY, **DOING)
    return council


def people_due(on):
    return {one.rule.code: one.people for one in due(actor=INSTALLATION, on=on)}


def private(person, at=LATER):
    return queries.private_data(actor=INSTALLATION, person=person, at=at)


@pytest.mark.parametrize(
    ("months", "on", "day"),
    [
        (12, date(2027, 3, 1), date(2026, 3, 1)),
        (1, date(2027, 3, 31), date(2027, 2, 28)),
        (108, date(2028, 2, 29), date(2019, 2, 28)),
        (0, date(2027, 3, 1), date(2027, 3, 1)),
    ],
)
def test_months_are_counted_back_from_the_day(months, on, day):
    assert cutoff(rule=Rule("x", ("email",), months, "y"), on=on) == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules: []", "no list"),
        ("rules: [{code: a, facts: [email], months: 1}]", "reason is missing"),
        ("rules: [{code: a, facts: [salary], months: 1, reason: b}]", "salary is no fact"),
        ("rules: [{code: a, facts: [email], months: soon, reason: b}]", "months must be"),
    ],
)
def test_rules_that_cannot_be_followed_are_told(text, told):
    with pytest.raises(BadRules, match=told):
        read_rules(text=text)


def test_nothing_of_those_in_office_is_due(council):
    assert set(people_due(date(2040, 1, 1)).values()) == {0}


def test_contact_data_is_kept_for_a_year_after_the_last_office(ended):
    assert people_due(date(2027, 2, 28))["contact_data"] == 0
    assert people_due(date(2027, 3, 1))["contact_data"] == 3


def test_the_rules_erase_what_they_say_and_leave_the_public_office(ended):
    told = operations.apply_retention(by=INSTALLATION, at=LATER)
    assert (told["contact_data"], told["birth_date"]) == (3, 0)
    assert (private(ended["Anne Berg"]).email, private(ended["Anne Berg"]).birth_date) == ("", "1970-05-17")
    assert [one.body.code for one in queries.offices_of(actor=INSTALLATION, person=ended["Anne Berg"])] == [
        COUNCIL
    ]
    assert set(operations.apply_retention(by=INSTALLATION, at=LATER).values()) == {0}


def test_who_held_no_public_office_is_taken_out_altogether(ended):
    operations.apply_retention(by=INSTALLATION, at=LATER.replace(year=2028))
    with pytest.raises(NoSuchPerson):
        queries.person(actor=INSTALLATION, person=ended["Per Hus"])


def test_who_never_held_an_office_is_taken_out_after_half_a_year(ground):
    person = operations.register_person(new=NewPerson("No Office"), **DOING)
    operations.apply_retention(by=INSTALLATION, at=AT.replace(month=8))
    assert queries.person(actor=INSTALLATION, person=person.id)
    operations.apply_retention(by=INSTALLATION, at=AT.replace(month=9, day=2))
    with pytest.raises(NoSuchPerson):
        queries.person(actor=INSTALLATION, person=person.id)


def test_background_work_applies_each_rule_once(ended, administrator):
    with time_machine.travel(LATER, tick=False):
        job = operations.queue_retention(by=administrator, at=LATER)
    assert job.total == 5
    assert private(ended["Anne Berg"]).email == ""
    kinds = [event.event for event in events().events]
    assert kinds.count("people.retention_applied") == 1


def test_the_daily_command_previews_and_erases(ended, capsys):
    with time_machine.travel(LATER, tick=False):
        call_command("people_keep")
        assert "contact_data: 3 (by 2026-06-01)" in capsys.readouterr().out
        assert private(ended["Anne Berg"]).email
        call_command("people_keep", "--confirm")
    assert private(ended["Anne Berg"]).email == ""


@pytest.mark.parametrize("who", ["analyst", "contact", "outsider", "inhabitant"])
def test_only_administrators_erase(council, request, who):
    by = request.getfixturevalue(who)
    tries = [
        lambda: due(actor=by, on=TODAY),
        lambda: erasure_requests(actor=by),
        lambda: operations.apply_retention(by=by, at=AT),
        lambda: operations.queue_retention(by=by, at=AT),
        lambda: operations.erase_person(person=council["Anne Berg"], by=by, at=AT),
        lambda: operations.answer_erasure(request=1, is_granted=True, answer="", by=by, at=AT),
        lambda: operations.ask_for_erasure(person=council["Anne Berg"], by=by, at=AT),
    ]
    for one in tries:
        with pytest.raises(NotAllowed):
            one()


@pytest.fixture
def mayor(council, client):
    """The mayor, signed in, with the account tied to the person."""
    account = create_person(
        email="mayor@example.org", name="Anne Berg", language="en", password="a long password indeed",
        grants=[Grant(Role.COUNCILLOR, UTSIRA)], by=INSTALLATION, at=AT,
    )  # fmt: skip
    operations.link_account(person=council["Anne Berg"], account=account.reference, **DOING)
    assert client.login(email="mayor@example.org", password="a long password indeed")
    return client


def test_the_page_about_oneself_shows_all_that_is_held(mayor, council):
    queries.private_data(actor=INSTALLATION, person=council["Anne Berg"], at=AT)
    text = mayor.get("/people/me/").content.decode()
    for wanted in ("mayor@example.org", "anne@utsira.example", "1970-05-17", "Council of Utsira",
                   "councillor", "read the contact data of", "12", "108"):  # fmt: skip
        assert wanted in text, wanted
    assert "Ola Åsen" not in text


def test_all_of_it_is_taken_away_in_two_forms(mayor):
    document = json.loads(mayor.get("/people/me/about-me.json").content)
    facts = [fact for part in document["holdings"] for fact in part["facts"]]
    assert ["E-mail", "anne@utsira.example"] in facts
    assert "Born: 1970-05-17" in mayor.get("/people/me/about-me.txt").content.decode()


def test_one_leaves_the_contact_lists_and_comes_back(mayor, council):
    mayor.post("/people/me/lists/", {"lists": "off"})
    assert private(council["Anne Berg"]).unsubscribed_at is not None
    mayor.post("/people/me/lists/", {"lists": "on"})
    assert private(council["Anne Berg"]).unsubscribed_at is None


def test_a_request_for_erasure_is_answered_with_a_reason_or_carried_out(
    mayor, council, signed_in, administrator
):
    mayor.post("/people/me/erasure/")
    mayor.post("/people/me/erasure/")
    (request,) = erasure_requests(actor=administrator)
    assert (request.name, request.holds_office) == ("Anne Berg", True)
    assert "Requests for erasure: 1" in signed_in(administrator).get("/").content.decode()
    with pytest.raises(Refused, match="Say why"):
        operations.answer_erasure(request=request.id, is_granted=False, answer=" ", by=administrator, at=AT)
    operations.answer_erasure(
        request=request.id, is_granted=False, answer="You are still in office.", by=administrator, at=AT
    )
    assert "You are still in office." in mayor.get("/people/me/").content.decode()
    mayor.post("/people/me/erasure/")
    (request, _) = erasure_requests(actor=administrator)
    operations.answer_erasure(request=request.id, is_granted=True, answer="", by=administrator, at=AT)
    record = queries.person(actor=INSTALLATION, person=council["Anne Berg"])
    assert record.is_erased
    assert private(council["Anne Berg"]).email == ""
    assert [one.body.code for one in queries.offices_of(actor=INSTALLATION, person=record.id)] == [COUNCIL]


def test_the_log_keeps_no_personal_data_of_the_erased(ended):
    operations.erase_person(person=ended["Anne Berg"], **DOING)
    told = str(
        [(event.about, event.details) for event in events(about=f"people.person:{ended['Anne Berg']}").events]
    )
    assert "Berg" not in told
    assert "@" not in told
