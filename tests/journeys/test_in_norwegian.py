# SPDX-License-Identifier: EUPL-1.2
"""A reader of Norwegian meets no English on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import UTSIRA
from tests.journeys import waves
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENGLISH = re.compile(
    r"\b(the|and|of|with|who|what|how|where|you|your|figures?|answers?|members?|review|publish(ed)?|"
    r"inhabitants|councillors|survey|method|download|compared|statement)\b",
    re.IGNORECASE,
)
NOWHERE = "/nothing/"
HEADINGS = {
    "/": ("Publiserte resultater", "Verktøy"),
    "/surveys/": ("Undersøkelser",),
    "/surveys/democracy-2021/": ("Demokrati 2021",),
    f"/surveys/democracy-2021/members/{UTSIRA.code}/": (UTSIRA.name, "Innbyggere"),
    f"/surveys/democracy-2021/members/{UTSIRA.code}/report/": (),
    "/surveys/democracy-2021/method/": (),
    "/surveys/democracy-2021/downloads/": (),
    "/members/": (),
    "/members/statistics/": (),
    "/publications/": (),
    "/method/": (),
    "/accounts/login/": ("Logg inn",),
    NOWHERE: (),
}
"""Page -> headings that must be there, besides none that is English."""
WORK = {
    "/": (),
    "/surveys/new/": (),
    "/surveys/democracy-2021/manage/": (),
    "/surveys/democracy-2021/manage/participants/": (),
    "/surveys/democracy-2021/manage/answers/": (),
    "/surveys/democracy-2021/manage/review/": (),
    "/surveys/democracy-2021/manage/publish/": (),
    "/jobs/": (),
}

SPEAKING = "h1, h2, h3, h4, label, legend, button, th[scope=col], dt, summary, nav a, .lead, .ds-tag"
"""What leads through a page: headings, labels, buttons, heads of tables."""


def english_on(page: Page, address: str, headings: tuple[str, ...]) -> list[str]:
    answered = page.goto(address)
    assert answered is not None
    assert answered.status == (404 if address == NOWHERE else 200), address
    return english_here(page, headings)


def english_here(page: Page, headings: tuple[str, ...] = ()) -> list[str]:
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    for heading in headings:
        expect(page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
    spoken = page.locator(SPEAKING).evaluate_all(
        "found => found.filter(one => !one.closest('[lang=en]')).map(one => one.textContent.trim())"
    )
    assert spoken
    return [f"{page.url}: {text}" for text in spoken if ENGLISH.search(text)]


def in_norwegian(page: Page) -> Page:
    page.goto("/")
    page.locator(".languages summary").first.click()
    page.get_by_role("button", name="Norsk bokmål").first.click()
    return page


def test_the_reader_meets_no_english(open_browser, published):
    page = in_norwegian(open_browser())
    found = [english for address, heads in HEADINGS.items() for english in english_on(page, address, heads)]
    assert found == []


def test_the_analyst_meets_no_english(open_browser, published, signed_in, analyst):
    page = in_norwegian(open_browser(signed_in(analyst)))
    found = [english for address, heads in WORK.items() for english in english_on(page, address, heads)]
    page.goto("/surveys/democracy-2021/manage/answers/")
    page.get_by_role("link", name=waves.FILENAME).click()
    expect(page.get_by_role("heading", level=1, name=waves.FILENAME)).to_be_visible()
    assert found + english_here(page) == []


def test_a_browser_that_asks_for_norwegian_gets_it(open_browser, published):
    page = open_browser(locale="nb-NO", viewport=PHONE)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")


@pytest.mark.parametrize("text", ["Compared with", "Review the figures", "What is withheld, and why"])
def test_english_would_be_seen(text):
    assert ENGLISH.search(text)
