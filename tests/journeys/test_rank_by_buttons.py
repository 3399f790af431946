# SPDX-License-Identifier: EUPL-1.2
"""Options are put in order: by buttons and the keyboard with scripts, by lists of numbers without."""

import re

import pytest
from playwright.sync_api import Page, expect

from samband.core.collect.tests.questionnaires import of_inhabitants
from tests.journeys.conftest import PHONE
from tests.journeys.test_an_inhabitant_answers import check_page, letter, onward, opened, stored
from tests.journeys.test_by_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_the_ranking(page: Page) -> str:
    ask = opened(of_inhabitants("ranked"))
    page.goto(letter(ask))
    onward(page).click()
    return ask


def sent(page: Page, ask: str) -> object:
    onward(page).click()
    expect(page).to_have_url(re.compile(r"/review/$"))
    onward(page).click()
    expect(page.locator(".receipt")).to_be_visible()
    return stored(ask)


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def order(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("[data-rank] label").all_inner_texts()]


def test_options_are_chosen_moved_and_taken_out_by_the_keyboard_and_each_move_is_told(
    open_browser, transactional_db, home
):
    page = open_browser(viewport=PHONE)
    ask = at_the_ranking(page)
    said = page.locator("[data-ranking-said]")
    check_page(page)
    for place, name in enumerate(("Roads", "School", "Care"), start=1):
        page.locator("body").focus()
        page.evaluate("document.activeElement.blur()")
        press(page, f"Number {place}: {name}")
        expect(said).to_have_text(f"{name}: number {place}")
    assert order(page)[:3] == ["Roads", "School", "Care"]
    expect(page.get_by_role("button", name=re.compile("^Number"))).to_have_count(0)
    page.get_by_role("button", name="Move up: Care").focus()
    page.keyboard.press("Space")
    expect(said).to_have_text("Care: number 2")
    expect(page.get_by_role("button", name="Move up: Care")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Move down: Care")).to_be_focused()
    page.get_by_role("button", name="Take out: School").press("Enter")
    expect(said).to_have_text("School: without a number")
    expect(page.get_by_role("button", name="Number 3: School")).to_be_focused()
    page.get_by_role("button", name="Number 3: Culture").click()
    check_page(page)
    assert order(page)[:3] == ["Care", "Roads", "Culture"]
    assert sent(page, ask) == {"first_tasks": ["care", "roads", "culture"]}


def test_what_was_put_in_order_is_there_again_and_no_opinion_takes_it_back(
    open_browser, transactional_db, home
):
    page = open_browser()
    ask = at_the_ranking(page)
    for place, name in enumerate(("Culture", "Care", "Roads"), start=1):
        page.get_by_role("button", name=f"Number {place}: {name}").click()
    onward(page).click()
    page.get_by_role("link", name=re.compile("Change answers")).click()
    assert order(page)[:3] == ["Culture", "Care", "Roads"]
    page.get_by_label("No opinion").check()
    expect(page.get_by_role("button", name=re.compile("^Move up"))).to_have_count(0)
    assert sent(page, ask) == {"first_tasks": ["no_opinion"]}


def test_without_scripts_the_same_order_is_given_by_lists_of_numbers(open_browser, transactional_db, home):
    page = open_browser(java_script_enabled=False, viewport=PHONE)
    ask = at_the_ranking(page)
    for place, name in enumerate(("Culture", "Care", "Roads"), start=1):
        page.get_by_label(name).select_option(str(place))
    assert sent(page, ask) == {"first_tasks": ["culture", "care", "roads"]}


def test_a_ranking_that_is_not_whole_leads_by_its_words_to_a_button(open_browser, transactional_db, home):
    page = open_browser(viewport=PHONE)
    at_the_ranking(page)
    page.get_by_role("button", name="Number 1: Culture").click()
    onward(page).click()
    page.locator(".ds-error-summary a").click()
    expect(page.locator("[data-rank] button:focus")).to_have_count(1)
