# SPDX-License-Identifier: EUPL-1.2
"""Why a submission is not taken, in words for whoever sent it. Nothing of it was stored then."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Reason(StrEnum):
    """Why not. The later ones are no fault of the respondent: the same submission may be sent again."""

    UNKNOWN_ASK = "unknown_ask"
    UNKNOWN_SECRET = "unknown_secret"  # noqa: S105  the name of a reason
    NO_OPEN_LINK = "no_open_link"
    WRONG_MODE = "wrong_mode"
    WRONG_LANGUAGE = "wrong_language"
    WRONG_PLACE = "wrong_place"
    BAD_NONCE = "bad_nonce"
    INCOMPLETE = "incomplete"
    EARLY = "early"
    CLOSED = "closed"
    ANSWERED = "answered"
    FULL = "full"
    TOO_MANY = "too_many"
    BUSY = "busy"
    NO_ROOM = "no_room"


WORDS: Mapping[Reason, str] = {
    Reason.UNKNOWN_ASK: _("There is no such questionnaire. Check the address."),
    Reason.UNKNOWN_SECRET: _("This link or code is not known. Check that all of it is there."),
    Reason.NO_OPEN_LINK: _("This questionnaire can only be answered with a link or code of one's own."),
    Reason.WRONG_MODE: _("This questionnaire does not take answers this way."),
    Reason.WRONG_LANGUAGE: _("This questionnaire cannot be answered in that language."),
    Reason.WRONG_PLACE: _("This questionnaire is not asked there, or not of this group."),
    Reason.BAD_NONCE: _("The answer came without its own random number. Load the page again."),
    Reason.INCOMPLETE: _("Something is missing or does not fit. Nothing is stored yet."),
    Reason.EARLY: _("This questionnaire is not open yet."),
    Reason.CLOSED: _("This questionnaire is closed. Your answers were not stored."),
    Reason.ANSWERED: _("This link or code has been used already. Each can be used once."),
    Reason.FULL: _(
        "Enough people like you have answered already, so your answers were not stored. "
        "Thank you all the same."
    ),
    Reason.TOO_MANY: _("Many answers came from your network in a short time. Wait a little and send again."),
    Reason.BUSY: _("Your answers are not stored yet. Keep this page and send again in a moment."),
    Reason.NO_ROOM: _(
        "Your answers could not be stored, because the machine has no room. "
        "Keep this page and try again later."
    ),
}
AGAIN = frozenset({Reason.BUSY, Reason.NO_ROOM, Reason.TOO_MANY})
"""The same submission may be sent again, and is taken at most once."""


class NotTaken(Exception):  # noqa: N818  it names the fact
    """The submission was not taken. lacks: what the engine found, for INCOMPLETE; worded by the page."""

    def __init__(self, reason: Reason, lacks: tuple[Any, ...] = ()) -> None:
        self.reason, self.lacks = reason, lacks
        super().__init__(reason.value)

    @property
    def words(self) -> str:
        """In the language that is active."""
        return gettext(WORDS[self.reason])

    @property
    def may_send_again(self) -> bool:
        return self.reason in AGAIN
