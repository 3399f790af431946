# SPDX-License-Identifier: EUPL-1.2
"""How the people of an ask are called, and which asks have people to call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.phone import CallOutcome, CallRules, Window
from samband.core.collect.models import Ask, PhonePlan
from samband.core.collect.queries.asks import NoSuchAsk
from samband.core.collect.rules import CALL, AskState, Mode
from samband.core.country.queries import chosen_calendar


class NoPlan(LookupError):  # noqa: N818  it names the fact
    """Nobody has said yet how the people of this ask are called."""


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """lease_minutes: so long a person stays with an interviewer who does nothing. script: by language."""

    rules: CallRules
    lease_minutes: int
    script: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PhoneAsk:
    """An ask that people are called for now. languages: those it may be answered in."""

    slug: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    units: Mapping[str, str]


def phone_plan(*, ask: str) -> PlanRecord:
    """Unguarded: it tells of nobody. Raises NoPlan."""
    found = PhonePlan.objects.filter(ask__slug=ask).first()
    if found is None:
        raise NoPlan(ask)
    rules = CallRules(
        windows=[
            Window(day, time.fromisoformat(begin), time.fromisoformat(end))
            for day, begin, end in found.windows
        ],
        most=found.most,
        minutes={CallOutcome(name): minutes for name, minutes in found.minutes.items()},
        on_rest_days=found.on_rest_days,
    )
    return PlanRecord(rules, found.lease_minutes, found.script)


def phone_asks(*, actor: Actor, at: datetime) -> tuple[PhoneAsk, ...]:
    """What an interviewer may call for now, by slug."""
    require(actor=actor, permission=CALL)
    found = Ask.objects.filter(state=AskState.OPEN, phone_plan__isnull=False).order_by("slug")
    return tuple(
        PhoneAsk(one.slug, one.title, tuple(one.languages), one.units)
        for one in found
        if Mode.PHONE in one.channels
        and (one.opens_at is None or one.opens_at <= at)
        and (one.closes_at is None or at < one.closes_at)
    )


def ask_id(*, ask: str) -> int:
    """Raises NoSuchAsk."""
    found = Ask.objects.filter(slug=ask).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchAsk(ask)
    return found


def rests(day: date) -> bool:
    """Whether the country rests on this day."""
    return bool(chosen_calendar(country=settings.SAMBAND_COUNTRY).name_of(day))
