# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

ASSOCIATION = frozenset({Role.ADMINISTRATOR, Role.ANALYST})
SPEAKS_FOR_MEMBER = frozenset({Role.CONTACT, Role.SECRETARY})

SEE_OWN = Permission("membership.see_own", association=ASSOCIATION, own_authority=SPEAKS_FOR_MEMBER)
"""See the membership, the fees and the invoices of one's own member."""

PREPARE_NOTICE = Permission(
    "membership.prepare_notice", association=ASSOCIATION, own_authority=frozenset({Role.CONTACT})
)
"""Write down that the own council wants to leave a scope. The association registers it."""

RUN_MEMBERSHIP = Permission("membership.run", association=ASSOCIATION)
"""Register notices, keep fee models, simulate, decide, invoice."""

INVOICE_FILES = "membership.invoice_files"

CARD = ToolCard(
    slug="membership",
    title=gettext_noop("Membership"),
    purpose=gettext_noop("Who is a member of what, what membership costs, and why."),
    permissions=(SEE_OWN, PREPARE_NOTICE, RUN_MEMBERSHIP),
    menu=(MenuEntry(gettext_noop("Membership"), "membership:members"),),
    jobs={INVOICE_FILES: "samband.tools.membership.operations.make_invoice_files"},
    waiting="samband.tools.membership.queries.waiting",
    demo="samband.tools.membership.management.demo.load",
    names="samband.tools.membership.pages.log.names_of",
    words={
        INVOICE_FILES: gettext_noop("files of the invoices"),
        "membership.notice_prepared": gettext_noop("prepared the notice of {about} to leave {scope}"),
        "membership.notice_registered": gettext_noop("registered the notice of {about} to leave {scope}"),
        "membership.notice_returned": gettext_noop("returned the notice of {about} to leave {scope}"),
        "membership.model_added": gettext_noop("added the fee model {about}"),
        "membership.fees_frozen": gettext_noop("froze the fees of {about} (members: {members})"),
        "membership.invoices_issued": gettext_noop(
            "issued the invoices of {about} (invoices: {invoices}, credit notes: {credits})"
        ),
        "membership.invoices_sent": gettext_noop("marked invoices as sent on {on} (invoices: {invoices})"),
        "membership.invoice_paid": gettext_noop("marked as paid on {on}: {about}"),
        "membership.seller_changed": gettext_noop("changed who sends the invoices and how they are paid"),
        "membership.buyers_changed": gettext_noop("changed where invoices go (members: {members})"),
        "membership.files_queued": gettext_noop("ordered the files of the invoices of"),
    },
)
