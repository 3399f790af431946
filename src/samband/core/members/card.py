# SPDX-License-Identifier: EUPL-1.2
"""The register of members: facts that everybody may read."""

from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

LOAD_PACK = Permission("members.load_pack", association=frozenset({Role.ADMINISTRATOR}))

IMPORT_UNITS = Permission("members.import_units", association=frozenset({Role.ADMINISTRATOR}))
"""Add authorities, inhabitants and changes from files, beside the country pack."""

KEEP_MEMBERSHIPS = Permission(
    "members.keep_memberships", association=frozenset({Role.ADMINISTRATOR, Role.ANALYST})
)
"""Record who joins, gives notice, leaves, and what was decided."""

READ_MEMBERSHIPS = Permission(
    "members.read_memberships",
    association=frozenset({Role.ADMINISTRATOR, Role.ANALYST}),
    own_authority=frozenset({Role.CONTACT, Role.SECRETARY}),
)
"""Read notices, reasons, sources and corrections. That somebody is a member is public."""

CARD = ToolCard(
    slug="members",
    title=gettext_noop("Members"),
    purpose=gettext_noop(
        "The authorities of the country with their numbers, names, borders and inhabitants over time."
    ),
    permissions=(LOAD_PACK, IMPORT_UNITS, KEEP_MEMBERSHIPS, READ_MEMBERSHIPS),
    menu=(MenuEntry(gettext_noop("Members"), "members:list"),),
    names="samband.core.members.pages.log.names_of",
    words={
        "members.pack_loaded": gettext_noop("loaded the country pack {about} (authorities: {authorities})"),
        "members.units_imported": gettext_noop("imported authorities beside the country pack, from {source}"),
        "members.organisation_added": gettext_noop("added the company or joint body {about}"),
        "members.founded": gettext_noop("recorded the first members from {valid_from} (rows: {rows})"),
        "members.joined": gettext_noop("recorded that {about} is a member of {scope} from {valid_from}"),
        "members.notice_given": gettext_noop(
            "recorded the notice of {about} for {scope}; last day {valid_to}"
        ),
        "members.ended": gettext_noop("ended the membership of {about} in {scope}; last day {valid_to}"),
        "members.membership_corrected": gettext_noop(
            "corrected the membership of {about} in {scope}: from {valid_from} until {valid_to}"
        ),
        "members.membership_struck": gettext_noop(
            "struck out a membership of {about} in {scope} from {valid_from}: {why}"
        ),
        "members.followed": gettext_noop(
            "let memberships follow the register (inherited: {inherited}, ended: {ceased})"
        ),
        "members.scope_decided": gettext_noop(
            "recorded what was decided on the membership of {about} in {scope}, {on}"
        ),
    },
)
