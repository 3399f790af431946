# SPDX-License-Identifier: EUPL-1.2
"""Who may decide what on behalf of a body, by which decision, within which limits."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """holder: the office that may decide, as Head of planning; person: who holds it, None when not said.

    body: code of the body on whose behalf. matters: codes of ``engines.conflicts``, none for every kind.
    reference, decided_on: the decision by which it was given. amount: the most it may decide about, in the
    currency. Held on [valid_from, valid_to).
    """

    holder: str
    body: str
    reference: str
    decided_on: date
    valid_from: date
    valid_to: date | None = None
    person: int | None = None
    matters: tuple[str, ...] = ()
    amount: Decimal | None = None
    currency: str = ""
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class DelegationRecord:
    """A delegation as it stands in the record. person_name: '' without a person."""

    key: str
    authority: str
    told: NewDelegation
    body_name: str
    person_name: str
    recorded_at: datetime
    withdrawn_at: datetime | None = None

    def covers(self, *, matter: str, amount: Decimal | None, currency: str, on: date) -> bool:
        """Whether a case of this kind and amount is decided under it on the day; not known amounts are."""
        told = self.told
        is_held = told.valid_from <= on and (told.valid_to is None or on < told.valid_to)
        is_within = told.amount is None or amount is None or (
            currency == told.currency and amount <= told.amount
        )  # fmt: skip
        return is_held and is_within and (not told.matters or matter in told.matters)


class NoSuchDelegation(LookupError):  # noqa: N818  it names the fact
    """No delegation has this key, or none this reader may know of."""
