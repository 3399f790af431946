# SPDX-License-Identifier: EUPL-1.2
"""Goals: who may set, read and oversee them."""

from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

_STAFF = frozenset({Role.ADMINISTRATOR, Role.ANALYST})
_SPEAKERS = frozenset({Role.CONTACT, Role.SECRETARY})

WRITE = Permission("follow_up.write", own_authority=_SPEAKERS)
"""Set goals for the own member and keep them up to date. The association sets none for a member."""

READ = Permission("follow_up.read", association=_STAFF, own_authority=_SPEAKERS | {Role.COUNCILLOR})
"""Read the goals of the own member; at the association those that a body has adopted."""

OVERSEE = Permission("follow_up.oversee", association=_STAFF)
"""See who acts on what and who is stuck, and feature what is worth sharing."""

REMIND = "follow_up.remind"

CARD = ToolCard(
    slug="follow-up",
    title=gettext_noop("Goals"),
    purpose=gettext_noop(
        "What members have decided to change, how it goes, and what the next measurement shows."
    ),
    permissions=(WRITE, READ, OVERSEE),
    menu=(MenuEntry(gettext_noop("Goals"), "follow_up:start", READ),),
    jobs={REMIND: "samband.core.follow_up.operations.run_reminders"},
    waiting="samband.core.follow_up.queries.waiting",
    holdings="samband.core.follow_up.pages.held.holdings",
    names="samband.core.follow_up.queries.names_of",
    round="samband.core.follow_up.operations.make_round",
    words={
        REMIND: gettext_noop("reminders of goals"),
        "follow_up.goal_set": gettext_noop("drafted the goal"),
        "follow_up.goal_changed": gettext_noop("changed the goal"),
        "follow_up.goal_adopted": gettext_noop("noted that {body} adopted the goal {about} on {on}"),
        "follow_up.goal_moved": gettext_noop(
            "changed the state of the goal {about} from {before} to {after}"
        ),
        "follow_up.goal_published": gettext_noop("published the goal"),
        "follow_up.goal_withdrawn": gettext_noop("took the goal off the public pages:"),
        "follow_up.goal_followed": gettext_noop(
            "carried the goal {about} of number {from_number} over to {authority}"
        ),
        "follow_up.progress_told": gettext_noop("told how it goes with the goal"),
        "follow_up.action_added": gettext_noop("added an action to the goal"),
        "follow_up.action_done": gettext_noop("marked an action as done in the goal"),
        "follow_up.action_undone": gettext_noop("marked an action as not done in the goal"),
        "follow_up.action_removed": gettext_noop("removed an action from the goal"),
        "follow_up.action_shared": gettext_noop("shared an action of the goal"),
        "follow_up.action_kept": gettext_noop("no longer shares an action of the goal"),
        "follow_up.action_featured": gettext_noop("featured an action of the goal"),
        "follow_up.action_unfeatured": gettext_noop("no longer features an action of the goal"),
        "follow_up.action_copied": gettext_noop("copied an action of another member into the goal"),
        "follow_up.reminded": gettext_noop("sent {mails} reminders of goals"),
    },
)
