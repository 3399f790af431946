# SPDX-License-Identifier: EUPL-1.2
"""Who owns how much of an organisation, and since when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samband.tools.ethics.rules.interests import OrganisationRecord


@dataclass(frozen=True, slots=True)
class OwnershipRecord:
    """One ownership as it stands in the record. owner: None when nobody knows who.

    share_low, share_high: percent; equal when it is known exactly, None when it is not known at all.
    Held on [valid_from, valid_to), None: always and still. source_day: of the register it is from.
    """

    id: int
    owner: OrganisationRecord | None
    owned: OrganisationRecord
    share_low: Decimal | None
    share_high: Decimal | None
    valid_from: date | None
    valid_to: date | None
    source_name: str
    source_day: date | None
    recorded_on: date
    withdrawn_on: date | None

    def is_held_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)
