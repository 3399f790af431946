# SPDX-License-Identifier: EUPL-1.2
"""The register of members: facts that everybody may read."""

from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

LOAD_PACK = Permission("members.load_pack", association=frozenset({Role.ADMINISTRATOR}))

CARD = ToolCard(
    slug="members",
    title=gettext_noop("Members"),
    purpose=gettext_noop(
        "Municipalities and counties with their numbers, names, borders and inhabitants over time."
    ),
    permissions=(LOAD_PACK,),
    menu=(MenuEntry(gettext_noop("Members"), "members:list"),),
    words={"members.pack_loaded": gettext_noop("loaded the country pack")},
)
