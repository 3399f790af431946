# SPDX-License-Identifier: EUPL-1.2
"""An agenda file becomes text for the minutes; a councillor asks on a phone; an outsider meets nothing."""

import re
from datetime import timedelta

import pytest
import typst
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import UTSIRA
from tests.journeys.conftest import PHONE, is_in_order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AGENDA = b"""#set page(height: auto)
Council of Utsira

12/26 Grant to Utsira Ferry (synthetic)

13/26 Annual budget

14/26 Approval of the minutes
"""


@pytest.fixture
def desk(open_browser, contact_who_declared) -> Page:
    return open_browser(contact_who_declared)


def to_meetings(page: Page) -> None:
    """From the page of interests, as somebody finds the way."""
    page.goto(reverse("ethics:register"))
    page.get_by_role("link", name="The elected of your own member").click()
    page.get_by_role("link", name=re.compile("Meetings|Who may have to step aside")).first.click()
    expect(page.get_by_role("heading", name="Who may have to step aside")).to_be_visible()


def read_agenda(page: Page, *, name: str, content: bytes) -> None:
    page.get_by_label("Day of the meeting").fill((timezone.localdate() + timedelta(7)).isoformat())
    page.get_by_label("Or a file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Read the agenda").click()


def screened(page: Page) -> None:
    to_meetings(page)
    read_agenda(page, name="agenda.pdf", content=typst.compile(AGENDA))
    expect(page.get_by_role("heading", name="12/26 Grant to Utsira Ferry (synthetic)")).to_be_visible()
    assert is_in_order(page)
    page.get_by_role("button", name="Hold it against the interests").click()
    expect(page.get_by_text("There is a question in 1 item.")).to_be_visible()


def test_from_an_agenda_in_pdf_to_the_text_of_the_minutes(desk):
    screened(desk)
    assert is_in_order(desk)
    desk.get_by_text("Record the decision").first.click()
    desk.get_by_label("Steps aside").first.check()
    desk.get_by_role("button", name="Record it").first.click()
    expect(desk.get_by_text("The decision is recorded.")).to_be_visible()
    desk.get_by_role("link", name="Text for the minutes").click()
    text = desk.get_by_label("Copy it into the minutes")
    expect(text).to_have_value(re.compile(r"12/26.*Councillor 1 \(synthetic\)", re.DOTALL))
    assert is_in_order(desk)
    desk.get_by_role("link", name="Norsk bokmål").click()
    expect(text).to_have_value(re.compile(r"Kommunestyre|habil|fvl\.|§"))


def test_the_roll_is_called_and_somebody_leaves_too_early(desk):
    screened(desk)
    desk.set_viewport_size(PHONE)
    desk.emulate_media(reduced_motion="reduce")
    desk.get_by_role("link", name="Attendance").click()
    assert is_in_order(desk)
    desk.get_by_role("button", name="Confirm who came").click()
    expect(desk.get_by_text("The attendance is recorded.")).to_be_visible()
    desk.get_by_text("Note a change – 14/26").click()
    happened = desk.get_by_label("What happened").last
    happened.select_option(label="Councillor 1 (synthetic) left")
    assert is_in_order(desk)
    desk.get_by_role("button", name="Record it").last.click()
    expect(desk.get_by_role("listitem").filter(has_text="Councillor 1 (synthetic) left")).to_be_visible()
    assert is_in_order(desk)
    desk.get_by_role("link", name="Text for the minutes").click()
    told = re.compile(r"Attendance.*Item 14/26.*Councillor 1 \(synthetic\) left the meeting", re.DOTALL)
    expect(desk.get_by_label("Copy it into the minutes")).to_have_value(told)


def test_a_councillor_asks_on_a_phone_and_leaves_no_trace(desk, open_browser, contact_who_declared):
    screened(desk)
    phone = open_browser(contact_who_declared, viewport=PHONE)
    phone.goto(reverse("ethics:mine"))
    phone.get_by_role("link", name="May I take part in the next meeting?").click()
    expect(phone.get_by_role("heading", name="12/26 Grant to Utsira Ferry (synthetic)")).to_be_visible()
    expect(phone.get_by_label("A draft of what you can say")).to_have_value(re.compile("12/26"))
    assert is_in_order(phone)
    phone.get_by_role("link", name=re.compile("Ask yourself.*12.26")).click()
    expect(phone.get_by_text("Is anybody here one of yours?")).to_be_visible()
    assert is_in_order(phone)
    phone.get_by_role("button", name="Nobody here is one of mine").click()
    expect(phone.get_by_role("main")).to_contain_text(re.compile("nothing", re.IGNORECASE))
    assert is_in_order(phone)


def test_an_outsider_meets_nothing(desk, open_browser, signed_in, outsider):
    screened(desk)
    number = int(desk.url.rstrip("/").split("/")[-2])
    stranger, visitor = open_browser(signed_in(outsider)), open_browser()
    for name, given in (
        ("meetings", UTSIRA.code), ("meeting", number), ("result", number), ("minutes", number),
    ):  # fmt: skip
        address = reverse(f"ethics:{name}", args=[given])
        answer = stranger.goto(address)
        assert answer is not None
        assert answer.status == 404
        visitor.goto(address)
        expect(visitor).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [("scan.pdf", typst.compile(b"#rect()"), "scan"), ("nothing.pdf", b"", "empty"),
     ("program.pdf", b"MZ" * 99, "PDF")],
)  # fmt: skip
def test_an_agenda_that_cannot_be_read_gets_a_clear_word(desk, name, content, word):
    to_meetings(desk)
    read_agenda(desk, name=name, content=content)
    expect(desk.locator(".ds-error-summary")).to_contain_text(word)
    assert is_in_order(desk)
