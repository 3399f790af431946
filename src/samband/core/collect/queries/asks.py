# SPDX-License-Identifier: EUPL-1.2
"""Asks: what is asked, of whom, from when to when, and in which ways it may be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samband.core.access.rules import Actor, require
from samband.core.collect.models import Ask
from samband.core.collect.rules import COLLECT, AskState


@dataclass(frozen=True, slots=True)
class AskRecord:
    """units: code -> name at the time. background: field -> allowed codes. responses: out of the box.

    about: language -> heading -> text for the respondent (who asks, why, what is kept, how long).
    channels: modes that may bring answers. open_link: anybody may answer.
    """

    slug: str
    title: Mapping[str, str]
    instrument_code: str
    instrument_version: str
    reference_date: date
    units: Mapping[str, str]
    background: Mapping[str, tuple[str, ...]]
    state: AskState
    responses: int
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    about: Mapping[str, Mapping[str, str]] | None = None
    open_link: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    least_together: int = 0
    keep_contacts_days: int = 0


class NoSuchAsk(LookupError):  # noqa: N818  it names the fact
    """There is no ask with that slug."""


def ask(*, actor: Actor, slug: str) -> AskRecord:
    """Raises NoSuchAsk."""
    require(actor=actor, permission=COLLECT)
    return ask_record(asked=find_ask(slug=slug))


def asks(*, actor: Actor) -> tuple[AskRecord, ...]:
    """All asks, the latest day of reference first."""
    require(actor=actor, permission=COLLECT)
    return tuple(ask_record(asked=asked) for asked in Ask.objects.order_by("-reference_date", "slug"))


def find_ask(*, slug: str) -> Ask:
    found = Ask.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchAsk(slug)
    return found


def ask_record(*, asked: Ask) -> AskRecord:
    return AskRecord(
        slug=asked.slug,
        title=asked.title,
        instrument_code=asked.instrument_code,
        instrument_version=asked.instrument_version,
        reference_date=asked.reference_date,
        units=asked.units,
        background={name: tuple(codes) for name, codes in asked.background.items()},
        state=AskState(asked.state),
        responses=asked.responses.count(),
        languages=tuple(asked.languages),
        channels=tuple(asked.channels),
        about=asked.about,
        open_link=asked.open_link,
        opens_at=asked.opens_at,
        closes_at=asked.closes_at,
        closed_at=asked.closed_at,
        least_together=asked.least_together,
        keep_contacts_days=asked.keep_contacts_days,
    )
