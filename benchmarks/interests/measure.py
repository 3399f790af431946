# SPDX-License-Identifier: EUPL-1.2
"""In a process of its own on one database: fill it, ask every list of the register often. Prints JSON."""

import json
import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from random import Random

from benchmarks.visits import asked, signed_in

COUNTED = {"times": 30, "uncounted": 2}
NOW = "2026-03-12 12:00:00+00:00"
PAGES = (
    ("the register", "anybody", "/ethics/"),
    ("the register, a later page", "anybody", "/ethics/?page={page}"),
    ("search by person", "anybody", "/ethics/?q={word}"),
    ("search by firm", "anybody", "/ethics/?q={firm}"),
    ("search by number of a firm", "anybody", "/ethics/?q={firm_number}"),
    ("search by municipality", "anybody", "/ethics/?authority={member}"),
    ("search by body", "anybody", "/ethics/?authority={member}&body=council-{member}"),
    ("the register of an earlier day", "anybody", "/ethics/?on=2024-05-05"),
    ("the register as it was known then", "anybody", "/ethics/?on=2024-05-05&known=2024-06-01"),
    ("a person", "anybody", "/ethics/people/{person}/"),
    ("a person as it was known then", "anybody", "/ethics/people/{person}/?on=2025-05-05&known=2025-06-01"),
    ("a firm with its owners", "anybody", "/ethics/organisations/{organisation}/"),
    ("a firm in a group of 300", "anybody", "/ethics/organisations/{daughter}/"),
    ("statistics", "anybody", "/ethics/statistics/"),
    ("statistics, as a file", "anybody", "/ethics/statistics.csv"),
    ("gifts of this year", "anybody", "/ethics/gifts/"),
    ("gifts of a year", "anybody", "/ethics/gifts/?year={year}"),
    ("gifts by giver", "anybody", "/ethics/gifts/?year={year}&giver={firm}"),
    ("gifts by person", "anybody", "/ethics/gifts/?year={year}&person={word}"),
    ("gifts by municipality", "anybody", "/ethics/gifts/?year={year}&authority={member}"),
    ("work of this year", "anybody", "/ethics/employment/"),
    ("work of a year", "anybody", "/ethics/employment/?year={year}"),
    ("work by municipality", "anybody", "/ethics/employment/?year={year}&authority={member}"),
    ("own interests", "councillor", "/ethics/mine/"),
    ("own meetings", "councillor", "/ethics/mine/meetings/"),
    ("people of a member", "secretary", "/ethics/members/4601/"),
    ("gifts of a member", "secretary", "/ethics/members/4601/gifts/?year={year}"),
    ("meetings of a member", "secretary", "/ethics/members/4601/meetings/"),
    ("cases of a member", "secretary", "/ethics/members/4601/checks/"),
    ("delegations of a member", "secretary", "/ethics/members/4601/delegations/"),
    ("questions to the adviser, of a member", "secretary", "/ethics/advice/"),
    ("questions to the adviser, of the country", "administrator", "/ethics/advice/"),
    ("all members", "administrator", "/ethics/overview/"),
    ("the start page of a secretary", "secretary", "/"),
    ("the start page of a councillor", "councillor", "/"),
)  # fmt: skip
"""Name, who asks, address; what stands in braces is another each time."""
FILES = (
    ("the whole register", "anybody", "/ethics/register.csv"),
    ("gifts of a year", "anybody", "/ethics/gifts.csv?year=2025"),
    ("work of a year", "anybody", "/ethics/employment.csv?year=2025"),
    ("who may decide in a member", "secretary", "/ethics/members/4601/delegations.csv"),
    ("all members", "administrator", "/ethics/overview.csv"),
    ("all of a member", "secretary", "/ethics/members/4601/register.json"),
)  # fmt: skip


def main(only: str = "") -> int:
    """Everything on the database that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from samband.core.people.models import Person
    from samband.site.warming import read_all, set_aside

    if not Person.objects.exists():
        _filled()
    read_all()
    set_aside()  # as the web process does, and nothing of what filling leaves behind is carried along
    with connection.cursor() as cursor:  # as a running database does by itself in its first night
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(json.dumps({"rows": _rows(), **_measured(only)}))
    return 0


def _filled() -> None:
    import time_machine

    from benchmarks.interests import made_up, screened

    with time_machine.travel(NOW, tick=True):
        made_up.fill()
        screened.hold()


def _rows() -> dict[str, int]:
    from benchmarks.interests.made_up import TODAY
    from samband.core.access.rules import NOBODY
    from samband.core.people.queries import holders
    from samband.tools.ethics import models

    found = {
        name: model.objects.count()
        for name, model in (
            ("interests", models.Interest), ("firms", models.Organisation), ("owners", models.Ownership),
            ("meetings", models.Meeting), ("cases", models.CaseCheck), ("questions", models.Advice),
            ("delegations", models.Delegation),
        )
    }  # fmt: skip
    return {"elected": holders(actor=NOBODY, on=TODAY).distinct().count(), **found}


def _measured(only: str) -> dict:
    import time_machine

    with time_machine.travel(NOW, tick=True):
        figures = _seconds(_figures)
        clients, given, chance = _clients(), _given(), Random(7)

        def filled(address: str) -> str:
            return address.format(**{name: chance.choice(values) for name, values in given.items()})

        pages = {}
        for name, who, address in PAGES:
            if only in name:
                pages[name] = asked(clients[who], lambda a=address: filled(a), **COUNTED)
                pages[name]["queries"] = _queries(clients[who], filled(address))
                print(name, pages[name], file=sys.stderr, flush=True)
        files = {name: _file(clients[who], address) for name, who, address in FILES if only in name}
        return {"pages": pages, "files": files, "round": {"figures": figures} | ({} if only else _round())}


def _figures() -> None:
    """Counted once a day by the worker, before anybody asks."""
    from benchmarks.interests.made_up import AT
    from samband.tools.ethics.operations.figures import keep_figures

    keep_figures(at=AT)


def _queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def _file(client, address: str) -> dict[str, float]:
    """Milliseconds to the first byte and to the last, and the most memory that this process took for it."""
    began = time.perf_counter()
    parts = iter(_parts(client, address))
    size = len(next(parts))
    first = time.perf_counter() - began
    size += sum(map(len, parts))
    whole = time.perf_counter() - began
    tracemalloc.start()
    for _ in _parts(client, address):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"first": 1000 * first, "whole": 1000 * whole, "kilobytes": size / 1000, "peak_mb": peak / 1e6}


def _parts(client, address: str):
    response = client.get(address)
    if response.status_code != 200:
        sys.exit(f"{address} answers {response.status_code}")
    return response.streaming_content if response.streaming else [response.content]


def _round() -> dict[str, float]:
    """The worker's minute: when there is nothing to do, and when every open case is due; then an erasure."""
    from benchmarks.interests.made_up import AT
    from samband.core.people.models import Person
    from samband.tools.ethics.models import CaseCheck, Screening
    from samband.tools.ethics.pages.rounds import AT_ONCE, go_round

    due = CaseCheck.objects.filter(closed_at__isnull=True).count()
    rounds = [_seconds(lambda: go_round(at=AT)) for _ in range(due // AT_ONCE + 1)]
    idle = _seconds(lambda: go_round(at=AT))
    person = Screening.objects.filter(meeting__authority="4601").first().people.first()
    held = Screening.objects.filter(people=person).count()
    Person.objects.filter(pk=person.pk).update(erased_at=AT)
    erased = _seconds(lambda: go_round(at=AT))
    return {"due": due, "rounds": len(rounds), "all": sum(rounds), "longest": max(rounds), "idle": idle,
            "held": held, "erased": erased}  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _given() -> dict[str, list]:
    from benchmarks.interests.made_up import TODAY
    from samband.core.members.queries import authorities_on
    from samband.core.people.models import Office
    from samband.tools.ethics import models

    public = Office.objects.filter(is_public=True, valid_to__isnull=True).order_by("pk")
    held = models.Interest.objects.filter(
        person_id__in=public.values("person_id"), withdrawn_at__isnull=True, kind="post"
    )
    firms = models.Organisation.objects.order_by("pk")
    first = firms.first().pk
    return {
        "page": list(range(2, 200)),
        "word": ["an", "bo", "kali", "øyås", "ha li", "molino", "frida", "el"],
        "firm": ["ås", "bobo", "fri ha", "elin as", "12 as", "mota"],
        "firm_number": list(firms.exclude(number="").values_list("number", flat=True)[:5_000]),
        "member": [one.code for one in authorities_on(on=TODAY) if one.county_code != one.code],
        "person": list(public.values_list("person_id", flat=True)[:10_000]),
        "organisation": list(held.values_list("organisation_id", flat=True).distinct()[:5_000]),
        "daughter": list(
            held.filter(organisation_id__lt=first + 300).values_list("organisation_id", flat=True)
        ),
        "year": [2022, 2023, 2024, 2025],
    }


def _clients() -> dict:
    from django.test import Client

    from benchmarks.interests.made_up import AT, MEMBER
    from samband.core.access.models import User
    from samband.core.access.operations import create_person
    from samband.core.access.rules import INSTALLATION, Grant, Role
    from samband.core.people.models import Office, Person

    roles = {
        "secretary": (Grant(Role.CONTACT, MEMBER),),
        "administrator": (Grant(Role.ADMINISTRATOR), Grant(Role.ANALYST)),
        "councillor": (Grant(Role.COUNCILLOR, MEMBER),),
    }
    clients = {"anybody": Client()}
    for name, grants in roles.items():
        email = f"{name}@bench.example"
        if not User.objects.filter(email=email).exists():
            create_person(
                email=email, name=name, language="en", password=None, grants=grants, by=INSTALLATION, at=AT
            )
        clients[name] = signed_in(email)
    seat = Office.objects.filter(authority=MEMBER, kind="mayor").first()
    from samband.core.access.queries import actor_by_email

    Person.objects.filter(pk=seat.person_id).update(
        account=actor_by_email(email="councillor@bench.example", on=AT.date()).reference
    )
    return clients


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
