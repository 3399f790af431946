# SPDX-License-Identifier: EUPL-1.2
"""Contact lists from offices: all mayors, HR heads of small municipalities, group leaders of a party."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from samband.core.access.rules import Actor, may, require
from samband.core.audit.operations import record
from samband.core.country.rules import SizeClass
from samband.core.members.queries import authorities_on, county_names, size_classes
from samband.core.members.rules import AuthorityRecord
from samband.core.people import models
from samband.core.people.card import EXPORT_CONTACTS
from samband.core.people.queries.private import private_rows
from samband.core.people.queries.records import office_record, with_parts
from samband.core.people.queries.seeing import held_on
from samband.core.people.rules import BodyKind, OfficeRecord, PostKind, PrivateRecord

MOST = 20_000


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
    """lines: by member and name. unsubscribed: how many do not want to be on lists and are left out."""

    on: date
    lines: tuple[ListLine, ...]
    unsubscribed: int

    @property
    def without_address(self) -> int:
        return sum(not line.has_address for line in self.lines)


def contact_list(*, actor: Actor, wanted: ListWanted, on: date) -> ContactList:
    """Who would be on the list, without a single address. Raises NotAllowed.

    The association lists everybody, others those of their own authorities.
    """
    return _listed(wanted, on, _own(actor), is_with_addresses=False)


def contact_list_with_addresses(
    *, actor: Actor, wanted: ListWanted, on: date, at: datetime, form: str
) -> ContactList:
    """The list with e-mail, telephone and language; that it was made stands in the log.

    form: how it leaves, such as ``csv`` or ``page``. Raises NotAllowed.
    """
    made = _listed(wanted, on, _own(actor), is_with_addresses=True)
    details = {**wanted.in_words(), "form": form, "people": len(made.lines)}
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


def _listed(wanted: ListWanted, on: date, own: list[str] | None, *, is_with_addresses: bool) -> ContactList:
    """The association says whom it wants; the people of one authority may all be listed."""
    if own is None and not wanted.is_anything:
        return ContactList(on, (), 0)
    units = {unit.code: unit for unit in authorities_on(on=on)}
    counties = dict(county_names(on=on))
    found = _wanted(wanted, on, units, counties)
    if own is not None:
        found &= Q(authority__in=own)
    offices = models.Office.objects.filter(found, person__erased_at__isnull=True)
    rows = list(with_parts(offices=offices).order_by("sort_name", "pk")[:MOST])
    private = private_rows(persons={row.person_id for row in rows})
    reachable = [row for row in rows if not _is_unsubscribed(private.get(row.person_id))]
    lines = [
        _line(office_record(office=row), units, counties, private.get(row.person_id), is_with_addresses)
        for row in reachable
    ]
    lines.sort(key=lambda line: (line.authority_name, line.office.body.name))
    return ContactList(on, tuple(lines), len(rows) - len(reachable))


def _wanted(
    wanted: ListWanted, on: date, units: Mapping[str, AuthorityRecord], counties: Mapping[str, str]
) -> Q:
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
        sizes = {size.code: size for size in size_classes()}
        fitting = [code for code, unit in units.items() if _fits(unit, wanted, sizes.get(wanted.size))]
        if wanted.county in counties and not (wanted.size or wanted.below):
            fitting.append(wanted.county)
        condition &= Q(authority__in=fitting)
    return condition


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


def _is_unsubscribed(private: PrivateRecord | None) -> bool:
    return private is not None and private.unsubscribed_at is not None


def _line(
    office: OfficeRecord,
    units: Mapping[str, AuthorityRecord],
    counties: Mapping[str, str],
    private: PrivateRecord | None,
    is_with_addresses: bool,  # noqa: FBT001
) -> ListLine:
    unit = units.get(office.body.authority)
    has_address = private is not None and private.email_state == "written"
    code = office.body.authority
    name, county = (unit.name, unit.county_name) if unit else (counties.get(code, code), "")
    return ListLine(office, name, county, has_address, private if is_with_addresses else None)
