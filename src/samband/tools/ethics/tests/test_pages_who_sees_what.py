# SPDX-License-Identifier: EUPL-1.2
"""Every address of the interests: who gets a page, who must sign in, who is told that nothing is there."""

from datetime import date

import pytest
from django.urls import reverse

from samband.tools.ethics import operations, queries, urls
from samband.tools.ethics.models import Interest
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.rules import InterestKind
from samband.tools.ethics.tests.conftest import FERRY, NOON, TODAY, UTSIRA, ferry

PERSON = {"code": UTSIRA, "person": "person"}
EVERYBODYS = (
    ("get", "register", {}), ("get", "register_csv", {}), ("get", "person", {"person": "person"}),
    ("get", "organisation", {"number": "organisation"}),
    ("get", "gifts", {}), ("get", "gifts_csv", {}), ("get", "employment", {}), ("get", "employment_csv", {}),
    ("get", "statistics", {}), ("get", "statistics_csv", {}),
)  # fmt: skip
OWN = (
    ("get", "mine_earlier", {}),
    ("get", "mine_file", {"format": "json"}), ("get", "mine_file", {"format": "csv"}),
    ("get", "add", {"kind": "debt"}), ("post", "add", {"kind": "debt"}), ("post", "confirm", {}),
    ("get", "kin", {}), ("post", "kin", {}),
    ("get", "check", {"meeting": "meeting", "item": 1}), ("post", "check", {"meeting": "meeting", "item": 1}),
)  # fmt: skip
UTSIRAS = (
    ("get", "register_json", {"code": UTSIRA}),
    ("get", "agenda_json", {"code": UTSIRA, "body": "council-1151"}),
    ("get", "member", {"code": UTSIRA}), ("get", "member_person", PERSON),
    ("get", "person_earlier", PERSON), ("get", "member_gifts", {"code": UTSIRA}),
    ("get", "member_gifts_csv", {"code": UTSIRA}),
    ("get", "member_add", {**PERSON, "kind": "gift"}), ("post", "member_add", {**PERSON, "kind": "gift"}),
)  # fmt: skip
MEETING = {"meeting": "meeting"}
MEETINGS = (
    ("get", "meetings", {"code": UTSIRA}), ("post", "meetings", {"code": UTSIRA}),
    ("get", "meeting", MEETING), ("post", "meeting", MEETING), ("get", "result", MEETING),
    ("post", "screen_again", MEETING), ("post", "decide", MEETING), ("get", "minutes", MEETING),
    ("get", "attendance", MEETING), ("post", "attendance", MEETING),
    ("get", "advice_ask", {"meeting": "meeting", "item": 1, "person": "person"}),
    ("get", "advice_question", {"number": "advice"}),
    ("post", "tell", MEETING), ("post", "erase_meeting", MEETING),
)  # fmt: skip
OWN_AND_UTSIRAS = (("get", "change", {"key": "key"}), ("post", "change", {"key": "key"}))
ELECTED = (
    ("get", "own_meetings", {}),
    ("get", "mine", {}),
)
IMPORTERS = (("get", "roles", {}), ("post", "roles", {}), ("post", "confirm_roles", {}))
ASSOCIATION = (
    ("get", "overview", {}), ("get", "overview_csv", {}),
    ("get", "training_statistics", {}), ("get", "training_statistics_csv", {}),
)  # fmt: skip
TRAINING = tuple(
    ("get", name, {})
    for name in (
        "dilemmas", "training_new", "training_lead", "training_count", "training_step", "training_take",
        "training_now", "training_answer", "training_join", "training_join_code",
    )
)  # fmt: skip
"""For everybody: test_pages_of_training.py."""
EMPLOYED = tuple(("get", name, {}) for name in ("administration", "ask_to_declare", "take_up"))
"""test_people_of_the_administration.py; for every reader of the cast in tests/doors."""
CASES = tuple(
    ("get", name, {})
    for name in (
        "cases", "case", "case_result", "check_again", "close_case", "case_outcome", "reopen_case",
        "erase_case",
        "case_statement", "case_file", "delegations", "delegations_csv", "delegation", "end_delegation",
        "withdraw_delegation", "public_delegations", "public_delegations_csv",
    )
)  # fmt: skip
"""test_check_a_case.py, test_record_who_may_decide.py; for every reader of the cast in tests/doors."""
ASKERS = (("get", "advice", {}),)
"""Whoever asks or answers: test_ask_the_ethics_adviser.py."""
GROUPS = (
    ASKERS, CASES, EMPLOYED, EVERYBODYS, OWN, UTSIRAS, MEETINGS, OWN_AND_UTSIRAS, ELECTED, ASSOCIATION,
    IMPORTERS, TRAINING,
)  # fmt: skip
SECRET = ("Nobody Elses Bank", "note to oneself", "1970-05-17")


@pytest.fixture
def known(declared, council, contact):
    """Anne chairs the ferry company, with a note, and owes a bank."""
    post = declared(note="note to oneself")
    declared(kind=InterestKind.DEBT, organisation="Nobody Elses Bank", number="", role=None)
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=TODAY, items=operations.read_agenda_text(text="Budget"),
        by=contact, at=NOON,
    )  # fmt: skip
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=contact, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=contact, at=NOON)
    return {
        "meeting": number,
        "advice": 1,
        "key": post.key,
        "person": council["Anne"],
        "organisation": post.organisation.id,
    }


def address(name, given, known):
    return reverse(f"ethics:{name}", kwargs={key: known.get(value, value) for key, value in given.items()})


def statuses(client, group, known):
    return {getattr(client, method)(address(name, given, known)).status_code for method, name, given in group}


def text_of(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_every_address_has_its_line():
    assert {name for group in GROUPS for _, name, _ in group} == {one.name for one in urls.urlpatterns}


@pytest.mark.parametrize("who", ["inhabitant", "outsider", "secretary", "analyst", "contact"])
def test_everybody_reads_what_is_public_and_no_more(known, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    for method, name, given in EVERYBODYS:
        answer = getattr(client, method)(address(name, given, known))
        assert answer.status_code == 200
        told = text_of(answer)
        assert name[:5] in {"gifts", "emplo", "stati"} or "Utsira Ferry AS" in told
        assert [word for word in SECRET if word in told] == []


@pytest.mark.parametrize("group", [OWN, UTSIRAS, MEETINGS, OWN_AND_UTSIRAS, ELECTED, ASSOCIATION, IMPORTERS])
def test_a_stranger_signs_in_and_an_outsider_finds_nothing(known, signed_in, client, outsider, group):
    assert statuses(client, group, known) == {302}
    assert statuses(signed_in(outsider), group, known) == {404}


@pytest.mark.parametrize("who", ["analyst", "administrator", "secretary"])
def test_the_association_and_other_members_read_nobodys_list(known, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    for group in (OWN, UTSIRAS, MEETINGS, OWN_AND_UTSIRAS):
        assert statuses(client, group, known) == {404}


def test_the_councillor_reads_the_own_list_and_nobody_elses(known, signed_in, councillor, council):
    client = signed_in(councillor)
    page = client.get(reverse("ethics:mine")).content.decode()
    assert "Nobody Elses Bank" in page
    assert "note to oneself" in page
    assert statuses(client, UTSIRAS, known) == {404}
    assert statuses(client, ASSOCIATION, known) == {404}


def test_the_contact_person_reads_the_list_without_notes(known, signed_in, contact):
    page = signed_in(contact).get(address("member_person", PERSON, known)).content.decode()
    assert "Nobody Elses Bank" in page
    assert "note to oneself" not in page


def test_the_association_sees_counts(known, signed_in, analyst, anne):
    operations.confirm_interests(by=anne, at=NOON)
    page = signed_in(analyst).get(reverse("ethics:overview")).content.decode()
    assert "1 of 4 elected persons" in page
    assert "Anne" not in page
    told = text_of(signed_in(analyst).get(reverse("ethics:overview_csv"))).splitlines()
    assert told[1:] == ["1151,Utsira,3,1,1", "4643,Årdal,1,0,0"]


def test_a_councillor_declares_and_confirms_on_the_pages(council, signed_in, councillor):
    phone = signed_in(councillor)
    form = {
        "role": "board_member",
        "organisation": "Utsira Ferry AS",
        "number": FERRY,
        "valid_from": "2024-01-01",
    }
    listed = phone.post(reverse("ethics:add", args=["post"]), form, follow=True).content.decode()
    assert "Member of the board" in listed
    assert "The list is complete" in listed
    confirmed = phone.post(reverse("ethics:confirm"), follow=True).content.decode()
    assert "Nothing has changed" in confirmed
    assert "You confirmed the list on 12 March 2026" in confirmed


def test_a_wrong_number_is_told_at_its_field_and_nothing_is_lost(council, signed_in, councillor):
    form = {"role": "chair", "organisation": "Ferry", "number": "123456789", "valid_from": "2024-01-01"}
    answer = signed_in(councillor).post(reverse("ethics:add", args=["post"]), form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "123456789 is not the number of an organisation" in page
    assert 'value="Ferry"' in page


def test_correcting_ending_and_taking_back_on_the_page(known, signed_in, councillor):
    phone, url = signed_in(councillor), address("change", {"key": "key"}, known)
    right = {
        "do": "correct",
        "role": "manager",
        "organisation": "Utsira Ferry AS",
        "valid_from": "2021-01-01",
    }
    assert "Manager" in phone.post(url, right, follow=True).content.decode()
    assert "What stood here before" in phone.get(url).content.decode()
    ended = phone.post(url, {"do": "end", "last_day": "2026-03-01"}, follow=True).content.decode()
    assert "What is over" in ended
    assert "taken back" in phone.post(url, {"do": "withdraw"}, follow=True).content.decode()
    assert phone.get(url).status_code == 404


def test_who_has_no_person_is_told_whom_to_ask(council, signed_in, secretary):
    assert "ask the association" in signed_in(secretary).get(reverse("ethics:mine")).content.decode()


@pytest.mark.parametrize("kind", [kind.value for kind in InterestKind])
def test_every_kind_has_a_form(council, signed_in, councillor, kind):
    assert signed_in(councillor).get(reverse("ethics:add", args=[kind])).status_code == 200


def test_a_kind_that_does_not_exist_has_no_form(council, signed_in, councillor):
    assert signed_in(councillor).get("/ethics/mine/add/crime/").status_code == 404


@pytest.mark.parametrize(
    "query", ["?on=tomorrow", "?on=2026-99-99", "?page=x", "?q=%00", "?body=none&authority=9"]
)
def test_a_search_that_cannot_be_read_is_answered_with_a_page(known, client, query):
    assert client.get(f"/ethics/{query}").status_code == 200
    assert client.get(f"/ethics/register.csv{query}").status_code == 200


def test_the_contact_person_meets_the_most_urgent_first(known, signed_in, contact, anne, council):
    operations.confirm_interests(by=anne, at=NOON)
    page = signed_in(contact).get(reverse("ethics:member", args=[UTSIRA])).content.decode()
    assert page.index("Siri Vik") < page.index("Ola Åsen") < page.index("Anne Berg")
    assert "Newly elected, nothing yet" in page
    assert "Interests of 3" not in page


def test_pages_of_many_need_few_queries(known, client, council, django_assert_max_num_queries):
    rows = [
        Interest(
            key=f"k{n}", person_id=council["Ola"], kind="other", what=f"{n}", valid_from=date(2020, 1, 1),
            source="person", recorded_at=NOON, recorded_by="x",
        )
        for n in range(120)
    ]  # fmt: skip
    Interest.objects.bulk_create(rows)
    with django_assert_max_num_queries(16):
        page = client.get("/ethics/").content.decode()
    assert "121 interests" in page
    assert "?page=2" in page


def test_the_day_is_kept_in_the_ways_on(known, client):
    page = client.get("/ethics/?on=2024-03-12").content.decode()
    assert f"/ethics/people/{known['person']}/?on=2024-03-12" in page
    assert ferry().valid_from < TODAY
