# SPDX-License-Identifier: EUPL-1.2
"""Who holds what: offices, the people in them, bodies, parties and terms."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from samband.core.access.rules import Actor, may
from samband.core.people import models
from samband.core.people.card import READ_PRIVATE
from samband.core.people.queries.records import (
    body_record,
    office_record,
    office_records,
    party_record,
    person_record,
    term_record,
    with_parts,
)
from samband.core.people.queries.seeing import held_on, is_oneself, offices_for, own_authorities
from samband.core.people.rules import (
    ORDER,
    PUBLIC_BODIES,
    BodyKind,
    BodyRecord,
    NoSuchBody,
    NoSuchOffice,
    NoSuchPerson,
    OfficeRecord,
    OrganisationKind,
    PartyRecord,
    PersonRecord,
    PostKind,
    TermRecord,
)

_RANK = {kind: rank for rank, kind in enumerate(ORDER)}


def offices_on(
    *,
    actor: Actor,
    on: date,
    body: str = "",
    authority: str | None = None,
    body_kinds: Collection[BodyKind] = (),
    kinds: Collection[PostKind] = (),
    party: str = "",
) -> tuple[OfficeRecord, ...]:
    """Offices held on the day that this reader may know of: by body, office, list order and name.

    body, party: codes. authority: code of a member, empty for the association; None for all.
    """
    wanted = Q()
    if body:
        wanted &= Q(body__code=body)
    if authority is not None:
        wanted &= Q(authority=authority)
    if body_kinds:
        wanted &= Q(body__kind__in=body_kinds)
    if kinds:
        wanted &= Q(kind__in=kinds)
    if party:
        wanted &= Q(party__code=party)
    found = offices_for(actor=actor).filter(wanted, held_on(on=on))
    return _in_order(with_parts(offices=found))


def held_in_bodies(*, actor: Actor, authority: str, on: date) -> Mapping[str, int]:
    """Code of a body -> persons in office there on the day, substitutes not counted."""
    held = offices_for(actor=actor).filter(held_on(on=on), authority=authority)
    seated = held.exclude(kind=PostKind.SUBSTITUTE).order_by().values_list("body__code")
    return dict(seated.annotate(Count("person", distinct=True)))


def offices_of(*, actor: Actor, person: int) -> tuple[OfficeRecord, ...]:
    """All offices of a person that this reader may know of, latest first. Raises NoSuchPerson."""
    found = with_parts(offices=_offices_of(actor, person)).order_by("-valid_from", "pk")
    records = office_records(offices=found)
    if not records:
        _check_known(actor, person)
    return records


def person(*, actor: Actor, person: int) -> PersonRecord:
    """Somebody with an office that this reader may know of. Raises NoSuchPerson."""
    found = models.Person.objects.filter(pk=person).first()
    if found is None:
        raise NoSuchPerson(person)
    if not _offices_of(actor, person).exists():
        _check_known(actor, person)
    return person_record(person=found)


def person_of_account(*, account: str) -> PersonRecord | None:
    """The person whose account it is; unguarded, since people may know who they are."""
    found = models.Person.objects.filter(account=account).first() if account else None
    return person_record(person=found) if found else None


def office(*, actor: Actor, office: int) -> OfficeRecord:
    """Raises NoSuchOffice."""
    found = with_parts(offices=offices_for(actor=actor).filter(pk=office)).first()
    if found is None:
        raise NoSuchOffice(office)
    return office_record(office=found)


def bodies(
    *, actor: Actor, authority: str, on: date | None = None, kinds: Collection[BodyKind] = ()
) -> tuple[BodyRecord, ...]:
    """Bodies of an authority, or of the association with an empty code; those that exist on the day."""
    found = models.Body.objects.filter(authority=authority)
    if kinds:
        found = found.filter(kind__in=kinds)
    if not may(actor=actor, permission=READ_PRIVATE) and authority not in own_authorities(actor=actor):
        found = found.filter(kind__in=PUBLIC_BODIES)
    records = [body_record(body=one) for one in found.order_by("kind", "name", "pk")]
    there = [one for one in records if on is None or _exists_on(one, on)]
    return tuple(sorted(there, key=lambda one: (list(BodyKind).index(one.kind), one.name, one.code)))


def body(*, actor: Actor, code: str) -> BodyRecord:
    """Raises NoSuchBody."""
    found = models.Body.objects.filter(code=code).first()
    if found is None:
        raise NoSuchBody(code)
    record = body_record(body=found)
    if record.kind in PUBLIC_BODIES or may(actor=actor, permission=READ_PRIVATE):
        return record
    if found.authority and found.authority in own_authorities(actor=actor):
        return record
    raise NoSuchBody(code)


def parties() -> tuple[PartyRecord, ...]:
    """All parties, by name; everybody may read them."""
    found = models.Organisation.objects.filter(kind=OrganisationKind.PARTY).order_by("name", "code")
    return tuple(party_record(party=one) for one in found)


def terms() -> tuple[TermRecord, ...]:
    """The terms that bodies share, latest first; everybody may read them."""
    found = models.Term.objects.filter(body__isnull=True).order_by("-valid_from", "code")
    return tuple(term_record(term=one) for one in found)


def _offices_of(actor: Actor, person: int) -> QuerySet[models.Office]:
    """To oneself every own office is known."""
    own = is_oneself(actor=actor, person=person)
    found = models.Office.objects.all() if own else offices_for(actor=actor)
    return found.filter(person_id=person)


def _check_known(actor: Actor, person: int) -> None:
    """Somebody without a visible office is known to the association, and to oneself."""
    if may(actor=actor, permission=READ_PRIVATE) or is_oneself(actor=actor, person=person):
        return
    raise NoSuchPerson(person)


def _exists_on(record: BodyRecord, on: date) -> bool:
    begun = record.valid_from is None or record.valid_from <= on
    return begun and (record.valid_to is None or on < record.valid_to)


def _in_order(offices: QuerySet[models.Office]) -> tuple[OfficeRecord, ...]:
    """Substitutes stand list by list: who steps in is the next of the same party."""

    def place(office: models.Office) -> tuple[str, int, str, int, str]:
        is_on_a_list = office.kind == PostKind.SUBSTITUTE and office.party is not None
        party = office.party.name if is_on_a_list and office.party else ""
        rank = _RANK[PostKind(office.kind)]
        return (office.body.name, rank, party, office.list_order or 0, office.sort_name)

    return office_records(offices=sorted(offices, key=place))
