# SPDX-License-Identifier: EUPL-1.2
"""An installation is backed up while somebody writes, restored elsewhere, and every page opens there.

The installation of the test is the one whose pages ``test_every_page`` looks at; here its database becomes
a real one (a file, or a database of PostgreSQL) that other processes use.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from samband.cli.init import make_home
from tests.journeys.addresses import PAGES, Reader, Visit
from tests.journeys.conftest import contact, opened, published, register, reviewed
from tests.journeys.test_every_page import _reports_in_no_time, address, people

__all__ = [
    "_reports_in_no_time",
    "address",
    "contact",
    "opened",
    "people",
    "published",
    "register",
    "reviewed",
]

pytestmark = pytest.mark.django_db(transaction=True)

WRITER = """
import sys, django; django.setup()
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from samband.core.audit.operations import record
folder = settings.SAMBAND_HOME / "estimates" / "writer"
folder.mkdir(parents=True)
for number in range(1, 100_000):
    with transaction.atomic():
        told = {"by": "person:0", "at": timezone.now(), "about": "test:writer", "details": {"number": number}}
        record(event="test.left", **told)
        (folder / "new").write_text(str(number))
        (folder / "new").replace(folder / "number")
        record(event="test.right", **told)
    print(number, flush=True)
"""
"""Writes two rows and a file in each transaction, until it is stopped."""
FEW = 5

READER = """
import json, sys, django; django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
settings.SAMBAND_SECOND_FACTOR = []
clients = {"": Client()}
found = []
for email, address in json.load(sys.stdin):
    if email not in clients:
        clients[email] = Client()
        user = get_user_model().objects.get(email=email)
        clients[email].force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    answer = clients[email].get(address, follow=True)
    found.append([answer.status_code, answer.content.decode().count("<"), answer.request["PATH_INFO"]])
print(json.dumps(found))
"""
"""Opens addresses as people; tells the status and how much there is on the page."""

EVENTS = """
import json, django; django.setup()
from django.apps import apps
events = apps.get_model("audit", "event").objects.filter(about="test:writer")
print(json.dumps([list(events.filter(event=kind).values_list("details__number", flat=True).order_by("id"))
                  for kind in ("test.left", "test.right")]))
"""


NEW_ACCOUNT = """
import django; django.setup()
from django.apps import apps
users = apps.get_model("access", "user").objects
print(users.create(email="new@example.org", name="New", joined_at="2020-01-01T00:00:00Z").pk)
"""


def environment(home: Path, url: str = "") -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("SAMBAND_", "DJANGO_"))}
    place = {"SAMBAND_DATABASE_URL": url} if url else {}
    return ours | place | {"SAMBAND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "samband.site.settings"}


def samband(*words: str, home: Path, url: str = "") -> str:
    command = [sys.executable, "-W", "error", "-m", "samband.cli", *words]
    done = subprocess.run(command, env=environment(home, url), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(code: str, *, home: Path, url: str = "", given: object = None) -> object:
    command = [sys.executable, "-c", code]
    words = {"env": environment(home, url), "input": json.dumps(given), "text": True}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, **words)
    return json.loads(done.stdout)


def url_of(name: str) -> str:
    given = connection.settings_dict
    host = given["HOST"] or given["OPTIONS"]["host"]
    return f"postgresql://{given['USER']}@/{name}?host={host}"


@pytest.fixture
def installation(home: Path, settings) -> str:
    """The home and the database of this test, where other processes find them. Returns the database's URL."""
    make_home(home=home)
    if connection.vendor == "postgresql":
        return url_of(connection.settings_dict["NAME"])
    return ""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Another home, and the URL of another database of the same kind."""
    home = tmp_path / "elsewhere"
    if connection.vendor != "postgresql":
        yield home, ""
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield home, url_of(name)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def to_a_file(home: Path) -> None:
    """The tests keep SQLite in memory; other processes need it in a file."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(home / "samband.sqlite3") as file:
            connection.ensure_connection()
            connection.connection.backup(file)
        file.close()


@contextmanager
def writing(home: Path, url: str) -> Iterator[Callable[[], int]]:
    """Somebody who writes all the time; gives a function that says how far."""
    written, begun = [0], Event()
    command = [sys.executable, "-c", WRITER]
    with subprocess.Popen(command, env=environment(home, url), stdout=subprocess.PIPE) as process:

        def follow() -> None:
            for line in process.stdout:
                written[0] = int(line)
                if written[0] == FEW:
                    begun.set()

        def number() -> int:
            assert process.poll() is None, "the writer has failed"
            return written[0]

        Thread(target=follow, daemon=True).start()
        try:
            assert begun.wait(60), "the writer has not begun"
            yield number
        finally:
            process.terminate()
            process.wait(30)


def tables_in(backup: Path) -> dict[str, tuple[int, int, list[object]]]:
    """Label -> rows, last number, and every row with its JSON read."""
    with ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        return {
            table["label"]: (
                table["rows"],
                table["last_id"],
                rows_of(archive.read(table["content"]["member"])),
            )
            for table in manifest["tables"]
        }


def rows_of(lines: bytes) -> list[object]:
    """PostgreSQL writes JSON with its keys in another order than SQLite."""
    return [[as_value(cell) for cell in json.loads(line)] for line in lines.splitlines()]


def as_value(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(("[", "{")):
        return json.loads(cell)
    return cell


OPENED_BY_KEYS = {"answering:meeting", "answering:stop", "collect:paper_settle", "follow_up:how_by_mail"}
"""Signed addresses, and what the box key sealed: no backup holds keys unless asked for."""


@pytest.fixture
def visits(address, people) -> list[tuple[Visit, str, str]]:
    """Visit, e-mail of the reader, address; without those that only this machine's keys open."""
    emails = {
        reader: f"{reader.value}@example.org" if reader is not Reader.ANYBODY else "" for reader in Reader
    }
    shown = (visit for visit in PAGES if visit.name not in OPENED_BY_KEYS)
    return [(visit, emails[visit.reader], address(visit)) for visit in shown]


def test_a_backup_made_while_somebody_writes_is_restored_and_every_page_opens(
    visits, people, home, installation, elsewhere, tmp_path
):
    before = [(people[visit.reader] or Client()).get(where, follow=True) for visit, _, where in visits]
    assert [answer.status_code for answer in before] == [200] * len(visits)
    to_a_file(home)
    backup, (other, other_url) = tmp_path / "a.samband.zip", elsewhere
    with writing(home, installation) as number:
        begun = number()
        samband("backup", str(backup), home=home, url=installation)
        assert number() > begun, "nobody was to wait for the backup"
    samband("restore", str(backup), home=other, url=other_url)

    left, right = told(EVENTS, home=other, url=other_url)
    assert left == right == list(range(1, len(left) + 1))
    assert len(left) >= begun
    assert (other / "estimates" / "writer" / "number").read_text() == str(len(left))
    again = tmp_path / "again.samband.zip"
    samband("backup", str(again), home=other, url=other_url)
    assert_equal(tables_in(backup), tables_in(again))

    opened = told(READER, home=other, url=other_url, given=[(email, address) for _, email, address in visits])
    wrong = [
        (where, found)
        for (_, _, where), found, answer in zip(visits, opened, before, strict=True)
        if [found[0], found[2]] != [200, answer.request["PATH_INFO"]]
        or found[1] < 0.9 * answer.content.decode().count("<")
    ]
    assert wrong == []


def assert_equal(one, other) -> None:
    assert one.keys() == other.keys()
    assert [(label, one[label][:2], other[label][:2]) for label in one if one[label] != other[label]] == []


def test_every_table_is_the_same_after_a_journey_over_both_databases(
    published, people, home, installation, tmp_path, elsewhere
):
    """From here to SQLite, and in the lane of PostgreSQL from there to PostgreSQL again.

    A deleted account's number stands in the log: another person must not get it after a restore.
    """
    number = deleted_account()
    to_a_file(home)
    stops = [(tmp_path / "light", "")]
    if installation:
        stops.append(elsewhere)
    files = [tmp_path / f"{number}.samband.zip" for number in range(len(stops) + 1)]
    samband("backup", str(files[0]), home=home, url=installation)
    for stop, before, after in zip(stops, files, files[1:], strict=False):
        samband("restore", str(before), home=stop[0], url=stop[1])
        samband("backup", str(after), home=stop[0], url=stop[1])
    first = tables_in(files[0])
    assert sum(rows for rows, _, _ in first.values()) > 10_000
    for file in files[1:]:
        assert_equal(first, tables_in(file))
    assert all(told(NEW_ACCOUNT, home=place, url=url) == number + 1 for place, url in stops)
    copies = {path: (home / path).read_bytes() for path in published_files(home)}
    assert len(copies) >= 3
    assert copies == {path: (stops[-1][0] / path).read_bytes() for path in copies}


def deleted_account() -> int:
    users = apps.get_model("access", "user").objects
    gone = users.create(email="gone@example.org", name="Gone", joined_at="2020-01-01T00:00:00Z")
    number = gone.pk
    gone.delete()
    return number


def published_files(home: Path) -> list[str]:
    return [
        path.relative_to(home).as_posix() for path in (home / "publications").rglob("*") if path.is_file()
    ]


def test_a_restore_keeps_what_was_there_and_this_machine_s_configuration(db, home, installation, tmp_path):
    to_a_file(home)
    with (home / "samband.env").open("a") as file:
        file.write("SAMBAND_ASSOCIATION=One\nSAMBAND_EMAIL_PASSWORD=secret of one\nSAMBAND_LANGUAGE=nb\n")
    backup = tmp_path / "a.samband.zip"
    samband("backup", str(backup), home=home, url=installation)
    assert b"secret of one" not in b"".join(contents(backup))
    other = tmp_path / "other"
    samband("init", home=other)
    key = (other / "samband.env").read_text()
    with (other / "samband.env").open("a") as file:
        file.write("SAMBAND_ASSOCIATION=Other\n")
    (other / "mine.txt").write_text("mine")
    printed = samband("restore", "--replace", str(backup), home=other)
    lines = (other / "samband.env").read_text().splitlines()
    assert {"SAMBAND_ASSOCIATION=Other", "SAMBAND_LANGUAGE=nb", key.splitlines()[-1]} <= set(lines)
    (aside,) = other.glob("before-restore-*")
    assert f"What was there before is in {aside}." in printed
    assert (aside / "mine.txt").read_text() == "mine"
    assert (aside / "samband.sqlite3").exists()
    assert not (other / "mine.txt").exists()


def contents(backup: Path) -> Iterator[bytes]:
    with ZipFile(backup) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def test_a_backup_holds_secrets_when_asked_for_but_never_a_session(people, home, installation, tmp_path):
    to_a_file(home)
    backup = tmp_path / "a.samband.zip"
    samband("backup", "--with-secrets", str(backup), home=home, url=installation)
    everything = b"".join(contents(backup))
    key = (home / "samband.env").read_bytes().rpartition(b"SAMBAND_SECRET_KEY=")[2].split()[0]
    sessions = [client.cookies["sessionid"].value.encode() for client in people.values() if client]
    assert key in everything
    assert sessions
    assert not any(session in everything for session in sessions)
    assert "sessions.session" not in tables_in(backup)
    assert tables_in(through_a_pipe(home, installation, tmp_path)).keys() == tables_in(backup).keys()


def through_a_pipe(home: Path, url: str, folder: Path) -> Path:
    """As for a program that encrypts: what is written cannot be gone back in."""
    program = [sys.executable, "-W", "error", "-m", "samband.cli", "backup", "-"]
    with subprocess.Popen(program, env=environment(home, url), stdout=subprocess.PIPE) as process:
        (folder / "piped.samband.zip").write_bytes(process.stdout.read())
    assert process.returncode == 0
    samband("restore", "--check", str(folder / "piped.samband.zip"), home=home)
    return folder / "piped.samband.zip"


def test_a_rehearsal_opens_pages_and_touches_nothing(published, home, installation, tmp_path):
    to_a_file(home)
    backup = tmp_path / "a.samband.zip"
    samband("backup", "--with-secrets", str(backup), home=home, url=installation)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if ".signs" not in path.parts}
    printed = samband("restore", "--rehearse", str(backup), home=home, url=installation)
    assert "It would come back" in printed
    assert int(printed.split(" pages opened")[0].rsplit(" ", 1)[-1]) > 10
    after = {path: path.stat().st_mtime_ns for path in home.rglob("*") if ".signs" not in path.parts}
    assert before.keys() == after.keys()
    assert json.loads((home / ".signs" / "rehearsal.json").read_text())["at"]
