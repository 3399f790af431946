# SPDX-License-Identifier: EUPL-1.2
"""From a weak figure to a goal that is kept alive: set, adopted, reminded of, told about, overseen."""

import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pikepdf import Pdf
from playwright.sync_api import Page, expect

from samband.core.follow_up import operations
from samband.core.follow_up.models import Goal
from tests.cast import UTSIRA
from tests.journeys.conftest import PHONE, is_in_order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def set_a_goal(page: Page, wave: str) -> None:
    """The first weak figure of Utsira becomes a draft."""
    page.goto(reverse("surveys:member", args=[wave, UTSIRA.code]))
    page.get_by_role("link", name="Set a goal").first.click()
    expect(page.get_by_role("heading", name="The figure behind it")).to_be_visible()
    assert is_in_order(page)
    page.get_by_label("What do you want to reach?").fill("More people are content with us")
    page.get_by_label("What you will do").fill("Office hours in the shop\nA letter twice a year")
    page.get_by_label("Responsible office").fill("Chief executive")
    page.get_by_label("To be reached by").fill(in_days(20))
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", level=1, name="More people are content with us")).to_be_visible()


def adopt(page: Page) -> None:
    page.get_by_role("link", name="A body has adopted it").click()
    page.get_by_label("Adopted by").fill("Municipal council")
    page.get_by_label("On", exact=True).fill(in_days(0))
    page.get_by_label("Meeting or case").fill("Case 12/26")
    page.get_by_role("button", name="Note the decision").click()
    expect(page.get_by_text("The association sees it now.")).to_be_visible()


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).first.click()
    return download.value.path().read_bytes()


def test_a_member_acts_on_a_figure_and_the_association_sees_it(
    published, open_browser, signed_in, contact, analyst
):
    page = open_browser(signed_in(contact))
    set_a_goal(page, published)
    adopt(page)
    assert is_in_order(page)

    with Pdf.open(io.BytesIO(downloaded(page, "PDF"))) as pdf:
        assert "/StructTreeRoot" in pdf.Root
    document = Document(io.BytesIO(downloaded(page, "Word (DOCX)")))
    assert document.paragraphs[0].text == "More people are content with us"

    mail.outbox.clear()
    operations.make_round(at=timezone.now().replace(hour=12))
    (sent,) = mail.outbox
    assert sent.to == ["contact@example.org"]
    telling = open_browser(viewport=PHONE, color_scheme="dark")
    telling.goto(re.search(r"https?://[^/]+(/goals/how/\S+)", sent.body)[1])
    assert is_in_order(telling)
    telling.get_by_role("button", name="Stuck").click()
    expect(telling.get_by_role("heading", name="Thank you")).to_be_visible()

    desk = open_browser(signed_in(analyst), viewport=PHONE, color_scheme="dark")
    desk.goto(reverse("follow_up:start"))
    assert is_in_order(desk)
    desk.get_by_role("link", name="More people are content with us").click()
    expect(desk.get_by_text("Stuck").first).to_be_visible()
    expect(desk.get_by_role("button", name="Give the goal up")).to_have_count(0)
    assert Goal.objects.get().pulse == "stuck"
