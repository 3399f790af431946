# SPDX-License-Identifier: EUPL-1.2
"""People and offices: who holds which, who knows how to reach them, and who may change it."""

from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

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

TURNOVER_JOB = "people.turnover"

RETENTION_JOB = "people.retention"

CARD = ToolCard(
    slug="people",
    title=gettext_noop("People and offices"),
    purpose=gettext_noop("Who holds which office, for which party, from when to when."),
    permissions=(READ_PRIVATE, MANAGE, IMPORT_ELECTION, EXPORT_CONTACTS, LOAD_REGISTER, APPLY_RETENTION),
    menu=(MenuEntry(gettext_noop("People"), "people:search"),),
    jobs={
        TURNOVER_JOB: "samband.core.people.operations.load_councils",
        RETENTION_JOB: "samband.core.people.operations.run_retention",
    },
    waiting="samband.core.people.queries.waiting",
    holdings="samband.core.people.pages.held.holdings",
    names="samband.core.people.pages.log.names_of",
    demo="samband.core.people.management.demo.load_demo",
    words={
        RETENTION_JOB: gettext_noop("erasure by the rules of retention"),
        "people.retention_applied": gettext_noop("erased what was kept too long (people: {people})"),
        "people.erasure_asked": gettext_noop("asked that everything be erased about"),
        "people.erasure_refused": gettext_noop("answered why data is kept about"),
        "people.erased": gettext_noop("erased everything but public offices of"),
        TURNOVER_JOB: gettext_noop("loading of an election"),
        "people.private_read": gettext_noop("read the contact data of"),
        "people.bodies_followed": gettext_noop("carried the bodies of number {from_number} over to {about}"),
        "people.popolo_loaded": gettext_noop(
            "loaded the Popolo file {source} (people: {people}, offices: {offices})"
        ),
        "people.popolo_written": gettext_noop(
            "wrote people with their private data as Popolo (people: {people}, offices: {offices})"
        ),
        "people.contact_list_made": gettext_noop("made a contact list with addresses (people: {people})"),
        "people.turnover_previewed": gettext_noop("uploaded those elected for {term}: {about}"),
        "people.turnover_decided": gettext_noop(
            "said who is the same person in the election file {about} (answers: {answers})"
        ),
        "people.turnover_confirmed": gettext_noop(
            "loaded those elected for {term}: {about} (bodies: {councils})"
        ),
        "people.turnover_discarded": gettext_noop("discarded the election file"),
        "people.person_added": gettext_noop("added to the register"),
        "people.person_corrected": gettext_noop("corrected what is held about {about}"),
        "people.account_linked": gettext_noop("linked an account to"),
        "people.account_taken_up": gettext_noop("said with the own account to be"),
        "people.unsubscribed": gettext_noop("took off the contact lists"),
        "people.subscribed": gettext_noop("put on the contact lists again"),
        "people.office_added": gettext_noop("gave {about} the office {office} in {body}"),
        "people.office_ended": gettext_noop("ended the office {office} of {about} in {body} from {on} on"),
        "people.office_corrected": gettext_noop("corrected the office {office} of {about} in {body}"),
        "people.office_removed": gettext_noop("took the office {office} in {body} away from {about}"),
        "people.party_registered": gettext_noop("registered the party"),
        "people.body_registered": gettext_noop("registered the body {about}"),
        "people.term_registered": gettext_noop("registered the term"),
    },
)
