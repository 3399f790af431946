# SPDX-License-Identifier: EUPL-1.2
"""A question to the ethics adviser about one person and item, and the advice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Weight(StrEnum):
    """What the adviser says of one thing to think of. Nothing adds them up."""

    FOR = "for"
    """It speaks for stepping aside."""
    AGAINST = "against"
    NOT_RELEVANT = "not_relevant"
    NOT_KNOWN = "not_known"


class Advised(StrEnum):
    """What the adviser may say instead of what the program found."""

    MANDATORY = "mandatory"
    ASSESS = "assess"
    NONE = "none"


class AdviceStatus(StrEnum):
    ASKED = "asked"
    TAKEN = "taken"
    ANSWERED = "answered"
    DECIDED = "decided"
    """The body has decided about the person and the item."""


@dataclass(frozen=True, slots=True)
class Weighed:
    weight: Weight
    note: str = ""


@dataclass(frozen=True, slots=True)
class AdviceRecord:
    """person: 0, and name, title, body_name and item '', for a reader at the association.

    outcome: what the program found when it was asked. advised: None when the adviser agrees.
    """

    id: int
    meeting: int
    authority: str
    body_name: str
    day: date
    item: str
    title: str
    matter: str
    person: int
    name: str
    question: str
    outcome: str
    status: AdviceStatus
    is_for_association: bool
    is_unnamed: bool
    asked_at: datetime
    answered_at: datetime | None = None
    weighed: Mapping[str, Weighed] = field(default_factory=dict)
    answer: str = ""
    advised: Advised | None = None
    reason: str = ""


class NoSuchAdvice(LookupError):  # noqa: N818  it names the fact
    """No question has this number, or none this reader may know of."""
