# SPDX-License-Identifier: EUPL-1.2
"""Registers of gifts and of work beside the office, a year at a time."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from samband.core.members.queries import authorities_on
from samband.tools.ethics.forms.years import YearForm
from samband.tools.ethics.pages.details import COLUMNS, detail_cells
from samband.tools.ethics.pages.lines import PUBLIC_HEADER, public_rows
from samband.tools.ethics.pages.register import known_at
from samband.tools.ethics.queries import PublicInterest, policy_on
from samband.tools.ethics.queries.by_year import WORK, WantedOfYear, years
from samband.tools.ethics.rules import InterestKind, InterestRecord

HEADER = (*PUBLIC_HEADER, *COLUMNS)
MEMBER_HEADER = ("person", "kind", "what", "organisation", "organisation_number", "private_giver", *COLUMNS,
                 "valid_from", "valid_to", "public")  # fmt: skip


def year_form(*, given: Mapping[str, str], kinds: frozenset[InterestKind], today: date) -> YearForm:
    members = [(one.code, f"{one.code} {one.name}") for one in authorities_on(on=today)]
    with_earlier = policy_on(on=today).shows_earlier
    found = years(kinds=kinds, on=today)
    return YearForm(given, years=found, members=members, is_work=kinds == WORK, with_earlier=with_earlier)


def wanted_of_year(*, form: YearForm, kinds: frozenset[InterestKind], today: date) -> WantedOfYear:
    """What cannot be read is left out."""
    form.is_valid()
    told = form.cleaned_data
    return WantedOfYear(
        kinds=kinds,
        year=int(told.get("year") or today.year),
        today=today,
        person=told.get("person", ""),
        giver=told.get("giver", ""),
        authority=told.get("authority", ""),
        known_at=known_at(day=told.get("known"), today=today),
    )


def year_rows(*, lines: Iterable[PublicInterest], on: date, known_on: date) -> Iterator[tuple[str, ...]]:
    """In the order of HEADER."""
    for line in lines:
        (row,) = public_rows(lines=[line], on=on, known_on=known_on)
        yield (*row, *detail_cells(found=line.interest.detail))


def member_rows(*, found: Iterable[InterestRecord], today: date) -> Iterator[tuple[str, ...]]:
    """In the order of MEMBER_HEADER, for who serves the council."""
    policy = policy_on(on=today)
    for one in found:
        organisation = one.organisation
        yield (
            one.name, one.kind, one.what, organisation.name if organisation else "",
            organisation.number if organisation else "", one.detail.private_giver if one.detail else "",
            *detail_cells(found=one.detail), one.valid_from.isoformat(),
            one.valid_to.isoformat() if one.valid_to else "", "yes" if policy.shows(one.kind) else "no",
        )  # fmt: skip
