# SPDX-License-Identifier: EUPL-1.2
"""Why something is not recorded, in the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext

from samband.tools.ethics.queries import country
from samband.tools.ethics.rules import (
    HAPPENED,
    WITH_ORGANISATION,
    InterestKind,
    NewInterest,
    is_number,
    plain_number,
)

LARGEST_SHARE = Decimal(100)


class Refused(Exception):  # noqa: N818  it names the fact
    """What was asked cannot be. field: of the form; the text says why, and what to do."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


def check(*, new: NewInterest, on: date) -> None:
    """Raise Refused when something is missing or cannot be."""
    number = plain_number(new.number)
    if new.kind in WITH_ORGANISATION and not new.organisation.strip():
        raise Refused(gettext("Write the name of the organisation."), "organisation")
    if not new.organisation.strip() and not new.what.strip():
        raise Refused(gettext("Say in a few words what it is."), "what")
    if number and not is_number(number=number, country=country()):
        text = gettext("%(number)s is not the number of an organisation. Correct it, or leave it empty.")
        raise Refused(text % {"number": new.number}, "number")
    if new.kind is InterestKind.POST and new.role is None:
        raise Refused(gettext("Choose what you are in the organisation."), "role")
    if new.share_percent is not None and not 0 < new.share_percent <= LARGEST_SHARE:
        raise Refused(gettext("A share is more than 0 and at most 100 per cent."), "share_percent")
    _check_days(new, on)


def _check_days(new: NewInterest, on: date) -> None:
    if new.kind in HAPPENED and new.valid_from > on:
        raise Refused(gettext("That day has not come. Write the day on which it happened."), "valid_from")
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        text = gettext("It begins on %(day)s and cannot end before. Choose a later day.")
        raise Refused(text % {"day": date_format(new.valid_from)}, "last_day")


def no_person() -> Refused:
    return Refused(gettext("No person in the register of people belongs to your account."))
