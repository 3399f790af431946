# SPDX-License-Identifier: EUPL-1.2
"""A small instrument and what a file of its answers is held against."""

import hashlib
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from samband.core.access.rules import Actor, Grant, Role
from samband.core.collect.analysis import Expectation, Known
from samband.core.collect.operations import Plan, imports, open_ask
from samband.core.collect.tests.installation import Installation
from samband.engines.instrument.model import Index, Instrument, Item, Missing, Scale, Words

AGREEMENT = Scale("agreement", (1, 2, 3, 4), {8: Missing.DONT_KNOW})
TRUST = Item("trust", AGREEMENT, "trust", dimension="reliable")
INFORMED = Item("informed", AGREEMENT, "informed", dimension="accountable")
WORKLOAD = Item("workload", AGREEMENT, "workload", asked_of=("councillors",))

MEMBERS = {"1151": "Utsira", "0301": "Oslo", "3236": "Nittedal"}
NOT_ASKED = {"4601": "Bergen"}


@pytest.fixture
def instrument() -> Instrument:
    index = Index("standing", (TRUST, INFORMED), minimum_valid=1)
    words = Words("en", "Test", "", {}, {}, {}, {}, {})
    return Instrument(
        code="test", version="1", valid_from=date(2025, 1, 1), source="", licence="CC0-1.0",
        groups=("inhabitants", "councillors"), scales={"agreement": AGREEMENT},
        dimensions=("reliable", "accountable"),
        items=(TRUST, INFORMED, WORKLOAD), indices=(index,), words={"en": words}, digest="d1",
    )  # fmt: skip


@pytest.fixture
def expected(instrument) -> Expectation:
    background = {"sex": ("female", "male"), "age_group": ("18-29", "30-44")}
    return Expectation(instrument, MEMBERS, {**MEMBERS, **NOT_ASKED}, "1 January 2025", background)


@pytest.fixture
def known() -> Known:
    return Known(recognise=lambda who: hashlib.sha256(who.encode()).hexdigest())


@pytest.fixture
def file_of(tmp_path: Path):
    """Write text or bytes to a file and return its path."""

    def write(content: str | bytes, name: str = "answers.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


ANALYST = Actor("person:1", frozenset({Grant(Role.ANALYST)}))
CONTACT = Actor("person:2", frozenset({Grant(Role.CONTACT, "0301")}))
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def register(monkeypatch):
    """The members in force, without a country pack."""
    rows = tuple(SimpleNamespace(code=code, name=name) for code, name in {**MEMBERS, **NOT_ASKED}.items())
    monkeypatch.setattr(imports, "authorities_on", lambda *, on: rows)


@pytest.fixture
def wave(db, register, home, instrument):
    """An ask that is open to three members."""
    return open_ask(
        slug="test-2025", title={"en": "Test"}, instrument=instrument, reference_date=date(2025, 1, 1),
        units=MEMBERS, background={"sex": ("female", "male"), "age_group": ("18-29", "30-44")},
        by=ANALYST, at=NOON,
    )  # fmt: skip


@pytest.fixture
def asked(db, instrument):
    """An ask with an open link, open to three members, kept with a questionnaire that can be loaded."""
    words = Words(
        "en", "Test", "About", {"inhabitants": "Inhabitants", "councillors": "Councillors"},
        {"reliable": "Reliable", "accountable": "Accountable"},
        {"trust": "I trust", "informed": "I am told", "workload": "I have time"}, {"standing": "Standing"},
        {"agreement": {1: "No", 2: "Rather no", 3: "Rather yes", 4: "Yes", 8: "I do not know"}},
    )  # fmt: skip
    spoken = replace(instrument, source="Made up", words={"en": words})
    return open_ask(
        slug="asked-2025", title={"en": "Test"}, instrument=spoken, reference_date=date(2025, 1, 1),
        units=MEMBERS, background={}, plan=Plan(open_link=True), by=ANALYST, at=NOON,
    )  # fmt: skip


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory):
    """An installation on SQLite, made once; tests get copies of it."""
    made = Installation(tmp_path_factory.mktemp("hammered") / "home")
    return made, made.make(600)


@pytest.fixture
def hammered(_made_once, tmp_path):
    """A real installation that may be killed, and the tokens of those whom it asks."""
    made, tokens = _made_once
    shutil.copytree(made.home, tmp_path / "home", dirs_exist_ok=True)
    return Installation(tmp_path / "home"), tokens
