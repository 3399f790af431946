# SPDX-License-Identifier: EUPL-1.2
"""In a process of its own on one database: fill it, ask every page often, load an election. Prints JSON."""

import io
import json
import os
import sys
import time
from datetime import date
from random import Random

from benchmarks.visits import asked, signed_in

COUNTED = {"times": 60, "uncounted": 5}
NOW = "2026-03-01 12:00:00+00:00"
PAGES = (
    ("all people", "anybody", "/people/"),
    ("all people, a later page", "anybody", "/people/?page={page}"),
    ("offices of all times", "administrator", "/people/?former=on"),
    ("search by name", "anybody", "/people/?q={word}"),
    ("search by name and member", "anybody", "/people/?q={word}&authority={member}"),
    ("search by party and office", "anybody", "/people/?party={party}&kind=mayor"),
    ("search by kind of body", "anybody", "/people/?body=council&kind=substitute"),
    ("search as an administrator", "administrator", "/people/?q={word}&kind=hr_head"),
    ("a person", "anybody", "/people/{person}/"),
    ("a person with contact data", "administrator", "/people/{person}/?contact=show"),
    ("a body", "anybody", "/people/bodies/{body}/"),
    ("a body on an earlier day", "anybody", "/people/bodies/{body}/?on=2021-05-05"),
    ("the people of a member", "anybody", "/people/authorities/{member}/"),
    ("women and men by county", "anybody", "/people/balance/"),
    ("women and men by size", "anybody", "/people/balance/?by=size&kind=mayor"),
    ("a contact list of the whole country", "administrator", "/people/lists/?kind=hr_head&show=addresses"),
    ("a list of small members", "administrator", "/people/lists/?kind=mayor&size=small&party={party}"),
    ("what we hold about you", "contact", "/people/me/"),
    ("what is kept, and how long", "administrator", "/people/retention/"),
    ("elections", "administrator", "/people/elections/"),
)  # fmt: skip
"""Name, who asks, address; what stands in braces is another each time."""


def main() -> int:
    """Everything on the database that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from benchmarks.people import made_up
    from samband.core.people import models
    from samband.site.warming import read_all, set_aside

    if not models.Person.objects.exists():
        made_up.fill()
    read_all()
    set_aside()  # as the web process does
    with connection.cursor() as cursor:  # as a running database does by itself in its first night
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    result = {
        "people": models.Person.objects.count(),
        "posts": models.Post.objects.count(),
        "offices": models.Office.objects.count(),
        "pages": _pages(),
        "election": _election(),
    }
    print(json.dumps(result))
    return 0


def _pages() -> dict[str, dict[str, float]]:
    """Page -> milliseconds: the middle and the 95th percentile of the clock, and of this process alone."""
    import time_machine

    with time_machine.travel(NOW, tick=True):
        clients, given, chance = _clients(), _given(), Random(7)

        def filled(address: str) -> str:
            return address.format(**{name: chance.choice(values) for name, values in given.items()})

        return {
            name: asked(clients[who], lambda a=address: filled(a), **COUNTED) for name, who, address in PAGES
        }


def _given() -> dict[str, list]:
    from samband.core.members.queries import authorities_on
    from samband.core.people import models

    public = models.Office.objects.filter(is_public=True).order_by("pk")
    return {
        "page": list(range(2, 21)),
        "word": ["an", "bo", "kali", "øyås", "ha li", "molino", "frida", "el"],
        "member": [one.code for one in authorities_on(on=date(2026, 3, 1))],
        "party": [f"party-{code}" for code in "abcdefgh"],
        "body": list(models.Body.objects.exclude(kind="administration").values_list("code", flat=True)),
        "person": list(public.values_list("person_id", flat=True)[:50_000]),
    }


def _clients() -> dict:
    from django.test import Client

    from benchmarks.people.made_up import AT
    from samband.core.access.models import User
    from samband.core.access.operations import create_person
    from samband.core.access.rules import INSTALLATION, Grant, Role

    roles = {
        "contact": (Grant(Role.CONTACT, "0301"),),
        "administrator": (Grant(Role.ADMINISTRATOR), Grant(Role.ANALYST)),
    }
    clients = {"anybody": Client()}
    for name, grants in roles.items():
        email = f"{name}@bench.example"
        if not User.objects.filter(email=email).exists():
            create_person(
                email=email, name=name, language="en", password=None, grants=grants, by=INSTALLATION, at=AT
            )
        clients[name] = signed_in(email)
    return clients


def _election() -> dict[str, float]:
    """Seconds of the preview and of loading all councils, with every question answered between them."""
    from benchmarks.people.made_up import AT, election
    from samband.core.access.rules import INSTALLATION
    from samband.core.people import operations, queries

    file, doing = election(), {"by": INSTALLATION, "at": AT}
    term = operations.NewTerm("2027", date(2027, 10, 1))
    began, cpu = time.perf_counter(), time.process_time()
    record = operations.preview_turnover(
        file=io.BytesIO(file), filename="valg.csv", authority="", term=term, **doing
    )
    preview, preview_process = time.perf_counter() - began, time.process_time() - cpu
    page = _election_page(record.id)
    asked = _questions(record.id)
    operations.decide_turnover(number=record.id, decisions=dict.fromkeys(asked, "same"), **doing)
    began, cpu = time.perf_counter(), time.process_time()
    operations.confirm_turnover(number=record.id, **doing)
    if queries.turnover(actor=INSTALLATION, number=record.id).state == "loading":
        arguments = {"turnover": record.id, "at": AT.isoformat()}
        list(operations.load_councils(arguments=arguments, done=frozenset()))
    return {
        "rows": record.counts["rows"],
        "councils": record.counts["councils"],
        "asked": len(asked),
        "page": page,
        "preview_seconds": preview,
        "preview_process_seconds": preview_process,
        "confirm_seconds": time.perf_counter() - began,
        "confirm_process_seconds": time.process_time() - cpu,
    }


def _questions(number: int) -> list[int]:
    from samband.core.access.rules import INSTALLATION
    from samband.core.people import queries
    from samband.core.people.analysis.matching import Outcome

    wanted = {"actor": INSTALLATION, "number": number, "outcome": Outcome.ASKED}
    pages = queries.turnover_lines(**wanted).pages
    return [
        line.id for page in range(1, pages + 1) for line in queries.turnover_lines(**wanted, page=page).lines
    ]


def _election_page(number: int) -> dict[str, float]:
    import time_machine

    shown = ["", "?show=left", "?show=stayed&page=3", "?questions=2"]
    chance = Random(7)
    with time_machine.travel(NOW, tick=True):
        client = _clients()["administrator"]
        return asked(client, lambda: f"/people/elections/{number}/{chance.choice(shown)}", **COUNTED)


if __name__ == "__main__":
    sys.exit(main())
