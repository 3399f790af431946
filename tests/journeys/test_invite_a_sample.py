# SPDX-License-Identifier: EUPL-1.2
"""An analyst invites a sample: a file of people, letters, mail, who wants no more of it, a reminder."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations import Plan, open_ask
from samband.core.collect.operations.invitations import sending
from samband.core.collect.queries import answer_counts
from samband.core.collect.tests.questionnaires import of_inhabitants
from samband.engines.reports.tests.pdf_reading import opened, structure
from tests.cast import MEDIAN, UTSIRA
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASK = "getting-about"
DESK = {"width": 1280, "height": 900}
TOKEN = re.compile(r"/a/([a-z0-9]{20})/")
STOP = re.compile(r"https?://[^/]+(/a/stop/\S+)")
PEOPLE = 300


@pytest.fixture
def asked(transactional_db, home) -> None:
    open_ask(
        slug=ASK, title={"en": "Getting about", "nb": "Å komme seg fram"},
        instrument=of_inhabitants("one_of"), reference_date=date(2026, 1, 1),
        units={one.code: one.name for one in (UTSIRA, MEDIAN)}, background={}, plan=Plan(),
        by=INSTALLATION, at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def any_hour(monkeypatch) -> None:
    """Mail leaves on weekdays in decent hours alone; the day of this test is any."""
    monkeypatch.setattr(sending, "is_time", lambda *, at: True)


def file_of_people() -> bytes:
    """Made up: of two members, two thirds with an e-mail address, and one fault."""
    lines = ["id;municipality;sex;age_group;name;address;email;language"]
    for number in range(PEOPLE):
        member = (UTSIRA, MEDIAN)[number % 2].code
        email = f"inhabitant.{number}@example.org" if number % 3 else ""
        language = ("en", "nb")[number % 7 % 2]
        lines.append(
            f"k{number:04};{member};{('woman', 'man')[number % 4 // 2]};{('18-39', '40-')[number % 5 % 2]};"
            f"Inhabitant {number} (synthetic);Road {number}, 5547 Somewhere;{email};{language}"
        )
    lines.append("k9999;0000;woman;18-39;Nobody (synthetic);Road 1;;en")
    return "\n".join(lines).encode()


def check(page: Page) -> None:
    """Axe finds nothing, and the page fits a telephone."""
    assert accessibility_faults(page) == ""
    page.set_viewport_size(PHONE)
    assert not is_too_wide(page), page.url
    page.set_viewport_size(DESK)


def press(page: Page, name: str) -> None:
    """A button or a link that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).or_(
            page.get_by_role("link", name=name, exact=True)
        ).first.click()
    check(page)


def plan(page: Page, way: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{way} ")).check()
    press(page, "Go on")


def facts(page: Page) -> dict[str, str]:
    terms, told = page.locator("dl.facts dt"), page.locator("dl.facts dd")
    return dict(zip(terms.all_inner_texts(), told.all_inner_texts(), strict=True))


def test_an_analyst_invites_reminds_and_leaves_alone(
    open_browser: Callable[..., Page], signed_in, analyst, asked, any_hour, tmp_path
):
    page = open_browser(signed_in(analyst), viewport=DESK)
    drawn = draw(page)
    token = write_letters(page, tmp_path, drawn)
    answer(open_browser, token, so_far=1)
    send_mail(page)
    assert facts(page)["Left out"] != "0"
    sent = {one.to[0]: one for one in mail.outbox}
    wants_none, came_back, answered = sorted(to for to in sent if "Good day" in sent[to].body)[:3]
    answer(open_browser, TOKEN.search(sent[answered].body)[1], so_far=2)
    stop_messages(open_browser, sent[wants_none].body)
    note_what_came_back(page, came_back)
    remind(page)
    assert {one.to[0] for one in mail.outbox} == set(sent) - {wants_none, came_back, answered}
    write_in_place_of_mail(page, tmp_path)
    lift(page, wants_none)


def draw(page: Page) -> int:
    page.goto(f"/answers/{ASK}/people/")
    expect(page.get_by_text("Nobody is drawn yet")).to_be_visible()
    check(page)
    press(page, "Upload a file of people")
    press(page, "Look through the file")
    expect(page.get_by_role("heading", name="One thing needs to be put right")).to_be_visible()
    page.get_by_label("File with people").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": file_of_people()}
    )
    press(page, "Look through the file")
    expect(page.get_by_text("300 people can be drawn.")).to_be_visible()
    expect(page.get_by_text("1 fault was found.")).to_be_visible()
    page.get_by_role("radio", name="the same number").check()
    page.get_by_label("People of each member").fill("40")
    page.get_by_role("checkbox", name="Sex").check()
    page.get_by_role("checkbox", name="Age group").check()
    page.get_by_label("Seed").fill("7")
    press(page, "How many would that be?")
    expect(page.get_by_text("80 people would be drawn.")).to_be_visible()
    press(page, "Draw")
    expect(page.get_by_text("80 people are drawn.")).to_be_visible()
    return 80


def write_letters(page: Page, folder: Path, drawn: int) -> str:
    """The token of one letter."""
    press(page, "Plan a mailing")
    plan(page, "letter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Write the letters (PDF)").click()
    pdf = folder / "letters.pdf"
    download.value.save_as(pdf)
    words = structure(opened(pdf.read_bytes())).text()
    tokens = TOKEN.findall(words)
    assert len(set(tokens)) == drawn
    assert "Inhabitant " in words
    page.reload()
    assert facts(page)["Sent"] == str(drawn)
    check(page)
    return tokens[0]


def answer(open_browser: Callable[..., Page], token: str, *, so_far: int) -> None:
    """What stands in the letter is typed on a telephone. so_far: answers with this one."""
    page = open_browser(viewport=PHONE)
    page.goto(f"/a/{token}/")
    check(page)
    for step in ("welcome", "question", "review"):
        if step == "question":
            page.get_by_role("radio").first.check()
        with page.expect_navigation():
            page.locator("#answers .buttons button").first.click()
        check(page)
    expect(page.locator(".receipt")).to_be_visible()
    assert sum(answer_counts(ask=ASK).values()) == so_far


def send_mail(page: Page) -> None:
    press(page, "Back to who is asked")
    press(page, "Plan a mailing")
    plan(page, "e-mail")
    press(page, "Send now")
    expect(page.get_by_text("It is being sent.")).to_be_visible()
    assert facts(page)["Sent"] == str(len(mail.outbox))


def stop_messages(open_browser: Callable[..., Page], body: str) -> None:
    page = open_browser(viewport=PHONE)
    page.goto(STOP.search(body)[1])
    check(page)
    press(page, "Write to me no more")
    expect(page.get_by_role("heading", level=1)).to_have_text("You will get no more messages")


def note_what_came_back(page: Page, address: str) -> None:
    press(page, "Something came back")
    page.get_by_label("What came back, a line each").fill(f"{address};550 user unknown\nnobody@example.org")
    press(page, "Note it")
    expect(page.get_by_text("1 message is noted.")).to_be_visible()
    expect(page.get_by_text("nobody@example.org")).to_be_visible()


def remind(page: Page) -> None:
    press(page, "Back to who is asked")
    press(page, "Plan a reminder")
    expect(page.get_by_label("Text (English)")).to_have_value(re.compile("have not had your answer yet"))
    plan(page, "e-mail")
    mail.outbox.clear()
    press(page, "Send now")
    told = page.get_by_role("main")
    for reason in ("1: have said no", "1: an earlier message came back"):
        expect(told).to_contain_text(reason)


def write_in_place_of_mail(page: Page, folder: Path) -> None:
    """Everybody has had a letter first, so nobody is left whom nothing has reached."""
    press(page, "Back to who is asked")
    press(page, "Plan a mailing")
    page.get_by_role("radio", name="those whom no earlier message has reached, by another way").check()
    plan(page, "letter")
    expect(page.get_by_role("main")).to_contain_text("a message has reached everybody so far")


def lift(page: Page, address: str) -> None:
    press(page, "Back to who is asked")
    press(page, "Who wants no messages")
    page.get_by_label("E-mail address or telephone number").fill(address.upper())
    press(page, "Look it up")
    expect(page.get_by_text("Wants none since")).to_be_visible()
    page.get_by_role("radio", name="the person has asked for it on the telephone").check()
    press(page, "Send again")
    expect(page.get_by_text("It is lifted.")).to_be_visible()
