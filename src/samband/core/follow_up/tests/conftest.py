# SPDX-License-Identifier: EUPL-1.2
"""Four members in the register, a published figure, and goals made with few words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack as read_pack
from samband.core.follow_up import operations
from samband.core.follow_up.queries import figures
from samband.core.follow_up.rules import Figure, Measured
from samband.core.members.operations import load_pack
from tests.packs import only

CODES = frozenset({"1151", "4643", "0301", "4601"})
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DEADLINE = date(2027, 3, 1)


def figure(value: float = 2.4, half: float = 0.2, **other: object) -> Figure:
    """Trust among inhabitants of Utsira on a scale of 1 to 4, with an interval of two halves."""
    given = {
        "tool": "surveys",
        "reference": "surveys:democracy-2025:1151:inhabitants:trust",
        "publication": "surveys-democracy-2025",
        "version": 1,
        "digest": "ab" * 32,
        "key": ("inhabitants", "1151", "trust", "mean", ""),
        "names": {"en": "Trust – inhabitants", "nb": "Tillit – innbyggere"},
        "units": {"en": "Scale from 1 to 4", "nb": "Skala fra 1 til 4"},
        "sources": {"en": "Democracy 2025", "nb": "Demokrati 2025"},
        "value": value,
        "lower": value - half,
        "upper": value + half,
        "se": half / 2,
        "n": 300,
        "measured_on": date(2025, 1, 1),
        "low": 1.0,
        "high": 4.0,
        "address": "/surveys/democracy-2025/members/1151/",
    }
    return Figure(**(given | other))


def later(value: float, half: float = 0.2) -> Measured:
    sources = {"en": "Democracy 2027", "nb": "Demokrati 2027"}
    return Measured(sources, replace(figure(value, half), sources=sources))


def plan(**other: object) -> operations.Plan:
    given = {
        "title": "More people trust us",
        "owner_office": "Chief executive",
        "deadline": DEADLINE,
        "next_measurement": "Democracy 2027",
        "target": 2.8,
    }
    return operations.Plan(**(given | other))


@pytest.fixture(scope="session")
def four_members():
    return only(pack=read_pack(name="norway"), codes=CODES, since=2019)


@pytest.fixture
def members(db, four_members, time_machine):
    time_machine.move_to(NOON)
    load_pack(pack=four_members, by=INSTALLATION, at=NOON)


@pytest.fixture
def drafted(members, contact) -> Callable[..., int]:
    """Utsira drafts a goal; returns its number."""

    def draft(**other: object) -> int:
        given = {
            "authority": "1151",
            "figure": figure(),
            "by": contact,
            "at": NOON,
            "site": "https://s.example",
        }
        wanted = plan(**{name: other.pop(name) for name in list(other) if name not in (*given, "actions")})
        return operations.set_goal(plan=wanted, **(given | other)).id

    return draft


@pytest.fixture
def adopted(drafted, contact) -> Callable[..., int]:
    """Utsira's council adopts a goal; returns its number."""

    def adopt(**other: object) -> int:
        number = drafted(**other)
        adoption = operations.Adoption("Municipal council", TODAY, "Case 12/26")
        operations.adopt_goal(goal_id=number, adoption=adoption, by=other.get("by", contact), at=NOON)
        return number

    return adopt


@pytest.fixture
def measured(monkeypatch) -> Callable[..., None]:
    """Let the tool have published these figures since."""

    def publish(*found: Measured) -> None:
        monkeypatch.setattr(figures, "measured_again", lambda *, figure: found)

    return publish
