# SPDX-License-Identifier: EUPL-1.2
"""Utsira sees its own results before anybody else does, so that its council can have them first."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import OSLO, UTSIRA
from tests.journeys import waves
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide, sign_in_by_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWN, OF_ANOTHER = (f"/surveys/{waves.SLUG}/members/{member.code}/" for member in (UTSIRA, OSLO))


def sign_in(page: Page, who: str) -> None:
    page.goto("/accounts/login/")
    sign_in_by_password(page, f"{who}@example.org")
    expect(page.get_by_role("heading", name="What is waiting for you")).to_be_visible()


def test_the_contact_person_finds_the_results_of_utsira_on_the_start_page(
    open_browser, reviewed, signed_in, contact
):
    signed_in(contact)  # the association has made the account
    page = open_browser(viewport=PHONE, color_scheme="dark")
    sign_in(page, "contact")
    page.get_by_role("link", name="Democracy 2021: Utsira").click()
    expect(page.get_by_role("heading", level=1, name=UTSIRA.name)).to_be_visible()
    expect(page.get_by_text("Not public yet.")).to_be_visible()
    expect(page.get_by_role("table").first).to_be_attached()
    assert accessibility_faults(page) == ""
    assert not is_too_wide(page)


def test_the_contact_person_follows_the_wave_and_sees_nobody_elses_results(
    open_browser, reviewed, signed_in, contact
):
    page = open_browser(signed_in(contact))
    page.goto(f"/surveys/{waves.SLUG}/")
    expect(page.get_by_text("The results are not public yet.")).to_be_visible()
    assert accessibility_faults(page) == ""
    assert OSLO.name not in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="See our own results").click()
    expect(page).to_have_url(f"{page.url.partition('/surveys')[0]}{OWN}")
    page.goto(f"{OWN}?beside=chosen&member={OSLO.code}")
    note = "The results of other members appear here when the wave is published."
    expect(page.get_by_text(note)).to_be_visible()
    answered = page.goto(OF_ANOTHER)
    assert answered is not None
    assert answered.status == 404


@pytest.mark.parametrize("who", ["inhabitant", "outsider"])
def test_others_find_no_trace_of_the_wave(open_browser, reviewed, signed_in, request, who):
    actor = request.getfixturevalue(who)
    page = open_browser(signed_in(actor) if actor.is_signed_in else None)
    for address in ("/", "/surveys/", "/publications/"):
        page.goto(address)
        expect(page.get_by_role("main")).not_to_contain_text("Democracy 2021")
    for address in (f"/surveys/{waves.SLUG}/", OWN, f"{OWN}figures.csv", f"{OWN}report.pdf"):
        answered = page.goto(address)
        assert answered is not None
        assert answered.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here for you")
