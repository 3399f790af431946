# SPDX-License-Identifier: EUPL-1.2
"""What is not public of interests, meetings, cases and questions: every look is in the log, no copy stays."""

import pytest

from tests.doors.door import ALL, Door, Who
from tests.doors.world import World, build, doors

pytestmark = pytest.mark.django_db

UNLOGGED = {
    "ethics:mine": "one's own",
    "ethics:mine_earlier": "one's own",
    "ethics:mine_file": "one's own; with the private list it is an event",
    "ethics:add": "an empty form",
    "ethics:member_add": "an empty form",
    "ethics:advice_ask": "what one reads on the page before it",
    "ethics:check": "asking oneself leaves no trace, whatever comes out",
    "ethics:member": "who has confirmed a list and who has not, and nothing that stands on it",
    "ethics:administration": "who has confirmed a list and who has not, and nothing that stands on it",
    "ethics:agenda_json": "a body and its seats, which are public",
    "ethics:meetings": "bodies and days",
    "ethics:meeting": "an agenda",
    "ethics:delegations": "offices",
    "ethics:delegations_csv": "offices",
    "ethics:delegation": "offices",
    "ethics:overview": "counts",
    "ethics:overview_csv": "counts",
    "ethics:roles": "an empty form",
    "ethics:training_statistics": "counts",
    "ethics:training_statistics_csv": "counts",
}
"""Address -> why looking at it is no event; one's own is no event for the person alone."""
OWN = {"ethics:change": Who.COUNCILLOR, "ethics:advice": Who.COUNCILLOR}


@pytest.fixture
def world(request, signed_in, home) -> World:
    return build(signed_in=signed_in, cast={who: request.getfixturevalue(who.value) for who in Who})


def private() -> list[Door]:
    return [door for door in doors() if door.name.startswith("ethics:") and door.get and door.get != ALL]


def reader(door: Door) -> Who:
    """Somebody who reads what is another's, where there is anybody."""
    others = door.get - {OWN.get(door.name)}
    return min(others or door.get, key=list(Who).index)


def looks(world: World, monkeypatch, door: Door) -> tuple[list[str], str]:
    """Events that one look writes, and what caches are told."""
    noted: list[str] = []
    monkeypatch.setattr(
        "samband.core.audit.models.Event.save",
        lambda event, *_args, **_more: noted.append(event.event),
    )
    answer = world.ask(reader(door), "get", world.address(door))
    assert answer.status == 200, door.label("get")
    return [one for one in noted if one.startswith("ethics.")], answer.headers["Cache-Control"]


def test_t20_every_look_at_what_is_not_public_is_in_the_log_and_no_browser_keeps_it(world, monkeypatch):
    """Nor what is held about oneself, where the private list of family stands too."""
    silent, kept = set(), set()
    for door in private():
        events, caching = looks(world, monkeypatch, door)
        silent |= set() if events else {door.name}
        kept |= set() if "no-store" in caching else {door.name}
    held = [door for door in doors() if door.name in {"people:me", "people:me_file"}]
    kept |= {door.name for door in held if "no-store" not in looks(world, monkeypatch, door)[1]}

    assert silent == set(UNLOGGED)
    assert kept == set()
