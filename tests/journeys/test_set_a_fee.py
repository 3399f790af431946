# SPDX-License-Identifier: EUPL-1.2
"""A fee model is simulated, decided and invoiced, by the keyboard alone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from samband.core.access.rules import INSTALLATION
from samband.core.members.operations import follow_register, found_memberships
from samband.tools.membership import operations, queries
from samband.tools.membership.management import demo
from tests.cast import UTSIRA
from tests.journeys import waves
from tests.journeys.conftest import accessibility_faults
from tests.journeys.test_by_keyboard import follow, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT = waves.DURING
TODAY = date(2026, 11, 22)


@pytest.fixture
def models(register) -> None:
    """All of Norway are members, and the association has a fee model and an alternative."""
    found_memberships(valid_from=date(2020, 1, 1), by=INSTALLATION, at=AT)
    follow_register(on=TODAY, by=INSTALLATION, at=AT)
    for name in ("demo_2026.yaml", "demo_bands_2026.yaml"):
        text = (demo.FILES / name).read_text(encoding="utf-8")
        operations.add_model(text=text, by=INSTALLATION, at=AT)


@pytest.fixture
def addresses() -> None:
    """Every member can be invoiced, by numbers that are nobody's."""
    found = queries.computed_fees(
        actor=INSTALLATION, model=queries.model_by_key(actor=INSTALLATION, key="demo_2026:1")
    )
    buyers = [
        queries.BuyerRecord(fee.member, demo.synthetic_number(place=place), "Street 1", "0001", "Town")
        for place, fee in enumerate(found.assessment.fees, start=1)
    ]
    operations.set_buyers(buyers=buyers, by=INSTALLATION, at=AT)


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    tab_to(page, field)
    if field.get_attribute("type") == "date":
        field.fill(text)  # the parts of a date are the browser's own
    else:
        page.keyboard.type(text)


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("main").get_by_role("button", name=name, exact=True).first)
    page.keyboard.press("Enter")


def looks_well(page: Page) -> None:
    assert accessibility_faults(page) == ""


def test_a_fee_model_is_simulated_decided_and_invoiced(
    open_browser, models, addresses, signed_in, analyst, contact
):
    page = open_browser(signed_in(analyst))
    page.goto("/membership/")
    follow(page, "Fees")
    follow(page, "Simulate a new model")
    tab_to(page, page.get_by_label("Model today"))
    page.keyboard.type("Demonstration 2026, at")
    tab_to(page, page.get_by_label("New model"))
    page.keyboard.type("Demonstration 2026, bands")
    press(page, "Compare")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("The new model brings in NOK")
    looks_well(page)

    follow(page, "Go on with the new model")
    follow(page, "Decide and freeze")
    fill(page, "Body that decided", "The board")
    fill(page, "Day of the decision", "2025-12-01")
    fill(page, "Case number", "12/25")
    fill(page, "The decision in its own words", "The board decides the fees of 2026.")
    tab_to(page, page.get_by_label("I have looked at the fees."))
    page.keyboard.press("Space")
    press(page, "Freeze the fees")
    expect(page.get_by_role("status").first).to_contain_text("The fees are decided and frozen.")
    expect(page.get_by_text("unbroken")).to_be_visible()
    looks_well(page)

    follow(page, "Make the invoices")
    expect(
        page.get_by_text("What stands on invoices about the association is missing.").first
    ).to_be_visible()
    looks_well(page)
    follow(page, "Fill it in")
    filled = {
        "Organisation number": demo.synthetic_number(place=0),
        "Street": "Street 2",
        "Postal code": "0001",
        "City": "Oslo",
        "Bank account": demo.synthetic_account(),
        "Why no VAT is charged": "Outside the scope of VAT",
    }
    for label, text in filled.items():
        fill(page, label, text)
    press(page, "Keep")
    expect(page.get_by_role("status").first).to_contain_text("Kept.")
    page.goto("/membership/fees/years/2026/1/")
    follow(page, "Make the invoices")
    press(page, "Make them")
    expect(page.get_by_role("status").first).to_contain_text("371 documents are made.")
    looks_well(page)

    own = open_browser(signed_in(contact))
    own.goto("/membership/")
    follow(own, UTSIRA.name)
    follow(own, "2026: how it was computed")
    expect(own.get_by_role("heading", name="How it was computed")).to_be_visible()
    (invoice,) = queries.invoices_of(actor=contact, member=UTSIRA.code)
    own.go_back()
    follow(own, f"Invoice {invoice.number}")
    expect(own.get_by_role("heading", level=1, name=f"Invoice {invoice.number}")).to_be_visible()
