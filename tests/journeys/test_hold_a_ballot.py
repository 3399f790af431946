# SPDX-License-Identifier: EUPL-1.2
"""A ballot from the question to its protocol, by keyboard alone; a secret vote on a phone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from samband.core.access.rules import INSTALLATION
from samband.tools.congress import operations
from samband.tools.congress.management import demo
from samband.tools.congress.rules import Electorate
from tests.cast import UTSIRA
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide
from tests.journeys.test_by_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def press(page: Page, name: str) -> None:
    """Go to the button or link in the content and press Enter."""
    main = page.get_by_role("main")
    tab_to(page, main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first)
    page.keyboard.press("Enter")


def in_the_field(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def well(page: Page) -> None:
    assert accessibility_faults(page) == ""
    assert not is_too_wide(page)


def test_a_ballot_from_the_question_to_the_protocol(open_browser, register, signed_in, analyst, contact):
    now = timezone.now()
    page = open_browser(signed_in(analyst))
    page.goto("/congress/")
    press(page, "New ballot")
    expect(page.get_by_role("heading", level=1, name="New ballot")).to_be_visible()
    well(page)
    write(page, "Title", "Common procurement")
    write(page, "Question", "Shall the association buy together?")
    tab_to(page, page.get_by_label("Members, openly, as their councils decide"))
    page.keyboard.press("Space")
    # The parts of a date field come in the order of the browser's language: filled as a whole.
    page.get_by_label("Opens", exact=True).fill(in_the_field(now - timedelta(minutes=5)))
    page.get_by_label("Closes", exact=True).fill(in_the_field(now + timedelta(days=2)))
    page.get_by_label("Seed of the lot").focus()
    press(page, "Create the ballot")
    expect(page.get_by_role("heading", level=1, name="Common procurement")).to_be_visible()
    press(page, "Call the ballot")
    expect(page.get_by_text("The ballot is called.")).to_be_visible()
    well(page)

    voter = open_browser(signed_in(contact))
    voter.goto("/")
    press(voter, f"Common procurement: the vote of {UTSIRA.name}")
    expect(voter.get_by_role("heading", level=1, name=f"Vote for {UTSIRA.name}")).to_be_visible()
    well(voter)
    press(voter, "Cast the vote")
    expect(voter.locator(".ds-error-summary")).to_be_focused()
    well(voter)
    tab_to(voter, voter.get_by_role("radio", name="Yes"))
    voter.keyboard.press("Space")
    write(voter, "Decision of the council", "45/26")
    press(voter, "Cast the vote")
    expect(voter.get_by_text(f"{UTSIRA.name} has voted: Yes.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("1 of", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Count and declare the result")).to_have_count(0)
    with time_machine.travel(now + timedelta(days=3)):
        page = open_browser(signed_in(analyst))
        page.goto("/congress/ballots/common-procurement/")
        press(page, "Count and declare the result")
        expect(page.get_by_text("Adopted.", exact=True)).to_be_visible()
        well(page)
        with page.expect_download() as got:
            page.evaluate("() => { const a = document.querySelector('a[href$=\".pdf\"]'); a.download = ''; }")
            press(page, "Protocol (PDF)")
        assert got.value.path().read_bytes().startswith(b"%PDF")
        press(page, "Publish the result")
        expect(page.get_by_text("The result is published.")).to_be_visible()
        anybody = open_browser()
        anybody.goto("/congress/ballots/common-procurement/")
        expect(anybody.get_by_text("Adopted.", exact=True)).to_be_visible()
        well(anybody)


def test_a_delegate_votes_in_secret_on_a_phone(open_browser, register):
    now = timezone.now()
    congress = demo.add_congress(by=INSTALLATION, at=now)
    operations.create_ballot(
        slug="north", title="Where to meet", question="In the north?", electorate=Electorate.DELEGATES,
        rule="simple_majority", congress=congress, roll_on=timezone.localdate(),
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1), by=INSTALLATION, at=now,
    )  # fmt: skip
    operations.call_ballot(ballot="north", by=INSTALLATION, at=now)
    (_, code), *_ = operations.make_codes(ballot="north", by=INSTALLATION, at=now)
    page = open_browser(viewport=PHONE, color_scheme="dark")
    page.goto("/congress/code/")
    write(page, "Your code", code.lower())
    press(page, "Go to the ballot")
    expect(page.get_by_text("In the north?")).to_be_visible()
    well(page)
    tab_to(page, page.get_by_role("radio", name="Yes"))
    page.keyboard.press("Space")
    press(page, "Cast the vote")
    expect(page.get_by_role("heading", level=1, name="Your vote is cast")).to_be_visible()
    well(page)
    page.goto("/congress/code/")
    write(page, "Your code", code)
    press(page, "Go to the ballot")
    tab_to(page, page.get_by_role("radio", name="Yes"))
    page.keyboard.press("ArrowDown")
    press(page, "Cast the vote")
    expect(page.get_by_text("has voted already", exact=False).first).to_be_visible()
