# SPDX-License-Identifier: EUPL-1.2
"""The public register: who held what on a day. Open where the policy says so, and of public kinds alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY
from samband.core.people.queries import holders, offices_by_person
from samband.core.people.queries import person as person_by_number
from samband.core.people.rules import NoSuchPerson, OfficeRecord, PersonRecord
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.models import Interest, Organisation
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.queries.records import (
    PARTS,
    held_on,
    interest_record,
    organisation_record,
    standing_in_public,
)
from samband.tools.ethics.rules import InterestRecord, NoSuchOrganisation, OrganisationRecord, plain_number

PER_PAGE = 50
FEW = 1_000
"""Of so many firms of a name each row is looked up; of more it is quicker to go through all who sit."""
CHUNK = 500
"""Lines of a file that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. text: a name of a person, or a name or number of an organisation.

    authority, body: codes; empty for all. known_at: as the register stood then; None for now.
    """

    on: date
    text: str = ""
    authority: str = ""
    body: str = ""
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicInterest:
    """An interest as anybody may read it, with the public offices that its holder had on the day."""

    interest: InterestRecord
    offices: tuple[OfficeRecord, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    lines: tuple[PublicInterest, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class PublicPerson:
    """before: what was held earlier, latest first."""

    person: PersonRecord
    offices: tuple[OfficeRecord, ...]
    held: tuple[InterestRecord, ...]
    before: tuple[InterestRecord, ...]


class RegisterIsPrivate(LookupError):  # noqa: N818  it names the fact
    """The policy of the country or of the association keeps the register to those concerned."""


def register(*, wanted: Wanted, page: int = 1) -> RegisterPage:
    """Public interests held on the day, by name. Anybody may ask. Raises RegisterIsPrivate."""
    paginator = Paginator(keys_of(rows=ordered(rows=_found(wanted))), PER_PAGE)
    shown = paginator.get_page(page)
    lines = _lines(list(shown.object_list), wanted.on)
    return RegisterPage(lines, shown.number, paginator.num_pages, paginator.count)


def whole_register(*, wanted: Wanted) -> Iterable[PublicInterest]:
    """The same without pages, for a file. Raises RegisterIsPrivate."""
    keys = keys_of(rows=ordered(rows=_found(wanted)))
    return (
        line
        for start in range(0, len(keys), CHUNK)
        for line in _lines(keys[start : start + CHUNK], wanted.on)
    )


def public_person(*, person: int, on: date, known_at: datetime | None = None) -> PublicPerson:
    """Somebody in public office on the day. Raises RegisterIsPrivate, NoSuchPerson."""
    public = public_rows(known_at=known_at)
    if not holders(actor=NOBODY, on=on).filter(person_id=person).exists():
        raise NoSuchPerson(person)
    rows = ordered(rows=public.filter(person_id=person))
    found = [public_interest(row=row) for row in rows]
    return PublicPerson(
        person=person_by_number(actor=NOBODY, person=person),
        offices=offices_by_person(actor=NOBODY, persons=[person], on=on).get(person, ()),
        held=tuple(one for one in found if one.is_held_on(on)),
        before=tuple(one for one in found if not one.is_held_on(on) and one.valid_from <= on),
    )


def public_organisation(
    *, number: int, on: date, known_at: datetime | None = None
) -> tuple[OrganisationRecord, tuple[PublicInterest, ...]]:
    """An organisation, and who of the elected held something in it on the day.

    Raises RegisterIsPrivate, NoSuchOrganisation: also for one in which nobody in public office ever did.
    """
    row = Organisation.objects.filter(pk=number).first()
    public = public_rows(known_at=known_at).filter(organisation_id=number)
    if row is None or not public.filter(person_id__in=holders(actor=NOBODY, on=on)).exists():
        _refuse_unknown(row, public_rows(known_at=None).filter(organisation_id=number), number)
    rows = ordered(rows=public.filter(held_on(on=on), person_id__in=holders(actor=NOBODY, on=on)))
    assert row is not None  # noqa: S101  refused above
    return organisation_record(row=row), with_offices(found=[public_interest(row=one) for one in rows], on=on)


def _refuse_unknown(row: Organisation | None, public: QuerySet[Interest], number: int) -> None:
    """One that stands in the register on other days has a page that says so."""
    if row is None or not public.filter(person_id__in=holders(actor=NOBODY, on=localdate())).exists():
        raise NoSuchOrganisation(number)


def _found(wanted: Wanted) -> QuerySet[Interest]:
    everybody = holders(actor=NOBODY, on=wanted.on, authority=wanted.authority, body=wanted.body)
    rows = public_rows(known_at=wanted.known_at).filter(held_on(on=wanted.on))
    if not wanted.text.strip():
        return rows.filter(person_id__in=everybody)
    people, firms = (
        holders(actor=NOBODY, on=wanted.on, text=wanted.text),
        organisations_named(text=wanted.text),
    )
    named = Q(person_id__in=people) | Q(organisation_id__in=firms)
    if firms[: FEW + 1].count() > FEW:
        return rows.filter(named, person_id__in=everybody)
    return rows.filter(named, Exists(everybody.filter(person_id=OuterRef("person_id"))))


def organisations_named(*, text: str) -> QuerySet[Organisation, int]:
    """By number, or by every word of the name."""
    named = Q()
    for word in fold(text).split()[:5]:
        named &= Q(folded__contains=word)
    found = Organisation.objects.filter(
        (named if named else Q(pk=None)) | Q(number=plain_number(text) or "-")
    )
    return found.values_list("pk", flat=True)


def public_rows(*, known_at: datetime | None) -> QuerySet[Interest]:
    """Of kinds that everybody may read, for queries of this area. Raises RegisterIsPrivate."""
    policy = policy_on(on=localdate())
    if not policy.is_public:
        raise RegisterIsPrivate
    if known_at is not None and not policy.shows_earlier:
        raise RegisterIsPrivate
    return standing_in_public(known_at=known_at).filter(kind__in=policy.public_kinds)


def ordered(*, rows: QuerySet[Interest]) -> QuerySet[Interest]:
    """By name, then kind, the latest first."""
    return rows.select_related(*PARTS).order_by("person__sort_name", "person_id", "kind", "-valid_from", "pk")


def keys_of(*, rows: QuerySet[Interest]) -> list[int]:
    """Numbers alone, in the same order: a whole country is sorted without its texts, and counted too."""
    return list(rows.select_related(None).values_list("pk", flat=True))


def interests_by_key(*, keys: Sequence[int]) -> list[InterestRecord]:
    """As anybody may read them, in this order; what has been erased meanwhile is left out."""
    rows = Interest.objects.select_related(*PARTS).in_bulk(keys)
    return [public_interest(row=rows[key]) for key in keys if key in rows]


def _lines(keys: Sequence[int], on: date) -> tuple[PublicInterest, ...]:
    return with_offices(found=interests_by_key(keys=keys), on=on)


def public_interest(*, row: Interest) -> InterestRecord:
    """Without the note, which is the person's own, and without the name of a private giver."""
    row.note = ""
    found = interest_record(row=row)
    if found.detail is None:
        return found
    return replace(found, detail=replace(found.detail, private_giver=""))


def with_offices(*, found: list[InterestRecord], on: date) -> tuple[PublicInterest, ...]:
    """With the public offices that each holds on the day."""
    offices: Mapping[int, tuple[OfficeRecord, ...]] = offices_by_person(
        actor=NOBODY, persons={one.person for one in found}, on=on
    )
    return tuple(PublicInterest(one, offices.get(one.person, ())) for one in found)
