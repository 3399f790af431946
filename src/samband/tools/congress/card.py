# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

RUN = Permission("congress.run", association=frozenset({Role.ADMINISTRATOR, Role.ANALYST}))
"""Share out delegates, keep their list, prepare and declare ballots and elections."""

VOTE = Permission("congress.vote", own_authority=frozenset({Role.CONTACT, Role.SECRETARY}))
"""Enter the vote of one's own member, as its council decided it."""

CARD = ToolCard(
    slug="congress",
    title=gettext_noop("Congress and ballots"),
    purpose=gettext_noop("Delegates, votes and elections of the association, with what proves each result."),
    permissions=(RUN, VOTE),
    menu=(MenuEntry(gettext_noop("Congress and ballots"), "congress:start"),),
    waiting="samband.tools.congress.queries.waiting",
    open_results="samband.tools.congress.queries.open_results",
    demo="samband.tools.congress.management.demo.load",
    words={
        "congress.congress_created": gettext_noop("prepared the congress"),
        "congress.allocation_adopted": gettext_noop(
            "adopted {delegates} delegates for {about} by the rule {rule}"
        ),
        "congress.delegates_added": gettext_noop(
            "changed the list of delegates of {about}, lines: {delegates}"
        ),
        "congress.delegate_checked": gettext_noop("noted whether delegate {delegate} is present at {about}"),
        "congress.delegate_removed": gettext_noop("took delegate {delegate} off the list of {about}"),
        "congress.ballot_created": gettext_noop("prepared the ballot"),
        "congress.ballot_changed": gettext_noop("changed the preparation of the ballot"),
        "congress.ballot_called": gettext_noop("called the ballot {about} with {voters} on the roll"),
        "congress.ballot_withdrawn": gettext_noop("withdrew the ballot"),
        "congress.codes_made": gettext_noop("made {codes} codes for the ballot {about}"),
        "congress.vote_cast": gettext_noop("entered the vote of {member} in the ballot {about}"),
        "congress.secret_vote_cast": gettext_noop("voted with a code in the ballot"),
        "congress.ballot_declared": gettext_noop("declared the result of the ballot"),
        "congress.result_published": gettext_noop("published the result of"),
        "congress.election_created": gettext_noop("prepared the election"),
        "congress.election_changed": gettext_noop("changed the lists of the election"),
        "congress.election_declared": gettext_noop("declared the result of the election"),
    },
)
