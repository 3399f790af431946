# SPDX-License-Identifier: EUPL-1.2
"""What registers of gifts, travel and work beside the office ask for, beyond what every interest has."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Giver(StrEnum):
    """Who gave or paid. A private person is never named in public."""

    ORGANISATION = "organisation"
    PRIVATE = "private"


class Became(StrEnum):
    """What became of a gift."""

    KEPT = "kept"
    SHARED = "shared"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    DECLINED = "declined"


NOT_RECEIVED = frozenset({Became.RETURNED, Became.DECLINED})
"""Nothing of it stayed with the person, so that no tie to the giver follows from it."""


class Approval(StrEnum):
    """What whoever may decide about it has said."""

    TOLD = "told"
    APPROVED = "approved"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Detail:
    """giver: None when it was not said. private_giver: a private person's name, never public.

    occasion: of a gift; of travel, what it was for. value: estimated, in units of ``currency`` (ISO 4217).
    days: of travel. giver_percent, authority_percent: who paid which part of it; the rest the person did.
    extent_percent: of full time; hours_week: for work that has no such part. Pay is never asked for.
    approved_by: an office, not a name. conditions: under which work was approved.
    """

    giver: Giver | None = None
    private_giver: str = ""
    occasion: str = ""
    value: Decimal | None = None
    currency: str = ""
    became: Became | None = None
    destination: str = ""
    days: int | None = None
    giver_percent: int | None = None
    authority_percent: int | None = None
    extent_percent: Decimal | None = None
    hours_week: Decimal | None = None
    approval: Approval | None = None
    approved_on: date | None = None
    approved_by: str = ""
    conditions: str = ""

    @property
    def own_percent(self) -> int | None:
        """The part that the person paid; None when nobody has said who paid."""
        if self.giver_percent is None:
            return None
        return 100 - self.giver_percent - (self.authority_percent or 0)
