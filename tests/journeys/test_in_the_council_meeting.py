# SPDX-License-Identifier: EUPL-1.2
"""A council answers in its meeting: the secretary's desk, telephones in the hall, and the wall all see."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from samband.core.access.rules import INSTALLATION
from samband.core.collect import operations as collect
from samband.core.collect.operations.intake.limits import LIMITS
from samband.core.collect.rules import SecretKind
from samband.engines.instrument import Instrument, load_instrument
from tests.cast import MEDIAN
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide

ASK, SEATS = "hall", 9
QUESTIONS = """\
instrument: hall
version: '1'
valid_from: 2021-01-01
source: Made for this test
groups: [councillors]
scales: {s: {codes: [1, 2, 3, 4], missing: {8: dont_know}, shares: {3-4: [3, 4]}}}
items: [{code: time, scale: s}, {code: papers, scale: s}]
words:
  en:
    title: The work of the council
    groups: {councillors: Councillors}
    items: {time: I have time enough for the office, papers: We get the papers in time}
    scales: {s: {1: Fits badly, 2: Fits rather badly, 3: Fits rather well, 4: Fits well, 8: I do not know}}
  nb:
    title: Arbeidet i kommunestyret
    groups: {councillors: Folkevalgte}
    items: {time: Jeg har tid nok til vervet, papers: Vi får sakspapirene i tide}
    scales: {s: {1: Svært dårlig, 2: Ganske dårlig, 3: Ganske godt, 4: Svært godt, 8: Vet ikke}}
"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def questionnaire(tmp_path: Path) -> Instrument:
    file = tmp_path / "hall.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return load_instrument(file)


@pytest.fixture
def asked(transactional_db, home, questionnaire) -> str:
    LIMITS._counts.clear()
    now = {"by": INSTALLATION, "at": timezone.now()}
    collect.open_ask(
        slug=ASK, title={"en": "Councillors 2026", "nb": "Folkevalgte 2026"}, instrument=questionnaire,
        reference_date=date(2026, 1, 1), units={MEDIAN.code: MEDIAN.name}, background={},
        plan=collect.Plan(channels=["meeting"]), **now,
    )  # fmt: skip
    return ASK


@pytest.fixture
def desk(asked, signed_in, secretary, open_browser) -> Page:
    return open_browser(signed_in(secretary))


def check(page: Page) -> None:
    assert not accessibility_faults(page)
    assert not is_too_wide(page)


def prepared(desk: Page, present: int = 8) -> list[str]:
    """From the start page to a session that is open, with its codes on the screen."""
    desk.goto("/")
    desk.get_by_role("link", name=f"Councillors 2026: {MEDIAN.name}").click()
    desk.get_by_label("Seats in the council").fill(str(SEATS))
    desk.get_by_label("Members present").fill(str(present - 1))
    desk.get_by_label("Substitutes present").fill("1")
    check(desk)
    desk.get_by_role("button", name="Prepare the session").click()
    check(desk)
    desk.get_by_label("On this screen").check()
    desk.get_by_role("button", name="Make codes").click()
    check(desk)
    codes = [text.replace(" ", "") for text in desk.locator("ul.codes code").all_inner_texts()]
    desk.get_by_role("link", name="Back to the session").click()
    desk.get_by_role("button", name="Open for answers").click()
    return codes


def answer(phone: Page, time: str, papers: str) -> None:
    """From the welcome to the receipt."""
    phone.get_by_role("button", name="Begin").click()
    check(phone)
    phone.get_by_role("group", name="I have time enough").get_by_label(time, exact=True).check()
    phone.get_by_role("group", name="We get the papers").get_by_label(papers, exact=True).check()
    phone.get_by_role("button", name="Next").click()
    phone.get_by_role("button", name="Send your answers").click()
    phone.wait_for_url("**/thanks/")


def type_code(phone: Page, code: str) -> None:
    phone.get_by_label("Your code").fill(f"{code[:3]} {code[3:]}")
    phone.get_by_role("button", name="Go on").click()


def others_answer(codes: list[str]) -> None:
    """The rest of the hall."""
    for place, code in enumerate(codes):
        answers = {"time": 1 + place % 4, "papers": 4 - place % 3}
        sheet = collect.Submission(
            ask=ASK, kind=SecretKind.CODE, secret=code, nonce=f"nonce-of-the-code-{code}", answers=answers,
            language="en", mode="meeting",
        )  # fmt: skip
        collect.submit(submission=sheet, at=timezone.now())


def test_a_council_answers_and_sees_its_result_at_once(desk, open_browser):
    codes = prepared(desk)
    assert len(codes) == 8
    desk.get_by_role("link", name="Open the screen of the hall").click()
    check(desk)
    expect(desk.get_by_text("0 of 8 present have answered")).to_be_visible()
    phones = [open_browser(viewport=PHONE) for _ in range(3)]
    phones[0].goto(f"/a/m/{word_of_the_session(desk)}/{codes[0]}/")
    assert codes[0] not in phones[0].url
    phones[1].goto(f"/a/m/{word_of_the_session(desk)}/")
    check(phones[1])
    type_code(phones[1], codes[1])
    phones[2].goto("/a/")
    type_code(phones[2], codes[2])
    for phone, time in zip(phones, ("Fits badly", "Fits rather well", "Fits well"), strict=True):
        answer(phone, time, "Fits rather well")
    expect(desk.get_by_text("3 of 8 present have answered")).to_be_visible()
    assert "I have time enough" not in desk.content()
    others_answer(codes[3:])
    desk.get_by_role("link", name="Close and show the result").click()
    check(desk)
    desk.get_by_role("button", name="Close now").click()
    expect(desk.get_by_text("Preliminary result of the council.")).to_be_visible()
    expect(desk.get_by_text("8 of 9 in the council have answered.")).to_be_visible()
    expect(desk.get_by_role("rowheader", name="I have time enough for the office")).to_have_count(1)
    check(desk)
    desk.set_viewport_size(PHONE)
    check(desk)


def word_of_the_session(desk: Page) -> str:
    from samband.core.collect.queries.meeting import word_of

    (number,) = re.findall(r"/meetings/(\d+)/", desk.url)
    return word_of(meeting=int(number))


def test_a_code_that_was_used_answers_nothing_more(desk, open_browser):
    codes = prepared(desk)
    first, second = (open_browser(viewport=PHONE) for _ in range(2))
    for phone in (first, second):
        phone.goto("/a/")
        type_code(phone, codes[0])
    answer(first, "Fits well", "Fits badly")
    second.get_by_role("button", name="Begin").click()
    expect(second.get_by_role("heading", name="You have answered already")).to_be_visible()
    check(second)
    second.goto("/a/")
    type_code(second, "000 000" if codes[0] != "000000" else "111 111")
    expect(second.get_by_text("This code is not known.").first).to_be_visible()
    check(second)


def test_the_secretary_and_a_member_need_no_mouse(desk, open_browser):
    codes = prepared(desk)
    phone = open_browser(viewport=PHONE)
    phone.goto("/a/")
    phone.keyboard.press("Tab")  # the way past the heading of the page
    phone.keyboard.press("Tab")
    phone.keyboard.type(codes[0])
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Begin").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/p/1/")
    for question in ("I have time enough", "We get the papers"):
        phone.get_by_role("group", name=question).get_by_label("Fits badly", exact=True).focus()
        phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Send your answers").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/thanks/")
    others_answer(codes[1:])
    desk.get_by_role("link", name="Close and show the result").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Close now").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Preliminary result of the council.")).to_be_visible()


def test_without_scripts_the_wall_counts_all_the_same(desk, asked, signed_in, secretary, open_browser):
    codes = prepared(desk)
    plain = open_browser(signed_in(secretary), java_script_enabled=False)
    plain.goto(desk.url + "hall/")
    assert plain.locator('noscript meta[http-equiv="refresh"], meta[http-equiv="refresh"]').count() == 1
    others_answer(codes[:2])
    plain.reload()
    expect(plain.get_by_text("2 of 8 present have answered")).to_be_visible()


def test_in_norwegian_and_at_night(asked, signed_in, secretary, open_browser):
    at_night = open_browser(signed_in(secretary), locale="nb-NO", color_scheme="dark")
    at_night.goto("/")
    at_night.get_by_role("link", name=f"Folkevalgte 2026: {MEDIAN.name}").click()
    expect(at_night.get_by_role("heading", name="Kommunestyret i Årdal svarer i møtet")).to_be_visible()
    check(at_night)
