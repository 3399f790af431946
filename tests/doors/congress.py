# SPDX-License-Identifier: EUPL-1.2
"""Congress and ballots: a ballot that is called is there for those who vote, its result when it is
published.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.engines.ballots import Candidate, ListProposal
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.rolls import NewDelegate
from samband.tools.congress.rules import Electorate
from tests.doors.door import ALL, CONTACT, MEDIAN, NONE, OSLO, SECRETARY, SIGNED_IN, STAFF, UTSIRA, Door, Who

VOTERS = STAFF | {CONTACT, SECRETARY}
"""Those who run it and those who speak for a member on the roll."""
CONGRESS, DELEGATE = {"slug": "congress-2026"}, {"slug": "congress-2026", "number": "@delegate"}
DRAFT, OPEN, SECRET = {"slug": "draft"}, {"slug": "open"}, {"slug": "secret"}
DECLARED, PUBLISHED, HIDDEN = {"slug": "declared"}, {"slug": "published"}, {"slug": "hidden"}
ELECTION, ELECTED = {"slug": "board"}, {"slug": "committee"}
CANDIDATE, DELEGATES_NAME = "The candidate whom nobody knows yet", "Delegateofnobodysbusiness"
MEETING = "Congressthatnobodyhascalled"
CODE = {"code": "@code", "choice": "yes"}


def of(name: str, given: dict[str, str], *, get: bool = True, post: bool = False) -> Door:
    """A door of those who run it."""
    return Door(f"congress:{name}", get=STAFF if get else NONE, post=STAFF if post else NONE, given=given)


def see(name: str, given: dict[str, str], who: frozenset[Who]) -> Door:
    return Door(f"congress:{name}", get=who, given=given)


def vote(given: dict[str, str], code: str, who: frozenset[Who]) -> Door:
    return Door("congress:vote", get=who, post=who, given={**given, "code": code})


DOORS = (
    Door("congress:start", get=ALL),
    Door("congress:code", get=ALL, post=ALL, data=CODE),
    Door("congress:secret_vote", get=ALL, post=ALL, data=CODE),  # whoever holds the code
    Door("congress:create", get=STAFF, post=STAFF),
    of("congress", CONGRESS),
    of("apportionment", CONGRESS),
    *(of("apportionment_file", {**CONGRESS, "format": kind}) for kind in ("csv", "xlsx", "pdf")),
    of("adopt", CONGRESS, get=False, post=True),
    of("delegates", CONGRESS, post=True),
    of("delegates_file", CONGRESS),
    of("check", DELEGATE, get=False, post=True),
    of("remove", DELEGATE, get=False, post=True),
    of("create_ballot", {}, post=True),
    of("change_ballot", DRAFT, post=True),
    of("change_ballot", OPEN, post=True),
    of("ballot", DRAFT),
    of("ballot", SECRET),
    of("ballot", HIDDEN),
    see("ballot", OPEN, VOTERS),
    see("ballot", DECLARED, VOTERS),
    see("ballot", PUBLISHED, ALL),
    *(
        of("ballot_step", {**ballot, "name": step}, get=False, post=True)
        for ballot, step in ((DRAFT, "call"), (OPEN, "declare"), (DECLARED, "publish"), (HIDDEN, "publish"))
    ),
    of("withdraw", OPEN, get=False, post=True),
    # Who comes back to the address of the codes is led to the ballot, which is there or not.
    Door("congress:codes", get=SIGNED_IN, post=STAFF, given=SECRET),
    of("turnout", DRAFT),
    of("turnout", SECRET),
    see("turnout", OPEN, VOTERS),
    vote(DRAFT, UTSIRA, NONE),
    vote(OPEN, UTSIRA, frozenset({CONTACT})),
    vote(OPEN, MEDIAN, frozenset({SECRETARY})),
    vote(OPEN, OSLO, NONE),
    vote(SECRET, UTSIRA, NONE),
    see("protocol", OPEN, NONE),
    see("protocol", DECLARED, VOTERS),
    see("protocol", HIDDEN, STAFF),
    see("protocol", PUBLISHED, ALL),
    see("votes", OPEN, NONE),
    see("votes", DECLARED, VOTERS),
    see("votes", HIDDEN, STAFF),
    see("votes", PUBLISHED, VOTERS),
    Door("congress:create_election", get=STAFF, post=STAFF),
    Door("congress:election", get=STAFF, given=ELECTION),
    Door("congress:change_election", get=STAFF, post=STAFF, given=ELECTION),
    of("election_step", {**ELECTION, "name": "declare"}, get=False, post=True),
    of("election_step", {**ELECTED, "name": "publish"}, get=False, post=True),
    see("election_protocol", ELECTION, NONE),
    see("election_protocol", ELECTED, STAFF),
)
SECRETS = {
    CANDIDATE: STAFF,
    MEETING: STAFF,
    DELEGATES_NAME: STAFF,
    "Titleofdraft": STAFF,
    "Titleofopen": VOTERS,
    "Titleofdeclared": VOTERS,
    "Titleofhidden": STAFF,
    "Caseofutsirainopen": frozenset({CONTACT}),  # before the end not even those who run it
    "Caseofaardalinopen": frozenset({SECRETARY}),
    "Caseofutsiraindeclared": VOTERS,
    "Caseofutsirainpublished": VOTERS,
}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """A congress, ballots at every stage, two elections that are not published."""
    hold_congress()
    ballot("draft")
    for slug in ("open", "declared", "published"):
        ballot(slug)
        votes_in(slug)
    for slug in ("secret", "hidden"):
        codes = ballot_of_delegates(slug)
        known = {**known, slug: codes[0]}
    close("declared")
    close("published")
    close("hidden")
    operations.publish_ballot(ballot="published", **now())
    prepare_election("board")
    operations.declare_election(election=prepare_election("committee"), **now())
    delegate = queries.delegates(actor=INSTALLATION, congress=CONGRESS["slug"])[0]
    return {"delegate": str(delegate.id), "code": known["secret"]}


def now() -> dict[str, object]:
    return {"by": INSTALLATION, "at": timezone.now()}


def hold_congress() -> None:
    """One delegate, who is present."""
    given = {"rule": "one_each_and_steps", "borders_on": date(2025, 1, 1)}
    operations.create_congress(
        slug=CONGRESS["slug"], name=MEETING, held_on=date(2026, 4, 1), **given, **now()
    )
    operations.adopt_allocation(congress=CONGRESS["slug"], **given, **now())
    delegate = NewDelegate(UTSIRA, DELEGATES_NAME, gender="woman")
    operations.add_delegates(congress=CONGRESS["slug"], delegates=[delegate], **now())
    (one,) = queries.delegates(actor=INSTALLATION, congress=CONGRESS["slug"])
    operations.check_delegate(congress=CONGRESS["slug"], delegate=one.id, is_present=True, **now())


def ballot(slug: str) -> None:
    """Of members, open for a week; all but the draft are called."""
    at = timezone.now()
    operations.create_ballot(
        slug=slug, title=f"Titleof{slug}", question="Shall it be accepted?", electorate=Electorate.MEMBERS,
        rule="simple_majority", votes_rule="one_each", category="general", roll_on=date(2026, 1, 1),
        opens_at=at - timedelta(hours=2), closes_at=at + timedelta(days=7), by=INSTALLATION,
        at=at - timedelta(hours=3),
    )  # fmt: skip
    if slug != "draft":
        operations.call_ballot(ballot=slug, by=INSTALLATION, at=at - timedelta(hours=3))


def votes_in(slug: str) -> None:
    for code, name in {UTSIRA: "utsira", MEDIAN: "aardal"}.items():
        speaks = Actor(f"cast:{code}", frozenset({Grant(Role.CONTACT, code)}))
        decision = f"Caseof{name}in{slug}"
        given = {"ballot": slug, "member": code, "choice": "yes", "decision": decision}
        operations.cast_vote(**given, by=speaks, at=timezone.now())


def ballot_of_delegates(slug: str) -> list[str]:
    """Secret and called; the codes."""
    at = timezone.now()
    operations.create_ballot(
        slug=slug, title=f"Titleof{slug}", question="In the north?", electorate=Electorate.DELEGATES,
        rule="simple_majority", congress=CONGRESS["slug"], roll_on=date(2026, 1, 1),
        opens_at=at - timedelta(hours=2), closes_at=at + timedelta(days=7), by=INSTALLATION, at=at,
    )  # fmt: skip
    operations.call_ballot(ballot=slug, by=INSTALLATION, at=at - timedelta(hours=3))
    return [code for _, code in operations.make_codes(ballot=slug, **now())]


def close(slug: str) -> None:
    """Declared the week after."""
    operations.declare_ballot(ballot=slug, by=INSTALLATION, at=timezone.now() + timedelta(days=8))


def prepare_election(slug: str) -> str:
    lists = [ListProposal("List A", 9, (Candidate(CANDIDATE, "woman"), Candidate("Second", "man")))]
    given = {"slug": slug, "title": slug, "seats": 2, "rule": "norway_2018", "lists": lists}
    return operations.create_election(**given, **now()).slug
