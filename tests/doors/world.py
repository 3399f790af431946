# SPDX-License-Identifier: EUPL-1.2
"""What stands behind the doors, and a browser for each of the cast."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.db import transaction
from django.test import Client
from django.urls import reverse

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION, Actor
from samband.core.country.queries import load_pack as read_pack
from samband.core.country.rules import Pack
from samband.core.members.operations import load_pack
from samband.tools.surveys.tests.conftest import CODES, NOON
from tests.doors.door import Door, Who
from tests.packs import only

NOT_TABLES = {"__init__", "door", "world"}


@cache
def tables() -> tuple[ModuleType, ...]:
    """The files of the areas in this folder."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!t_]*.py"))
    return tuple(import_module(f"tests.doors.{name}") for name in names if name not in NOT_TABLES)


def doors() -> tuple[Door, ...]:
    return tuple(door for table in tables() for door in table.DOORS)


def secrets() -> dict[str, frozenset[Who]]:
    """Text -> who may meet it."""
    return {text: who for table in tables() for text, who in getattr(table, "SECRETS", {}).items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, all of it."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> bytes:
        """The body; of an archive or a workbook what is inside it."""
        return b"".join(_unpacked(self.body))


def _unpacked(body: bytes) -> Iterator[bytes]:
    yield body
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield from _unpacked(archive.read(name))


@dataclass(frozen=True, slots=True)
class World:
    """known: what stands in addresses. sessions: who -> value of the session's cookie."""

    known: Mapping[str, str]
    sessions: Mapping[Who, str]

    def address(self, door: Door) -> str:
        return reverse(door.name, kwargs=self.filled(door.given)) + door.query

    def filled(self, given: Mapping[str, str]) -> dict[str, str]:
        return {
            name: self.known[value[1:]] if value.startswith("@") else value for name, value in given.items()
        }

    def ask(
        self, who: Who, method: str, address: str, data: Mapping[str, str] | None = None, **headers: str
    ) -> Answer:
        """One request in a browser of its own; nothing that it changes stays."""
        browser = Client(headers=headers, raise_request_exception=False)
        if who in self.sessions:
            browser.cookies["sessionid"] = self.sessions[who]
        with _undone():
            response = getattr(browser, method)(address, data)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, response.headers, body)


def build(*, signed_in: Callable[[Actor], Client], cast: Mapping[Who, Actor]) -> World:
    """Four members, the cast with their roles, and what each area adds."""
    load_pack(pack=four_members(), by=INSTALLATION, at=NOON)
    sessions, known = {}, {}
    for who, actor in cast.items():
        browser = signed_in(actor)
        if actor.is_signed_in:
            sessions[who] = browser.cookies["sessionid"].value
            person = actor_by_email(email=f"{who}@example.org", on=NOON.date())
            known[f"person_{who}"] = person.reference.removeprefix("person:")
            known[f"session_{who}"] = sessions[who]
    for table in tables():
        known |= table.furnish(known=known) if hasattr(table, "furnish") else {}
    return World(known, sessions)


def four_members() -> Pack:
    return only(pack=read_pack(name="norway"), codes=CODES, since=2019)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
