# SPDX-License-Identifier: EUPL-1.2
"""A register of made-up people with a fixed seed: two terms of every body of every Norwegian municipality."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.core.members.queries import authorities_on
from samband.core.people import models, operations
from samband.core.people.operations.balancing import count_anew
from samband.core.people.operations.following import follow_offices
from samband.core.people.operations.persons import NewPerson, make_persons
from samband.core.people.rules import BodyKind, Gender, PostKind, is_public

SEED = 20_231_001
PEOPLE, POSTS = 200_000, 50_000
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)
TERMS = ((date(2019, 10, 1), date(2023, 10, 1)), (date(2023, 10, 1), None))
KINDS = (PostKind.MAYOR, PostKind.DEPUTY_MAYOR, PostKind.MEMBER, PostKind.SUBSTITUTE, PostKind.GROUP_LEADER)
LEADING = (BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.ADMINISTRATION)
SYLLABLES = ("an", "bo", "da", "el", "fri", "gu", "ha", "in", "jo", "ka", "li", "mo", "no", "ol", "pe", "ra",
             "si", "to", "ul", "vi", "yn", "ås", "øy", "ær")  # fmt: skip


def names(*, count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Given and family name, made of syllables; as unevenly spread as names are."""
    chance = Random(seed)
    families = ["".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(4000)]
    givens = ["".join(chance.choices(SYLLABLES, k=2)).title() for _ in range(800)]
    for _ in range(count):
        given = givens[min(int(chance.expovariate(1 / 160)), 799)]
        yield given, families[min(int(chance.expovariate(1 / 900)), 3999)]


def fill() -> None:
    """Norway as it is, parties, terms, bodies with 50,000 posts, and 200,000 people with their offices."""
    load_pack(pack=read_pack(name="norway"), by=INSTALLATION, at=AT)
    doing = {"by": INSTALLATION, "at": AT}
    for code in "abcdefgh":
        operations.register_party(
            code=f"party-{code}", name=f"Party {code.upper()}", short=code.upper(), **doing
        )
    for begins, ends in TERMS:
        operations.register_term(code=f"term-{begins.year}", name=str(begins.year), valid_from=begins,
                                 valid_to=ends, **doing)  # fmt: skip
    bodies = _bodies()
    posts = _posts(bodies)
    _people(posts)
    follow_offices(persons=models.Person.objects.values_list("pk", flat=True))
    count_anew(bodies=[body.pk for body in bodies])


def _bodies() -> list[models.Body]:
    """A council, an executive, an administration and committees for each municipality."""
    units = authorities_on(on=TODAY)
    wanted = POSTS // len(KINDS) // len(units) + 1
    rows = []
    for unit in units:
        for number in range(wanted):
            kind = LEADING[number] if number < len(LEADING) else BodyKind.COMMITTEE
            rows.append(models.Body(code=f"{kind}-{unit.code}-{number}", name=f"{kind.title()} {number} of "
                                    f"{unit.name}", kind=kind, authority=unit.code))  # fmt: skip
    return list(models.Body.objects.bulk_create(rows, batch_size=2000))


def _posts(bodies: list[models.Body]) -> list[models.Post]:
    staff = (PostKind.CHIEF_EXECUTIVE, PostKind.FINANCE_HEAD, PostKind.HR_HEAD, PostKind.SECRETARY,
             PostKind.CONTACT)  # fmt: skip
    rows = [
        models.Post(body=body, kind=kind)
        for body in bodies
        for kind in (staff if body.kind == BodyKind.ADMINISTRATION else KINDS)
    ]
    return list(models.Post.objects.bulk_create(rows[: POSTS + len(KINDS)], batch_size=2000))


def _people(posts: list[models.Post]) -> None:
    """Each person holds one office, every fifth another one too; most hold it for one of the two terms."""
    chance = Random(SEED + 1)
    parties = list(models.Organisation.objects.all())
    terms = list(models.Term.objects.order_by("valid_from"))
    seats = [post for post in posts for _ in range(12 if post.kind in ("member", "substitute") else 1)]
    made = 0
    while made < PEOPLE:
        size = min(5000, PEOPLE - made)
        new = [
            NewPerson(
                name=f"{given} {family}", given_name=given, family_name=family,
                gender=chance.choice((Gender.FEMALE, Gender.MALE)),
                birth_date=str(chance.randint(1945, 2003)),
                email=f"person{made + number}@people.example", phone="00 00 00 00",
            )
            for number, (given, family) in enumerate(names(count=size, seed=SEED + made))
        ]  # fmt: skip
        persons = make_persons(new=new, at=AT)
        models.Office.objects.bulk_create(
            [
                _office(person, chance.choice(seats), (made + number + again) % 2, chance, parties, terms)
                for number, person in enumerate(persons)
                for again in range(1 + (number % 5 == 0))
            ],
            batch_size=2000,
        )
        made += size


def _office(
    person: models.Person,
    post: models.Post,
    term: int,
    chance: Random,
    parties: list[models.Organisation],
    terms: list[models.Term],
) -> models.Office:
    begins, ends = TERMS[term]
    return models.Office(
        person=person, post=post, body=post.body, kind=post.kind, authority=post.body.authority,
        is_public=is_public(post=PostKind(post.kind), body=BodyKind(post.body.kind)),
        sort_name=person.sort_name, party=chance.choice(parties), term=terms[term],
        list_order=chance.randint(1, 12) if post.kind == PostKind.SUBSTITUTE else None,
        valid_from=begins, valid_to=ends,
    )  # fmt: skip


def election(*, rows: int = 10_000) -> bytes:
    """A file of a whole country: half of those in the councils stay, some misspelt, the rest is new."""
    chance = Random(SEED + 2)
    sitting = models.Office.objects.filter(body__kind=BodyKind.COUNCIL, valid_from=TERMS[1][0], kind="member")
    held = list(sitting.select_related("person", "party").order_by("pk"))
    chance.shuffle(held)
    staying = held[: rows // 2]
    lines = ["kommunenr;navn;parti;verv;kjønn"]
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(staying):
        name = f"{one.person.name}e" if number % 40 == 0 else one.person.name
        if (one.authority, name) not in seen:
            seen.add((one.authority, name))
            lines.append(f"{one.authority};{name};{one.party.short if one.party else ''};medlem;")
    codes = sorted({one.authority for one in held})
    for number, (given, family) in enumerate(names(count=rows - len(lines) + 1, seed=SEED + 3)):
        lines.append(f"{codes[number % len(codes)]};{given} {family} {number};A;medlem;k")
    return "\n".join(lines).encode()
