# SPDX-License-Identifier: EUPL-1.2
"""What the demo association shows of membership: all members, a model, an alternative, a year, its invoices.

Everything goes in through the operations that people use. Decisions, addresses and numbers are made up.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from samband.core.access.rules import Actor
from samband.core.members import operations as register
from samband.core.members.queries import members_on, scopes
from samband.engines.invoices import is_organisation_number
from samband.engines.invoices.numbers import is_account_number
from samband.tools.membership import operations
from samband.tools.membership.queries import (
    BuyerRecord,
    FeeModelRecord,
    SellerRecord,
    example_text,
    invoices,
)
from samband.tools.membership.rules import Decision

FOUNDED = date(2020, 1, 1)
FILES = Path(__file__).parent.parent.parent / "parameters" / "demo"
UTSIRA, YEAR = "1151", 2026
PAID_EVERY = 4
"""Of the sent invoices every fourth is left unpaid, so that both show."""


def load(*, by: Actor, at: datetime) -> None:
    """Add the demo of this tool; the register must hold a country already."""
    today = timezone.localdate(at)
    register.found_memberships(valid_from=FOUNDED, by=by, at=at)
    register.follow_register(on=today, by=by, at=at)
    _organisations(by, at)
    model = _models(by, at)
    _decide(model, by, at)
    _parties(today, by, at)
    _invoices(today, by, at)
    _notice(today, by, at)


def _organisations(by: Actor, at: datetime) -> None:
    """Two that do not exist; their owners do."""
    made = (
        ("demo-fire", "Demonstration fire service, joint body", "joint_body", (UTSIRA, "1106")),
        ("demo-waste", "Demonstration waste company", "company", ("0301",)),
    )
    for code, name, kind, owners in made:
        register.add_organisation(
            code=code, name=name, kind=kind, owners=owners, valid_from=FOUNDED, by=by, at=at
        )
        register.join(
            member=code, scope="employer", valid_from=FOUNDED, source="Synthetic, for demonstration",
            by=by, at=at,
        )  # fmt: skip


def _models(by: Actor, at: datetime) -> FeeModelRecord:
    """A published example, the demo's own model, and an alternative to simulate."""
    operations.add_model(text=example_text(name="ks_2020"), remark="As published", by=by, at=at)
    texts = [
        (FILES / name).read_text(encoding="utf-8") for name in ("demo_2026.yaml", "demo_bands_2026.yaml")
    ]
    own, _alternative = (
        operations.add_model(text=text, remark="For demonstration", by=by, at=at) for text in texts
    )
    return own


def _decide(model: FeeModelRecord, by: Actor, at: datetime) -> None:
    decision = Decision(
        body="The board (synthetic)",
        decided_on=date(YEAR - 1, 12, 1),
        case_number="DEMO-1/25",
        text="Synthetic decision for demonstration: no body has decided this.",
    )
    operations.freeze_fees(model=model, decision=decision, is_synthetic=True, by=by, at=at)


def _parties(today: date, by: Actor, at: datetime) -> None:
    seller = SellerRecord(
        name=f"{settings.SAMBAND_ASSOCIATION} (demonstration)", organisation_number=synthetic_number(place=0),
        street="Demonstration street 1", postal_code="0001", city="Oslo", country="NO",
        is_in_company_register=False, email="fees@example.org", bank_account=synthetic_account(),
        days_to_pay=30, vat_reason="Membership fees are outside the scope of VAT", first_number=26_001,
        receivable_account="1500", income_account="3900",
    )  # fmt: skip
    operations.set_seller(seller=seller, by=by, at=at)
    found = members_on(on=today, scope=scopes()[0].code)
    buyers = [
        BuyerRecord(
            one.code, synthetic_number(place=place), f"Demonstration street {place}", "0001", one.name,
            reference=f"DEMO-{one.code}",
        )
        for place, one in enumerate(found, start=1)
    ]  # fmt: skip
    operations.set_buyers(buyers=buyers, by=by, at=at)


def _invoices(today: date, by: Actor, at: datetime) -> None:
    issued_on = today - timedelta(days=40)
    operations.issue_invoices(year=YEAR, issued_on=issued_on, by=by, at=at)
    numbers = sorted(one.number for one in invoices(actor=by, year=YEAR))
    operations.mark_sent(numbers=numbers, on=issued_on + timedelta(days=1), by=by, at=at)
    for number in numbers[:12]:
        if number % PAID_EVERY:
            operations.mark_paid(number=number, on=issued_on + timedelta(days=20), by=by, at=at)


def _notice(today: date, by: Actor, at: datetime) -> None:
    operations.prepare_notice(
        member=UTSIRA, scope="digital", decided_on=today - timedelta(days=10), case_number="DEMO-7/26",
        text="Synthetic, for demonstration: no council has decided this.", today=today, by=by, at=at,
    )  # fmt: skip


def synthetic_number(*, place: int) -> str:
    """An organisation number in the series that Norway keeps for synthetic ones: it begins with 3."""
    found = (f"{31_000_000 + 2 * place + more}{digit}" for more in (0, 1) for digit in range(10))
    return next(text for text in found if is_organisation_number(text))


def synthetic_account() -> str:
    """An account number whose check digit holds, of a bank that does not exist."""
    found = (f"{9_999_990_000 + more}{digit}" for more in range(20) for digit in range(10))
    return next(text for text in found if is_account_number(text))
