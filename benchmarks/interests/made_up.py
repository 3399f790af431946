# SPDX-License-Identifier: EUPL-1.2
"""A national register of interests with a fixed seed: nobody and no firm in it exists.

The council, executive and administration of every Norwegian municipality, with members and deputies and with
who sat before; 3 to 8 interests each, a quarter of them corrected, ended or taken back within four years;
owners of firms in groups and in chains; confirmations, delegations, meetings and cases that were screened,
questions to the adviser, and accounts for one secretary, one adviser and one councillor.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from benchmarks.people.made_up import names
from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.core.members.queries import authorities_on
from samband.core.people import models as people
from samband.core.people.operations.following import follow_offices
from samband.core.people.operations.persons import NewPerson, make_persons
from samband.core.people.rules import BodyKind, Gender, PostKind, is_public
from samband.tools.ethics import models
from samband.tools.ethics.rules.numbers import is_number

SEED = 20_231_123
AT = datetime(2026, 3, 12, 12, tzinfo=UTC)
TODAY = date(2026, 3, 12)
BEGAN, BEFORE = date(2023, 10, 1), date(2019, 10, 1)
MEMBER = "4601"
"""It has by far the most meetings, cases, questions and delegations: what its lists cost, others' do not."""
SEATS, DEPUTIES, LEFT, EXECUTIVE = (17, 31), 8, 10, 7
FIRMS, OWNED, GROUP = 20_000, 6_000, 300
MEETINGS, OWN_MEETINGS, ITEMS = 300, 60, 8
CASES, OWN_CASES = 300, 80
QUESTIONS, OWN_QUESTIONS = 200, 60
BATCH = 2_000
WHO = "benchmark"
KINDS = ("post", "post", "post", "ownership", "ownership", "employment", "membership", "property", "gift",
         "gift", "travel", "income", "debt", "other")  # fmt: skip
WITHOUT_FIRM = {"property", "other"}


def fill() -> None:
    load_pack(pack=read_pack(name="norway"), by=INSTALLATION, at=AT)
    chance = Random(SEED)
    held = _elect(chance)
    firms = _firms(chance)
    _own(chance, firms)
    persons = sorted({office.person_id for office in held})
    _declare(chance, persons, firms)
    _confirm(chance, persons)
    _delegate(chance)


def _elect(chance: Random) -> list[people.Office]:
    """Bodies and posts of every municipality, and who holds them."""
    units = [one for one in authorities_on(on=TODAY) if one.county_code and one.county_code != one.code]
    offices: list[people.Office] = []
    for start in range(0, len(units), 40):
        wanted = [seat for unit in units[start : start + 40] for seat in _seats(unit.code, unit.name, chance)]
        persons = iter(_persons(chance, sum(not shared for _, _, _, shared in wanted), start))
        for post, begins, ends, shared in wanted:
            person = chance.choice(offices[-20:]).person if shared else next(persons)
            offices.append(
                people.Office(
                    person=person, post=post, body=post.body, kind=post.kind, authority=post.body.authority,
                    is_public=_is_public(post), sort_name=person.sort_name, valid_from=begins, valid_to=ends,
                )
            )  # fmt: skip
    people.Office.objects.bulk_create(offices, batch_size=BATCH)
    follow_offices(persons=people.Person.objects.values_list("pk", flat=True))
    return offices


def _is_public(post: people.Post) -> bool:
    return is_public(post=PostKind(post.kind), body=BodyKind(post.body.kind))


def _seats(code: str, name: str, chance: Random) -> Iterator[tuple[people.Post, date, date | None, bool]]:
    """Post, first day, first day without it, and whether somebody who sits already holds it too."""
    kinds = (BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.ADMINISTRATION)
    council, executive, office = (
        people.Body.objects.create(code=f"{kind}-{code}", name=f"{kind.title()} of {name}", kind=kind,
                                   authority=code)
        for kind in kinds
    )  # fmt: skip
    seat, deputy = (
        people.Post.objects.create(body=council, kind=kind) for kind in (PostKind.MEMBER, PostKind.SUBSTITUTE)
    )
    chair = people.Post.objects.create(body=council, kind=PostKind.MAYOR)
    yield chair, BEGAN, None, False
    yield from ((seat, BEGAN, None, False) for _ in range(chance.randint(*SEATS)))
    yield from ((deputy, BEGAN, None, False) for _ in range(DEPUTIES))
    yield from ((seat, BEFORE, BEGAN, False) for _ in range(LEFT))
    inner = people.Post.objects.create(body=executive, kind=PostKind.MEMBER)
    yield from ((inner, BEGAN, None, True) for _ in range(EXECUTIVE))
    chief = people.Post.objects.create(body=office, kind=PostKind.CHIEF_EXECUTIVE)
    yield chief, BEGAN, None, False


def _persons(chance: Random, count: int, start: int) -> list[people.Person]:
    told = names(count=count, seed=SEED + start)
    return make_persons(
        new=[
            NewPerson(
                name=f"{given} {family}", given_name=given, family_name=family,
                gender=chance.choice((Gender.FEMALE, Gender.MALE)),
            )
            for given, family in told
        ],
        at=AT,
    )  # fmt: skip


def _firms(chance: Random) -> list[models.Organisation]:
    """With numbers whose check digit is right; one in ten without a number."""
    every = (str(number) for number in range(900_000_000, 999_999_999))
    numbers = (number for number in every if is_number(number=number, country="norway"))
    kinds = ("company",) * 6 + ("association", "foundation", "cooperative", "savings_bank", "")
    words = names(count=FIRMS, seed=SEED + 7)
    made = [
        models.Organisation(
            number="" if at % 10 == 0 else next(numbers), name=f"{one} {other} {at} AS",
            folded=f"{one} {other} {at} as".lower(), kind=chance.choice(kinds),
        )
        for at, (one, other) in enumerate(words)
    ]  # fmt: skip
    return list(models.Organisation.objects.bulk_create(made, batch_size=BATCH))


def _own(chance: Random, firms: list[models.Organisation]) -> None:
    """One group with hundreds of daughters, a chain of twelve, and small trees."""
    told = {"share_low": 51, "share_high": 51, "valid_from": BEFORE, "source_name": "Made-up register",
            "source_day": BEGAN, "recorded_at": AT - timedelta(days=500), "recorded_by": WHO}  # fmt: skip
    pairs = [(0, at) for at in range(1, GROUP)]
    pairs += [(at, at + 1) for at in range(GROUP, GROUP + 12)]
    for at in range(GROUP + 20, OWNED):
        root = at - (at - GROUP - 20) % 8
        if at != root:
            pairs.append((chance.randint(root, at - 1), at))
    models.Ownership.objects.bulk_create(
        [models.Ownership(owner=firms[one], owned=firms[other], **told) for one, other in pairs],
        batch_size=BATCH,
    )


def _declare(chance: Random, persons: list[int], firms: list[models.Organisation]) -> None:
    rows, details = [], []
    for person in persons:
        for place in range(chance.randint(3, 8)):
            kind = chance.choice(KINDS)
            rows += _interest(chance, person, f"{person}x{place}", kind, firms)
    kept = models.Interest.objects.bulk_create(rows, batch_size=BATCH)
    for row in kept:
        if row.kind in ("gift", "travel"):
            value = chance.choice((None, 80, 450, 900, 4_000, 20_000))
            giver = "organisation" if row.organisation_id else "private"
            told = {"giver": giver, "private_giver": "" if giver == "organisation" else "Somebody"}
            told |= {"occasion": "Anniversary", "value": value, "currency": "NOK" if value else ""}
            details.append(models.InterestDetail(interest=row, became="kept", **told))
        elif row.kind == "employment":
            details.append(
                models.InterestDetail(
                    interest=row, extent_percent=chance.choice((20, 50, 100)), approval="told"
                )
            )
    models.InterestDetail.objects.bulk_create(details, batch_size=BATCH)


def _interest(
    chance: Random, person: int, key: str, kind: str, firms: list[models.Organisation]
) -> Iterator[models.Interest]:
    """As it stands; before it, for a quarter, what it was corrected from; some were taken back."""
    first = BEFORE + timedelta(days=chance.randint(0, 2_300))
    known = datetime(2022, 3, 12, 12, tzinfo=UTC) + timedelta(days=chance.randint(0, 1_450))
    with_firm = kind not in WITHOUT_FIRM and not (kind == "gift" and chance.random() < 0.2)
    told = {
        "key": key, "person_id": person, "kind": kind,
        "what": "" if kind in ("post", "ownership") else "Made up",
        "organisation": chance.choice(firms) if with_firm else None,
        "role": chance.choice(("chair", "board_member", "manager")) if kind == "post" else "",
        "share_percent": chance.randint(1, 100) if kind == "ownership" else None,
        "valid_from": first, "source": "person", "recorded_by": WHO,
    }  # fmt: skip
    fate = chance.random()
    later = known + timedelta(days=chance.randint(1, 400))
    if fate < 0.25:
        yield models.Interest(**told, recorded_at=known, withdrawn_at=later, withdrawn_by=WHO,
                              withdrawal="corrected")  # fmt: skip
        known = later
    if fate < 0.05:
        gone = {"withdrawn_at": known + timedelta(days=30), "withdrawn_by": WHO}
        why = chance.choice(("mistaken", "not_mine"))
        yield models.Interest(**told, recorded_at=known, withdrawal=why, **gone)
        return
    ended = None if kind in ("gift", "travel") or 0.05 < fate < 0.8 else first + timedelta(days=900)
    yield models.Interest(**told, valid_to=ended, recorded_at=known)


def _confirm(chance: Random, persons: list[int]) -> None:
    """One in five never has; others once a year or not for long."""
    rows = [
        models.Confirmation(person_id=person, confirmed_at=AT - timedelta(days=days + chance.randint(0, 300)),
                            interests=5)
        for person in persons
        if chance.random() < 0.8
        for days in (0, 370, 740)[chance.randint(0, 1) :]
    ]  # fmt: skip
    models.Confirmation.objects.bulk_create(rows, batch_size=BATCH)


def _delegate(chance: Random) -> None:
    councils = people.Body.objects.filter(kind=BodyKind.COUNCIL)
    heads = dict(
        people.Office.objects.filter(kind=PostKind.CHIEF_EXECUTIVE).values_list("authority", "person")
    )
    rows = [
        models.Delegation(
            key=f"d{body.pk}x{place}", authority=body.authority, body=body.code, body_name=body.name,
            holder="Chief executive", person_id=heads.get(body.authority), matters=["contract"],
            reference=f"{place}/24", decided_on=BEGAN, amount=chance.choice((None, 500_000)), currency="NOK",
            valid_from=BEGAN, recorded_at=AT - timedelta(days=700), recorded_by=WHO,
        )
        for body in councils
        for place in range(100 if body.authority == MEMBER else 8)
    ]  # fmt: skip
    models.Delegation.objects.bulk_create(rows, batch_size=BATCH)
