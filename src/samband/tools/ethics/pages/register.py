# SPDX-License-Identifier: EUPL-1.2
"""Pages of the public register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils.translation import get_language

from samband.core.access.rules import NOBODY
from samband.core.members.queries import authorities_on
from samband.core.people.queries import bodies
from samband.core.people.rules import PUBLIC_BODIES
from samband.tools.ethics.forms import SearchForm
from samband.tools.ethics.pages import words
from samband.tools.ethics.pages.lines import Line, interest_line
from samband.tools.ethics.queries import PublicInterest, Wanted, policy_on
from samband.tools.ethics.queries.records import end_of
from samband.tools.ethics.rules import Policy


@dataclass(frozen=True, slots=True)
class PublicLine:
    """offices: what the person is elected to, in words."""

    line: Line
    offices: str


def search_form(*, given: Mapping[str, str], today: date) -> SearchForm:
    """Bodies can be chosen once a member is."""
    members = [(one.code, f"{one.code} {one.name}") for one in authorities_on(on=today)]
    authority = given.get("authority", "")
    language = get_language() or "en"
    found = (
        bodies(actor=NOBODY, authority=authority, on=today, kinds=PUBLIC_BODIES)
        if authority in dict(members)
        else ()
    )
    return SearchForm(given, members=members, bodies=[(one.code, one.in_language(language)) for one in found])


def wanted_of(*, form: SearchForm, today: date) -> Wanted:
    """What cannot be read is left out."""
    form.is_valid()
    told = form.cleaned_data
    day = cast(date | None, told.get("on")) or today
    return Wanted(
        on=day,
        text=told.get("q", ""),
        authority=told.get("authority", ""),
        body=told.get("body", ""),
        known_at=known_at(day=told.get("known"), today=today),
    )


def known_at(*, day: date | None, today: date) -> datetime | None:
    """The end of an earlier day; None for the register as it stands now, or where no earlier may be read."""
    is_earlier = day is not None and day < today and policy_on(on=today).shows_earlier
    return end_of(day=day) if is_earlier and day is not None else None


def public_lines(*, found: tuple[PublicInterest, ...], policy: Policy) -> tuple[PublicLine, ...]:
    return tuple(
        PublicLine(interest_line(one=one.interest, policy=policy), words.office(held=one.offices))
        for one in found
    )
