# SPDX-License-Identifier: EUPL-1.2
"""When a membership begins and ends: as it says, else as its period says, with what the file wrote kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from samband.core.people.analysis.dates import day_after, first_day
from samband.core.people.analysis.popolo.model import Event, Membership
from samband.core.people.analysis.popolo.reading import PopoloFault

OF_THE_TERM = "-"
"""Written where the file says nothing and the period's own day was taken."""


@dataclass(frozen=True, slots=True)
class Dated:
    """[valid_from, valid_to), and how the file wrote them: empty when the exact day, OF_THE_TERM for none."""

    valid_from: date
    valid_to: date | None
    stated_from: str
    stated_to: str


def dated(*, membership: Membership, period: Event | None) -> Dated | PopoloFault:
    """The fault when nothing says when it begins, or when it ends before."""
    begins = membership.start_date or (period.start_date if period else "")
    if not begins:
        return PopoloFault.NO_BEGINNING
    ends = membership.end_date or (period.end_date if period else "")
    first, until = first_day(begins), day_after(ends) if ends else None
    if until is not None and until <= first:
        return PopoloFault.TURNED
    return Dated(first, until, _stated(membership.start_date), _stated(membership.end_date))


def start_date(*, valid_from: date, stated: str) -> str:
    """As the file wrote it."""
    return "" if stated == OF_THE_TERM else stated or valid_from.isoformat()


def end_date(*, valid_to: date | None, stated: str) -> str:
    """As the file wrote it; else the last day."""
    if stated:
        return "" if stated == OF_THE_TERM else stated
    return (valid_to - timedelta(days=1)).isoformat() if valid_to else ""


def _stated(text: str) -> str:
    return OF_THE_TERM if not text else "" if len(text) == 10 else text
