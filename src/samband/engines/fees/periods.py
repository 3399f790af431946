# SPDX-License-Identifier: EUPL-1.2
"""Which part of a year a member is a member for."""

from datetime import date
from fractions import Fraction

from samband.engines.fees.model import Member, ProRata


def is_member_in(*, member: Member, year: int) -> bool:
    """Whether the membership touches the year at all."""
    joined, left = _window(member)
    return joined < date(year + 1, 1, 1) and left > date(year, 1, 1) and joined < left


def part_of_year(*, member: Member, year: int, pro_rata: ProRata) -> Fraction:
    """Months are those whose first day is within the membership: a merger loses none and doubles none."""
    joined, left = _window(member)
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    if joined <= first and left >= end:
        return Fraction(1)
    if pro_rata is ProRata.NONE:
        return Fraction(int(joined <= first < left))
    if pro_rata is ProRata.MONTH:
        return Fraction(sum(joined <= date(year, month, 1) < left for month in range(1, 13)), 12)
    days = (min(left, end) - max(joined, first)).days
    return Fraction(max(days, 0), (end - first).days)


def _window(member: Member) -> tuple[date, date]:
    return member.joined or date.min, member.left or date.max
