# SPDX-License-Identifier: EUPL-1.2
"""People and offices: who holds which, who knows how to reach them, and who may change it."""

from samband.core.access.rules import Permission, Role
from samband.core.web.card import ToolCard, gettext_noop

_ASSOCIATION = frozenset({Role.ADMINISTRATOR, Role.ANALYST})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_OWN = frozenset({Role.CONTACT, Role.SECRETARY})

READ_PRIVATE = Permission("people.read_private", association=_ASSOCIATION, own_authority=_OWN)
"""Read contact data, birth date and language, and the offices that are not elected."""

MANAGE = Permission("people.manage", association=_ADMINISTRATOR, own_authority=_OWN)
"""Add, end and correct offices, and correct a person."""

IMPORT_ELECTION = Permission("people.import_election", association=_ADMINISTRATOR, own_authority=_OWN)
"""Load who was elected: for the own authority, or for the whole country."""

EXPORT_CONTACTS = Permission("people.export_contacts", association=_ASSOCIATION, own_authority=_OWN)
"""Make lists of people by office, with their addresses."""

LOAD_REGISTER = Permission("people.load_register", association=_ADMINISTRATOR)
"""Load and export the whole register as Popolo."""

APPLY_RETENTION = Permission("people.apply_retention", association=_ADMINISTRATOR)
"""Erase what the rules say is kept no longer, and answer requests for erasure."""

CARD = ToolCard(
    slug="people",
    title=gettext_noop("People and offices"),
    purpose=gettext_noop("Who holds which office, for which party, from when to when."),
    permissions=(READ_PRIVATE, MANAGE, IMPORT_ELECTION, EXPORT_CONTACTS, LOAD_REGISTER, APPLY_RETENTION),
    words={
        "people.person_added": gettext_noop("added to the register"),
        "people.person_corrected": gettext_noop("corrected what is held about"),
        "people.account_linked": gettext_noop("linked an account to"),
        "people.unsubscribed": gettext_noop("took off the contact lists"),
        "people.subscribed": gettext_noop("put on the contact lists again"),
        "people.office_added": gettext_noop("gave an office to"),
        "people.office_ended": gettext_noop("ended an office of"),
        "people.office_corrected": gettext_noop("corrected an office of"),
        "people.office_removed": gettext_noop("took away an office of"),
        "people.party_registered": gettext_noop("registered the party"),
        "people.body_registered": gettext_noop("registered the body"),
        "people.term_registered": gettext_noop("registered the term"),
    },
)
