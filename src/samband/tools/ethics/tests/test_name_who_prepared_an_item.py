# SPDX-License-Identifier: EUPL-1.2
"""Employees who prepare what a council decides: proposed by the agenda, confirmed, screened, told, erased."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import Actor, Grant, Role
from samband.core.people import operations as people
from samband.core.people.operations import NewOffice, NewPerson
from samband.core.people.queries import offices_of
from samband.core.people.rules import BodyKind, PostKind
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import BodyDecision, Meeting, Screening
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.gaps import gap_lines
from samband.tools.ethics.pages.held import holdings
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries.self_check import check_item
from samband.tools.ethics.rules import Decided, NoSuchMeeting
from samband.tools.ethics.rules.administration import NewEmployee
from samband.tools.ethics.tests.conftest import DOING, FERRY, MEDIAN, NOON, TODAY, UTSIRA, ferry

DAY = date(2026, 3, 19)
AGENDA = f"""12/26 Grant to the ferry
Applicant {FERRY}
Saksbehandler: Dina Lie
13/26 Budget
Saksbehandler: Nobody Known
14/26 Lease of the harbour
Saksbehandler: Åse Moe
"""
FIELDS = ("prepared_by", "also_prepared_by", "others_prepare")
DINA = Actor("cast:dina")
"""With a password of her own."""
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
    """Head of planning in Utsira, and chair of the ferry; number of the person."""
    new = NewEmployee("Head of planning", date(2024, 1, 1), name="Dina Lie", email="dina@example.org")
    return operations.name_employee(authority=UTSIRA, new=new, by=officer, at=NOON)


@pytest.fixture
def account(dina, officer, signed_in) -> Actor:
    """Dina, invited and signed in, who has declared that she chairs the ferry and confirmed her list."""
    signed_in(DINA)
    links = {"sign_in": "https://example.org/in", "mine": "https://example.org/mine"}
    operations.ask_to_declare(authority=UTSIRA, person=dina, **links, by=officer, at=NOON)
    actor = actor_by_email(email="dina@example.org", on=TODAY)
    people.take_up_person(person=dina, by=actor, at=NOON)
    operations.declare_interest(person=dina, new=ferry(), by=actor, at=NOON)
    operations.confirm_interests(by=actor, at=NOON)
    return actor


@pytest.fixture
def entered(dina, officer) -> int:
    """Number of the meeting, before anybody has confirmed its items."""
    items = operations.read_agenda_text(text=AGENDA)
    return operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=items, by=officer, at=NOON
    )


def text(client, name, *args, status=200):
    answer = client.get(reverse(f"ethics:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def sent_back(client, number, **more):
    """The forms of the items as a browser would send them, with what is changed."""
    context = client.get(reverse("ethics:meeting", args=[number])).context
    told = {one.html_name: one.value() for form in context["forms"] for one in form}
    told = {name: value for name, value in told.items() if value not in (None, False)}
    return client.post(
        reverse("ethics:meeting", args=[number]), told | {"seen": context["meeting"].state} | more
    )


def prepared(number, by):
    items = queries.meeting(actor=by, number=number).items
    return [(one.prepared_by, one.others_prepare) for one in items]


def screened(number, by):
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=by, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=by, at=NOON)
    return queries.screened_meeting(actor=by, number=number, language="en", at=NOON)


def handled(client, number, *persons, **more):
    """Confirm who prepared the first item, and hold the meeting against the interests."""
    answer = sent_back(
        client, number, **{"i0-prepared_by": [str(one) for one in persons], "do": "screen"}, **more
    )
    assert answer.url == reverse("ethics:result", args=[number])


def test_from_the_agenda_to_a_question_about_the_employee(account, entered, browser, dina, officer):
    shown = text(browser, "meeting", entered)
    assert "Dina Lie, Head of planning – named in the agenda, confirm it" in shown
    assert "Nobody of your administration is called Nobody Known." in shown
    assert prepared(entered, officer)[0] == ((), ("Dina Lie",))

    sent_back(browser, entered, do="screen")
    assert prepared(entered, officer) == [((dina,), ()), ((), ("Nobody Known",)), ((), ("Åse Moe",))]
    told = text(browser, "result", entered)
    assert "Dina Lie" in told
    assert "Prepares the case." in told
    assert (
        "They are not in the register of people, so nothing is known of them: Nobody Known, Åse Moe." in told
    )
    assert "The person decides; the superior does when asked." in told
    assert "Record the decision" not in told
    assert "Ask for advice" not in told
    found = queries.screened_meeting(actor=officer, number=entered, language="en", at=NOON).result
    one = next(one for one in found["items"][0]["people"] if one["name"] == "Dina Lie")
    assert (one["place"], one["role"], one["stage"]) == ("handler", "employee_prepares", "prepare")


def test_the_file_of_the_agenda_names_who_prepared(account, officer, browser, dina):
    answer = browser.post(
        reverse("ethics:meetings", args=[UTSIRA]),
        {
            "body": "council-1151",
            "day": "2026-03-19",
            "text": "Saksnr;Tittel;Saksbehandler\n1/26;Grant;Lie, Dina",
        },
    )
    number = Meeting.objects.get().pk
    assert answer.url == reverse("ethics:meeting", args=[number])
    sent_back(browser, number, do="keep")
    assert prepared(number, officer) == [((dina,), ())]


def test_a_file_with_a_column_of_who_prepared_proposes_them(account, officer, browser, dina):
    file = SimpleUploadedFile("sakliste.csv", b"Saksnr;Tittel;Saksbehandler\n1/26;Grant;DINA LIE\n")
    browser.post(
        reverse("ethics:meetings", args=[UTSIRA]),
        {"body": "council-1151", "day": "2026-03-19", "text": "", "file": file},
    )
    number = Meeting.objects.get().pk
    assert "named in the agenda, confirm it" in text(browser, "meeting", number)
    sent_back(browser, number, do="keep")
    assert prepared(number, officer) == [((dina,), ())]


def test_a_name_that_two_have_is_told_and_not_guessed(entered, browser, officer):
    again = NewEmployee("Engineer", date(2024, 1, 1), name="Åse Moe")
    first = operations.name_employee(authority=UTSIRA, new=again, by=officer, at=NOON)
    office = NewOffice(
        body="administration-1151", kind=PostKind.OTHER, valid_from=date(2024, 1, 1), post_name="Lawyer"
    )
    second = people.add_office(person=NewPerson(name="Åse Moe"), office=office, by=officer, at=NOON).person
    assert "Several of your administration are called Åse Moe. Choose who it was." in text(
        browser, "meeting", entered
    )
    sent_back(browser, entered, do="keep")
    assert prepared(entered, officer)[2] == ((), ("Åse Moe",))
    sent_back(browser, entered, **{"i2-also_prepared_by": second, "i2-others_prepare": "", "do": "keep"})
    assert prepared(entered, officer)[2] == ((second,), ())
    assert first != second


def test_somebody_is_added_written_and_taken_out_by_hand(entered, browser, dina, officer):
    sent_back(browser, entered, **{"i0-prepared_by": [], "do": "keep"})
    assert prepared(entered, officer)[0] == ((), ())
    sent_back(
        browser, entered, **{"i1-also_prepared_by": dina, "i1-others_prepare": "Hired Adviser", "do": "keep"}
    )
    assert prepared(entered, officer)[1] == ((dina,), ("Hired Adviser",))
    sent_back(browser, entered, **{"i2-others_prepare": "dina LIE", "do": "keep"})
    assert prepared(entered, officer)[2] == ((dina,), ())


@pytest.mark.parametrize("field", ["prepared_by", "also_prepared_by"])
@pytest.mark.parametrize("who", ["Kari", "Ola", "999999", "-1", "x", "1;2", "٣"])
def test_t08_only_people_of_the_own_administration_are_accepted(
    entered, council, browser, officer, field, who
):
    """Kari sits elsewhere, Ola in the council of Utsira alone."""
    before = prepared(entered, officer)
    answer = sent_back(browser, entered, **{f"i0-{field}": str(council.get(who, who)), "do": "screen"})
    assert answer.status_code == 400
    assert prepared(entered, officer) == before
    assert not Screening.objects.exists()


def test_t08_whatever_is_sent_nobody_else_is_named(entered, council, dina, browser, officer):
    """Numbers, names and rubbish in the three fields: kept or refused, never another person."""
    draw = random.Random(7)
    values = [
        *map(str, council.values()),
        str(dina),
        "",
        "0",
        "\x00",
        "’",
        "p5",
        "9" * 40,
        "Dina Lie",
        "<b>",
        "1e3",
    ]
    fields = [f"i{place}-{name}" for place in range(3) for name in FIELDS]
    for _ in range(25):
        sent = {name: draw.sample(values, draw.randrange(3)) for name in draw.sample(fields, 4)}
        assert sent_back(browser, entered, **sent, do="keep").status_code in {302, 400}
        assert {person for persons, _ in prepared(entered, officer) for person in persons} <= {dina}


def test_an_employee_of_another_member_is_refused_by_the_operation_too(entered, dina, officer, members):
    new = NewEmployee("Clerk", date(2024, 1, 1), name="Somebody Else")
    people.register_body(
        code="administration-4643",
        name="Administration",
        kind=BodyKind.ADMINISTRATION,
        authority=MEDIAN,
        **DOING,
    )
    other = operations.name_employee(authority=MEDIAN, new=new, by=STRANGER, at=NOON)
    items = list(queries.meeting(actor=officer, number=entered).items)
    items[0] = replace(items[0], prepared_by=(dina, other))
    with pytest.raises(Refused, match="own administration"):
        operations.change_items(meeting=entered, items=items, by=officer, at=NOON)
    with pytest.raises(NoSuchMeeting):
        operations.change_items(meeting=entered, items=items, by=STRANGER, at=NOON)


def test_where_nobody_of_the_administration_is_entered_the_page_says_where(council, contact, signed_in):
    items = operations.read_agenda_text(text="1/26 Budget\n2/26 Lease")
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=items, by=contact, at=NOON
    )
    shown = text(signed_in(contact), "meeting", number)
    assert "Nobody of your administration is entered" in shown
    assert reverse("ethics:administration", args=[UTSIRA]) in shown
    assert "also_prepared_by" not in shown


def test_a_list_that_is_too_old_is_not_checked(account, entered, browser, dina, officer, time_machine):
    handled(browser, entered, dina)
    assert "They confirmed their interests too long ago" not in text(browser, "result", entered)
    late = NOON + timedelta(days=800)
    time_machine.move_to(late, tick=False)
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=officer, number=entered))
    operations.screen_meeting(meeting=entered, register=register, agenda=agenda, by=officer, at=late)
    found = queries.screened_meeting(actor=officer, number=entered, language="en", at=late)
    assert ("They confirmed their interests too long ago:", "Dina Lie") in gap_lines(gaps=found.gaps)


def test_without_a_list_nothing_can_be_said_of_who_prepared(entered, browser, dina):
    handled(browser, entered, dina)
    told = text(browser, "result", entered)
    sentence = told[told.index("They have not confirmed any interests") :].split("</p>")[0]
    assert "Dina Lie" in sentence


def test_the_body_decides_nothing_about_who_prepared(account, entered, browser, dina, officer, council):
    handled(browser, entered, dina)
    sent = {"item": "12/26", "person": dina, "outcome": "steps_aside"}
    answer = browser.post(reverse("ethics:decide", args=[entered]), sent, follow=True)
    assert "A body decides about those alone who have a seat in it." in answer.content.decode()
    with pytest.raises(Refused):
        operations.record_decision(
            meeting=entered, item="12/26", person=dina, outcome=Decided.TAKES_PART, by=officer, at=NOON
        )
    assert not BodyDecision.objects.exists()
    assert browser.get(reverse("ethics:advice_ask", args=[entered, 1, dina])).status_code == 404
    assert "steps aside" not in text(browser, "minutes", entered)


def test_the_quorum_is_of_the_body_alone(account, entered, browser, dina, officer):
    handled(browser, entered, dina)
    found = queries.screened_meeting(actor=officer, number=entered, language="en", at=NOON).result["items"][0]
    assert found["body"]["if_mandatory_step_aside"]["aside"] == []


def test_whoever_is_elected_and_prepared_it_took_part_as_an_employee(council, entered, browser, officer):
    """Ola sits in the council and works for the administration."""
    new = NewEmployee("Engineer", date(2024, 1, 1), person=council["Ola"])
    operations.name_employee(authority=UTSIRA, new=new, by=officer, at=NOON)
    handled(browser, entered, council["Ola"])
    found = queries.screened_meeting(actor=officer, number=entered, language="en", at=NOON).result
    rules = {
        (item["item"], one["place"]): {finding["rule"] for finding in one["findings"]}
        for item in found["items"]
        for one in item["people"]
        if one["name"] == "Ola Åsen" and one["findings"]
    }
    assert rules == {("12/26", "member"): {"NO-30"}}
    assert "Record the decision" in text(browser, "result", entered)


def test_the_employee_is_written_to_and_sees_the_own_item_alone(account, entered, browser, dina, signed_in):
    handled(browser, entered, dina)
    browser.post(reverse("ethics:tell", args=[entered]))
    assert [one.to for one in mail.outbox][-1] == ["dina@example.org"]
    assert "May you take part? Council of 1151" in [one.title for one in queries.waiting(actor=account)]
    (own,) = queries.own_meetings(actor=account, on=TODAY, language="en")
    assert own.titles == ((1, "12/26", "Grant to the ferry"),)
    assert [one.number for one in own.items] == ["12/26"]
    desk = signed_in(DINA)
    shown = text(desk, "own_meetings")
    assert "Grant to the ferry" in shown
    assert "I tell my superior before I go on with the case." in shown
    assert "Budget" not in shown
    assert "Ask for advice" not in shown
    answered = desk.post(reverse("ethics:check", args=[entered, 1]), {"do": "nobody"}).content.decode()
    assert "ask my superior to give it to somebody else" in answered
    for one in (shown, answered):
        assert "Leave the table" not in one


def test_the_self_check_is_open_for_the_own_item_alone(account, entered, browser, dina):
    handled(browser, entered, dina)
    ask = {"actor": account, "meeting": entered, "on": TODAY, "language": "en"}
    assert check_item(place=1, **ask).title == "Grant to the ferry"
    for place in (0, 2, 3, 4):
        with pytest.raises(NoSuchMeeting):
            check_item(place=place, **ask)


def test_an_employee_who_prepared_nothing_sees_no_meeting(account, entered, browser, officer):
    handled(browser, entered)
    assert queries.own_meetings(actor=account, on=TODAY, language="en") == ()
    with pytest.raises(NoSuchMeeting):
        check_item(actor=account, meeting=entered, place=1, on=TODAY, language="en")


def test_what_is_declared_later_asks_for_another_screening(account, entered, browser, dina):
    handled(browser, entered, dina)
    before = text(browser, "result", entered)
    operations.declare_interest(
        person=dina, new=ferry(organisation="Harbour AS", number=""), by=account, at=NOON
    )
    assert "Interests or seats have changed since." not in before
    assert "Interests or seats have changed since." in text(browser, "result", entered)


def test_it_stands_in_what_is_stored_about_the_employee(account, entered, browser, dina):
    handled(browser, entered, dina)
    assert "Meetings that your interests were held against" in [one.title for one in holdings(actor=account)]


def test_whoever_left_the_administration_still_prepared_the_item(account, entered, browser, dina, officer):
    handled(browser, entered, dina)
    (office,) = offices_of(actor=officer, person=dina)
    people.end_office(office=office.id, on=date(2026, 3, 15), by=officer, at=NOON)
    assert "Dina Lie, Head of planning – has left the administration" in text(browser, "meeting", entered)
    sent_back(browser, entered, do="screen")
    assert prepared(entered, officer)[0] == ((dina,), ())
    assert "Dina Lie" in text(browser, "result", entered)


def test_whoever_is_erased_is_in_no_item_and_in_no_evidence(account, entered, browser, dina, officer):
    handled(browser, entered, dina)
    people.erase_person(person=dina, **DOING)
    operations.erase_what_is_over(at=NOON)
    kept = Screening.objects.get()
    assert "Dina" not in kept.register + kept.result + kept.agenda
    assert prepared(entered, officer)[0] == ((), ())
    assert "Dina" not in json.dumps(Meeting.objects.get().items)
    found = queries.screened_meeting(actor=officer, number=entered, language="en", at=NOON)
    assert found.is_same is True
    assert all(gap.about for gap in found.gaps)
    assert text(browser, "meeting", entered)


def test_nobody_else_and_not_the_employee_either_sees_the_screening(
    account, entered, browser, dina, signed_in, councillor, outsider
):
    handled(browser, entered, dina)
    for other in (STRANGER, councillor, outsider, DINA):
        text(signed_in(other), "meeting", entered, status=404)
        text(signed_in(other), "result", entered, status=404)


def test_a_screening_without_anybody_named_is_the_same_as_before(council, contact):
    items = operations.read_agenda_text(text="1/26 Budget")
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=items, by=contact, at=NOON
    )
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=contact, number=number))
    assert "handled_by" not in agenda
    assert "outside" not in register


def test_sixty_employees_do_not_make_more_queries_of_forty_items(council, officer, browser):
    people.register_body(
        code="administration-1151",
        name="Administration",
        kind=BodyKind.ADMINISTRATION,
        authority=UTSIRA,
        **DOING,
    )
    office = NewOffice(
        body="administration-1151", kind=PostKind.OTHER, valid_from=date(2024, 1, 1), post_name="Adviser"
    )
    for one in range(60):
        people.add_office(person=NewPerson(name=f"Employee Number{one:02}"), office=office, **DOING)
    lines = "\n".join(f"{one}/26 Case\nSaksbehandler: Employee Number{one:02}" for one in range(1, 41))
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=operations.read_agenda_text(text=lines),
        by=officer, at=NOON,
    )  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as made:
        shown = text(browser, "meeting", number)
    assert len(made) < 40
    assert len(shown) < 500_000
