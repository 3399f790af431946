# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

LIFT_BLOCKS = Permission("notices.lift_blocks", association=frozenset({Role.ANALYST}))
"""Look up whether an address wants messages, note that it wants none, and write again to somebody who asked
not to be written to, because they have asked for that themselves."""

CARD = ToolCard(
    slug="notices",
    title=gettext_noop("Sending"),
    purpose=gettext_noop("E-mail and text messages, and who wants none."),
    permissions=(LIFT_BLOCKS,),
    menu=(MenuEntry(gettext_noop("Who wants no messages"), "notices:wishes", LIFT_BLOCKS, is_upkeep=True),),
    words={
        "notices.blocked": gettext_noop("noted that somebody wants no more messages"),
        "notices.unblocked": gettext_noop("noted that somebody wants messages again"),
    },
)
