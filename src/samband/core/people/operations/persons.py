# SPDX-License-Identifier: EUPL-1.2
"""Persons and what is held about them apart from their offices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people import models
from samband.core.people.analysis.addresses import email_state
from samband.core.people.analysis.names import sort_key, whole_name, words
from samband.core.people.card import MANAGE
from samband.core.people.operations.balancing import count_anew
from samband.core.people.operations.refusals import no_name
from samband.core.people.queries.records import person_record
from samband.core.people.queries.seeing import held_from, is_oneself
from samband.core.people.rules import Gender, NoSuchPerson, PersonRecord

_BATCH = 1_000
PRIVATE = ("birth_date", "language", "email", "phone", "address")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is not in the register yet. birth_date: may be a year, or a year and month.

    account: reference of the account that belongs to the person.
    """

    name: str
    gender: Gender = Gender.UNKNOWN
    given_name: str = ""
    family_name: str = ""
    birth_date: str = ""
    language: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to stand instead; None leaves a fact as it is."""

    name: str | None = None
    gender: Gender | None = None
    birth_date: str | None = None
    language: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None


@transaction.atomic
def register_person(*, new: NewPerson, by: Actor, at: datetime) -> PersonRecord:
    """Add somebody without an office, for the association alone. Raises NotAllowed, Refused."""
    require(actor=by, permission=MANAGE)
    (person,) = make_persons(new=[new], at=at)
    record(event="people.person_added", by=by.reference, at=at, about=about(person.pk))
    return person_record(person=person)


@transaction.atomic
def correct_person(*, person: int, to: Correction, by: Actor, at: datetime) -> PersonRecord:
    """Correct a name, gender as declared, or private data. Raises NotAllowed, NoSuchPerson, Refused.

    For the administrators and for those who serve an authority in which the person holds office.
    """
    found = held_person(person=person)
    require_management(person=found.pk, by=by, at=at)
    changed = [*_correct_public(found, to), *_correct_private(found, to, at)]
    if changed:
        details = {"fields": ", ".join(changed)}
        record(event="people.person_corrected", by=by.reference, at=at, about=about(person), details=details)
    return person_record(person=found)


@transaction.atomic
def link_account(*, person: int, account: str, by: Actor, at: datetime) -> None:
    """Say that an account belongs to this person, for the association alone. Empty takes it away."""
    require(actor=by, permission=MANAGE)
    found = held_person(person=person)
    models.Person.objects.filter(account=account).exclude(account="").update(account="")
    found.account = account
    found.save(update_fields=["account"])
    record(event="people.account_linked", by=by.reference, at=at, about=about(person))


@transaction.atomic
def unsubscribe(*, person: int, is_unsubscribed: bool = True, by: Actor, at: datetime) -> None:
    """Leave the person out of contact lists, or take them in again: the person, or who may manage them."""
    found = held_person(person=person)
    if not is_oneself(actor=by, person=person):
        require_management(person=person, by=by, at=at)
    private = private_row(person=found, at=at)
    private.unsubscribed_at = at if is_unsubscribed else None
    private.save(update_fields=["unsubscribed_at"])
    event = "people.unsubscribed" if is_unsubscribed else "people.subscribed"
    record(event=event, by=by.reference, at=at, about=about(person))


def about(person: int) -> str:
    """The person's name in the audit log."""
    return f"people.person:{person}"


def held_person(*, person: int) -> models.Person:
    """The person, held until the transaction ends. Raises NoSuchPerson."""
    found = models.Person.objects.select_for_update(of=("self",)).filter(pk=person).first()
    if found is None:
        raise NoSuchPerson(person)
    return found


def require_management(*, person: int, by: Actor, at: datetime) -> None:
    """Raises NotAllowed unless ``by`` may manage an authority in which the person holds office."""
    offices = models.Office.objects.filter(held_from(on=at.date()), person_id=person)
    own = sorted(set(offices.values_list("authority", flat=True)) & by.authorities)
    require(actor=by, permission=MANAGE, authority=own[0] if own else "")


def make_persons(*, new: Iterable[NewPerson], at: datetime, source: str = "") -> list[models.Person]:
    """Add people with what is held about them, a few statements for thousands. Raises Refused."""
    wanted = list(new)
    persons = models.Person.objects.bulk_create([_person(one, at, source) for one in wanted], batch_size=500)
    pairs = list(zip(persons, wanted, strict=True))
    private = [_private(person, one, at) for person, one in pairs if any(getattr(one, f) for f in PRIVATE)]
    models.PrivateData.objects.bulk_create(private, batch_size=500)
    _index(persons)
    return persons


def index_names(*, persons: Iterable[models.Person]) -> None:
    """Make these persons findable by every word of their names, and by no other."""
    found = list(persons)
    for start in range(0, len(found), _BATCH):
        models.NameWord.objects.filter(person__in=found[start : start + _BATCH]).delete()
    _index(found)


def _index(persons: Iterable[models.Person]) -> None:
    rows = [
        models.NameWord(person=person, word=word)
        for person in persons
        for word in words(person.name, *(str(other.get("name", "")) for other in person.other_names))
    ]
    models.NameWord.objects.bulk_create(rows, batch_size=1000)


def private_row(*, person: models.Person, at: datetime) -> models.PrivateData:
    return models.PrivateData.objects.get_or_create(person=person, defaults={"changed_at": at})[0]


def _person(new: NewPerson, at: datetime, source: str) -> models.Person:
    name = whole_name(name=new.name, given=new.given_name, family=new.family_name)
    if not name:
        raise no_name()
    return models.Person(
        name=name,
        given_name=new.given_name,
        family_name=new.family_name,
        sort_name=sort_key(name=name, family=new.family_name),
        gender=new.gender,
        account=new.account,
        source=source,
        created_at=at,
    )


def _private(person: models.Person, new: NewPerson, at: datetime) -> models.PrivateData:
    return models.PrivateData(
        person=person,
        birth_date=new.birth_date,
        language=new.language,
        email=new.email.strip(),
        email_state=email_state(address=new.email),
        phone=new.phone,
        address=new.address,
        changed_at=at,
    )


def _correct_public(person: models.Person, to: Correction) -> list[str]:
    changed = []
    if to.name is not None and (name := whole_name(name=to.name)) != person.name:
        if not name:
            raise no_name()
        person.name, person.family_name, person.given_name = name, "", ""
        person.sort_name = sort_key(name=name)
        changed.append("name")
    if to.gender is not None and to.gender != person.gender:
        person.gender = to.gender
        changed.append("gender")
    if changed:
        person.save()
        _follow(person, changed)
    return changed


def _follow(person: models.Person, changed: list[str]) -> None:
    """What repeats the name or depends on the gender."""
    if "name" in changed:
        person.offices.update(sort_name=person.sort_name)
        index_names(persons=[person])
    if "gender" in changed:
        count_anew(bodies=list(person.offices.values_list("body_id", flat=True).distinct()))


def _correct_private(person: models.Person, to: Correction, at: datetime) -> list[str]:
    wanted = {name: getattr(to, name) for name in PRIVATE if getattr(to, name) is not None}
    private = models.PrivateData.objects.filter(person=person).first() or models.PrivateData(person=person)
    changed = [name for name, value in wanted.items() if getattr(private, name) != value.strip()]
    for name in changed:
        setattr(private, name, wanted[name].strip())
    if changed:
        private.email_state = email_state(address=private.email)
        private.changed_at = at
        private.save()
    return changed
