# SPDX-License-Identifier: EUPL-1.2
"""Congresses, their delegates, and how many each unit sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samband.core.access.rules import Actor, require
from samband.tools.congress.analysis.allocations import adopted_by_unit
from samband.tools.congress.models import Congress, Delegate
from samband.tools.congress.rules import RUN


@dataclass(frozen=True, slots=True)
class CongressRecord:
    """allocation: what was adopted, empty before. seats: unit -> (name, delegates) out of it."""

    slug: str
    name: str
    held_on: date
    rule: str
    borders_on: date
    seed: str
    allocation: Mapping[str, object]
    adopted_at: datetime | None
    is_synthetic: bool

    @property
    def seats(self) -> Mapping[str, tuple[str, int]]:
        return adopted_by_unit(kept=self.allocation)

    @property
    def total(self) -> int:
        return sum(count for _, count in self.seats.values())


@dataclass(frozen=True, slots=True)
class DelegateRecord:
    """unit: its code. place: in the order of the list; gender: woman, man or empty."""

    id: int
    unit: str
    label: str
    email: str
    party: str
    gender: str
    is_substitute: bool
    place: int
    is_present: bool


class NoSuchCongress(LookupError):  # noqa: N818  it names the fact
    """There is no congress with that name."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no congress “{slug}”.")


def congresses(*, actor: Actor) -> tuple[CongressRecord, ...]:
    """Latest first. Raises NotAllowed."""
    require(actor=actor, permission=RUN)
    return tuple(congress_record(congress=one) for one in Congress.objects.order_by("-held_on", "-pk"))


def congress(*, actor: Actor, slug: str) -> CongressRecord:
    """Raises NotAllowed, NoSuchCongress."""
    require(actor=actor, permission=RUN)
    return congress_record(congress=find_congress(slug=slug))


def delegates(*, actor: Actor, congress: str) -> tuple[DelegateRecord, ...]:
    """By unit, delegates before substitutes, in their order. Raises NotAllowed, NoSuchCongress."""
    require(actor=actor, permission=RUN)
    found = find_congress(slug=congress).delegates.order_by("unit", "is_substitute", "place")
    return tuple(delegate_record(delegate=one) for one in found)


def find_congress(*, slug: str) -> Congress:
    """Whoever asks, for operations that guard themselves. Raises NoSuchCongress."""
    found = Congress.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchCongress(slug)
    return found


def congress_record(*, congress: Congress) -> CongressRecord:
    return CongressRecord(
        slug=congress.slug,
        name=congress.name,
        held_on=congress.held_on,
        rule=congress.rule,
        borders_on=congress.borders_on,
        seed=congress.seed,
        allocation=congress.allocation,
        adopted_at=congress.adopted_at,
        is_synthetic=congress.is_synthetic,
    )


def delegate_record(*, delegate: Delegate) -> DelegateRecord:
    return DelegateRecord(
        id=delegate.pk,
        unit=delegate.unit,
        label=delegate.label,
        email=delegate.email,
        party=delegate.party,
        gender=delegate.gender,
        is_substitute=delegate.is_substitute,
        place=delegate.place,
        is_present=delegate.is_present,
    )
