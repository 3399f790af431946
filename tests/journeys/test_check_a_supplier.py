# SPDX-License-Identifier: EUPL-1.2
"""A case officer records who may decide, checks a supplier, reads what was not checked, closes the case."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from samband.tools.ethics.models import CaseCheck
from tests.cast import UTSIRA
from tests.journeys import something
from tests.journeys.conftest import PHONE, is_in_order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def record_delegation(page: Page) -> None:
    page.get_by_role("link", name="Who may decide").first.click()
    page.get_by_label("Office that may decide").fill("Mayor")
    page.get_by_label("Who holds it now").select_option(label="Councillor 1 (synthetic)")
    page.get_by_label("Decision by which it was given").fill("case 4/26")
    for label in ("Day of the decision", "First day"):
        page.get_by_label(label).fill("2026-01-01")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("link", name="Mayor")).to_be_visible()
    assert is_in_order(page)


def enter_case(page: Page) -> None:
    page.get_by_role("link", name="Checks of cases").first.click()
    page.get_by_label("Reference").fill("2026/118")
    page.get_by_label("Title").fill("Ferry in the summer")
    page.get_by_label("Kind of case").select_option(label="Contract")
    page.get_by_label("Day of the decision").fill((timezone.localdate() + timedelta(7)).isoformat())
    page.get_by_label("Suppliers, applicants, bidders").fill("Utsira Ferry (synthetic)\nNordvik Asphalt Ltd")
    page.get_by_role("button", name="Go on to those who deal with it").click()


@pytest.mark.parametrize("look", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["desk", "phone"])
def test_from_a_name_to_a_closed_case(open_browser, contact_who_declared, look):
    page = open_browser(contact_who_declared, **look)
    page.goto(reverse("ethics:member", args=[UTSIRA.code]))
    record_delegation(page)
    page.goto(reverse("ethics:member", args=[UTSIRA.code]))
    enter_case(page)
    expect(page.get_by_text("Mayor, Councillor 1 (synthetic) decides on behalf of")).to_be_visible()
    assert is_in_order(page)
    page.get_by_label("Others who prepare").fill("Hired adviser (synthetic)")
    page.get_by_role("button", name="Hold it against the interests").click()
    expect(page.get_by_text("There is a question about 1 person.")).to_be_visible()
    unseen = page.get_by_role("region", name="Not checked")
    for name in ("Hired adviser (synthetic)", "Nordvik Asphalt Ltd"):
        expect(unseen.get_by_text(name).first).to_be_visible()
    assert is_in_order(page)
    page.get_by_role("link", name="Statement to print").click()
    expect(page.get_by_text("The same came out.")).to_be_visible()
    assert is_in_order(page)
    page.go_back()
    page.get_by_label("Somebody else took over").check()
    page.get_by_label("Who decided it").fill("The council")
    page.get_by_role("button", name="Record it and close the case").click()
    expect(page.get_by_role("button", name="Open it again")).to_be_visible()
    assert is_in_order(page)
    page.goto(reverse("ethics:cases", args=[UTSIRA.code]))
    expect(page.get_by_text("Somebody else took over")).to_be_visible()


def test_an_outsider_meets_nothing_of_it(open_browser, contact_who_declared, signed_in, outsider):
    case = something.checked_case()
    page = open_browser(signed_in(outsider))
    for name, given in (("cases", UTSIRA.code), ("case_result", case), ("case_statement", case)):
        page.goto(reverse(f"ethics:{name}", args=[given]))
        expect(page.get_by_text(re.compile("Ferry|2026/118"))).to_have_count(0)
    assert CaseCheck.objects.count() == 1
