# SPDX-License-Identifier: EUPL-1.2
"""The keyboard alone leads everywhere, and the reader always sees where they are."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import UTSIRA

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUS_IS_VISIBLE = """() => {
    const at = document.activeElement;
    if (at.localName === "input" && !at.matches(":focus")) return true;
    const shown = at.type === "radio" || at.type === "checkbox" ? [at, at.closest(".ds-field")] : [at];
    return shown.filter(Boolean).some((element) => {
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return (outlined || style.boxShadow !== "none") && box.width > 1 && box.height > 1;
    });
}"""
"""A choice shows its focus around itself and its label; the parts of a date field are the browser's own."""
ENDLESS = 120
"""More keystrokes than anybody makes on one page."""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there; wherever it rests on the way it can be seen."""
    target = wanted.element_handle()
    for _ in range(ENDLESS):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(FOCUS_IS_VISIBLE), f"the focus is not to be seen on {where}"
        if page.evaluate("target => document.activeElement === target", target):
            return
    raise AssertionError("Tab never leads there")


def follow(page: Page, name: str) -> None:
    """Go to the link in the content and press Enter."""
    tab_to(page, page.get_by_role("main").get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


def test_a_reader_goes_from_the_start_page_to_the_results_of_utsira(open_browser, published):
    page = open_browser()
    page.goto("/")
    follow(page, "Democracy 2021")
    expect(page.get_by_role("heading", level=1, name="Democracy 2021")).to_be_visible()
    follow(page, UTSIRA.name)
    expect(page.get_by_role("heading", level=1, name=UTSIRA.name)).to_be_visible()


def test_a_reader_chooses_what_is_shown(open_browser, published):
    page = open_browser()
    page.goto("/surveys/democracy-2021/")
    tab_to(page, page.get_by_label("What", exact=True))
    page.keyboard.type("People are treated alike")
    page.keyboard.press("Tab")
    tab_to(page, page.get_by_role("button", name="Show"))
    page.keyboard.press("Enter")
    expect(page.locator("p.lead")).to_contain_text("People are treated alike")


def test_the_first_key_skips_what_every_page_has(open_browser, published):
    page = open_browser()
    page.goto("/surveys/democracy-2021/members/1151/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").locator(":focus")).to_have_count(1)


def test_what_must_be_put_right_is_one_key_away(open_browser, register, signed_in, analyst):
    page = open_browser(signed_in(analyst))
    page.goto("/surveys/new/")
    page.get_by_role("button", name="Create the wave").press("Enter")
    fault = page.locator(".ds-error-summary a").first
    expect(page.locator(".ds-error-summary")).to_be_focused()
    tab_to(page, fault)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title")).to_be_in_viewport()
    page.keyboard.type("Democracy 2025")
    expect(page.get_by_label("Title")).to_have_value("Democracy 2025")
