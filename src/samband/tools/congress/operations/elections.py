# SPDX-License-Identifier: EUPL-1.2
"""An election of a committee, from its lists to its declared result."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.engines.ballots import ElectionRule, ListProposal
from samband.tools.congress.analysis.elections import elected, kept
from samband.tools.congress.analysis.parameters import rule as find_rule
from samband.tools.congress.analysis.results import digest
from samband.tools.congress.models import Election
from samband.tools.congress.operations.congresses import NameTaken
from samband.tools.congress.operations.steps import tell
from samband.tools.congress.queries.congresses import find_congress
from samband.tools.congress.queries.elections import ElectionRecord, NoSuchElection, election_record
from samband.tools.congress.rules import RUN

RESERVED = frozenset({"new"})


class AlreadyDeclared(ValueError):  # noqa: N818  it names the fact
    """A declared result is not changed."""

    def __init__(self) -> None:
        super().__init__(gettext("The result is declared and is not changed. Hold a new election instead."))


class DoesNotStand(ValueError):  # noqa: N818  it names the fact
    """An agreement that does not fulfil what the law asks cannot be declared."""

    def __init__(self) -> None:
        super().__init__(
            gettext("The agreement does not stand. Put right what the page names, or elect by lists.")
        )


@transaction.atomic
def create_election(
    *,
    slug: str,
    title: str,
    seats: int,
    rule: str,
    lists: Sequence[ListProposal],
    by_agreement: bool = False,
    votes_for: int = 0,
    votes_cast: int = 0,
    seed: str = "",
    congress: str = "",
    is_synthetic: bool = False,
    by: Actor,
    at: datetime,
) -> ElectionRecord:
    """Raises NameTaken, UnknownRule, NoSuchCongress, NotAllowed."""
    require(actor=by, permission=RUN)
    find_rule(ElectionRule, rule)
    if slug in RESERVED or Election.objects.filter(slug=slug).exists():
        raise NameTaken(title)
    made = Election.objects.create(
        slug=slug,
        title=title,
        seats=seats,
        rule=rule,
        lists=kept(lists=lists),
        by_agreement=by_agreement,
        votes_for=votes_for,
        votes_cast=votes_cast,
        seed=seed,
        congress=find_congress(slug=congress) if congress else None,
        is_synthetic=is_synthetic,
        created_at=at,
    )
    tell(event="election_created", about=f"election:{slug}", by=by, at=at)
    return election_record(election=made)


@transaction.atomic
def change_election(
    *,
    election: str,
    seats: int,
    rule: str,
    lists: Sequence[ListProposal],
    by_agreement: bool = False,
    votes_for: int = 0,
    votes_cast: int = 0,
    seed: str = "",
    by: Actor,
    at: datetime,
) -> ElectionRecord:
    """Correct lists, votes or rule before the declaration. Raises AlreadyDeclared and the others."""
    found = _held(election, by)
    find_rule(ElectionRule, rule)
    found.seats, found.rule, found.lists, found.seed = seats, rule, kept(lists=lists), seed
    found.by_agreement, found.votes_for, found.votes_cast = by_agreement, votes_for, votes_cast
    found.save()
    tell(event="election_changed", about=f"election:{election}", by=by, at=at)
    return election_record(election=found)


@transaction.atomic
def declare_election(*, election: str, by: Actor, at: datetime) -> ElectionRecord:
    """Keep the result for good.

    Raises DoesNotStand, UnresolvedTie, BadVotes, AlreadyDeclared, NoSuchElection, NotAllowed.
    """
    found = _held(election, by)
    result = elected(held=election_record(election=found).held)
    if result["kind"] == "agreement" and not result["stands"]:
        raise DoesNotStand
    found.result, found.digest, found.declared_at = result, digest(result=result), at
    found.save(update_fields=["result", "digest", "declared_at"])
    tell(event="election_declared", about=f"election:{election}", by=by, at=at, digest=found.digest)
    return election_record(election=found)


@transaction.atomic
def publish_election(*, election: str, by: Actor, at: datetime) -> ElectionRecord:
    """Let everybody see the declared result. Raises NoSuchElection when it is not declared, NotAllowed."""
    require(actor=by, permission=RUN)
    found = Election.objects.select_for_update(of=("self",)).filter(slug=election).first()
    if found is None or found.declared_at is None:
        raise NoSuchElection(election)
    found.published_at = found.published_at or at
    found.save(update_fields=["published_at"])
    tell(event="result_published", about=f"election:{election}", by=by, at=at)
    return election_record(election=found)


def _held(slug: str, by: Actor) -> Election:
    require(actor=by, permission=RUN)
    found = Election.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    if found is None:
        raise NoSuchElection(slug)
    if found.declared_at is not None:
        raise AlreadyDeclared
    return found
