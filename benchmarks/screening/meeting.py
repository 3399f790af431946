# SPDX-License-Identifier: EUPL-1.2
"""A meeting of 40 items for 43 members and 43 deputies on the site itself, by its pages, on SQLite.

    .venv/bin/python -m benchmarks.screening.meeting

The council is invented with a fixed seed; each holds three posts that they have declared. What the secretary
meets: the agenda pasted, every party confirmed and screened, what came out looked at again and again.
First agreement: whom the result names in which item is what was planted. Then CPU seconds of this process,
through all middleware; the median of five meetings, and the 95th percentile of thirty looks.
"""

import os
import sys
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import median, quantiles
from subprocess import run
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.measured import Aim, Better, Report, arguments, finish, versions_of

MEMBERS = DEPUTIES = 43
ITEMS, FIRMS, POSTS, MEETINGS, LOOKS = 40, 200, 3, 5, 30
MEMBER, PASSWORD = "4643", "for measuring only, on no machine but this"
WORK = "40 items × 43 members and 43 deputies on the site, SQLite: {}"
ENTERED = Aim("meeting/entered", WORK.format("the agenda pasted"), "", 1, "CPU s", Better.LOWER)
SCREENED = Aim(
    "meeting/screened", WORK.format("parties confirmed and screened"), "", 1, "CPU s", Better.LOWER
)
FIRST = Aim("meeting/first", WORK.format("the result for the first time"), "", 1, "CPU s", Better.LOWER)
LOOKED = Aim("meeting/looked", WORK.format("the result again, 95 % within"), "", 100, "CPU ms", Better.LOWER)
Post = tuple[int, int]
"""Seat and firm."""


def main() -> int:
    given = arguments(__doc__).parse_args()
    with TemporaryDirectory() as folder:
        settings = {"HOME": folder, "ALLOWED_HOSTS": "testserver", "LOG_LEVEL": "ERROR"}
        os.environ |= {f"SAMBAND_{name}": value for name, value in settings.items()}
        os.environ["DJANGO_SETTINGS_MODULE"] = "samband.site.settings"
        run([sys.executable, "-m", "samband.cli", "init"], check=True, capture_output=True)
        import django

        django.setup()
        report = measured()
    return finish(report=report, given=given)


def measured() -> Report:
    chance = Random(20261122)
    numbers, posts = _council(chance)
    client, report = _secretary(), Report(versions=versions_of("django"))
    taken: dict[str, list[float]] = {"entered": [], "screened": [], "first": [], "looks": []}
    for place in range(MEETINGS):
        firms = [chance.randrange(FIRMS) for _ in range(ITEMS)]
        number = _entered(client, taken, firms, numbers, place)
        _screened(client, taken, number)
        found = _looked(client, taken, number)
        planted = {
            (f"{item}/26", f"Person {seat}")
            for item, firm in enumerate(firms, start=1)
            for seat, held in posts
            if held == firm
        }
        if found != planted:
            report.faults.append(
                f"{len(found ^ planted)} pairs of person and item differ from what was planted"
            )
    p95 = 1000 * quantiles(taken["looks"], n=20)[18]
    report.figures = [
        ENTERED.found(median(taken["entered"])),
        SCREENED.found(median(taken["screened"])),
        FIRST.found(median(taken["first"])),
        LOOKED.found(p95, agreement="the pairs of person and item that were planted"),
    ]
    report.lines = [f"{figure}: {figure.measured:.3g} {figure.aim.unit}" for figure in report.figures]
    return report


def _council(chance: Random) -> tuple[list[str], list[Post]]:
    """Members and deputies with what they have declared: the numbers of the firms, and who holds a post."""
    from django.utils import timezone

    from samband.core.access.rules import INSTALLATION
    from samband.core.country.queries import load_pack as read_pack
    from samband.core.members.operations import load_pack
    from samband.core.people import operations
    from samband.core.people.operations import NewOffice, NewPerson
    from samband.core.people.rules import BodyKind, PostKind

    doing = {"by": INSTALLATION, "at": timezone.now()}
    load_pack(pack=read_pack(name="norway"), **doing)
    operations.register_body(code="council", name="Council", kind=BodyKind.COUNCIL, authority=MEMBER, **doing)
    numbers, posts = _numbers(), []
    for seat in range(MEMBERS + DEPUTIES):
        kind = PostKind.MEMBER if seat < MEMBERS else PostKind.SUBSTITUTE
        office = NewOffice(body="council", kind=kind, valid_from=date(2023, 10, 1))
        new = NewPerson(name=f"Person {seat}", birth_date=str(1950 + seat % 50))
        person = operations.add_office(person=new, office=office, **doing).person
        held = chance.sample(range(FIRMS), POSTS)
        _declare(person, [(f"Firm {firm} Ltd", numbers[firm]) for firm in held])
        posts += [(seat, firm) for firm in held]
    return numbers, posts


def _declare(person: int, firms: list[tuple[str, str]]) -> None:
    from django.utils import timezone

    from samband.core.access.rules import Actor, Grant, Role
    from samband.tools.ethics.operations import declare_interest
    from samband.tools.ethics.rules import InterestKind, NewInterest, PostRole

    by = Actor("benchmark", frozenset({Grant(Role.CONTACT, MEMBER)}))
    for name, number in firms:
        new = NewInterest(
            InterestKind.POST, date(2022, 1, 1), organisation=name, number=number, role=PostRole.CHAIR,
            organisation_kind="company",
        )  # fmt: skip
        declare_interest(person=person, new=new, by=by, at=timezone.now())


def _numbers() -> list[str]:
    """Of made-up firms, with check digits that are right."""
    from samband.tools.ethics.rules.numbers import is_number

    every = (str(number) for number in range(900_000_000, 999_999_999))
    found = (number for number in every if is_number(number=number, country="norway"))
    return [next(found) for _ in range(FIRMS)]


def _secretary():
    from benchmarks.visits import signed_in
    from samband.core.access.operations import create_person
    from samband.core.access.rules import INSTALLATION, Grant, Role

    told = {"email": "secretary@example.org", "name": "Secretary", "language": "en", "password": PASSWORD}
    since = datetime(2020, 1, 1, 12, tzinfo=UTC)
    create_person(**told, grants=frozenset({Grant(Role.CONTACT, MEMBER)}), by=INSTALLATION, at=since)
    return signed_in("secretary@example.org")


def _entered(client, taken: dict[str, list[float]], firms: list[int], numbers: list[str], place: int) -> int:
    from django.urls import reverse

    from samband.tools.ethics.models import Meeting

    lines = [f"{item}/26 Grant\nApplicant {numbers[firm]}" for item, firm in enumerate(firms, start=1)]
    day = (datetime.now(tz=UTC).date() + timedelta(days=7 + place)).isoformat()
    told = {"body": "council", "day": day, "text": "\n".join(lines)}
    _timed(taken["entered"], lambda: client.post(reverse("ethics:meetings", args=[MEMBER]), told), 302)
    return Meeting.objects.latest("pk").pk


def _screened(client, taken: dict[str, list[float]], number: int) -> None:
    from django.urls import reverse

    address = reverse("ethics:meeting", args=[number])
    forms = _shown(client, address)["forms"]
    told = {one.html_name: one.value() for form in forms for one in form}
    told = {name: value for name, value in told.items() if value not in (None, False)} | {"do": "screen"}
    answer = _timed(taken["screened"], lambda: client.post(address, told), 302)
    if not answer.url.endswith("/result/"):
        raise SystemExit(f"The meeting was not screened: it leads to {answer.url}.")


def _looked(client, taken: dict[str, list[float]], number: int) -> set[tuple[str, str]]:
    from django.urls import reverse

    address = reverse("ethics:result", args=[number])
    _timed(taken["first"], lambda: client.get(address), 200)
    for _ in range(LOOKS // MEETINGS):
        _timed(taken["looks"], lambda: client.get(address), 200)
    page = _shown(client, address)["page"]
    return {(item.number, one.name) for item in page.items for one in item.people}


def _shown(client, address: str):
    """What a page is made of, which Django tells in tests alone."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment(debug=False)
    try:
        return client.get(address).context
    finally:
        teardown_test_environment()


def _timed(into: list[float], work, code: int):
    start = process_time()
    answer = work()
    into.append(process_time() - start)
    if answer.status_code != code:
        raise SystemExit(f"The site answers {answer.status_code}, not {code}.")
    return answer


if __name__ == "__main__":
    sys.exit(main())
