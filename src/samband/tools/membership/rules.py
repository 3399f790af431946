# SPDX-License-Identifier: EUPL-1.2
"""Who may see what, the states of notices and invoices, and what a decision must say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samband.core.access.rules import Actor, may
from samband.tools.membership.card import PREPARE_NOTICE, RUN_MEMBERSHIP, SEE_OWN

__all__ = [
    "PREPARE_NOTICE",
    "RUN_MEMBERSHIP",
    "SEE_OWN",
    "Decision",
    "InvoiceState",
    "NoticeState",
    "can_run",
    "can_see",
]


class NoticeState(StrEnum):
    PREPARED = "prepared"
    REGISTERED = "registered"
    RETURNED = "returned"


class InvoiceState(StrEnum):
    ISSUED = "issued"
    SENT = "sent"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Decision:
    """What makes fees binding: which body, on which day, in which case, and its words."""

    body: str
    decided_on: date
    case_number: str
    text: str


def can_run(*, actor: Actor) -> bool:
    return may(actor=actor, permission=RUN_MEMBERSHIP)


def can_see(*, actor: Actor, member: str) -> bool:
    """The membership, fees and invoices of the member."""
    return may(actor=actor, permission=SEE_OWN, authority=member)
