# SPDX-License-Identifier: EUPL-1.2
"""The contact person of Utsira loads an election by keyboard alone, from a faulty file to the new council."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from samband.core.access.rules import INSTALLATION
from samband.core.people import queries
from tests.journeys.conftest import accessibility_faults
from tests.journeys.something import COUNCIL, councillor

FAULTY = "name,party,office\nCouncillor 1 (synthetic),A,member\nNewcomer One (synthetic),A,king\n"
RIGHT = (
    "name,party,office,order,gender\n"
    "Councillor 3 (synthetic),A,mayor,,m\n"
    "Councilor 1 (synthetic),A,member,,f\n"
    "Newcomer One (synthetic),Village list,member,,f\n"
    "Newcomer Two (synthetic),A,substitute,1,f\n"
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(register, signed_in, contact, open_browser) -> Page:
    councillor()
    return open_browser(signed_in(contact))


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not reach it.")


def press(page: Page, role: str, name: str, key: str = "Enter") -> None:
    reach(page, page.get_by_role(role, name=name, exact=True).first)
    page.keyboard.press(key)
    page.wait_for_load_state()


def write(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_label(label, exact=False).first)
    page.keyboard.type(text)


def upload(page: Page, text: str) -> None:
    """The file dialogue belongs to the browser; the field is reached and the rest filled in by keyboard."""
    reach(page, page.get_by_label("File with those elected"))
    file = {"name": "election.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("File with those elected").set_input_files(file)
    write(page, "Name of a new term", "2027–2031")
    write(page, "First day", "10012027")
    press(page, "button", "Show what it would do")


def see(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible()
    assert accessibility_faults(page) == ""


def names(day: date) -> set[str]:
    return {f"{one.name}, {one.kind}" for one in queries.offices_on(actor=INSTALLATION, on=day, body=COUNCIL)}


def test_an_election_is_imported(page):
    page.goto("/people/")
    press(page, "link", "Load an election")
    upload(page, FAULTY)
    see(page, "Row 3, column office: “king” is not an office that is elected here.")
    press(page, "button", "Discard the file")
    see(page, "The file is discarded. Nothing was changed.")

    upload(page, RIGHT)
    see(page, "Is it the same person?")
    before = names(date(2027, 10, 1))
    press(page, "radio", "The same person", key="Space")
    press(page, "button", "Keep these answers")
    see(page, "Every question is answered.")
    assert names(date(2027, 10, 1)) == before

    press(page, "button", "Load the election")
    see(page, "The election is loaded.")
    assert names(date(2027, 9, 30)) == before
    assert names(date(2027, 10, 1)) == {
        "Councillor 3 (synthetic), mayor",
        "Councillor 1 (synthetic), member",
        "Newcomer One (synthetic), member",
        "Newcomer Two (synthetic), substitute",
    }
    page.goto(f"/people/bodies/{COUNCIL}/?on=2027-10-01")
    see(page, "3 persons have a seat on 1 October 2027.")
