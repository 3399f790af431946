# SPDX-License-Identifier: EUPL-1.2
"""Interests as lines of a page and as rows of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from samband.tools.ethics.pages import words
from samband.tools.ethics.pages.details import COLUMNS, detail_cells, detail_words
from samband.tools.ethics.queries import InterestRecord, PublicInterest
from samband.tools.ethics.rules import Policy

HEADER = (
    "person", "offices", "kind", "role", "share_percent", "organisation", "organisation_number",
    "organisation_kind", "what",
    "valid_from", "valid_to", "source", "source_name", "source_day", "recorded_on",
)  # fmt: skip
PUBLIC_HEADER = (*HEADER, "held_on", "known_on")
DETAIL_HEADER = (*HEADER, *COLUMNS)
OWN_HEADER = (*DETAIL_HEADER, "private_giver", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """title: what it is. place: where. what, more: further, when the title does not say it already."""

    interest: InterestRecord
    kind: str
    title: str
    place: str
    what: str
    period: str
    more: str
    source: str
    is_public: bool


def interest_line(*, one: InterestRecord, policy: Policy) -> Line:
    named = words.title(one=one)
    return Line(
        interest=one,
        kind=str(words.KINDS[one.kind]),
        title=named,
        place=words.place(one=one),
        what="" if one.what == named else one.what,
        period=words.period(one=one),
        more=detail_words(found=one.detail),
        source=words.source(one=one),
        is_public=policy.shows(one.kind),
    )


def interest_lines(*, found: Iterable[InterestRecord], policy: Policy) -> tuple[Line, ...]:
    return tuple(interest_line(one=one, policy=policy) for one in found)


def table_row(*, one: InterestRecord, offices: str = "") -> tuple[str, ...]:
    """Codes and days as machines read them, in the order of HEADER."""
    organisation = one.organisation
    return (
        one.name,
        offices,
        one.kind,
        one.role or "",
        "" if one.share_percent is None else f"{one.share_percent.normalize():f}",
        organisation.name if organisation else "",
        organisation.number if organisation else "",
        organisation.kind if organisation else "",
        one.what,
        one.valid_from.isoformat(),
        one.valid_to.isoformat() if one.valid_to else "",
        one.source,
        one.source_name,
        one.source_day.isoformat() if one.source_day else "",
        localdate(one.recorded_at).isoformat(),
    )


def detail_table_row(*, one: InterestRecord, offices: str = "") -> tuple[str, ...]:
    """In the order of DETAIL_HEADER."""
    return (*table_row(one=one, offices=offices), *detail_cells(found=one.detail))


def own_row(*, one: InterestRecord) -> tuple[str, ...]:
    """In the order of OWN_HEADER, for the person."""
    return (*detail_table_row(one=one), one.detail.private_giver if one.detail else "", one.note)


def public_rows(*, lines: Iterable[PublicInterest], on: date, known_on: date) -> Iterator[tuple[str, ...]]:
    """In the order of PUBLIC_HEADER: what was held on a day, as the register stood at the end of another."""
    days = (on.isoformat(), known_on.isoformat())
    for line in lines:
        yield (*table_row(one=line.interest, offices=words.office(held=line.offices)), *days)
