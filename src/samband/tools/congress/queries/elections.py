# SPDX-License-Identifier: EUPL-1.2
"""Elections of committees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samband.core.access.rules import Actor, may
from samband.engines.ballots import ListProposal
from samband.tools.congress.analysis.elections import Held, read_kept
from samband.tools.congress.models import Election
from samband.tools.congress.rules import RUN


@dataclass(frozen=True, slots=True)
class ElectionRecord:
    """result: as ``analysis.elections`` wrote it when it was declared; empty before."""

    slug: str
    title: str
    congress: str
    seats: int
    rule: str
    by_agreement: bool
    lists: tuple[ListProposal, ...]
    votes_for: int
    votes_cast: int
    seed: str
    result: Mapping[str, Any]
    digest: str
    declared_at: datetime | None
    published_at: datetime | None
    is_synthetic: bool

    @property
    def held(self) -> Held:
        return Held(
            rule=self.rule,
            seats=self.seats,
            lists=self.lists,
            by_agreement=self.by_agreement,
            votes_for=self.votes_for,
            votes_cast=self.votes_cast,
            seed=self.seed,
        )


class NoSuchElection(LookupError):  # noqa: N818  it names the fact
    """There is no election with that name, or this actor may not know of it."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no election “{slug}”.")


def elections(*, actor: Actor, congress: str = "") -> tuple[ElectionRecord, ...]:
    """All for those who run them, the published ones for everybody; latest first."""
    found = Election.objects.select_related("congress").order_by("-created_at", "-pk")
    if congress:
        found = found.filter(congress__slug=congress)
    return tuple(election_record(election=one) for one in found if _may_see(actor, one))


def election(*, actor: Actor, slug: str) -> ElectionRecord:
    """Raises NoSuchElection, also when the actor may not know of it."""
    found = find_election(slug=slug)
    if not _may_see(actor, found):
        raise NoSuchElection(slug)
    return election_record(election=found)


def find_election(*, slug: str) -> Election:
    """Whoever asks, for operations that guard themselves. Raises NoSuchElection."""
    found = Election.objects.select_related("congress").filter(slug=slug).first()
    if found is None:
        raise NoSuchElection(slug)
    return found


def _may_see(actor: Actor, election: Election) -> bool:
    return election.published_at is not None or may(actor=actor, permission=RUN)


def election_record(*, election: Election) -> ElectionRecord:
    return ElectionRecord(
        slug=election.slug,
        title=election.title,
        congress=election.congress.slug if election.congress else "",
        seats=election.seats,
        rule=election.rule,
        by_agreement=election.by_agreement,
        lists=read_kept(lists=election.lists),
        votes_for=election.votes_for,
        votes_cast=election.votes_cast,
        seed=election.seed,
        result=election.result,
        digest=election.digest,
        declared_at=election.declared_at,
        published_at=election.published_at,
        is_synthetic=election.is_synthetic,
    )
