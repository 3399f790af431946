# SPDX-License-Identifier: EUPL-1.2
"""Ways of reaching somebody, what is sent, and what came of it. Pure types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from samband.core.notices.card import LIFT_BLOCKS

__all__ = ["LIFT_BLOCKS", "Channel", "LiftReason", "Mail", "Sent", "SmsProvider", "TextMessage"]


class Channel(StrEnum):
    """Ways of reaching somebody."""

    LETTER = "letter"
    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    """A call by an interviewer."""


class LiftReason(StrEnum):
    """Why somebody is written to or called again who wanted none of it. They alone can want that."""

    ASKED_IN_WRITING = "asked_in_writing"
    ASKED_BY_PHONE = "asked_by_phone"
    ASKED_IN_PERSON = "asked_in_person"
    MISTAKE = "mistake"
    """It was noted for the wrong address."""


class Sent(StrEnum):
    """What came of handing a message over."""

    YES = "yes"
    """The server or provider has taken it. Whether it arrives, only silence or a bounce tells."""
    LATER = "later"
    """Not now: the other side is busy or away. Worth another attempt."""
    NEVER = "never"
    """Refused for good: there is no such address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """html: the same as a web page; without one plain text alone. stop: address that ends all mail with one
    click (RFC 8058); empty when the reader cannot end it. headers: further ones.
    """

    to: str
    subject: str
    text: str
    html: str = ""
    stop: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextMessage:
    """to: as ``analysis.plain_phone`` writes numbers, +4712345678. key: the same for another attempt."""

    to: str
    text: str
    key: str = ""


class SmsProvider(Protocol):
    """Hands text messages to whoever carries them. Made anew for each run of sending, without arguments.

    An own one is a class with this method, named by SAMBAND_SMS_PROVIDER.
    """

    def send(self, *, message: TextMessage) -> Sent:
        """Hand one over; never raises for what the other side does."""
        ...
