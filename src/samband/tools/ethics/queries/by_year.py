# SPDX-License-Identifier: EUPL-1.2
"""Gifts, travel and work beside the office of a year: public by policy, whole for who serves the council."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from django.core.paginator import Paginator
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY, Actor, require
from samband.core.audit.operations import record
from samband.core.people.queries import holders
from samband.tools.ethics.card import RECONCILE
from samband.tools.ethics.models import Interest
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import PARTS, interest_records, recorded
from samband.tools.ethics.queries.register import (
    CHUNK,
    PER_PAGE,
    PublicInterest,
    RegisterIsPrivate,
    RegisterPage,
    interests_by_key,
    keys_of,
    organisations_named,
    public_rows,
    with_offices,
)
from samband.tools.ethics.rules import HAPPENED, WITH_DETAIL, InterestKind, InterestRecord

GIFTS = HAPPENED
WORK = frozenset({InterestKind.EMPLOYMENT})


@dataclass(frozen=True, slots=True)
class WantedOfYear:
    """kinds: GIFTS or WORK. person: of a name. giver: name or number of an organisation. authority: code.

    known_at: as the register stood then; None for now. today: up to which day a year has gone.
    """

    kinds: frozenset[InterestKind]
    year: int
    today: date
    person: str = ""
    giver: str = ""
    authority: str = ""
    known_at: datetime | None = None

    @property
    def last_day(self) -> date:
        return min(date(self.year, 12, 31), self.today)


def is_shown(*, kinds: frozenset[InterestKind], on: date) -> bool:
    policy = policy_on(on=on)
    return any(policy.shows(kind) for kind in kinds)


def years(*, kinds: frozenset[InterestKind], on: date) -> tuple[int, ...]:
    """From this year back to the first in which something public happened or was held, the latest first."""
    first = public_rows(known_at=None).filter(kind__in=kinds).aggregate(first=Min("valid_from"))["first"]
    return tuple(range(on.year, min(first.year if first else on.year, on.year) - 1, -1))


def of_year(*, wanted: WantedOfYear, page: int = 1) -> RegisterPage:
    """What anybody may read. Raises RegisterIsPrivate."""
    paginator = Paginator(keys_of(rows=_ordered(_found(wanted))), PER_PAGE)
    shown = paginator.get_page(page)
    lines = _public(list(shown.object_list), wanted)
    return RegisterPage(lines, shown.number, paginator.num_pages, paginator.count)


def whole_year(*, wanted: WantedOfYear) -> Iterable[PublicInterest]:
    """The same without pages, for a file. Raises RegisterIsPrivate."""
    keys = keys_of(rows=_ordered(_found(wanted)))
    return (
        line for start in range(0, len(keys), CHUNK) for line in _public(keys[start : start + CHUNK], wanted)
    )


def of_member(*, actor: Actor, authority: str, year: int, at: datetime) -> tuple[InterestRecord, ...]:
    """Gifts, travel and work of the elected of one's own member, public or not, without their notes.

    Reading it is an event. Raises NotAllowed.
    """
    require(actor=actor, permission=RECONCILE, authority=authority)
    about = f"members.authority:{authority}"
    record(event="ethics.gifts_read", by=actor.reference, at=at, about=about, authority=authority)
    wanted = WantedOfYear(WITH_DETAIL, year, localdate(at), authority=authority)
    rows = _ordered(_in_year(recorded().filter(kind__in=WITH_DETAIL), wanted))
    return tuple(replace(one, note="") for one in interest_records(rows=rows))


def _found(wanted: WantedOfYear) -> QuerySet[Interest]:
    rows = public_rows(known_at=wanted.known_at).filter(kind__in=wanted.kinds)
    if not is_shown(kinds=wanted.kinds, on=wanted.today):
        raise RegisterIsPrivate
    rows = _in_year(rows, wanted)
    return rows.filter(organisation_id__in=organisations_named(text=wanted.giver)) if wanted.giver else rows


def _in_year(rows: QuerySet[Interest], wanted: WantedOfYear) -> QuerySet[Interest]:
    """What happened in office; what lasted, of who held office as the year began or ended."""
    return rows.filter(_happened(wanted) | _lasted(wanted))


def _happened(wanted: WantedOfYear) -> Q:
    """Asked of each row by its day, so that the few of a year are looked up and no more."""
    there = holders(
        actor=NOBODY, on=cast(date, OuterRef("valid_from")), authority=wanted.authority, text=wanted.person
    )
    in_office = Exists(there.filter(person_id=OuterRef("person_id")))
    return Q(kind__in=wanted.kinds & HAPPENED, valid_from__year=wanted.year) & Q(in_office)


def _lasted(wanted: WantedOfYear) -> Q:
    first = date(wanted.year, 1, 1)
    held = Q(kind__in=wanted.kinds - HAPPENED, valid_from__lte=wanted.last_day)
    held &= Q(valid_to__isnull=True) | Q(valid_to__gt=first)
    return held & (_in_office(wanted, first) | _in_office(wanted, wanted.last_day))


def _in_office(wanted: WantedOfYear, on: date) -> Q:
    found = holders(actor=NOBODY, on=on, authority=wanted.authority, text=wanted.person)
    return Q(person_id__in=found)


def _ordered(rows: QuerySet[Interest]) -> QuerySet[Interest]:
    return rows.select_related(*PARTS).order_by("-valid_from", "person__sort_name", "pk")


def _public(keys: Sequence[int], wanted: WantedOfYear) -> tuple[PublicInterest, ...]:
    """With the offices of the last day of the year; of who had left by then, of the first."""
    told = interests_by_key(keys=keys)
    last = with_offices(found=told, on=wanted.last_day)
    gone = [one.interest for one in last if not one.offices]
    first = {one.interest.key: one for one in with_offices(found=gone, on=date(wanted.year, 1, 1))}
    return tuple(one if one.offices else first[one.interest.key] for one in last)
