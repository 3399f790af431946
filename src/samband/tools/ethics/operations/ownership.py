# SPDX-License-Identifier: EUPL-1.2
"""Which organisation owns which, out of a register: what would change, and done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.tools.ethics.analysis.numbered import numbered
from samband.tools.ethics.analysis.ownership import Reach, reach
from samband.tools.ethics.analysis.roles import OwnedRow, Side
from samband.tools.ethics.models import Organisation, Ownership
from samband.tools.ethics.operations.organisations import organisation_row
from samband.tools.ethics.queries.ownership import PARTS, ownership_records, standing
from samband.tools.ethics.rules import OwnershipRecord, SourceKind

Pair = tuple[str, str]
"""Numbers of owner and owned; the owner's is empty when nobody knows who."""
WHOLE = Decimal(100)
Place = tuple[str, str, Decimal | None, Decimal | None, date | None]
"""A pair with its share, lowest and highest, and its end: what makes one row another."""


@dataclass(frozen=True, slots=True)
class OwnedChanges:
    """What a file would do. new: to be recorded. ended: of this register, known otherwise now or no longer.
    here: stand already. asked: an organisation known by its name alone.
    others: of organisations with which nobody here has to do. over: whose known shares would then add up to
    more than the whole on the day of the register.
    """

    new: tuple[OwnedRow, ...] = ()
    ended: tuple[OwnershipRecord, ...] = ()
    here: int = 0
    asked: tuple[OwnedRow, ...] = ()
    others: int = 0
    over: tuple[Side, ...] = ()

    @property
    def is_any(self) -> bool:
        return bool(self.new or self.ended)


def ownership_changes(
    *, owned: Iterable[OwnedRow], named: Iterable[str], source_name: str, source_day: date
) -> OwnedChanges:
    """named: numbers of organisations that the same file brings into the register with a person."""
    known = {*named, *Organisation.objects.exclude(number="").values_list("number", flat=True)}
    found = reach(rows=owned, known=known)
    rows = [row for row in standing().select_related(*PARTS).order_by("pk") if row.owned.number]
    places = numbered(rows=rows, place=_place, is_counted=_is_known)
    wanted = numbered(rows=found.near, place=_place, is_counted=_is_known)
    gone = [
        row.pk
        for place, row in places.items()
        if place not in wanted and _may_go(row, found, source_name, source_day)
    ]
    new = tuple(row for place, row in wanted.items() if place not in places)
    staying = [row for row in rows if row.pk not in set(gone)]
    return OwnedChanges(
        new=new,
        over=tuple(_over(new, staying, source_day)),
        ended=ownership_records(rows=standing().filter(pk__in=gone).order_by("pk")),
        here=len(wanted.keys() & places.keys()),
        asked=found.asked,
        others=found.others,
    )


def _over(new: Collection[OwnedRow], staying: Iterable[Ownership], on: date) -> Iterator[Side]:
    """Organisations of which something new is told; of a range the lower bound counts."""
    owned = {row.owned.number: row.owned for row in new}
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    told: list[OwnedRow | Ownership] = [*new, *staying]
    for row in told:
        begun = row.valid_from is None or row.valid_from <= on
        if begun and (row.valid_to is None or on < row.valid_to):
            sums[row.owned.number] += row.share_low or 0
    return (side for number, side in owned.items() if sums[number] > WHOLE)


def record_ownership(
    *, changes: OwnedChanges, source_name: str, source_day: date, by: Actor, at: datetime
) -> None:
    """In the transaction of the caller, who has asked who is writing. One event."""
    for one in changes.ended:
        _end(one, source_name, source_day, by, at)
    ended = {(one.owner.number if one.owner else "", one.owned.number) for one in changes.ended}
    for row in changes.new:
        _make(row, ended, source_name, source_day, by, at)
    details = {"ownerships": len(changes.new), "ended": len(changes.ended)}
    event = "ethics.ownership_imported"
    record(event=event, by=by.reference, at=at, about="ethics.register", details=details)


def _make(
    row: OwnedRow, ended: set[Pair], source_name: str, source_day: date, by: Actor, at: datetime
) -> None:
    """A share that has changed holds from the day of the register on."""
    begins = row.valid_from
    if begins is None or _pair(row) in ended:
        begins = source_day
    Ownership.objects.create(
        owner=_organisation(row.owner) if row.owner else None,
        owned=_organisation(row.owned),
        share_low=row.share_low,
        share_high=row.share_high,
        valid_from=begins,
        valid_to=row.valid_to if row.valid_to and row.valid_to > begins else None,
        source_name=source_name,
        source_day=source_day,
        recorded_at=at,
        recorded_by=by.reference,
    )


def _organisation(side: Side) -> Organisation:
    row = organisation_row(
        name=side.name or side.number, number=side.number, is_official=bool(side.name), kind=side.kind,
        kind_source=SourceKind.REGISTER if side.kind else "",
    )  # fmt: skip
    assert row is not None  # noqa: S101  it has a number
    return row


def _end(one: OwnershipRecord, source_name: str, source_day: date, by: Actor, at: datetime) -> None:
    """The row leaves the record, and another under the same ends says until when it was so."""
    row = standing().select_for_update().get(pk=one.id)
    row.withdrawn_at, row.withdrawn_by = at, by.reference
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    over = source_day
    if row.valid_from and over <= row.valid_from:
        over = row.valid_from + date.resolution
    row.pk, row.withdrawn_at, row.withdrawn_by, row.valid_to = None, None, "", over
    row.source_name, row.source_day = source_name, source_day
    row.recorded_at, row.recorded_by = at, by.reference
    row.save(force_insert=True)


def _may_go(row: Ownership, found: Reach, source_name: str, source_day: date) -> bool:
    """Of this register, of an earlier day, still held, and the file tells who owns the owned one."""
    is_older = row.source_name == source_name and bool(row.source_day and row.source_day < source_day)
    return is_older and row.valid_to is None and row.owned.number in found.told


def _is_known(row: OwnedRow | Ownership) -> bool:
    """Shares that are not known are one, however often they are told."""
    return row.share_low is not None


def _pair(row: OwnedRow) -> Pair:
    return row.owner.number if row.owner else "", row.owned.number


def _place(row: OwnedRow | Ownership) -> Place:
    owner = row.owner.number if row.owner else ""
    return (owner, row.owned.number, row.share_low, row.share_high, row.valid_to)
