# SPDX-License-Identifier: EUPL-1.2
"""Who holds which office. Elected offices are public; all else is guarded."""

from samband.core.people.queries.accounts import person_offered, with_account
from samband.core.people.queries.balance import balance_of_body, balance_on
from samband.core.people.queries.holders import Identity, holders, identities, left_office, offices_by_person
from samband.core.people.queries.names import names_of
from samband.core.people.queries.offices import (
    bodies,
    body,
    held_in_bodies,
    office,
    offices_of,
    offices_on,
    parties,
    person,
    person_of_account,
    terms,
)
from samband.core.people.queries.private import may_read, private_data
from samband.core.people.queries.search import Found, Wanted, search
from samband.core.people.queries.start import waiting
from samband.core.people.queries.turnover import by_member, turnover, turnover_lines, turnovers

__all__ = [
    "Found",
    "Identity",
    "Wanted",
    "balance_of_body",
    "balance_on",
    "bodies",
    "body",
    "by_member",
    "held_in_bodies",
    "holders",
    "identities",
    "left_office",
    "may_read",
    "names_of",
    "office",
    "offices_by_person",
    "offices_of",
    "offices_on",
    "parties",
    "person",
    "person_of_account",
    "person_offered",
    "private_data",
    "search",
    "terms",
    "turnover",
    "turnover_lines",
    "turnovers",
    "waiting",
    "with_account",
]
