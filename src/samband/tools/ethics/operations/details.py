# SPDX-License-Identifier: EUPL-1.2
"""What registers of gifts, travel and work ask for, held against what can be."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries.limits import is_currency
from samband.tools.ethics.rules import Detail, Giver, NewInterest

_MOST = Decimal(1_000_000_000)
_HOURS = 80


def check_detail(*, new: NewInterest, on: date) -> None:
    """Raise Refused when something is missing or cannot be."""
    told = new.detail
    if told is None:
        return
    if told.giver is Giver.ORGANISATION and not new.organisation.strip():
        raise Refused(gettext("Write the name of the organisation."), "organisation")
    _check_value(told)
    _check_parts(told)
    _check_extent(told)
    if told.approved_on is not None and told.approved_on > on:
        raise Refused(gettext("That day has not come."), "approved_on")


def _check_value(told: Detail) -> None:
    if told.value is None:
        return
    if not 0 <= told.value < _MOST:
        raise Refused(gettext("Write the value as a number, without a currency."), "value")
    if not is_currency(text=told.currency):
        raise Refused(gettext("Write the currency in three letters, as NOK."), "currency")


def _check_parts(told: Detail) -> None:
    parts = (told.giver_percent or 0, told.authority_percent or 0)
    if sum(parts) > 100 or any(not 0 <= part <= 100 for part in parts):
        raise Refused(gettext("What others paid is together at most 100 per cent."), "giver_percent")
    if told.days is not None and not 1 <= told.days <= 366:
        raise Refused(gettext("Write a number of days from 1 to 366."), "days")


def _check_extent(told: Detail) -> None:
    if told.extent_percent is not None and not 0 < told.extent_percent <= 100:
        raise Refused(gettext("Work is more than 0 and at most 100 per cent of full time."), "extent_percent")
    if told.hours_week is not None and not 0 < told.hours_week <= _HOURS:
        raise Refused(gettext("Write a number of hours from 0 to 80."), "hours_week")
