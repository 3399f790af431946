# SPDX-License-Identifier: EUPL-1.2
"""A councillor on a phone keeps the own list; everybody reads what is public; an outsider meets nothing."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.people import operations as people
from samband.core.people import queries
from samband.tools.ethics import operations
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries import facts_of_meeting
from tests.cast import UTSIRA
from tests.journeys import something
from tests.journeys.conftest import PHONE, is_in_order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FERRY = "974760673"


@pytest.fixture
def phone(register, open_browser, signed_in, councillor) -> Page:
    """Of a councillor whom the register of people knows."""
    client = signed_in(councillor)
    account = actor_by_email(email="councillor@example.org", on=timezone.localdate())
    something.councillor()
    mayor = queries.office(actor=INSTALLATION, office=something.office()).person
    people.link_account(person=mayor, account=account.reference, **something.now())
    return open_browser(client, viewport=PHONE)


def screened() -> None:
    """A contract that the council decides on tomorrow."""
    by, at = Actor("test:secretary", frozenset({Grant(Role.SECRETARY, UTSIRA.code)})), timezone.now()
    number = operations.enter_meeting(
        authority=UTSIRA.code, body=something.COUNCIL, day=timezone.localdate() + timedelta(1),
        items=operations.read_agenda_text(text="12/26 Contract with Nordvik Testbygg AS"), by=by, at=at,
    )  # fmt: skip
    register, agenda = meeting_files(facts=facts_of_meeting(actor=by, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=by, at=at)


def declare(page: Page) -> None:
    """From the start page to a post on the list."""
    page.goto(reverse("start"))
    page.get_by_role("link", name="Confirm your interests").click()
    expect(page.get_by_text("You have not confirmed the list yet.")).to_be_visible()
    page.get_by_role("link", name="Post", exact=True).click()
    page.get_by_label("What you are there").select_option("Chair of the board")
    page.get_by_label("Organisation", exact=True).fill("Utsira Ferry AS")
    page.get_by_label("Its number in the public register").fill("974 760 674")
    page.get_by_label("First day").fill("2022-01-01")
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.get_by_text("974 760 674 is not the number of an organisation.").first).to_be_visible()
    assert is_in_order(page)
    page.get_by_label("Its number in the public register").fill("974 760 673")
    page.get_by_label("Note for yourself").fill("ask the board about May")
    page.get_by_role("button", name="Put it on the list").click()


def test_a_councillor_declares_confirms_and_takes_the_list_away_on_a_phone(phone):
    declare(phone)
    expect(phone.get_by_role("link", name="Chair of the board")).to_be_visible()
    phone.get_by_role("button", name="The list is complete").click()
    expect(phone.get_by_text("Your interests are confirmed as of today.")).to_be_visible()
    assert is_in_order(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="As a table (CSV)").click()
    (row,) = csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig")))
    assert (row["organisation_number"], row["note"]) == (FERRY, "ask the board about May")
    phone.goto(reverse("start"))
    expect(phone.get_by_role("link", name="Confirm your interests")).to_have_count(0)


def test_everybody_finds_who_sat_where_on_a_day_and_an_outsider_no_more(
    phone, open_browser, signed_in, outsider
):
    declare(phone)
    for reader in (open_browser(), open_browser(signed_in(outsider))):
        reader.goto(f"{reverse('ethics:register')}?q=ferry&on=2024-03-12")
        expect(reader.get_by_text("1 interest on 12 March 2024.")).to_be_visible()
        reader.get_by_role("link", name=f"Utsira Ferry AS ({FERRY})").click()
        expect(reader.get_by_text("Chair of the board")).to_be_visible()
        assert is_in_order(reader)
        reader.get_by_label("As it was on").fill("2021-12-31")
        reader.get_by_role("button", name="Show").click()
        expect(reader.get_by_text("Nobody in public office had a registered interest here")).to_be_visible()
        assert "ask the board" not in reader.content()
    response = reader.goto(reverse("ethics:member", args=[UTSIRA.code]))
    assert response is not None
    assert response.status == 404


def test_a_councillor_asks_about_family_on_a_phone_and_keeps_what_she_wants(phone):
    """By taps alone: no to all, a sister on the board, the draft, the private list, and out of it again."""
    screened()
    phone.goto(reverse("ethics:own_meetings"))
    phone.get_by_role("link", name="Ask yourself").click()
    assert is_in_order(phone)
    phone.get_by_role("button", name="Nobody here is one of mine").click()
    expect(phone.get_by_text("Nothing of this is kept.")).to_be_visible()
    phone.get_by_role("link", name="Ask once more").click()
    group = phone.get_by_role("group", name="Nordvik Testbygg AS")
    group.get_by_text("Brother or sister", exact=True).click()
    phone.get_by_role("button", name="What does it mean?").click()
    expect(phone.get_by_text("Choose what they are there.").first).to_be_visible()
    assert is_in_order(phone)
    group.get_by_text("Leads it or sits on its board").click()
    phone.get_by_role("button", name="What does it mean?").click()
    expect(phone.get_by_text("Must be assessed.")).to_be_visible()
    assert "sister" not in phone.get_by_label("A draft of what you can say").input_value()
    assert is_in_order(phone)
    phone.get_by_role("button", name="Remember it for next time").click()
    expect(phone.get_by_text("Brother or sister · Leads it or sits on its board")).to_be_visible()
    phone.goto(reverse("ethics:own_meetings"))
    expect(phone.get_by_text("From your private list, for your eyes alone:")).to_be_visible()
    assert is_in_order(phone)
    phone.goto(reverse("ethics:kin"))
    phone.get_by_role("button", name="Take out Nordvik Testbygg AS").click()
    expect(phone.get_by_text("Nothing stands on it.")).to_be_visible()
