# SPDX-License-Identifier: EUPL-1.2
"""Interests of the demo association: made up with a fixed seed, and saying so."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from django.utils.timezone import localdate

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import NOBODY, Actor
from samband.core.members.queries import size_classes
from samband.core.people.queries import offices_on, person_of_account
from samband.core.people.rules import SEATED, OfficeRecord
from samband.engines.conflicts import OrganisationKind
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.management.demo_attendance import load_held_meeting
from samband.tools.ethics.management.demo_cases import load_cases
from samband.tools.ethics.management.demo_gifts import load_gifts
from samband.tools.ethics.management.demo_kin import load_private_list
from samband.tools.ethics.management.demo_meeting import load_meeting
from samband.tools.ethics.management.demo_owners import load_owners
from samband.tools.ethics.models import Confirmation, Interest, Organisation, TrainingCount
from samband.tools.ethics.queries import country
from samband.tools.ethics.rules import InterestKind, PostRole, SourceKind, is_number

SEED = 2007
EVERY = 2
"""Every so many-th councillor has interests."""
REGISTER = "Register of roles (synthetic)"
NAMES = (
    "Fjord Ferry Ltd", "Harbour Building Ltd", "Sports club", "Savings bank", "Wind power Ltd",
    "Water company", "Housing association", "Culture house foundation", "Fish farm Ltd", "Taxi Ltd",
)  # fmt: skip

KINDS = (
    OrganisationKind.COMPANY, OrganisationKind.COMPANY, OrganisationKind.ASSOCIATION,
    OrganisationKind.SAVINGS_BANK, OrganisationKind.COMPANY, OrganisationKind.MUNICIPAL_ENTERPRISE,
    OrganisationKind.COOPERATIVE, OrganisationKind.FOUNDATION, OrganisationKind.COMPANY, "",
)  # fmt: skip


def load_demo(*, by: Actor, at: datetime) -> None:
    """Interests of about half of the sitting councillors, most lists confirmed, some too long ago."""
    today, draw = localdate(at), random.Random(SEED)  # noqa: S311  not for secrets
    offices = [one for one in offices_on(actor=NOBODY, on=today) if one.kind in SEATED and one.body.authority]
    account = actor_by_email(email="councillor@example.org", on=today)
    own = person_of_account(account=account.reference)
    declared: list[Interest] = []
    confirmed: list[Confirmation] = []
    declarers: list[tuple[int, list[Organisation]]] = []
    firms = _organisations(sorted({one.body.authority for one in offices}))
    for place, office in enumerate(_once(offices)):
        if place % EVERY and not (own and own.id == office.person):
            continue
        declarers.append((office.person, firms[office.body.authority]))
        declared += _interests(office, firms, draw, today, by, at)
        if draw.random() < 0.8 and not (own and own.id == office.person):
            on = at - timedelta(days=draw.randrange(1, 480))
            confirmed.append(Confirmation(person_id=office.person, confirmed_at=on, interests=2))
    if own is not None:  # confirmed a little too long ago: what to do waits on the start page
        long_ago = at - timedelta(days=372)
        confirmed.append(Confirmation(person_id=own.id, confirmed_at=long_ago, interests=2))
    Interest.objects.bulk_create(declared, batch_size=500)
    Confirmation.objects.bulk_create(confirmed, batch_size=500)
    load_gifts(people=_first(declarers, own.id if own else 0), by=by, at=at, today=today)
    TrainingCount.objects.bulk_create(_trained(today))
    if own is not None:
        _own_companies(own.id, offices, by, at)
        load_meeting(person=own.id, by=by, at=at)
        load_held_meeting(person=own.id, by=by, at=at)
        load_cases(person=own.id, by=by, at=at)
        load_private_list(account=account, at=at)


def _own_companies(person: int, offices: list[OfficeRecord], by: Actor, at: datetime) -> None:
    code = next((one.body.authority for one in offices if one.person == person), "")
    if code:
        numbers = list(islice(_numbers(code), len(NAMES), len(NAMES) + 4))
        load_owners(person=person, authority=code, numbers=numbers, by=by, at=at)


def _trained(today: date) -> Iterator[TrainingCount]:
    """Training sessions of this year and the last; those of the largest members are too few to be shown."""
    for place, size in enumerate(size_classes()):
        for year, more in ((today.year - 1, 0), (today.year, 6)):
            sessions = max(2, 12 + more - 7 * place)
            yield TrainingCount(
                year=year, size_class=size.code, sessions=sessions, answers=sessions * (80 + place)
            )


def _first(people: list[tuple[int, list[Organisation]]], own: int) -> list[tuple[int, list[Organisation]]]:
    """Whoever signs in stands first."""
    return sorted(people, key=lambda one: one[0] != own)


def _once(offices: list[OfficeRecord]) -> list[OfficeRecord]:
    """One office of each person."""
    return list({one.person: one for one in offices}.values())


def _organisations(codes: list[str]) -> dict[str, list[Organisation]]:
    """Ten in each member, with numbers that begin with 0 and so are nobody's."""
    made = {
        code: [
            Organisation(
                number=number,
                name=f"{name} {code} (synthetic)",
                folded=fold(f"{name} {code} (synthetic)"),
                kind=kind,
                kind_source=SourceKind.REGISTER if kind else "",
            )
            for name, kind, number in zip(NAMES, KINDS, _numbers(code), strict=False)
        ]
        for code in codes
    }
    Organisation.objects.bulk_create(one for some in made.values() for one in some)
    return made


def _numbers(code: str) -> Iterator[str]:
    """With a check digit that is right where the country has one."""
    made = (f"0{code}{number:04}" for number in range(10_000))
    return (number for number in made if is_number(number=number, country=country()))


def _interests(
    office: OfficeRecord, firms: dict[str, list[Organisation]], draw: random.Random, today: date, by: Actor,
    at: datetime,
) -> list[Interest]:  # fmt: skip
    post = draw.choice(firms[office.body.authority])
    owned = [one for one in firms[office.body.authority] if one.kind == OrganisationKind.COMPANY]
    share = draw.choice([one for one in owned if one is not post])
    began = today - timedelta(days=draw.randrange(200, 3000))
    role = draw.choice([PostRole.CHAIR, PostRole.BOARD_MEMBER, PostRole.BOARD_MEMBER, PostRole.DEPUTY_MEMBER])
    before = at - timedelta(days=500)
    common = {"person_id": office.person, "recorded_at": before, "recorded_by": by.reference}
    return [
        Interest(
            key=f"demo-post-{office.person}", kind=InterestKind.POST, organisation=post, role=role,
            valid_from=began, valid_to=today - timedelta(days=60) if draw.random() < 0.15 else None,
            source=SourceKind.REGISTER, source_name=REGISTER, source_day=localdate(before), **common,
        ),
        Interest(
            key=f"demo-share-{office.person}", kind=InterestKind.OWNERSHIP, organisation=share,
            share_percent=Decimal(draw.choice((2, 5, 10, 20, 30))), valid_from=began,
            source=SourceKind.PERSON, **common,
        ),
    ]  # fmt: skip
