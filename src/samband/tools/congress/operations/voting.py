# SPDX-License-Identifier: EUPL-1.2
"""Votes: of members in the open, of delegates in secret."""

import secrets
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext

from samband.core.access.rules import NOBODY, Actor, require
from samband.tools.congress.models import Ballot, Code, SecretCount, Vote, Voter
from samband.tools.congress.operations.ballots import held
from samband.tools.congress.operations.steps import tell
from samband.tools.congress.queries.ballots import NoSuchBallot, ballot_record
from samband.tools.congress.rules import VOTE, Electorate, Phase, State, check_phase, phase_of

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without letters and digits that are taken for one another."""
GROUPS, LETTERS = 4, 4


class AlreadyVoted(ValueError):  # noqa: N818  it names the fact
    """This voter has voted; a vote is not changed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            gettext("%(name)s has voted already. A vote that is cast is not changed.") % {"name": name}
        )


class NotOnTheRoll(LookupError):  # noqa: N818  it names the fact
    """This member does not vote in this ballot."""


class UnknownChoice(ValueError):  # noqa: N818  it names the fact
    """Not one of the answers of this ballot."""

    def __init__(self) -> None:
        super().__init__(gettext("Choose one of the answers."))


class UnknownCode(ValueError):  # noqa: N818  it names the fact
    """No such code, or it has been used."""

    def __init__(self) -> None:
        super().__init__(gettext("The code is not known, or it is no longer valid. Check each sign of it."))


@transaction.atomic
def cast_vote(
    *,
    ballot: str,
    member: str,
    choice: str,
    decision: str,
    decided_on: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """The vote of a member, as its council decided. decision: reference of the case.

    Raises AlreadyVoted, UnknownChoice, NotOnTheRoll, NotNow, NoSuchBallot, NotAllowed.
    """
    require(actor=by, permission=VOTE, authority=member)
    found = _open(ballot, at)
    voter = found.roll.select_for_update().filter(code=member).first()
    if voter is None or found.electorate != Electorate.MEMBERS:
        raise NotOnTheRoll(member)
    if choice not in ballot_record(ballot=found, at=at).choices:
        raise UnknownChoice
    if Vote.objects.filter(voter=voter).exists():
        raise AlreadyVoted(voter.name)
    _cast(voter, choice=choice, decision=decision, decided_on=decided_on, by=by, at=at)
    tell(event="vote_cast", about=f"ballot:{ballot}", by=by, at=at, member=member)


def _cast(
    voter: Voter, *, choice: str, decision: str, decided_on: date | None, by: Actor, at: datetime
) -> None:
    """Two at once: the database lets one through."""
    try:
        with transaction.atomic():
            Vote.objects.create(
                voter=voter,
                choice=choice,
                decision=decision,
                decided_on=decided_on,
                cast_by=by.reference,
                cast_at=at,
            )
    except IntegrityError:
        raise AlreadyVoted(voter.name) from None


@transaction.atomic
def make_codes(*, ballot: str, by: Actor, at: datetime) -> tuple[tuple[str, str], ...]:
    """A new code for every delegate who has not voted, (name, code) in the order of the roll.

    Earlier codes stop working. The codes are returned once and never stored. Raises NotNow and the others.
    """
    found = held(slug=ballot, by=by, at=at, wanted=frozenset({Phase.ANNOUNCED, Phase.OPEN}))
    if found.electorate != Electorate.DELEGATES:
        raise NoSuchBallot(ballot)
    voters = list(found.roll.filter(has_voted=False).order_by("pk"))
    made = [(voter, _new_code()) for voter in voters]
    Code.objects.filter(voter__in=voters).delete()
    Code.objects.bulk_create([Code(voter=voter, digest=code_digest(code=code)) for voter, code in made])
    tell(event="codes_made", about=f"ballot:{ballot}", by=by, at=at, codes=len(made))
    return tuple((voter.name, code) for voter, code in made)


@transaction.atomic
def cast_secret_vote(*, code: str, choice: str, at: datetime) -> None:
    """A secret vote. What is kept: that the holder of the code has voted, and a larger count. No row, no time
    and no order joins the two.

    Every count of the ballot is written anew with each vote, so that no version of a row tells which grew.
    Raises UnknownCode, AlreadyVoted, UnknownChoice, NotNow.
    """
    found = Code.objects.select_related("voter__ballot").filter(digest=code_digest(code=code)).first()
    if found is None:
        raise UnknownCode
    ballot = _open(found.voter.ballot.slug, at)
    if choice not in ballot_record(ballot=ballot, at=at).choices:
        raise UnknownChoice
    if not Voter.objects.filter(pk=found.voter_id, has_voted=False).update(has_voted=True):
        raise AlreadyVoted(found.voter.name)
    one_more = F("count") + Case(When(choice=choice, then=Value(1)), default=Value(0))
    SecretCount.objects.filter(ballot=ballot).update(count=one_more)
    tell(event="secret_vote_cast", about=f"ballot:{ballot.slug}", by=NOBODY, at=at)


def code_digest(*, code: str) -> str:
    """SHA-256 of the code as its holder may write it: small letters, spaces and hyphens do not matter."""
    plain = "".join(sign for sign in code.upper() if sign in ALPHABET)
    return sha256(plain.encode()).hexdigest()


def _new_code() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


def _open(slug: str, at: datetime) -> Ballot:
    """The ballot, until the transaction ends, while it takes votes."""
    found = Ballot.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    if found is None:
        raise NoSuchBallot(slug)
    phase = phase_of(state=State(found.state), opens_at=found.opens_at, closes_at=found.closes_at, at=at)
    check_phase(phase=phase, wanted=frozenset({Phase.OPEN}))
    return found
