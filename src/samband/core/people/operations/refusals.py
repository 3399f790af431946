# SPDX-License-Identifier: EUPL-1.2
"""Why something cannot be done, in the reader's words."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext, pgettext


class Refused(Exception):  # noqa: N818  it names the fact
    """What was asked cannot be. The text says why, and what to do."""


def ends_before_it_begins(*, begins: date) -> Refused:
    text = gettext("The office begins on %(day)s and cannot end on or before that day. Choose a later day.")
    return Refused(text % {"day": in_words(begins)})


def holds_it_already(*, name: str, begins: date) -> Refused:
    text = gettext("%(name)s has held this office since %(day)s. End or correct that first.")
    return Refused(text % {"name": name, "day": in_words(begins)})


def somebody_else_holds_it(*, name: str, begins: date) -> Refused:
    text = gettext(
        "%(name)s holds this office from %(day)s, and one person holds it at a time. End that first."
    )
    return Refused(text % {"name": name, "day": in_words(begins)})


def outside_the_body(*, body: str) -> Refused:
    text = gettext("%(body)s does not exist in all of that time. Choose days within its own.")
    return Refused(text % {"body": body})


def no_name() -> Refused:
    return Refused(gettext("The name is missing. Write it as it stands in the minutes."))


def code_taken(*, code: str) -> Refused:
    return Refused(gettext("The code “%(code)s” is taken. Choose another.") % {"code": code})


def in_words(day: date) -> str:
    """1 January 2024, as the reader's language writes it."""
    return format_date(day, pgettext("format of a date, see Django's date filter", "j F Y"))
