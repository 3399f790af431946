# SPDX-License-Identifier: EUPL-1.2
"""Every address of the dialogue: who gets a page, who must sign in, who is told that nothing is there."""

import pytest
from django.urls import reverse

from samband.tools.dialogue import operations, urls
from samband.tools.dialogue.operations import load_demo
from samband.tools.dialogue.tests.conftest import NOON

NEED, USE, ITEM = {"number": 1}, {"code": "1151", "number": 1}, {"number": 1}
UTSIRA, YEAR = {"code": "1151"}, {"year": 2022}
ASSOCIATION = (
    ("get", "needs", {}), ("get", "needs_csv", {}), ("get", "silent_csv", {}), ("get", "hear", {}),
    ("post", "hear", {}), ("post", "answer", NEED), ("post", "into_plan", NEED),
    ("post", "add_plan_item", YEAR), ("post", "move_plan_item", ITEM), ("get", "uses", {}),
    ("post", "record_use", {}), ("post", "preview_uses", {}), ("post", "confirm_uses", {}),
)  # fmt: skip
UTSIRAS = (
    ("get", "need", NEED), ("get", "member", UTSIRA), ("get", "state", UTSIRA), ("post", "state", UTSIRA),
    ("get", "rate", USE), ("post", "rate", USE),
)  # fmt: skip
ANY_CONTACT = (("get", "start", {}), ("get", "plan", YEAR))


@pytest.fixture
def something(asked, used, analyst):
    """One of each, with number 1 wherever the database begins to count."""
    need, use = asked("Utsira's wish"), used()
    item = operations.add_plan_item(year=2022, area="legal", title="Clinic", by=analyst, at=NOON)
    return {"need": need.id, "use": use.id, "item": item.id}


def address(name: str, given: dict[str, object], something: dict[str, int]) -> str:
    kinds = {"need": "need", "answer": "need", "into_plan": "need", "rate": "use", "move_plan_item": "item"}
    number = {"number": something[kinds[name]]} if name in kinds else {}
    return reverse(f"dialogue:{name}", kwargs={**given, **number})


def test_every_address_has_its_line():
    listed = {name for _, name, _ in (*ASSOCIATION, *UTSIRAS, *ANY_CONTACT)}
    assert listed == {pattern.name for pattern in urls.urlpatterns}


@pytest.mark.parametrize(("method", "name", "given"), [*ASSOCIATION, *UTSIRAS, *ANY_CONTACT])
def test_a_stranger_signs_in_and_an_outsider_finds_nothing(
    something, signed_in, inhabitant, outsider, councillor, method, name, given
):
    url = address(name, given, something)
    assert getattr(signed_in(inhabitant), method)(url).status_code == 302
    for actor in (outsider, councillor):
        answer = getattr(signed_in(actor), method)(url)
        assert answer.status_code == 404
        assert b"Utsira's wish" not in answer.content


@pytest.mark.parametrize(("method", "name", "given"), [*ASSOCIATION, *UTSIRAS])
def test_who_speaks_for_another_member_finds_nothing(something, signed_in, secretary, method, name, given):
    answer = getattr(signed_in(secretary), method)(address(name, given, something))
    assert answer.status_code == 404


@pytest.mark.parametrize(("method", "name", "given"), [line for line in ASSOCIATION if line[0] == "get"])
def test_the_association_sees_everything(something, signed_in, analyst, method, name, given):
    assert signed_in(analyst).get(address(name, given, something)).status_code == 200


@pytest.mark.parametrize(
    ("method", "name", "given"), [line for line in (*UTSIRAS, *ANY_CONTACT) if line[0] == "get"]
)
def test_the_contact_sees_the_own_member(something, signed_in, contact, method, name, given):
    assert signed_in(contact).get(address(name, given, something), follow=True).status_code == 200


def test_a_contact_asks_and_reads_the_answer(members, signed_in, contact, analyst):
    browser = signed_in(contact)
    form = {"area": "finance", "title": "Figures for the plan", "text": "", "stated_by": "Council"}
    sent = browser.post(reverse("dialogue:state", args=["1151"]), form, follow=True)
    assert "The association has it now." in sent.content.decode()
    desk = signed_in(analyst)
    listed = desk.get(reverse("dialogue:needs")).content.decode()
    assert "Figures for the plan" in listed
    number = int(listed.split("/dialogue/needs/")[-1].split("/")[0])
    desk.post(reverse("dialogue:answer", args=[number]), {"answer": "They are on their way."})
    assert "They are on their way." in browser.get(reverse("dialogue:need", args=[number])).content.decode()


def test_an_empty_form_says_what_to_put_right(members, signed_in, contact):
    answer = signed_in(contact).post(reverse("dialogue:state", args=["1151"]), {})
    assert answer.status_code == 400
    assert "What do you need?: This field is required." in answer.content.decode()


def test_a_file_is_checked_and_loaded_on_the_pages(members, signed_in, analyst):
    from django.core.files.uploadedfile import SimpleUploadedFile

    desk = signed_in(analyst)
    lines = b"authority,area,service,used_on\n1151,finance,Course,2021-03-01\n1151,finance,Course,soon\n"
    file = SimpleUploadedFile("uses.csv", lines)
    page = desk.post(reverse("dialogue:preview_uses"), {"file": file}).content.decode()
    assert "1 row can be loaded." in page
    assert "Row 3, column used_on: soon is not a day." in page
    token = page.split('name="token" value="')[1].split('"')[0]
    loaded = desk.post(reverse("dialogue:confirm_uses"), {"token": token}, follow=True)
    assert "1 row was loaded." in loaded.content.decode()


def test_an_unreadable_file_is_refused_on_its_form(members, signed_in, analyst):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("uses.xlsx", b"no spreadsheet")
    answer = signed_in(analyst).post(reverse("dialogue:preview_uses"), {"file": file})
    assert answer.status_code == 400
    assert "not a readable .xlsx spreadsheet" in answer.content.decode()


def test_the_demo_says_that_it_is_made_up(members, signed_in, analyst):
    load_demo(by=analyst, at=NOON)
    page = signed_in(analyst).get(reverse("dialogue:plan", args=[2021])).content.decode()
    assert page.count("(synthetic)") >= 5


def test_a_year_that_is_a_slip_has_no_plan(signed_in, analyst):
    assert signed_in(analyst).get("/dialogue/plan/99999/").status_code == 404


def test_a_need_is_not_written_down_for_a_day_to_come(signed_in, analyst):
    refused = signed_in(analyst).post("/dialogue/needs/new/", {"stated_on": "2099-01-01"})
    assert "That day has not come." in refused.content.decode()
