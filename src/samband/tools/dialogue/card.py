# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

_OWN = frozenset({Role.CONTACT, Role.SECRETARY})

RUN = Permission("dialogue.run", association=frozenset({Role.ADMINISTRATOR, Role.ANALYST}))
"""See what all members ask for and use, answer them, and make the plan of the year."""

STATE = Permission(
    "dialogue.state", association=frozenset({Role.ADMINISTRATOR, Role.ANALYST}), own_authority=_OWN
)
"""Say what one's own member needs, see what became of it, and say how a service was."""

CARD = ToolCard(
    slug="dialogue",
    title=gettext_noop("Needs dialogue"),
    purpose=gettext_noop("What members ask their association for, what they use, and what becomes of it."),
    permissions=(RUN, STATE),
    menu=(MenuEntry(gettext_noop("Needs dialogue"), "dialogue:start", STATE),),
    waiting="samband.tools.dialogue.queries.waiting",
    demo="samband.tools.dialogue.operations.load_demo",
    words={
        "dialogue.need_recorded": gettext_noop("recorded the need"),
        "dialogue.need_answered": gettext_noop("answered the need"),
        "dialogue.need_planned": gettext_noop("put the need into the plan"),
        "dialogue.use_recorded": gettext_noop("recorded the use of a service"),
        "dialogue.uses_imported": gettext_noop("imported {rows} uses of services"),
        "dialogue.use_rated": gettext_noop("said how the service was"),
        "dialogue.plan_item_added": gettext_noop("added to the plan"),
        "dialogue.plan_item_moved": gettext_noop("changed the state of the planned item"),
    },
)
