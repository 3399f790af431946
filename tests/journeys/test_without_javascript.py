# SPDX-License-Identifier: EUPL-1.2
"""The results without a line of JavaScript: choose, compare, read in another language, sign in and work."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import MEDIAN, OSLO, UTSIRA
from tests.journeys.conftest import sign_in_by_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(open_browser, published) -> Page:
    return open_browser(java_script_enabled=False)


def test_a_reader_chooses_a_statement_and_how_it_is_shown(page):
    page.goto("/surveys/democracy-2021/")
    page.get_by_label("What", exact=True).select_option("special_interests")
    page.get_by_label("Who answered").select_option("councillors")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("This is a negative statement")).to_be_visible()
    page.get_by_label("Shown as").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    lead = page.locator("p.lead")
    expect(lead).to_have_text(re.compile(r"^Councillors in the 8 members together: \d+\s?%"))


def test_a_reader_compares_with_members_of_their_own_choice(page):
    page.goto(f"/surveys/democracy-2021/members/{UTSIRA.code}/")
    expect(page.locator("p.lead")).to_contain_text("other members of the same size")
    page.get_by_text("Choose members").click()
    page.get_by_label("Members (several can be marked)").select_option([OSLO.code, MEDIAN.code])
    page.get_by_label("Compare with").select_option("chosen")
    page.get_by_role("button", name="Compare").click()
    lead = page.locator("p.lead")
    expect(lead).to_contain_text(OSLO.name)
    expect(lead).to_contain_text(MEDIAN.name)


def test_a_reader_unfolds_the_figures_behind_a_picture(page):
    page.goto("/surveys/democracy-2021/")
    table = page.locator("details").filter(has_text="The figures as a table").first.locator("table")
    expect(table).to_be_hidden()
    page.get_by_text("The figures as a table").first.click()
    expect(table).to_be_visible()


def test_a_reader_goes_on_in_norwegian_on_the_same_page(page):
    page.goto(f"/surveys/democracy-2021/members/{OSLO.code}/?beside=all")
    page.locator(".languages summary").first.click()
    page.get_by_role("button", name="Norsk bokmål").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page).to_have_url(re.compile(r"/members/0301/\?beside=all$"))
    expect(page.locator("p.quiet").first).to_have_text("Demokrati 2021")


def test_an_analyst_signs_in_and_works(page, signed_in, analyst):
    signed_in(analyst)  # the association has made the account
    page.goto("/surveys/democracy-2021/manage/")
    sign_in_by_password(page, "analyst@example.org")
    expect(page.get_by_role("heading", level=1, name="Democracy 2021")).to_be_visible()
    page.get_by_text("Open the wave again").click()
    page.get_by_label("Why the wave is opened again").fill("forty late interviews")
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_role("link", name="Load answers")).to_be_visible()
