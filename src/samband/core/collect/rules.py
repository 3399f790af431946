# SPDX-License-Identifier: EUPL-1.2
"""Who may ask, load answers and read them, the states of an ask and an import, and the ways answers come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from samband.core.collect.card import (
    CALL,
    COLLECT,
    HOLD_MEETING,
    KEY_SHEETS,
    MANAGE_CASES,
    READ_ANSWERS,
    SEE_FIELDWORK,
)

__all__ = [
    "CALL",
    "CODE_DIGITS",
    "COLLECT",
    "COMPLETE",
    "COUNCIL",
    "HOLD_MEETING",
    "KEEP_CONTACTS_DAYS",
    "KEEP_DRAFTS_DAYS",
    "KEEP_UPLOADS_DAYS",
    "KEY_SHEETS",
    "LEAST_IN_MEETING",
    "LEAST_TOGETHER",
    "LEAST_TO_SHOW",
    "MANAGE_CASES",
    "MODES",
    "MOST_PRESENT",
    "MOST_SHEETS",
    "OPEN_LINK_PER_HOUR",
    "READ_ANSWERS",
    "SEE_FIELDWORK",
    "SPARE_CODES",
    "WRONG_IN_MEETING",
    "AskState",
    "Beside",
    "ImportState",
    "MeetingState",
    "Mode",
    "SecretKind",
    "SheetState",
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


class MeetingState(StrEnum):
    """How far a session in a council meeting has come."""

    PREPARED = "prepared"
    """Codes may be printed; none of them opens anything yet."""
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"
    """Nobody answered, and nobody will."""


COUNCIL: Final = "councillors"
"""The group that is asked in a council meeting."""

CODE_DIGITS: Final = 6
"""Of a code that is typed in a meeting: one million of them, so they are good for an evening alone."""

MOST_PRESENT: Final = 400
"""More is a slip of the finger: the largest councils of Europe have some 160 members."""

SPARE_CODES: Final = 5
"""Codes beyond those present: a slip is lost, somebody comes late."""

WRONG_IN_MEETING: Final = 300
"""Wrong codes in one session from one network address in an hour: a hall has one address for all."""

LEAST_IN_MEETING: Final = 5
"""With fewer answers a session opens no box: they stay sealed until the ask closes."""


LEAST_TO_SHOW: Final = 5
"""Answers of a group in a member below which no tool publishes a figure: there a reminder counts most."""


MOST_SHEETS: Final = 200
"""Numbered and printed at a time."""


class SheetState(StrEnum):
    """How far a sheet of paper has come."""

    WAITING = "waiting"
    """Not keyed in yet; perhaps it never comes back."""
    ONCE = "once"
    """Keyed in once: somebody keys it in again."""
    UNLIKE = "unlike"
    """The two entries are not alike: somebody looks at the sheet again."""
    STORED = "stored"
    """Its answers lie with all others, and nothing of them here."""
    ASIDE = "aside"
    """It cannot be counted."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a tool knows about an ask in one unit, for the result of its meeting.

    disclosure_rules: as ``DisclosureRules.from_mapping`` reads them. title, url: where the figures stand.
    figures: (group, measure) -> published mean with its limits, of groups other than the council.
    seats: of the council, None when not known.
    is_synthetic: answers are made up.
    """

    disclosure_rules: Mapping[str, object] = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    figures: Mapping[tuple[str, str], tuple[float, float, float]] = field(default_factory=dict)
    seats: int | None = None
    is_synthetic: bool = False
