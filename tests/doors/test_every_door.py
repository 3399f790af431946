# SPDX-License-Identifier: EUPL-1.2
"""Every address, as each of the cast and as nobody: whoever may not meets nothing, not even that something
is there.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.doors.door import ALL, Door, Who
from tests.doors.world import Answer, World, build, doors, secrets
from tests.journeys.addresses import named_addresses

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"
NOTHING = "/nothing-is-here/"
CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="\w+"|name="next" value="[^"]*"|\?next=[^"]*| aria-current="page"'
)
"""What differs between two pages that tell the same: tokens, and what repeats the address that was asked
for.
"""
CACHE = {
    "If-None-Match": "*",
    "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
    "HX-Request": "true",
    "Range": "bytes=0-99",
}
"""What a browser, or a cache between, may ask besides."""


@pytest.fixture
def world(request, signed_in, home) -> World:
    cast = {who: request.getfixturevalue(who.value) for who in Who}
    return build(signed_in=signed_in, cast=cast)


def is_shut(answer: Answer, nothing: bytes) -> bool:
    """Led to sign-in, or told what is told where nothing is, with no other byte."""
    if answer.status == 302:
        leads_to_sign_in = urlsplit(answer.headers["Location"]).path in {SIGN_IN, "/accounts/login/code/"}
        return leads_to_sign_in and answer.body == b""
    if answer.status in {403, 404}:
        return CHANGING.sub(b"", answer.body) == nothing
    return answer.status == 405 and answer.body == b""


def faults(world: World, method: str, **headers: str) -> Iterator[str]:
    """Doors that are open or shut for the wrong people, and pages that tell what they must not."""
    for who in Who:
        nothing = CHANGING.sub(b"", world.ask(who, "get", NOTHING).body)
        for door in doors():
            answer = world.ask(who, method, world.address(door), **headers)
            yield from _faults_of(door, method, who, answer, nothing)


def _faults_of(door: Door, method: str, who: Who, answer: Answer, nothing: bytes) -> Iterator[str]:
    may = who in (door.get if method == "get" else door.post)
    shut = is_shut(answer, nothing)
    if answer.status == 500:
        yield f"{door.label(method)} breaks for {who}"
    if may and shut and door.exists:
        yield f"{door.label(method)} is shut for {who}: {answer.status}"
    if not may and not shut:
        yield f"{door.label(method)} is open for {who}: {answer.status}"
    if who is not Who.NOBODY and answer.status == 200 and not is_kept_to_oneself(door, answer):
        yield f"{door.label(method)} may be kept by a cache between, for {who}"
    for text, whose in secrets().items():
        if who not in whose and text.encode() in answer.body:
            yield f"{door.label(method)} tells {who}: {text}"


def is_kept_to_oneself(door: Door, answer: Answer) -> bool:
    rules = answer.headers.get("Cache-Control", "")
    if "public" in rules:
        return door.get == ALL
    return bool(re.search("private|no-store", rules)) and "Cookie" in answer.headers.get("Vary", "")


def test_every_named_address_has_a_line_in_the_table():
    assert {door.name for door in doors()} == named_addresses()


def test_t08_every_page_opens_for_those_who_may_and_is_not_there_for_others(world):
    assert list(faults(world, "get")) == []


def test_t08_everything_is_changed_by_those_who_may_and_not_by_others(world):
    assert list(faults(world, "post")) == []


@pytest.mark.slow
def test_t21_no_page_opens_by_a_question_that_a_cache_asks(world):
    assert [
        fault for fault in faults(world, "get", **CACHE) if " is open " in fault or " tells " in fault
    ] == []


def test_t11_every_address_that_changes_something_wants_the_token_of_its_page(world):
    from django.test import Client

    found = []
    for door in (door for door in doors() if door.post):
        who = next(iter(sorted(door.post, key=list(Who).index, reverse=True)))
        browser = Client(enforce_csrf_checks=True)
        browser.cookies["sessionid"] = world.sessions.get(who, "")
        status = browser.post(world.address(door), {"anything": "at all"}).status_code
        found += [] if status == 403 else [f"{door.label('post')}: {status}"]
    assert found == []


def test_the_table_finds_a_door_that_was_left_open(world, monkeypatch):
    open_door = Door("start")
    monkeypatch.setattr("tests.doors.test_every_door.doors", lambda: (open_door,))
    assert len([fault for fault in faults(world, "get") if "is open for" in fault]) == len(Who)


def test_the_table_finds_a_page_that_tells_too_much(world, monkeypatch):
    monkeypatch.setattr("tests.doors.test_every_door.doors", lambda: (Door("start", get=ALL),))
    monkeypatch.setattr("tests.doors.test_every_door.secrets", lambda: {"Sign in": frozenset()})
    assert any("tells inhabitant: Sign in" in fault for fault in faults(world, "get"))


def test_every_door_leads_to_its_own_address(world):
    """A door with arguments of another address would test that one twice."""
    found = {
        door.name for door in doors() if resolve(world.address(door).partition("?")[0]).view_name != door.name
    }
    assert found == set()
