# SPDX-License-Identifier: EUPL-1.2
"""Offices as lines of a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from samband.core.members.queries.register import names_on
from samband.core.people.pages import words
from samband.core.people.rules import OfficeRecord


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office in words. authority_name: empty for a body of the association."""

    office: OfficeRecord
    post: str
    body: str
    party: str
    period: str
    authority_name: str
    is_held: bool


def office_lines(*, offices: Iterable[OfficeRecord], today: date) -> tuple[OfficeLine, ...]:
    """One query for the names of all authorities together."""
    held = tuple(offices)
    names = names_on(codes={one.body.authority for one in held if one.body.authority}, on=today)
    language = get_language() or "en"
    return tuple(
        OfficeLine(
            office=one,
            post=words.post(office=one),
            body=one.body.in_language(language),
            party=words.party(office=one),
            period=words.period(office=one, today=today),
            authority_name=names.get(one.body.authority, one.body.authority),
            is_held=one.is_held_on(today),
        )
        for one in held
    )
