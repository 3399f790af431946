# SPDX-License-Identifier: EUPL-1.2
"""An interviewer with an appointment and a quota that fills, by keyboard alone; the supervisor looks on."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from samband.core.access.rules import INSTALLATION
from samband.core.collect.analysis.phone import Window
from samband.core.collect.operations import NewCase, NewCell, Plan, add_cases, open_ask, set_quotas
from samband.core.collect.operations.phone import PhoneSettings, plan_calls
from samband.core.collect.queries import case_counts, quotas
from samband.core.collect.tests.questionnaires import of_inhabitants
from tests.cast import UTSIRA
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide
from tests.journeys.test_by_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASK = "called"
KINDS = [
    NewCell(f"{age} {sex}", {"unit": [UTSIRA.code], "age": [age], "sex": [sex]}, 1)
    for age in ("30_49", "50_66") for sex in ("woman", "man")
]  # fmt: skip


@pytest.fixture
def called(transactional_db, home) -> None:
    """Two people who may be called at any hour, and one interview wanted of each kind."""
    now = {"by": INSTALLATION, "at": timezone.now()}
    open_ask(
        slug=ASK, title={"en": "How is it here?", "nb": "Hvordan er det her?"},
        instrument=of_inhabitants("background"), reference_date=date(2026, 1, 1),
        units={UTSIRA.code: UTSIRA.name}, background={}, plan=Plan(), **now,
    )  # fmt: skip
    people = [
        NewCase(UTSIRA.code, "inhabitants", f"{number}", language="en", batch=number, contact={
            "name": f"Inhabitant {number}", "phone": f"99 00 00 0{number}",
        })
        for number in (1, 2)
    ]  # fmt: skip
    add_cases(ask=ASK, cases=people, **now)
    set_quotas(ask=ASK, cells=KINDS, **now)
    windows = [Window(day, time(0), time(23, 59, 59)) for day in range(1, 8)]
    plan_calls(ask=ASK, plan=PhoneSettings(windows, on_rest_days=True), **now)


def key(page: Page, pressed: str) -> None:
    """One key, which leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(pressed)
    assert accessibility_faults(page) == ""


def ask_all(page: Page) -> None:
    """A woman of 30 to 49: Tab, Space and arrows, then Enter on the button."""
    for answer in ("30 to 49", "Woman"):
        choice = page.get_by_role("radio", name=answer, exact=True)
        group = page.get_by_role("group").filter(has=choice)
        tab_to(page, group.get_by_role("radio").first)
        page.keyboard.press("Space")
        while not choice.is_checked():
            page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Next", exact=True))
    key(page, "Enter")


def agree(page: Page, moment) -> None:
    page.keyboard.press("4")
    expect(page.get_by_label("Day")).to_be_focused()
    page.get_by_label("Day").fill(f"{moment:%Y-%m-%d}")
    tab_to(page, page.get_by_label("Hour"))
    page.get_by_label("Hour").fill(f"{moment:%H:%M}")
    tab_to(page, page.get_by_role("button", name="Agreed"))
    key(page, "Enter")


def test_an_appointment_is_kept_and_a_quota_fills(open_browser, called, signed_in, interviewer, analyst):
    page = open_browser(signed_in(interviewer))
    page.goto("/answers/phone/")
    assert accessibility_faults(page) == ""
    key(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inhabitant 1")
    expect(page.get_by_role("link", name="99 00 00 01")).to_have_attribute("href", "tel:+4799000001")
    agree(page, timezone.localtime() + timedelta(minutes=61))
    expect(page.get_by_role("main")).to_contain_text("It is planned again.")

    key(page, "n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inhabitant 2")
    key(page, "i")
    ask_all(page)
    key(page, "s")
    expect(page.get_by_role("main")).to_contain_text("The interview is saved.")
    assert case_counts(ask=ASK)[UTSIRA.code, "inhabitants"].answered == 1

    key(page, "n")
    expect(page.get_by_role("main")).to_contain_text("Nobody is due now.")
    with time_machine.travel(timezone.now() + timedelta(minutes=65)):
        key(page, "n")
        expect(page.get_by_role("heading", level=1)).to_have_text("Inhabitant 1")
        key(page, "i")
        ask_all(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Enough people like this have answered")
        key(page, "q")
    assert [cell.taken for cell in quotas(ask=ASK) if cell.code == "30_49 woman"] == [1]
    look_on(open_browser(signed_in(analyst)))


def look_on(page: Page) -> None:
    """The supervisor: what came of it, and the quotas."""
    page.goto(f"/answers/{ASK}/phone/")
    assert accessibility_faults(page) == ""
    outcomes = page.get_by_role("region", name="What came of the calls").first
    expect(outcomes).to_contain_text("Enough people like this have answered")
    page.get_by_role("link", name="See all quotas").click()
    expect(page.get_by_role("row", name="Utsira 30 to 49 Woman")).to_contain_text("full")


def test_keys_are_left_alone_where_somebody_types_and_for_whoever_wants_none(
    open_browser, called, signed_in, interviewer
):
    page = open_browser(signed_in(interviewer))
    page.goto("/answers/phone/")
    key(page, "n")
    page.get_by_label("Note for whoever calls next").fill("")
    page.get_by_label("Note for whoever calls next").type("12 di")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inhabitant 1")
    page.get_by_label("Single keys do what stands beside them").uncheck()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("6")
    page.wait_for_timeout(200)
    expect(page.get_by_role("heading", level=1)).to_have_text("Inhabitant 1")
    page.reload()
    expect(page.get_by_label("Single keys do what stands beside them")).not_to_be_checked()


def test_without_scripts_every_outcome_is_a_button(open_browser, called, signed_in, interviewer):
    page = open_browser(signed_in(interviewer), java_script_enabled=False, viewport=PHONE)
    page.goto("/answers/phone/")
    page.get_by_role("button", name="Next person").click()
    page.get_by_role("button", name="Nobody answers").click()
    expect(page.get_by_role("main")).to_contain_text("It is planned again.")


def test_the_desk_speaks_norwegian_and_fits_a_telephone(open_browser, called, signed_in, interviewer):
    page = open_browser(signed_in(interviewer), viewport=PHONE, locale="nb-NO", color_scheme="dark")
    page.goto("/answers/phone/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Telefonintervju")
    page.get_by_role("button", name="Neste person").click()
    expect(page.get_by_role("button", name="Ingen svarer")).to_be_visible()
    assert not is_too_wide(page)
    assert accessibility_faults(page) == ""
    page.get_by_role("button", name="Start intervjuet").click()
    assert not is_too_wide(page)
