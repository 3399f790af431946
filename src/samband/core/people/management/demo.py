# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo association: councils of two terms with numbered, synthetic councillors."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.conf import settings

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import Actor
from samband.core.country.queries import load_pack
from samband.core.country.rules import Description
from samband.core.members.queries import authorities_on
from samband.core.members.rules import AuthorityRecord
from samband.core.people import models, operations
from samband.core.people.operations import NewOffice, NewPerson, NewTerm
from samband.core.people.operations.balancing import count_anew
from samband.core.people.operations.following import follow_offices
from samband.core.people.operations.persons import make_persons
from samband.core.people.rules import BodyKind, Gender, PostKind, is_public

SEED = 2023
WITH_PEOPLE = 9
"""Every so many-th municipality has a council, and those with a demo account: quick to make."""
ALWAYS = ("1151", "0301", "4643", "4644")
PARTIES = {"a": "Party A", "b": "Party B", "c": "Party C", "d": "Party D", "e": "Local list"}
STAFF = (PostKind.CHIEF_EXECUTIVE, PostKind.FINANCE_HEAD, PostKind.HR_HEAD)
STAYS = 0.52
"""Part of a council that is elected again; the rest is new, as after most local elections."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A synthetic councillor of one term. number: within the municipality, the same in both terms."""

    number: int
    kind: PostKind
    party: str
    gender: Gender
    order: int | None = None


def load_demo(*, by: Actor, at: datetime) -> None:
    """Councils, administrations, the board of the association, and an election that waits to be loaded."""
    begins = latest_term(day=at.date())
    terms = [_term(begins.year - 4, by, at), _term(begins.year, by, at)]
    for code, name in PARTIES.items():
        names = {"nb": f"{name.replace('Party', 'Parti').replace('Local list', 'Bygdeliste')} (syntetisk)"}
        operations.register_party(
            code=f"demo-{code}", name=f"{name} (synthetic)", short=code.upper(), names=names, by=by, at=at
        )
    chance = Random(SEED)  # noqa: S311  nothing secret
    description = load_pack(name=settings.SAMBAND_COUNTRY).description
    bodies = [_council(unit, terms, description, chance, at) for unit in chosen_members(on=at.date())]
    count_anew(bodies=bodies)
    _board(terms[1], by, at)
    _link_councillor(by, at)
    _waiting_election(begins, by, at)


def latest_term(*, day: date) -> date:
    """1 October after the latest local election, every fourth year: 2019, 2023, 2027."""
    year = day.year - (day.year - 2019) % 4
    return date(year, 10, 1) if date(year, 10, 1) <= day else date(year - 4, 10, 1)


def chosen_members(*, on: date) -> list[AuthorityRecord]:
    units = authorities_on(on=on)
    return [one for place, one in enumerate(units) if one.code in ALWAYS or place % WITH_PEOPLE == 0]


def _term(year: int, by: Actor, at: datetime) -> models.Term:
    name = f"{year}–{year + 4}"
    first, end = date(year, 10, 1), date(year + 4, 10, 1)
    operations.register_term(code=f"demo-{year}", name=name, valid_from=first, valid_to=end, by=by, at=at)
    return models.Term.objects.get(code=f"demo-{year}")


def seats(*, count: int, chance: Random, women: float, before: list[Seat]) -> list[Seat]:
    """One term: about half of those before, the rest new; mayor, deputy mayor, members, substitutes."""
    staying = [one for one in before if one.kind is not PostKind.SUBSTITUTE and chance.random() < STAYS]
    people = [(one.number, one.party, one.gender) for one in staying[:count]]
    first = max((one.number for one in before), default=0) + 1
    for number in range(first, first + count + count // 3 + 2 - len(people)):
        gender = Gender.FEMALE if chance.random() < women else Gender.MALE
        people.append((number, chance.choices("abcde", (5, 4, 3, 2, 1))[0], gender))
    leading = [PostKind.MAYOR, PostKind.DEPUTY_MAYOR]
    made = [
        Seat(number, leading[place] if place < 2 else PostKind.MEMBER, party, gender)
        for place, (number, party, gender) in enumerate(people[:count])
    ]
    order: dict[str, int] = {}
    for number, party, gender in people[count:]:
        order[party] = order.get(party, 0) + 1
        made.append(Seat(number, PostKind.SUBSTITUTE, party, gender, order[party]))
    return made


def _council(
    unit: AuthorityRecord,
    terms: list[models.Term],
    description: Description,
    chance: Random,
    at: datetime,
) -> int:
    """Both terms of one municipality in a few statements; the key of the council."""
    count = description.minimum_seats(kind="municipality", population=unit.population or 0) or 11
    women = 0.34 + 0.12 * chance.random()
    earlier = seats(count=count, chance=chance, women=women, before=[])
    later = seats(count=count, chance=chance, women=women + 0.05, before=earlier)
    everybody = {one.number: one for one in (*earlier, *later)}
    council = _body(unit, BodyKind.COUNCIL, "Council of %s", "Kommunestyret i %s")
    persons = dict(zip(everybody, make_persons(new=_people(unit, everybody), at=at), strict=True))
    parties = {code: models.Organisation.objects.get(code=f"demo-{code}") for code in PARTIES}
    kinds = {one.kind for one in (*earlier, *later)}
    posts = {kind: models.Post.objects.create(body=council, kind=kind) for kind in sorted(kinds)}
    models.Office.objects.bulk_create(
        _office(persons[one.number], posts[one.kind], council, term, one, parties[one.party])
        for term, sitting in zip(terms, (earlier, later), strict=True)
        for one in sitting
    )
    follow_offices(
        persons=[*(person.pk for person in persons.values()), *_staff(unit, terms[1].valid_from, at)]
    )
    return council.pk


def _people(unit: AuthorityRecord, everybody: dict[int, Seat]) -> Iterator[NewPerson]:
    for number, seat in everybody.items():
        yield NewPerson(
            name=f"Councillor {number} of {unit.name} (synthetic)",
            family_name=f"{unit.name} {number:03}",
            gender=seat.gender,
            birth_date=str(1950 + number % 50),
            email=f"councillor{number}.{unit.code}@example.org",
        )


def _body(unit: AuthorityRecord, kind: BodyKind, english: str, norwegian: str) -> models.Body:
    others = [{"lang": "nb", "name": norwegian % unit.name}]
    return models.Body.objects.create(
        code=f"{kind}-{unit.code}", name=english % unit.name, other_names=others, kind=kind,
        authority=unit.code,
    )  # fmt: skip


def _office(
    person: models.Person,
    post: models.Post,
    body: models.Body,
    term: models.Term,
    seat: Seat,
    party: models.Organisation,
) -> models.Office:
    return models.Office(
        person=person, post=post, body=body, kind=post.kind, authority=body.authority,
        is_public=is_public(post=PostKind(post.kind), body=BodyKind(body.kind)), sort_name=person.sort_name,
        party=party, term=term, list_order=seat.order, valid_from=term.valid_from, valid_to=term.valid_to,
    )  # fmt: skip


def _staff(unit: AuthorityRecord, begins: date, at: datetime) -> list[int]:
    """Who leads the administration: not elected, so not public."""
    body = _body(unit, BodyKind.ADMINISTRATION, "Administration of %s", "Administrasjonen i %s")
    names = {PostKind.CHIEF_EXECUTIVE: "Chief executive", PostKind.FINANCE_HEAD: "Finance head",
             PostKind.HR_HEAD: "HR head"}  # fmt: skip
    new = [
        NewPerson(
            name=f"{names[kind]} of {unit.name} (synthetic)", family_name=f"{unit.name} {kind}",
            email=f"{kind.replace('_', '.')}.{unit.code}@example.org", phone=f"+47 00 00 {unit.code}",
        )
        for kind in STAFF
    ]  # fmt: skip
    persons = make_persons(new=new, at=at)
    models.Office.objects.bulk_create(
        models.Office(
            person=person, post=models.Post.objects.create(body=body, kind=kind, seats=1), body=body,
            kind=kind,
            authority=unit.code, is_public=False, sort_name=person.sort_name, valid_from=begins,
        )
        for kind, person in zip(STAFF, persons, strict=True)
    )  # fmt: skip
    return [person.pk for person in persons]


def _board(term: models.Term, by: Actor, at: datetime) -> None:
    """The executive board of the association: mayors of the demo, by the ordinary operations."""
    operations.register_body(
        code="board", name="Executive board (synthetic)", kind=BodyKind.BOARD,
        names={"nb": "Hovedstyret (syntetisk)"}, seats=9, by=by, at=at,
    )  # fmt: skip
    mayors = models.Office.objects.filter(term=term, kind=PostKind.MAYOR).select_related("party", "person")
    for place, mayor in enumerate(mayors.order_by("authority")[:9]):
        kind = (PostKind.CHAIR, PostKind.DEPUTY_CHAIR)[place] if place < 2 else PostKind.MEMBER
        party = mayor.party.code if mayor.party else ""
        office = NewOffice(
            body="board", kind=kind, valid_from=date(term.valid_from.year + 1, 3, 1), party=party
        )
        operations.add_office(person=mayor.person_id, office=office, by=by, at=at)


def _link_councillor(by: Actor, at: datetime) -> None:
    """The councillor who signs in sees the page about oneself with offices on it."""
    account = actor_by_email(email="councillor@example.org", on=at.date())
    sitting = models.Office.objects.filter(kind=PostKind.MEMBER, authority__in=account.authorities)
    office = sitting.order_by("-valid_from", "sort_name").first()
    if office:
        operations.link_account(person=office.person_id, account=account.reference, by=by, at=at)


def _waiting_election(begins: date, by: Actor, at: datetime) -> None:
    """The next election of Utsira: uploaded, with a question that waits for an answer."""
    sitting = models.Office.objects.filter(
        authority="1151", valid_from=begins, body__kind=BodyKind.COUNCIL
    ).select_related("person", "party")
    rows = ["name,party,office,order,gender"]
    for place, one in enumerate(sitting.order_by("kind", "list_order", "sort_name")):
        name = one.person.name.replace("of", "off") if place == 1 else one.person.name
        if place % 3 or place == 0:
            rows.append(f"{name},{one.party.short if one.party else ''},{one.kind},{one.list_order or ''},")
    rows += [f"Newly elected {number} of Utsira (synthetic),A,member,,f" for number in (1, 2)]
    first = date(begins.year + 4, 10, 1)
    operations.preview_turnover(
        file=io.BytesIO("\n".join(rows).encode()), filename="utsira-synthetic.csv", authority="1151",
        term=NewTerm(f"{first.year}–{first.year + 4}", first, date(first.year + 4, 10, 1)), by=by, at=at,
    )  # fmt: skip
