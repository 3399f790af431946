# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register on the last day of a quarter, the same for as long as that quarter is shown."""

import json
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from samband.core.access.rules import NOBODY, Actor, may, require
from samband.core.members.queries import authorities_on, size_classes
from samband.core.people.queries import holders
from samband.core.people.rules import SEATED
from samband.engines.conflicts import OrganisationKind, Outcome
from samband.tools.ethics.analysis.counts import (
    ALL,
    FEWEST,
    STEP,
    Seat,
    alone,
    counts_by,
    crossed,
    shares_by_place,
)
from samband.tools.ethics.analysis.figures import RegisterCounts, counts_from_plain
from samband.tools.ethics.card import OVERSEE
from samband.tools.ethics.models import BodyDecision, Confirmation, Figures, Screening
from samband.tools.ethics.queries.limits import currency
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import end_of, held_on, recorded
from samband.tools.ethics.rules import Decided, InterestKind, months_after

NO_SIZE, NO_COUNTY = "other", "none"
BANDS = (("under_100", 100), ("under_1000", 1_000), ("under_10000", 10_000), ("more", None))
NOT_TOLD = "not_told"
OUTCOMES = (Outcome.MANDATORY, Outcome.ASSESS, Outcome.NOTE, Outcome.EXEMPT, Outcome.UNKNOWN)
SEXES = ("female", "male")
AT_ONCE = 50
METHOD = 1
"""One more when the same register comes to other figures."""


def may_read_statistics(*, actor: Actor, on: date) -> bool:
    return policy_on(on=on).is_public or may(actor=actor, permission=OVERSEE)


def register_counts(*, actor: Actor, today: date) -> RegisterCounts:
    """For everybody where the register is public, else for the association alone. Raises NotAllowed."""
    if not may_read_statistics(actor=actor, on=today):
        require(actor=actor, permission=OVERSEE)
    return kept_counts(state=figures_state(today=today)) or reckoned_counts(today=today)


def kept_counts(*, state: str) -> RegisterCounts | None:
    """What was reckoned of this state, the same for every reader; None when nothing is kept of it.

    Unguarded: for queries and operations of this area.
    """
    row = Figures.objects.filter(state=state).first()
    return None if row is None else counts_from_plain(told=row.told)


def figures_state(*, today: date) -> str:
    """Digest of what the figures rest on, quick to make: how much was known at the end of the quarter.

    What it does not tell of, as another kind of an organisation, is seen the next day.
    """
    on = last_quarter_day(today=today)
    known, policy = end_of(day=on), policy_on(on=on)
    rests_on = (
        METHOD, FEWEST, STEP, on.isoformat(), today.isoformat(), policy.renew_months, currency(on=on),
        _seated(on).count(), recorded(known_at=known).count(),
        Confirmation.objects.filter(confirmed_at__lte=known).count(),
        Screening.objects.filter(screened_at__lte=known).count(),
        BodyDecision.objects.filter(recorded_at__lte=known).count(),
    )  # fmt: skip
    return sha256(repr(rests_on).encode()).hexdigest()


def reckoned_counts(*, today: date) -> RegisterCounts:
    """Counted now, and protected. Unguarded, as ``kept_counts``.

    A ground of which nothing may be shown is not named: that somebody stepped aside for kin is told by it.
    """
    on = last_quarter_day(today=today)
    places = _places(on)
    seats, sexes = _seats(on, places)
    posts = _posts(on)
    decisions, screened = list(_decisions(on)), _last_screenings(on)
    named = tuple(sorted({ground for ground, _, _ in decisions}))
    decided = crossed(rows=decisions, down=named, across=tuple(Decided))
    grounds = tuple(one for one in named if any(decided.get((one, cell)) for cell in (*Decided, ALL)))
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
            rows=_screened(screened, places), codes=(*(one.code for one in size_classes()), NO_SIZE)
        ),
        findings=counts_by(rows=_findings(screened), codes=OUTCOMES),
        decisions={cell: number for cell, number in decided.items() if cell[0] in {*grounds, ALL}},
        grounds=grounds,
        counties={one.county_code: one.county_name for one in authorities_on(on=on) if one.county_code},
    )


def last_quarter_day(*, today: date) -> date:
    """The last day of the quarter before this one."""
    return date(today.year, today.month - (today.month - 1) % 3, 1) - timedelta(days=1)


def _seats(on: date, places: Mapping[str, tuple[str, str]]) -> tuple[list[Seat], list[Seat]]:
    """Everybody in an elected seat, once in each member; and once in the nation, by sex."""
    rows = list(_seated(on).values_list("person_id", "authority", "person__gender").distinct())
    seats = [Seat(person, *places[code], code) for person, code, _ in rows if code in places]
    sexes = {person: gender for person, code, gender in rows if code in places}
    return seats, [Seat(one, _sex(gender), "nation", one) for one, gender in sexes.items()]


def _seated(on: date) -> QuerySet[Any, Any]:
    return holders(actor=NOBODY, on=on).filter(is_public=True, kind__in=SEATED)


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


def _last_screenings(on: date) -> Mapping[int, tuple[int, str]]:
    """Meeting of the year -> its last screening, and code of its member."""
    rows = Screening.objects.filter(
        meeting__isnull=False, meeting__day__gt=months_after(on, -12), meeting__day__lte=on,
        screened_at__lte=end_of(day=on),
    )  # fmt: skip
    told = rows.order_by("screened_at", "pk").values_list("meeting_id", "pk", "meeting__authority")
    return {meeting: (number, authority) for meeting, number, authority in told if meeting is not None}


def _screened(
    last: Mapping[int, tuple[int, str]], places: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Hashable]]:
    for meeting, (_, authority) in last.items():
        yield places.get(authority, (NO_SIZE, ""))[0], meeting


def _findings(last: Mapping[int, tuple[int, str]]) -> Iterator[tuple[str, Hashable]]:
    """Results are read a few at a time: those of a year are long."""
    numbers = [number for number, _ in last.values()]
    for start in range(0, len(numbers), AT_ONCE):
        rows = Screening.objects.filter(pk__in=numbers[start : start + AT_ONCE])
        for result in rows.values_list("result", flat=True):
            for item in json.loads(result)["items"]:
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
