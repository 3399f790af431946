# SPDX-License-Identifier: EUPL-1.2
"""A secretary keys in three sheets of paper twice by keyboard alone; one differs and is settled."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from samband.core.access.rules import INSTALLATION
from samband.core.collect import operations as collect
from samband.core.collect.queries import answer_counts
from samband.core.collect.tests.questionnaires import of_inhabitants
from tests.cast import MEDIAN
from tests.journeys.conftest import accessibility_faults, is_too_wide

ASK = "on-paper"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(transactional_db, home, signed_in, secretary, open_browser) -> Page:
    collect.open_ask(
        slug=ASK, title={"en": "Getting about"}, instrument=of_inhabitants("one_of"),
        reference_date=date(2026, 1, 1), units={MEDIAN.code: MEDIAN.name}, background={},
        plan=collect.Plan(channels=["paper"]), by=INSTALLATION, at=timezone.now(),
    )  # fmt: skip
    return open_browser(signed_in(secretary))


def check(page: Page) -> None:
    assert not accessibility_faults(page)
    assert not is_too_wide(page)


def key_all(page: Page, figures: str) -> None:
    """The figure leads to the line beside, Enter to the button, Enter saves and opens the next sheet."""
    for place, figure in enumerate(figures, start=1):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Sheet 01-{place:03}")
        expect(page.locator(":focus")).to_have_attribute("name", "way_to_work")
        page.keyboard.press(figure)
        expect(page.locator(":focus")).to_have_attribute("name", "way_to_work_other")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")


def test_three_sheets_are_keyed_in_twice_and_one_is_settled(desk):
    desk.goto(f"/answers/{ASK}/paper/")
    check(desk)
    desk.get_by_label("How many sheets").focus()
    desk.keyboard.type("3")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Batch 1")
    check(desk)

    desk.get_by_role("link", name="Key in 3 sheets").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Sheet 01-001")
    check(desk)
    key_all(desk, "123")

    expect(desk.get_by_role("heading", level=1)).to_have_text("Batch 1")
    desk.get_by_role("link", name="Key in 3 sheets the second time").press("Enter")
    expect(desk.get_by_text("You have keyed in this sheet the first time as well.")).to_be_visible()
    key_all(desk, "124")

    expect(desk.get_by_role("heading", level=1)).to_have_text("Settle sheet 01-003")
    check(desk)
    expect(desk.get_by_text("First entry: 3")).to_be_visible()
    desk.keyboard.press("4")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("3 of 3 sheets are stored.")).to_be_visible()
    expect(desk.get_by_text("both times by the same person")).to_have_count(3)
    assert answer_counts(ask=ASK) == {(MEDIAN.code, "inhabitants"): 3}
