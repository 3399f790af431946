# SPDX-License-Identifier: EUPL-1.2
"""Who may ask, load answers and read them, the states of an ask and an import, and the ways answers come."""

from enum import StrEnum
from typing import Final

from samband.core.collect.card import COLLECT, MANAGE_CASES, READ_ANSWERS

__all__ = [
    "COLLECT",
    "COMPLETE",
    "KEEP_CONTACTS_DAYS",
    "KEEP_DRAFTS_DAYS",
    "KEEP_UPLOADS_DAYS",
    "LEAST_TOGETHER",
    "MANAGE_CASES",
    "MODES",
    "OPEN_LINK_PER_HOUR",
    "READ_ANSWERS",
    "AskState",
    "ImportState",
    "Mode",
    "SecretKind",
]


class AskState(StrEnum):
    DRAFT = "draft"
    """Being made; nobody can answer."""
    OPEN = "open"
    CLOSED = "closed"


class ImportState(StrEnum):
    PREVIEWED = "previewed"
    """Checked; nothing is loaded yet."""
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class Mode(StrEnum):
    """How an answer came."""

    WEB = "web"
    MEETING = "meeting"
    PHONE = "phone"
    PAPER = "paper"
    FILE = "file"


MODES: Final = tuple(mode.value for mode in Mode)


class SecretKind(StrEnum):
    """What gives the right to answer."""

    TOKEN = "token"  # noqa: S105  the name of a kind
    """A long random word from a letter or a mail."""
    CODE = "code"
    """A short code of a meeting or a sheet; only its digest under the installation's key is kept."""
    CASE = "case"
    """The number of a case, from an interviewer or whoever keys in sheets. Never from outside."""
    OPEN = "open"
    """Nothing: the ask has an open link."""


COMPLETE: Final = "1.1"
"""Disposition of a case that has answered: complete interview (AAPOR, Standard Definitions)."""

KEEP_UPLOADS_DAYS = 14
"""A file that nobody confirmed or discarded is removed after this many days."""

LEAST_TOGETHER: Final = 20
"""Answers of one group in one unit that leave the ballot box together before the ask closes."""

OPEN_LINK_PER_HOUR: Final = 300
"""Answers from one network address in an hour. A town hall or a school has one address for all."""

KEEP_CONTACTS_DAYS: Final = 90
"""Contact data goes this many days after the ask has closed."""

KEEP_DRAFTS_DAYS: Final = 60
"""A draft that nobody has touched for so many days goes."""
