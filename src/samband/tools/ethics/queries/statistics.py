# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register on the last day of a quarter, the same for as long as that quarter is shown."""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from samband.core.access.rules import NOBODY, Actor, may, require
from samband.core.members.queries import authorities_on, size_classes
from samband.core.people.queries import holders
from samband.core.people.rules import SEATED
from samband.engines.conflicts import OrganisationKind, Outcome
from samband.tools.ethics.analysis.counts import Seat, Share, alone, counts_by, crossed, shares_by_place
from samband.tools.ethics.card import OVERSEE
from samband.tools.ethics.models import BodyDecision, Confirmation, Screening
from samband.tools.ethics.queries.limits import currency
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import end_of, held_on, recorded
from samband.tools.ethics.rules import Decided, InterestKind, months_after

NO_SIZE, NO_COUNTY = "other", "none"
BANDS = (("under_100", 100), ("under_1000", 1_000), ("under_10000", 10_000), ("more", None))
NOT_TOLD = "not_told"
OUTCOMES = (Outcome.MANDATORY, Outcome.ASSESS, Outcome.NOTE, Outcome.EXEMPT, Outcome.UNKNOWN)
SEXES = ("female", "male")


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """on: the last day of the quarter; what happened is of the year up to it. Counts in fives, or withheld.

    posts, confirmed: place -> share of the elected with a post, and with a list confirmed not too long ago.
    kinds: kind of organisation -> elected with a post in one. sexes: the same as posts, nation only.
    gifts: band of value -> gifts. screened: size class -> meetings. findings: outcome -> people in an item.
    decisions: (ground, outcome) -> decisions. counties: code -> name.
    """

    on: date
    elected: int
    posts: Mapping[str, Share]
    confirmed: Mapping[str, Share]
    kinds: Mapping[str, Share]
    sexes: Mapping[str, Share]
    gifts: Mapping[str, int | None]
    currency: str
    screened: Mapping[str, int | None]
    findings: Mapping[str, int | None]
    decisions: Mapping[tuple[str, str], int | None]
    grounds: tuple[str, ...]
    counties: Mapping[str, str]


def may_read_statistics(*, actor: Actor, on: date) -> bool:
    return policy_on(on=on).is_public or may(actor=actor, permission=OVERSEE)


def register_counts(*, actor: Actor, today: date) -> RegisterCounts:
    """For everybody where the register is public, else for the association alone. Raises NotAllowed."""
    if not may_read_statistics(actor=actor, on=today):
        require(actor=actor, permission=OVERSEE)
    on = last_quarter_day(today=today)
    places = _places(on)
    seats, sexes = _seats(on, places)
    posts = _posts(on)
    decisions = list(_decisions(on))
    grounds = tuple(sorted({ground for ground, _, _ in decisions}))
    elected = {one.person for one in seats}
    return RegisterCounts(
        on=on,
        elected=len(elected),
        posts=shares_by_place(seats=seats, having=posts.keys()),
        confirmed=shares_by_place(seats=seats, having=_confirmed(on)),
        kinds={
            kind: alone(number=sum(kind in posts.get(one, ()) for one in elected), of=len(elected))
            for kind in ("", *OrganisationKind)
        },
        sexes=shares_by_place(seats=sexes, having=posts.keys()),
        gifts=counts_by(rows=_gifts(on), codes=(*(code for code, _ in BANDS), NOT_TOLD)),
        currency=currency(on=on),
        screened=counts_by(
            rows=_screened(on, places), codes=(*(one.code for one in size_classes()), NO_SIZE)
        ),
        findings=counts_by(rows=_findings(on), codes=OUTCOMES),
        decisions=crossed(rows=decisions, down=grounds, across=tuple(Decided)),
        grounds=grounds,
        counties={one.county_code: one.county_name for one in authorities_on(on=on) if one.county_code},
    )


def last_quarter_day(*, today: date) -> date:
    """The last day of the quarter before this one."""
    return date(today.year, today.month - (today.month - 1) % 3, 1) - timedelta(days=1)


def _seats(on: date, places: Mapping[str, tuple[str, str]]) -> tuple[list[Seat], list[Seat]]:
    """Everybody in an elected seat, once in each member; and once in the nation, by sex."""
    held = holders(actor=NOBODY, on=on).filter(is_public=True, kind__in=SEATED)
    rows = list(held.values_list("person_id", "authority", "person__gender").distinct())
    seats = [Seat(person, *places[code], code) for person, code, _ in rows if code in places]
    sexes = {person: gender for person, code, gender in rows if code in places}
    return seats, [Seat(one, _sex(gender), "nation", one) for one, gender in sexes.items()]


def _sex(gender: str) -> str:
    return gender if gender in SEXES else NO_SIZE


def _places(on: date) -> Mapping[str, tuple[str, str]]:
    """Code of a member -> its size class and its county, for those that have them."""
    sizes = size_classes()
    found = {}
    for one in authorities_on(on=on):
        fitting = (size.code for size in sizes if one.population is not None and size.holds(one.population))
        is_local = bool(one.county_code) and one.county_code != one.code
        size = next(fitting, NO_SIZE) if is_local else NO_SIZE
        found[one.code] = size, one.county_code or one.code or NO_COUNTY
    return found


def _posts(on: date) -> Mapping[Hashable, set[str]]:
    """Person -> kinds of the organisations in which they held a post on the day, as was known at its end."""
    rows = recorded(known_at=end_of(day=on)).filter(held_on(on=on), kind=InterestKind.POST)
    found: dict[Hashable, set[str]] = {}
    for person, kind in rows.values_list("person_id", "organisation__kind"):
        found.setdefault(person, set()).add(kind or "")
    return found


def _confirmed(on: date) -> set[Hashable]:
    since = end_of(day=months_after(on, -policy_on(on=on).renew_months))
    rows = Confirmation.objects.filter(confirmed_at__gt=since, confirmed_at__lte=end_of(day=on))
    return set(rows.values_list("person_id", flat=True))


def _gifts(on: date) -> Iterator[tuple[str, Hashable]]:
    """Band of value and person, of every gift of the year; another currency is in no band."""
    since, here = months_after(on, -12), currency(on=on)
    rows = recorded(known_at=end_of(day=on)).filter(
        kind=InterestKind.GIFT, valid_from__gt=since, valid_from__lte=on
    )
    for person, value, unit in rows.values_list("person_id", "detail__value", "detail__currency"):
        yield _band(value if unit == here else None), person


def _band(value: Decimal | None) -> str:
    if value is None:
        return NOT_TOLD
    return next(code for code, below in BANDS if below is None or value < below)


def _last_screenings(on: date) -> Iterable[Screening]:
    """Of each meeting of the year the last one."""
    rows = Screening.objects.filter(
        meeting__isnull=False, meeting__day__gt=months_after(on, -12), meeting__day__lte=on,
        screened_at__lte=end_of(day=on),
    )  # fmt: skip
    last = {row.meeting_id: row for row in rows.select_related("meeting").order_by("screened_at", "pk")}
    return last.values()


def _screened(on: date, places: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, Hashable]]:
    for row in _last_screenings(on):
        assert row.meeting is not None  # noqa: S101  asked for
        yield places.get(row.meeting.authority, (NO_SIZE, ""))[0], row.meeting_id


def _findings(on: date) -> Iterator[tuple[str, Hashable]]:
    for row in _last_screenings(on):
        for item in json.loads(row.result)["items"]:
            for one in item["people"]:
                if one["findings"]:
                    yield one["outcome"], one["person"]


def _decisions(on: date) -> Iterator[tuple[str, str, Hashable]]:
    """Ground, outcome and person; of each person and item the last one."""
    rows = BodyDecision.objects.filter(
        meeting__day__gt=months_after(on, -12), meeting__day__lte=on, recorded_at__lte=end_of(day=on)
    )
    last = {(row.meeting_id, row.item, row.person_id): row for row in rows.order_by("recorded_at", "pk")}
    for row in last.values():
        yield row.citation, row.outcome, row.person_id
