# SPDX-License-Identifier: EUPL-1.2
"""Prepare a congress: how many delegates from where, and who they are."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.engines.ballots import DelegateRule
from samband.tools.congress.analysis.allocations import allocated, frozen
from samband.tools.congress.analysis.parameters import rule as find_rule
from samband.tools.congress.analysis.rolls import NewDelegate
from samband.tools.congress.models import Congress, Delegate
from samband.tools.congress.operations.steps import tell
from samband.tools.congress.queries.congresses import CongressRecord, NoSuchCongress, congress_record
from samband.tools.congress.queries.units import units_on
from samband.tools.congress.rules import RUN

RESERVED = frozenset({"new", "ballots", "elections", "code"})
"""Names that stand for something else in addresses."""


class NameTaken(ValueError):  # noqa: N818  it names the fact
    """Another congress, ballot or election bears that name."""

    def __init__(self, name: str) -> None:
        super().__init__(gettext("“%(name)s” is taken. Choose another name.") % {"name": name})


@transaction.atomic
def create_congress(
    *,
    slug: str,
    name: str,
    held_on: date,
    rule: str,
    borders_on: date,
    seed: str = "",
    is_synthetic: bool = False,
    by: Actor,
    at: datetime,
) -> CongressRecord:
    """Raises NameTaken, UnknownRule, NotAllowed."""
    require(actor=by, permission=RUN)
    find_rule(DelegateRule, rule)
    if slug in RESERVED or Congress.objects.filter(slug=slug).exists():
        raise NameTaken(name)
    made = Congress.objects.create(
        slug=slug,
        name=name,
        held_on=held_on,
        rule=rule,
        borders_on=borders_on,
        seed=seed,
        is_synthetic=is_synthetic,
        created_at=at,
    )
    tell(event="congress_created", about=f"congress:{slug}", by=by, at=at)
    return congress_record(congress=made)


@transaction.atomic
def adopt_allocation(
    *, congress: str, rule: str, borders_on: date, seed: str = "", by: Actor, at: datetime
) -> CongressRecord:
    """Freeze how many delegates each unit sends; adopting again replaces it, and the log keeps that it was.

    Raises CannotAllocate, NoUnits, UnresolvedTie, UnknownRule, NoSuchCongress, NotAllowed.
    """
    found = _held(congress, by)
    chosen = find_rule(DelegateRule, rule)
    made = allocated(units=units_on(on=borders_on, kinds=chosen.kinds), rule=chosen, seed=seed)
    found.rule, found.borders_on, found.seed = rule, borders_on, seed
    found.allocation, found.adopted_at = frozen(allocation=made), at
    found.save(update_fields=["rule", "borders_on", "seed", "allocation", "adopted_at"])
    tell(
        event="allocation_adopted",
        about=f"congress:{congress}",
        by=by,
        at=at,
        rule=rule,
        delegates=made.total,
    )
    return congress_record(congress=found)


@transaction.atomic
def add_delegates(*, congress: str, delegates: Sequence[NewDelegate], by: Actor, at: datetime) -> int:
    """Add to the list, or correct those of the same name in the same unit. Returns how many were new.

    Raises NoSuchCongress, NotAllowed.
    """
    found = _held(congress, by)
    last = found.delegates.aggregate(last=Max("place"))["last"] or 0
    added = 0
    for place, one in enumerate(delegates, start=last + 1):
        _, is_new = Delegate.objects.update_or_create(
            congress=found,
            unit=one.unit,
            label=one.label,
            defaults={
                "email": one.email,
                "party": one.party,
                "gender": one.gender,
                "is_substitute": one.is_substitute,
            },
            create_defaults={
                "email": one.email,
                "party": one.party,
                "gender": one.gender,
                "is_substitute": one.is_substitute,
                "place": place,
            },
        )
        added += is_new
    tell(event="delegates_added", about=f"congress:{congress}", by=by, at=at, delegates=len(delegates))
    return added


@transaction.atomic
def check_delegate(*, congress: str, delegate: int, is_present: bool, by: Actor, at: datetime) -> None:
    """Note that somebody has shown their credentials, or has left. Raises NoSuchCongress, NotAllowed."""
    found = _held(congress, by)
    if not found.delegates.filter(pk=delegate).update(is_present=is_present):
        raise NoSuchCongress(congress)
    tell(
        event="delegate_checked",
        about=f"congress:{congress}",
        by=by,
        at=at,
        delegate=delegate,
        present=is_present,
    )


@transaction.atomic
def remove_delegate(*, congress: str, delegate: int, by: Actor, at: datetime) -> None:
    """Raises NoSuchCongress, NotAllowed."""
    found = _held(congress, by)
    deleted, _ = found.delegates.filter(pk=delegate).delete()
    if not deleted:
        raise NoSuchCongress(congress)
    tell(event="delegate_removed", about=f"congress:{congress}", by=by, at=at, delegate=delegate)


def _held(slug: str, by: Actor) -> Congress:
    """The congress, until the transaction ends."""
    require(actor=by, permission=RUN)
    found = Congress.objects.select_for_update().filter(slug=slug).first()
    if found is None:
        raise NoSuchCongress(slug)
    return found
