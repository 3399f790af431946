# SPDX-License-Identifier: EUPL-1.2
"""Gifts, travel and work beside the office in the demo, made up with a fixed seed; every giver says so."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from samband.core.access.rules import Actor
from samband.tools.ethics.models import Interest, InterestDetail, Organisation
from samband.tools.ethics.queries.details import detail_row
from samband.tools.ethics.queries.limits import currency
from samband.tools.ethics.rules import (
    Approval,
    Became,
    Detail,
    Giver,
    InterestKind,
    SourceKind,
)

SEED = 1908
EVERY = 3
"""Every so many-th of those who declare has a gift, a journey or work in the demo."""
GIFTS = (
    ("Picture of the harbour", "Opening of the quay", 900), ("Fruit basket", "Anniversary", 350),
    ("Book about the coast", "Visit", 280), ("Concert tickets", "Festival", 1400),
    ("Model boat", "Launch of a ship", 12000), ("Dinner", "Conference", 750),
)  # fmt: skip
JOURNEYS = (
    ("Bergen", "Conference on ports"),
    ("Brussels", "Study trip on wind power"),
    ("Tartu", "Town twinning"),
)
JOBS = (("Teacher", 60), ("Nurse", 50), ("Farmer", 40), ("Adviser", 20), ("Bookkeeper", 30))


@dataclass(frozen=True, slots=True)
class Made:
    """By whom and when the rows say that they were recorded."""

    today: date
    by: Actor
    at: datetime


def load_gifts(
    *, people: Sequence[tuple[int, list[Organisation]]], by: Actor, at: datetime, today: date
) -> None:
    """people: person -> organisations of the same member. The first of them has one of each."""
    draw = random.Random(SEED)  # noqa: S311  not for secrets
    rows = list(_rows(people, draw, Made(today, by, at)))
    Interest.objects.bulk_create((interest for interest, _ in rows), batch_size=500)
    InterestDetail.objects.bulk_create(
        (detail_row(interest=interest, detail=detail) for interest, detail in rows), batch_size=500
    )


def _rows(
    people: Iterable[tuple[int, list[Organisation]]], draw: random.Random, made: Made
) -> Iterator[tuple[Interest, Detail]]:
    makers = (_gift, _journey, _work, _gift)
    for place, (person, firms) in enumerate(people):
        if place and place % EVERY:
            continue
        for maker in makers[:3] if not place else (draw.choice(makers),):
            yield maker(person, draw.choice(firms), draw, made)


def _gift(person: int, firm: Organisation, draw: random.Random, made: Made) -> tuple[Interest, Detail]:
    what, occasion, value = draw.choice(GIFTS)
    became = draw.choice((Became.KEPT, Became.KEPT, Became.SHARED, Became.HANDED_OVER, Became.DECLINED))
    is_private = draw.random() < 0.15
    day = made.today - timedelta(days=draw.randrange(20, 400))
    detail = Detail(
        giver=Giver.PRIVATE if is_private else Giver.ORGANISATION,
        private_giver="Somebody Unknown (synthetic)" if is_private else "",
        occasion=occasion,
        value=Decimal(value),
        currency=currency(on=made.today) or "EUR",
        became=became,
        approval=Approval.TOLD,
        approved_by="Mayor",
    )
    return _interest(InterestKind.GIFT, person, None if is_private else firm, what, day, made), detail


def _journey(person: int, firm: Organisation, draw: random.Random, made: Made) -> tuple[Interest, Detail]:
    where, purpose = draw.choice(JOURNEYS)
    paid = draw.choice((50, 80, 100))
    day = made.today - timedelta(days=draw.randrange(20, 400))
    detail = Detail(
        giver=Giver.ORGANISATION, occasion=purpose, destination=where, days=draw.randrange(1, 5),
        giver_percent=paid, authority_percent=100 - paid, approval=Approval.APPROVED, approved_by="Mayor",
        approved_on=day - timedelta(days=14),
    )  # fmt: skip
    return _interest(InterestKind.TRAVEL, person, firm, where, day, made), detail


def _work(person: int, firm: Organisation, draw: random.Random, made: Made) -> tuple[Interest, Detail]:
    job, extent = draw.choice(JOBS)
    begins = made.today - timedelta(days=draw.randrange(400, 3000))
    detail = Detail(
        extent_percent=Decimal(extent), approval=Approval.APPROVED, approved_by="Council",
        approved_on=begins + timedelta(days=30), conditions="No cases of the employer" if extent > 45 else "",
    )  # fmt: skip
    return _interest(InterestKind.EMPLOYMENT, person, firm, job, begins, made), detail


def _interest(
    kind: InterestKind, person: int, firm: Organisation | None, what: str, day: date, made: Made
) -> Interest:
    return Interest(
        key=f"demo-{kind}-{person}", kind=kind, person_id=person, organisation=firm, what=what,
        valid_from=day, source=SourceKind.PERSON, recorded_by=made.by.reference,
        recorded_at=made.at - timedelta(days=max((made.today - day).days - 3, 1)),
    )  # fmt: skip
