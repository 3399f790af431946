# SPDX-License-Identifier: EUPL-1.2
"""Owners in the demo: a company that a municipality owns with a fund, its subsidiary, and a small circle."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from samband.core.access.rules import Actor
from samband.engines.conflicts import OrganisationKind
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.models import Interest, Organisation, Ownership
from samband.tools.ethics.rules import InterestKind, SourceKind

REGISTER = "Register of owners (synthetic)"
AUTHORITY, COMPANY = OrganisationKind.AUTHORITY, OrganisationKind.COMPANY


def load_owners(*, person: int, authority: str, numbers: Sequence[str], by: Actor, at: datetime) -> None:
    """Around the organisation in which the person has a post. numbers: four that are nobody's."""
    post = Interest.objects.filter(person_id=person, kind=InterestKind.POST).select_related("organisation")
    held = post.first()
    if held is None or held.organisation is None:
        return
    company = held.organisation
    named = {
        "town": (f"Municipality {authority}", AUTHORITY),
        "neighbour": (f"Neighbouring municipality of {authority}", AUTHORITY),
        "fund": (f"Development fund {authority} Ltd", COMPANY),
        "pipes": (f"Subsidiary of {company.name.removesuffix(' (synthetic)')}", COMPANY),
    }
    made = {
        key: _organisation(f"{name} (synthetic)", kind, number)
        for (key, (name, kind)), number in zip(named.items(), numbers, strict=False)
    }
    today = localdate(at)
    Ownership.objects.bulk_create([
        _owns(made["town"], company, "40", today, by, at),
        _owns(made["neighbour"], company, "20", today, by, at),
        _owns(made["fund"], company, "10", today, by, at),
        _owns(company, made["pipes"], "60", today, by, at),
        _owns(made["town"], made["pipes"], "40", today, by, at),
        _owns(made["pipes"], made["fund"], "10", today, by, at),
    ])  # fmt: skip


def _organisation(name: str, kind: OrganisationKind, number: str) -> Organisation:
    return Organisation.objects.create(
        name=name, folded=fold(name), kind=kind, kind_source=SourceKind.REGISTER, number=number
    )


def _owns(
    owner: Organisation, owned: Organisation, share: str, today: date, by: Actor, at: datetime
) -> Ownership:
    return Ownership(
        owner=owner, owned=owned, share_low=Decimal(share), share_high=Decimal(share),
        valid_from=today - timedelta(days=1500), source_name=REGISTER, source_day=today - timedelta(days=40),
        recorded_at=at - timedelta(days=39), recorded_by=by.reference,
    )  # fmt: skip
