# SPDX-License-Identifier: EUPL-1.2
"""Say how the people of an ask are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.phone import CallOutcome, Window
from samband.core.collect.analysis.phone.schedule import CALLS_TO_ONE, LEASE_MINUTES
from samband.core.collect.models import PhonePlan
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.operations.phone.handing_out import add_to_calls
from samband.core.collect.operations.planning import NotAsPlanned
from samband.core.collect.rules import COLLECT
from samband.core.country.queries import chosen_calendar


@dataclass(frozen=True, slots=True)
class PhoneSettings:
    """windows: hours to call in. most: calls to one person. minutes: outcome -> pause before the next call.

    script: language -> what is read to whoever answers the telephone; without one a usual opening.
    """

    windows: Sequence[Window]
    most: int = CALLS_TO_ONE
    minutes: Mapping[CallOutcome, int] = field(default_factory=dict)
    on_rest_days: bool = False
    lease_minutes: int = LEASE_MINUTES
    script: Mapping[str, str] = field(default_factory=dict)


def usual_windows() -> tuple[Window, ...]:
    """The decent hours of the country."""
    hours = chosen_calendar(country=settings.SAMBAND_COUNTRY).hours
    return tuple(Window(day, hours.begin, hours.end) for day in hours.weekdays)


@transaction.atomic
def plan_calls(*, ask: str, plan: PhoneSettings, by: Actor, at: datetime) -> int:
    """Set how people are called, and take those with a number among them; return how many came new.

    May be done again at any time; calls already made stay. Raises NoSuchAsk, NotAsPlanned, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    _check(plan)
    asked = locked_ask(slug=ask)
    PhonePlan.objects.update_or_create(
        ask=asked,
        defaults={
            "windows": [[one.weekday, f"{one.begin:%H:%M}", f"{one.end:%H:%M}"] for one in plan.windows],
            "most": plan.most,
            "minutes": {str(outcome): minutes for outcome, minutes in plan.minutes.items()},
            "on_rest_days": plan.on_rest_days,
            "lease_minutes": plan.lease_minutes,
            "script": dict(plan.script),
        },
    )
    number = add_to_calls(ask=asked.pk)
    details = {"people": number}
    record(event="collect.calls_planned", by=by.reference, at=at, about=f"collect.ask:{ask}", details=details)
    return number


def _check(plan: PhoneSettings) -> None:
    if not plan.windows:
        raise NotAsPlanned(gettext("Without hours nobody is ever called. Choose some."))
    if any(one.begin >= one.end for one in plan.windows):
        raise NotAsPlanned(gettext("The hours end before they begin. Choose a later end."))
    if plan.most < 1 or plan.lease_minutes < 1:
        raise NotAsPlanned(gettext("At least one call, and at least one minute."))
