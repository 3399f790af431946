# SPDX-License-Identifier: EUPL-1.2
"""Who holds which office. Elected offices are public; all else is guarded."""

from samband.core.people.queries.balance import balance_of_body, balance_on
from samband.core.people.queries.offices import (
    bodies,
    body,
    office,
    offices_of,
    offices_on,
    parties,
    person,
    person_of_account,
    terms,
)

__all__ = [
    "balance_of_body",
    "balance_on",
    "bodies",
    "body",
    "office",
    "offices_of",
    "offices_on",
    "parties",
    "person",
    "person_of_account",
    "terms",
]
