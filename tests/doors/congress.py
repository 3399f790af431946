# SPDX-License-Identifier: EUPL-1.2
"""Congress and ballots: a ballot that is called is there for those who vote, its result when it is
published.
"""

from collections.abc import Mapping

from samband.core.access.rules import INSTALLATION
from samband.engines.ballots import Candidate, ListProposal
from samband.tools.congress import operations
from samband.tools.congress.tests.conftest import OPENS
from tests.doors.door import ALL, CONTACT, NONE, STAFF, UTSIRA, Door

CONGRESS, BALLOT, ELECTION = {"slug": "congress-2026"}, {"slug": "settlement"}, {"slug": "board"}
CANDIDATE = "The candidate whom nobody knows yet"


def of(name: str, given: dict[str, str], *, get: bool = True, post: bool = False) -> Door:
    """A door of those who run it; what stands behind it, the tests of the tool make."""
    who = {"get": STAFF if get else NONE, "post": STAFF if post else NONE}
    return Door(f"congress:{name}", **who, given=given, exists=False)


DOORS = (
    Door("congress:start", get=ALL),
    Door("congress:code", get=ALL, post=ALL),
    Door("congress:secret_vote", post=ALL, exists=False),
    Door("congress:create", get=STAFF, post=STAFF),
    of("congress", CONGRESS),
    of("apportionment", CONGRESS),
    *(of("apportionment_file", {**CONGRESS, "format": kind}) for kind in ("csv", "xlsx", "pdf")),
    of("adopt", CONGRESS, get=False, post=True),
    of("delegates", CONGRESS, post=True),
    of("delegates_file", CONGRESS),
    of("check", {**CONGRESS, "number": "1"}, get=False, post=True),
    of("remove", {**CONGRESS, "number": "1"}, get=False, post=True),
    of("create_ballot", {}, post=True),
    of("ballot", BALLOT),
    *(
        of("ballot_step", {**BALLOT, "name": step}, get=False, post=True)
        for step in ("call", "declare", "publish")
    ),
    of("withdraw", BALLOT, get=False, post=True),
    of("codes", BALLOT, get=False, post=True),
    of("turnout", BALLOT),
    Door(
        "congress:vote",
        get=frozenset({CONTACT}),
        post=frozenset({CONTACT}),
        given={**BALLOT, "code": UTSIRA},
        exists=False,
    ),
    of("protocol", BALLOT),
    of("votes", BALLOT),
    Door("congress:create_election", get=STAFF, post=STAFF),
    Door("congress:election", get=STAFF, given=ELECTION),
    Door("congress:change_election", get=STAFF, post=STAFF, given=ELECTION),
    *(
        of("election_step", {**ELECTION, "name": step}, get=False, post=True)
        for step in ("declare", "publish")
    ),
    of("election_protocol", ELECTION),
)
SECRETS = {CANDIDATE: STAFF}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """An election that is prepared and not published."""
    lists = [ListProposal("List A", 9, (Candidate(CANDIDATE, "woman"), Candidate("Second", "man")))]
    given = {"slug": "board", "title": "Board", "seats": 2, "rule": "norway_2018", "lists": lists}
    operations.create_election(**given, by=INSTALLATION, at=OPENS)
    return {}
