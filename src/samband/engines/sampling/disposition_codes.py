# SPDX-License-Identifier: EUPL-1.2
"""Codes for what became of each person asked, after AAPOR's Standard Definitions."""

import re
from dataclasses import dataclass
from enum import StrEnum

from samband.engines.catalogues import gettext_noop


class Outcome(StrEnum):
    """The groups that outcome rates are made of, by the letters that the standard uses."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN_HOUSEHOLD = "UH"
    UNKNOWN_RESPONDENT = "UR"
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


class AskedBy(StrEnum):
    """Modes a code is used in."""

    PHONE = "phone"
    WEB = "web"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Disposition:
    """code: as the standard writes it. outcome: its group. words: English. modes: where it is used."""

    code: str
    outcome: Outcome
    words: str
    modes: frozenset[AskedBy]


class UnknownDisposition(ValueError):  # noqa: N818  it names the fact
    """A code that belongs to no group."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"“{code[:20]}” is no disposition. Write a code as 1.1 or 2.112, or a group: "
            f"{', '.join(Outcome)}."
        )


_GROUPS = (
    ("1.1", Outcome.COMPLETE),
    ("1.2", Outcome.PARTIAL),
    ("2.1", Outcome.REFUSAL),
    ("2.2", Outcome.NON_CONTACT),
    ("2.3", Outcome.OTHER),
    ("2.9", Outcome.OTHER),
    ("3.1", Outcome.UNKNOWN_HOUSEHOLD),
    ("3.2", Outcome.UNKNOWN_RESPONDENT),
    ("3.", Outcome.UNKNOWN_OTHER),
    ("4.", Outcome.NOT_ELIGIBLE),
)
"""Beginning of a code -> group; finer codes follow their beginning, so that local detail can be added."""
_CODE = re.compile(r"[1-4](\.[0-9]{1,4}[a-z]?)?")

_ALL, _PHONE, _WEB, _SPOKEN, _SELF, _SENT = "pwm", "p", "w", "pm", "wm", "wm"
# The standard's table for internet surveys calls explicit refusals 2.111, implicit ones 2.112, and whoever
# opened the questionnaire and left 2.1121 (as the open-source tool 1KA prints it). 2.111 and 2.112 keep the
# meaning here that they have by telephone and mail, so that no code has two; a refusal by web alone is 2.11.
_WORDS = (
    ("1.1", _ALL, gettext_noop("Complete interview")),
    ("1.2", _ALL, gettext_noop("Partial interview")),
    ("2.10", _ALL, gettext_noop("Refusal or break-off")),
    ("2.11", _ALL, gettext_noop("Refusal")),
    ("2.111", _SPOKEN, gettext_noop("Refusal by somebody else in the household")),
    ("2.112", _SPOKEN, gettext_noop("Refusal by the person asked")),
    ("2.1121", _WEB, gettext_noop("Opened the questionnaire, answered nothing")),
    ("2.12", _ALL, gettext_noop("Break-off: too little was answered")),
    ("2.20", _ALL, gettext_noop("No contact, though eligible")),
    ("2.21", _PHONE, gettext_noop("The person was never available")),
    ("2.22", _PHONE, gettext_noop("Answering device that confirms the person or household")),
    ("2.26", _SELF, gettext_noop("The person was away during the whole fieldwork")),
    ("2.27", _SELF, gettext_noop("Completed, but came in after the fieldwork")),
    ("2.30", _ALL, gettext_noop("Other, though eligible")),
    ("2.31", _ALL, gettext_noop("Died after the frame was made")),
    ("2.32", _ALL, gettext_noop("Not able to answer, in body or mind")),
    ("2.33", _ALL, gettext_noop("Language")),
    ("2.331", _PHONE, gettext_noop("Nobody in the household shares a language with us")),
    ("2.332", _ALL, gettext_noop("The person shares no language with us")),
    ("2.333", _PHONE, gettext_noop("No interviewer for the language was free")),
    ("2.34", _PHONE, gettext_noop("The line was too bad")),
    ("2.35", _PHONE, gettext_noop("Place or activity did not allow an interview")),
    ("2.36", _ALL, gettext_noop("Miscellaneous")),
    ("3.10", _ALL, gettext_noop("Unknown whether anybody is there")),
    ("3.11", _ALL, gettext_noop("Never tried, or never sent")),
    ("3.12", _PHONE, gettext_noop("Always busy")),
    ("3.13", _PHONE, gettext_noop("No answer")),
    ("3.14", _PHONE, gettext_noop("Answering device, nothing confirmed")),
    ("3.15", _PHONE, gettext_noop("Calls are blocked")),
    ("3.16", _PHONE, gettext_noop("Technical fault of the line")),
    ("3.19", _SENT, gettext_noop("Nothing came back")),
    ("3.20", _ALL, gettext_noop("Unknown whether an eligible person is there")),
    ("3.21", _PHONE, gettext_noop("The questions on who is eligible were not finished")),
    ("3.30", _SENT, gettext_noop("Came back undelivered")),
    ("3.40", _SENT, gettext_noop("Came back with a new address")),
    ("3.90", _ALL, gettext_noop("Other, unknown whether eligible")),
    ("4.10", _ALL, gettext_noop("Not of those asked: moved, too young, duplicate")),
    ("4.20", _PHONE, gettext_noop("Fax or data line")),
    ("4.30", _PHONE, gettext_noop("Number not in use")),
    ("4.31", _PHONE, gettext_noop("Number never in use")),
    ("4.32", _PHONE, gettext_noop("Number disconnected")),
    ("4.33", _PHONE, gettext_noop("Number out of service for a time")),
    ("4.40", _PHONE, gettext_noop("Special technical circumstances")),
    ("4.41", _PHONE, gettext_noop("Number changed")),
    ("4.50", _PHONE, gettext_noop("Not a household")),
    ("4.51", _PHONE, gettext_noop("Business, office or other organisation")),
    ("4.70", _ALL, gettext_noop("No eligible person")),
    ("4.80", _ALL, gettext_noop("Quota filled")),
    ("4.81", _SENT, gettext_noop("Listed twice")),
    ("4.90", _ALL, gettext_noop("Other, not eligible")),
)
_MODES = {"p": AskedBy.PHONE, "w": AskedBy.WEB, "m": AskedBy.MAIL}


def outcome_of(code: str) -> Outcome:
    """The group of a code, by its beginning: 2.112, 2.112a and 2.1 are refusals. A group stands for itself.

    Raises UnknownDisposition. Source: AAPOR, Standard Definitions, 10th edition, 2023.
    """
    text = code.strip()
    if text.upper() in set(Outcome):
        return Outcome(text.upper())
    if _CODE.fullmatch(text):
        for beginning, group in _GROUPS:
            if f"{text}.".startswith(beginning):
                return group
    raise UnknownDisposition(code)


DISPOSITIONS = {
    code: Disposition(code, outcome_of(code), words, frozenset(_MODES[mode] for mode in modes))
    for code, modes, words in _WORDS
}
"""Code -> disposition, in the order of the codes."""
