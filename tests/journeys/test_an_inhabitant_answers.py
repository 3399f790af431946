# SPDX-License-Identifier: EUPL-1.2
"""An inhabitant answers in a real browser: on a small telephone, by keyboard, without scripts, in pieces."""

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations import NewCase, Plan, add_cases, close_ask, open_ask
from samband.core.collect.queries import responses
from samband.core.collect.tests.questionnaires import FEATURES, of_inhabitants
from samband.engines.instrument import Instrument, draw_answers, in_order, other_key, steps
from samband.engines.instrument.flow import Computed, Day, Evidence, Note, Ranked
from samband.tools.surveys.queries import instrument
from tests.cast import UTSIRA
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide
from tests.journeys.test_by_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INHABITANTS = "inhabitants"


def opened(asked: Instrument) -> str:
    return open_ask(
        slug=asked.code.replace("_", "-"), title={}, instrument=asked, reference_date=date(2026, 1, 1),
        units={UTSIRA.code: UTSIRA.name}, background={}, plan=Plan(open_link=True),
        by=INSTALLATION, at=timezone.now(),
    ).slug  # fmt: skip


def letter(ask: str, language: str = "") -> str:
    """The address that stands in a letter."""
    case = NewCase(UTSIRA.code, INHABITANTS, language=language)
    made = add_cases(ask=ask, cases=[case], by=INSTALLATION, at=timezone.now())
    return f"/a/{made[0].token}/"


def stored(ask: str) -> dict[str, object]:
    close_ask(ask=ask, by=INSTALLATION, at=timezone.now())
    (one,) = responses(actor=INSTALLATION, ask=ask)
    return {**one.answers, **one.background}


def onward(page: Page) -> Locator:
    """The main button of the page."""
    return page.locator("#answers .buttons button").first


def check_page(page: Page) -> None:
    assert accessibility_faults(page) == ""
    assert not is_too_wide(page)


def test_in_georgian_on_a_small_telephone_by_keyboard_alone(open_browser, transactional_db, home):
    democracy = instrument(code="local_democracy", version="2021")
    ask, words = opened(democracy), democracy.words["ka"]
    page = open_browser(viewport=PHONE, locale="ka")
    page.goto(letter(ask, "ka"))
    expect(page.locator("html")).to_have_attribute("lang", "ka")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.title)
    check_page(page)
    press(page, onward(page))
    for step in steps(flow=democracy.flow, group=INHABITANTS, answers={}):
        answer_by_keyboard(page, words, [one.code for one in step.questions])
        check_page(page)
        press(page, onward(page))
    expect(page).to_have_url(re.compile(r"/review/$"))
    check_page(page)
    press(page, onward(page))
    expect(page.locator(".receipt")).to_have_text(re.compile(r"^[0-9A-Z]{5}-[0-9A-Z]{5}$"))
    check_page(page)
    assert stored(ask)["no_power_abuse"] == democracy.items[0].scale.codes[0]


def press(page: Page, button: Locator) -> None:
    tab_to(page, button)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer_by_keyboard(page: Page, words, codes: list[str]) -> None:
    """Every question is found by the name that a screen reader says; the first answer is taken."""
    for code in codes:
        group = page.get_by_role("group", name=words.question(code))
        box = page.get_by_role("checkbox", name=words.question(code))
        if group.count():
            tab_to(page, group.get_by_role("radio").first)
            page.keyboard.press("Space")
        elif box.count():
            tab_to(page, box)
            page.keyboard.press("Space")


def test_without_scripts_one_leaves_off_comes_back_and_goes_back(open_browser, transactional_db, home):
    ask = opened(of_inhabitants("pages"))
    address = letter(ask)
    page = open_browser(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers so far are kept")
    elsewhere = open_browser(java_script_enabled=False, viewport=PHONE)
    elsewhere.goto(address)
    elsewhere.get_by_role("button", name="Go on where you left off").click()
    expect(elsewhere.get_by_label("Yes")).to_be_checked()
    elsewhere.get_by_role("button", name="Next").click()
    elsewhere.get_by_label("What do you wish for?").fill("A bench")
    elsewhere.get_by_role("button", name="Back").click()
    expect(elsewhere.get_by_label("Yes")).to_be_checked()
    elsewhere.get_by_role("button", name="Next").click()
    expect(elsewhere.get_by_label("What do you wish for?")).to_have_value("A bench")
    elsewhere.get_by_role("button", name="Norsk bokmål").or_(
        elsewhere.get_by_role("button", name="Bokmål")
    ).click()
    expect(elsewhere.get_by_label("Hva ønsker du deg?")).to_have_value("A bench")
    onward(elsewhere).click()
    expect(elsewhere.get_by_label("Hva ønsker du deg?")).to_have_count(0)
    onward(elsewhere).click()
    expect(elsewhere).to_have_url(re.compile(r"/review/$"))
    onward(elsewhere).click()
    expect(elsewhere.locator(".receipt")).to_be_visible()
    elsewhere.go_back()
    elsewhere.reload()
    assert stored(ask) == {"has_time": "yes", "wish": "A bench"}
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("You have answered already")


def test_what_is_missing_is_one_key_away(open_browser, transactional_db, home):
    page = open_browser(viewport=PHONE)
    page.goto(letter(opened(of_inhabitants("needs"))))
    onward(page).click()
    onward(page).click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    check_page(page)
    tab_to(page, page.locator(".ds-error-summary a").first)
    page.keyboard.press("Enter")
    page.keyboard.type("44")
    expect(page.get_by_label("How old are you?")).to_have_value("44")


@pytest.mark.parametrize("name", FEATURES)
def test_every_thing_that_a_questionnaire_can_do(open_browser, transactional_db, home, name):
    """What was drawn is typed page by page, and is what is stored in the end."""
    asked = of_inhabitants(name)
    today = timezone.localdate()
    answers = draw_answers(instrument=asked, group=INHABITANTS, seed=7, today=today)
    ask = opened(asked)
    page = open_browser(viewport=PHONE)
    page.goto(letter(ask))
    onward(page).click()
    for _ in range(2 * len(steps(flow=asked.flow, group=INHABITANTS, answers=answers, today=today)) + 2):
        page.wait_for_load_state()  # the scripts of the page have run
        if page.url.endswith("/review/"):
            break
        key = page.locator("input[name=page]").get_attribute("value")
        step = next(
            one
            for one in steps(flow=asked.flow, group=INHABITANTS, answers=answers, today=today)
            if one.key == key
        )
        for question in in_order(step=step, seed=1).questions:
            fill(page, question, step.answer_key(question), answers)
        check_page(page)
        onward(page).click()
    check_page(page)
    onward(page).click()
    expect(page.locator(".receipt")).to_be_visible()
    fields = {one.code: one.background or one.code for one in asked.flow.questions}
    wanted = {fields.get(key, key): listed(value) for key, value in answers.items()}
    assert stored(ask) == wanted


def listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def fill(page: Page, question, key: str, answers: dict[str, object]) -> None:
    """Type or choose the answer, if the question is there yet."""
    fields = page.locator(f'[name="{key}"]')
    if isinstance(question.kind, Note | Computed | Evidence) or not fields.count():
        return
    value = answers.get(key)
    if isinstance(question.kind, Day):
        parts = reversed(str(value).split("-")) if value else ("", "", "")
        for number, part in enumerate(parts):
            fields.nth(number).fill(part)
    elif isinstance(question.kind, Ranked) and isinstance(value, tuple):
        for place, code in enumerate(value, start=1):
            row = page.locator(f'[data-rank]:has(option[value="{code}:{place}"])')
            if (choose := row.get_by_role("button", name=f"Number {place}:")).count():
                choose.click()
    elif fields.first.get_attribute("type") in {"radio", "checkbox"}:
        chosen = value if isinstance(value, tuple) else ("yes" if value is True else str(value),)
        for code in chosen if value not in (None, False) else ():
            page.locator(f'[name="{key}"][value="{code}"]').check()
    else:
        fields.first.fill("" if value is None else str(value))
    beside = answers.get(other_key(key=key))
    if beside is not None:
        page.locator(f'[name="{other_key(key=key)}"]').fill(str(beside))
