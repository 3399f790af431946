# SPDX-License-Identifier: EUPL-1.2
"""Contact lists from offices: all mayors, HR heads of small municipalities, group leaders of a party."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from samband.core.access.rules import Actor, may, require
from samband.core.audit.operations import record
from samband.core.country.rules import SizeClass
from samband.core.members.queries import authorities_on, size_classes
from samband.core.members.queries.register import places_on
from samband.core.members.rules import AuthorityRecord
from samband.core.people import models
from samband.core.people.card import EXPORT_CONTACTS
from samband.core.people.queries.private import private_rows
from samband.core.people.queries.records import office_record, with_parts
from samband.core.people.queries.seeing import held_on
from samband.core.people.rules import BodyKind, OfficeRecord, PostKind, PrivateRecord

MOST = 20_000
WRITTEN = "written"
_USABLE = Q(person__private__email_state=WRITTEN, person__private__unsubscribed_at__isnull=True)


@dataclass(frozen=True, slots=True)
class ListWanted:
    """Whom the list is of; empty means any. below: municipalities with fewer inhabitants than this."""

    kind: PostKind | None = None
    body_kind: BodyKind | None = None
    authority: str = ""
    county: str = ""
    size: str = ""
    below: int | None = None
    party: str = ""

    @property
    def is_anything(self) -> bool:
        return any(
            (self.kind, self.body_kind, self.authority, self.county, self.size, self.below, self.party)
        )

    def in_words(self) -> dict[str, object]:
        """For the log: what was asked for, and nothing of the people."""
        asked = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class ListLine:
    """private: None on a list without addresses. has_address: there is one, and it can be one."""

    office: OfficeRecord
    authority_name: str
    county_name: str
    has_address: bool
    private: PrivateRecord | None


@dataclass(frozen=True, slots=True)
class ContactList:
    """lines: by number of the member and name, at most as many as were asked for; total: how many there are.

    unsubscribed: how many do not want to be on lists and are left out. without_address: how many have none
    that can be used. addresses: of all on the list, on a list with addresses.
    """

    on: date
    lines: tuple[ListLine, ...] = ()
    total: int = 0
    unsubscribed: int = 0
    without_address: int = 0
    addresses: tuple[str, ...] = ()


def contact_list(*, actor: Actor, wanted: ListWanted, on: date, limit: int = MOST) -> ContactList:
    """Who would be on the list, without a single address. Raises NotAllowed.

    The association lists everybody, others those of their own authorities. limit: of lines.
    """
    return _listed(wanted, on, _own(actor), is_with_addresses=False, limit=limit)


def contact_list_with_addresses(
    *, actor: Actor, wanted: ListWanted, on: date, at: datetime, form: str, limit: int = MOST
) -> ContactList:
    """The list with e-mail, telephone and language; that it was made stands in the log.

    form: how it leaves, such as ``csv`` or ``page``. Raises NotAllowed.
    """
    made = _listed(wanted, on, _own(actor), is_with_addresses=True, limit=limit)
    details = {**wanted.in_words(), "form": form, "people": made.total}
    about = f"people.list:{wanted.kind or 'all'}"
    record(event="people.contact_list_made", by=actor.reference, at=at, about=about, details=details)
    return made


def lists_everybody(*, actor: Actor) -> bool:
    """The actor may list the people of every authority."""
    return may(actor=actor, permission=EXPORT_CONTACTS)


def _own(actor: Actor) -> list[str] | None:
    """None for all. Raises NotAllowed when there is no authority either."""
    if may(actor=actor, permission=EXPORT_CONTACTS):
        return None
    own = [
        code
        for code in sorted(actor.authorities)
        if may(actor=actor, permission=EXPORT_CONTACTS, authority=code)
    ]
    if not own:
        require(actor=actor, permission=EXPORT_CONTACTS)
    return own


def _listed(
    wanted: ListWanted, on: date, own: list[str] | None, *, is_with_addresses: bool, limit: int
) -> ContactList:
    """The association says whom it wants; the people of one authority may all be listed."""
    if own is None and not wanted.is_anything:
        return ContactList(on)
    found = _wanted(wanted, on)
    if own is not None:
        found &= Q(authority__in=own)
    offices = models.Office.objects.filter(found, person__erased_at__isnull=True)
    reachable = offices.filter(person__private__unsubscribed_at__isnull=True)
    ordered = reachable.order_by("authority", "sort_name", "pk")
    counts = offices.aggregate(
        total=Count("pk"), off=Count("person__private__unsubscribed_at"), usable=Count("pk", filter=_USABLE)
    )
    usable = ordered.filter(person__private__email_state=WRITTEN)[: MOST if is_with_addresses else 0]
    return ContactList(
        on=on,
        lines=_lines(ordered[:limit], on, is_with_addresses=is_with_addresses),
        total=counts["total"] - counts["off"],
        unsubscribed=counts["off"],
        without_address=counts["total"] - counts["off"] - counts["usable"],
        addresses=tuple(dict.fromkeys(usable.values_list("person__private__email", flat=True))),
    )


def _lines(offices: QuerySet[models.Office], on: date, *, is_with_addresses: bool) -> tuple[ListLine, ...]:
    records = [office_record(office=row) for row in with_parts(offices=offices)]
    private = private_rows(persons={one.person for one in records})
    places = places_on(codes={one.body.authority for one in records}, on=on)
    return tuple(
        _line(one, places, private.get(one.person), is_with_addresses=is_with_addresses) for one in records
    )


def _wanted(wanted: ListWanted, on: date) -> Q:
    condition = held_on(on=on)
    if wanted.kind:
        condition &= Q(kind=wanted.kind)
    if wanted.body_kind:
        condition &= Q(body__kind=wanted.body_kind)
    if wanted.party:
        condition &= Q(party__code=wanted.party)
    if wanted.authority:
        condition &= Q(authority=wanted.authority)
    if wanted.county or wanted.size or wanted.below:
        condition &= Q(authority__in=_fitting(wanted, on))
    return condition


def _fitting(wanted: ListWanted, on: date) -> list[str]:
    """Members of the county and size; the county itself when no size is asked for."""
    sizes = {size.code: size for size in size_classes()}
    fitting = [unit.code for unit in authorities_on(on=on) if _fits(unit, wanted, sizes.get(wanted.size))]
    return fitting if wanted.size or wanted.below else [*fitting, wanted.county]


def _fits(unit: AuthorityRecord, wanted: ListWanted, size: SizeClass | None) -> bool:
    """A size is only told of municipalities whose inhabitants are known; a size nobody knows fits none."""
    if wanted.county and wanted.county != unit.county_code:
        return False
    if not (wanted.size or wanted.below):
        return True
    if unit.population is None:
        return False
    is_size = not wanted.size or (size is not None and size.holds(unit.population))
    return is_size and (wanted.below is None or unit.population < wanted.below)


def _line(
    office: OfficeRecord,
    places: Mapping[str, tuple[str, str]],
    private: PrivateRecord | None,
    *,
    is_with_addresses: bool,
) -> ListLine:
    code = office.body.authority
    name, county = places.get(code, (code, ""))
    has_address = private is not None and private.email_state == WRITTEN
    return ListLine(office, name, county, has_address, private if is_with_addresses else None)
