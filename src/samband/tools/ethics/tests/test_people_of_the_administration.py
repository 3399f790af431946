# SPDX-License-Identifier: EUPL-1.2
"""Employees who prepare and decide cases: named, invited, with a list of their own, and then checked."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import NOBODY, Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import all_events
from samband.core.people import operations as people
from samband.core.people.operations import Correction
from samband.core.people.queries import offices_on, person_of_account
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Interest, ScreenedPerson
from samband.tools.ethics.operations import NewCase, Refused
from samband.tools.ethics.operations.retention import erase_what_is_over
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.pages.held import holdings
from samband.tools.ethics.pages.rounds import go_round
from samband.tools.ethics.queries.administration import employees, policy_about
from samband.tools.ethics.rules import Hand, NewDelegation, SourceKind
from samband.tools.ethics.rules.administration import NewEmployee
from samband.tools.ethics.tests.conftest import BEGAN, DOING, FERRY, MEDIAN, NOON, TODAY, UTSIRA, ferry

FIELDS = {
    "name": "Dina Lie",
    "email": "dina@example.org",
    "title": "Head of planning",
    "valid_from": "2024-01-01",
}
DINA = NewEmployee("Head of planning", date(2024, 1, 1), name="Dina Lie", email="dina@example.org")
SECRETARY = Actor("cast:secretary", frozenset({Grant(Role.SECRETARY, UTSIRA)}))
STRANGER = Actor("cast:stranger", frozenset({Grant(Role.CONTACT, MEDIAN)}))


@pytest.fixture
def browser(signed_in, contact):
    return signed_in(contact)


@pytest.fixture
def officer(browser) -> Actor:
    """The contact person of Utsira with the account that signs in."""
    return actor_by_email(email="contact@example.org", on=TODAY)


@pytest.fixture
def dina(council, officer) -> int:
    """Head of planning in Utsira; number of the person."""
    return operations.name_employee(authority=UTSIRA, new=DINA, by=officer, at=NOON)


def ask(person, by):
    links = {"sign_in": "https://example.org/in", "mine": "https://example.org/mine"}
    return operations.ask_to_declare(authority=UTSIRA, person=person, **links, by=by, at=NOON)


@pytest.fixture
def account(dina, officer) -> Actor:
    """Dina, invited and signed in, who has said that it is her."""
    ask(dina, officer)
    actor = actor_by_email(email="dina@example.org", on=TODAY)
    people.take_up_person(person=dina, by=actor, at=NOON)
    return actor


def path(name, *args):
    return reverse(f"ethics:{name}", args=args)


def text(client, name, *args, status=200):
    answer = client.get(path(name, *args))
    assert answer.status_code == status
    return answer.content.decode()


def checked(by, person, name, stage="prepare"):
    """A grant to the ferry that this person prepares or decides; number of the case."""
    new = NewCase(
        "2026/118", "Grant to the ferry", "grant", date(2026, 3, 26), parties=(f"Utsira Ferry AS; {FERRY}",)
    )
    number = operations.enter_case(authority=UTSIRA, new=new, by=by, at=NOON)
    role = "employee_prepares" if stage == "prepare" else "employee_decides"
    item = queries.case(actor=by, number=number).item
    operations.change_case(
        case=number, item=item, day=new.day, body="", amount=None, hands=(Hand(person, name, stage, role),),
        by=by, at=NOON,
    )  # fmt: skip
    register, agenda = case_files(facts=queries.facts_of_case(actor=by, number=number))
    operations.check_case(case=number, register=register, agenda=agenda, by=by, at=NOON)
    return number


def read(number, by):
    return queries.checked_case(actor=by, number=number, language="en", at=NOON)


def unseen(number, by):
    return {one.kind.value for one in read(number, by).gaps if one.about == "Dina Lie"}


def confirmed(account, *new):
    for one in new:
        operations.declare_interest(
            person=person_of_account(account=account.reference).id, new=one, by=account, at=NOON
        )
    operations.confirm_interests(by=account, at=NOON)


def test_the_contact_person_names_an_employee_who_is_not_public(council, browser, officer):
    assert "Nobody of the administration" in text(browser, "administration", UTSIRA)
    answer = browser.post(path("administration", UTSIRA), FIELDS, follow=True)
    told = answer.content.decode()
    assert "Head of planning, Administration of Utsira" in told
    assert "Nothing of this list is public." in told
    assert "Ask Dina Lie to write the list" in told
    assert "no account yet" in text(browser, "administration", UTSIRA)
    assert "Dina Lie" not in {one.name for one in offices_on(actor=NOBODY, on=TODAY)}
    (found,) = employees(actor=officer, authority=UTSIRA, on=TODAY)
    assert (found.state.name, found.has_account) == ("Dina Lie", False)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "This field is required"),
        ({"name": ""}, "Write a name."),
        ({"name": "dina  LIE"}, "stands there already"),
        ({"last_day": "2023-12-31"}, "The last day comes before the first"),
    ],
)
def test_what_is_missing_is_said(dina, browser, wrong, words):
    told = {**FIELDS, "name": "Per Sand", "email": ""} | wrong
    answer = browser.post(path("administration", UTSIRA), told)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_somebody_elected_and_employed_has_one_list(council, browser, declared):
    declared()
    told = {"person": str(council["Anne"]), "title": "Teacher", "valid_from": "2024-01-01"}
    answer = browser.post(path("administration", UTSIRA), told, follow=True).content.decode()
    assert "Teacher, Administration of Utsira" in answer
    assert "Chair of the board" in answer
    assert "Nothing of this list is public." not in answer


def test_nobody_of_another_member_is_taken_in(council, officer):
    new = NewEmployee("Adviser", BEGAN, person=council["Kari"])
    with pytest.raises(Refused, match="no office in your member"):
        operations.name_employee(authority=UTSIRA, new=new, by=officer, at=NOON)


def test_who_has_no_access_is_invited_and_says_with_one_tap_who_they_are(
    dina, browser, signed_in, django_capture_on_commit_callbacks
):
    own = signed_in(Actor("cast:dina"))
    assert own.get(path("mine")).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(path("ask_to_declare", UTSIRA, dina))
    (sent,) = mail.outbox
    assert sent.to == ["dina@example.org"]
    actor = actor_by_email(email="dina@example.org", on=TODAY)
    assert actor.grants == {Grant(Role.EMPLOYEE, UTSIRA)}
    assert "Are you Dina Lie?" in text(own, "mine")
    told = own.post(path("take_up"), {"person": dina}, follow=True).content.decode()
    assert "You have not confirmed the list yet" in told
    assert "Nothing is public." in told
    own.post(
        path("add", "post"),
        {"organisation": "Utsira Ferry AS", "number": FERRY, "role": "chair", "valid_from": "2022-01-01"},
    )
    assert "Utsira Ferry AS" in own.post(path("confirm"), follow=True).content.decode()
    assert "1 of 1 list is in order" in text(browser, "administration", UTSIRA)


def test_who_has_access_is_written_to_without_a_word_of_the_list(account, dina, officer):
    mail.outbox.clear()
    assert ask(dina, officer) == "written_to"
    (sent,) = mail.outbox
    assert "https://example.org/mine" in sent.body
    events = [one for one in all_events() if one.event == "ethics.asked_to_declare"]
    assert {(one.about, one.authority) for one in events} == {(f"people.person:{dina}", UTSIRA)}


def test_a_secretary_names_and_writes_down_but_gives_no_access(council, signed_in):
    person = operations.name_employee(authority=UTSIRA, new=DINA, by=SECRETARY, at=NOON)
    made = operations.declare_interest(person=person, new=ferry(), by=SECRETARY, at=NOON)
    assert made.source is SourceKind.CONTACT
    with pytest.raises(Refused, match="A contact person"):
        ask(person, SECRETARY)
    assert not mail.outbox


def test_without_an_address_nobody_can_be_asked(dina, officer):
    people.correct_person(person=dina, to=Correction(email=""), by=officer, at=NOON)
    with pytest.raises(Refused, match="No e-mail address"):
        ask(dina, officer)


def test_the_role_of_who_is_invited_lasts_as_long_as_the_office(council, officer):
    new = NewEmployee("Adviser", BEGAN, date(2026, 7, 1), name="Per Sand", email="per@example.org")
    person = operations.name_employee(authority=UTSIRA, new=new, by=officer, at=NOON)
    ask(person, officer)
    assert actor_by_email(email="per@example.org", on=date(2026, 6, 30)).grants
    assert not actor_by_email(email="per@example.org", on=date(2026, 7, 1)).grants


@pytest.mark.parametrize("stage", ["prepare", "decide"])
def test_an_employee_is_not_checked_until_the_own_list_is_confirmed(account, dina, officer, stage):
    number = checked(officer, dina, "Dina Lie", stage)
    assert unseen(number, officer) == {"no_declaration"}
    confirmed(account, ferry())
    number = checked(officer, dina, "Dina Lie", stage)
    assert not unseen(number, officer)
    (person,) = read(number, officer).result["items"][0]["people"]
    assert (person["name"], person["outcome"]) == ("Dina Lie", "mandatory")


def test_not_checked_names_the_way_out(dina, browser, officer):
    number = checked(officer, dina, "Dina Lie")
    told = text(browser, "case_result", number)
    assert path("member_person", UTSIRA, dina) in told
    assert "Ask for the list" in told


def test_at_night_it_is_seen_that_an_employee_has_declared(account, dina, officer):
    number = checked(officer, dina, "Dina Lie")
    confirmed(account, ferry())
    go_round(at=NOON + timedelta(days=1))
    found = read(number, officer)
    assert {one.rule for one in found.came if one.name == "Dina Lie"} >= {"NO-09"}
    assert found.case.news_at is not None


def test_t38_nothing_of_an_employee_is_public(account, dina, client):
    confirmed(account, ferry())
    for name, args in (("register", ()), ("register_csv", ()), ("employment", ()), ("gifts", ())):
        answer = client.get(path(name, *args))
        assert "Dina Lie" not in b"".join(answer).decode()
    text(client, "person", dina, status=404)
    assert not policy_about(person=dina, on=TODAY).is_public


@pytest.mark.parametrize(
    "reader", [STRANGER, Actor("cast:outsider"), Actor("cast:analyst", frozenset({Grant(Role.ANALYST)}))]
)
def test_t38_nobody_else_sees_or_changes_anything_of_them(account, dina, reader, signed_in):
    confirmed(account, ferry())
    other = signed_in(reader)
    for name in ("member_person", "person_earlier"):
        text(other, name, UTSIRA, dina, status=404)
    text(other, "administration", UTSIRA, status=404)
    assert other.post(path("administration", UTSIRA), FIELDS).status_code == 404
    assert other.post(path("ask_to_declare", UTSIRA, dina)).status_code == 404
    assert other.post(path("take_up"), {"person": dina}).status_code == 404
    if reader is STRANGER:
        text(other, "member_person", MEDIAN, dina, status=404)


def test_t38_an_employee_reads_nobody_else(account, council, declared):
    declared()
    with pytest.raises(NotAllowed):
        queries.interests_of(actor=account, authority=UTSIRA, person=council["Anne"], at=NOON)
    with pytest.raises(NotAllowed):
        employees(actor=account, authority=UTSIRA, on=TODAY)


def test_when_the_office_ends_nobody_keeps_the_list_but_the_person(account, dina, officer):
    confirmed(account, ferry())
    office = next(one for one in offices_on(actor=officer, on=TODAY, authority=UTSIRA) if one.person == dina)
    people.end_office(office=office.id, on=TODAY, by=officer, at=NOON)
    with pytest.raises(NotAllowed):
        queries.interests_of(actor=officer, authority=UTSIRA, person=dina, at=NOON)
    assert queries.own_interests(actor=account, on=TODAY).held


def test_an_employee_sees_what_is_held_and_is_reminded(account, dina):
    (waits,) = queries.waiting(actor=account)
    assert waits.url == path("mine")
    confirmed(account, ferry())
    assert "Your interests" in {one.title for one in holdings(actor=account)}
    assert not queries.waiting(actor=account)


def test_t38_an_employee_who_is_erased_is_forgotten_in_every_check(account, dina, officer):
    """Who was never elected is taken out of the register of people altogether."""
    confirmed(account, ferry())
    operations.record_delegation(authority=UTSIRA, new=delegated(dina), by=officer, at=NOON)
    number = checked(officer, dina, "Dina Lie")
    people.erase_person(person=dina, **DOING)
    go_round(at=NOON + timedelta(days=1))
    found = read(number, officer)
    assert "Dina" not in found.register + found.agenda + found.kept
    assert not found.case.hands
    assert not Interest.objects.filter(person_id=dina)
    assert not ScreenedPerson.objects.filter(person__isnull=True)


def test_a_check_of_people_outside_the_register_is_left_alone(council, officer):
    number = checked(officer, 0, "Hired Adviser")
    before = read(number, officer)
    assert erase_what_is_over(at=NOON) == 0
    assert read(number, officer).register == before.register
    assert not [one for one in all_events() if one.event == "ethics.erased"]


def test_the_register_of_delegations_says_who_has_no_list(account, dina, officer, browser):
    operations.record_delegation(authority=UTSIRA, new=delegated(dina), by=officer, at=NOON)
    way_out = f'href="{path("member_person", UTSIRA, dina)}">No confirmed list of interests'
    assert way_out in text(browser, "delegations", UTSIRA)
    confirmed(account, ferry())
    assert way_out not in text(browser, "delegations", UTSIRA)


def delegated(person) -> NewDelegation:
    return NewDelegation("Head of planning", f"council-{UTSIRA}", "case 1/26", BEGAN, BEGAN, person=person)
