# SPDX-License-Identifier: EUPL-1.2
"""Every address, as each of the cast and as nobody: whoever may not meets nothing, not even that something
is there.
"""

import re
from collections.abc import Iterator
from hashlib import md5
from urllib.parse import urlsplit

import pytest
from django.core import mail
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
FEW = frozenset({Who.NOBODY, Who.OUTSIDER, Who.ADMINISTRATOR})
LATER = "Fri, 01 Jan 2100 00:00:00 GMT"
CACHE = {
    "If-None-Match": "*",
    "If-Modified-Since": LATER,
    "HX-Request": "true",
    "Range": "bytes=0-99",
}
"""What a browser, or a cache between, may ask besides."""
WITHOUT_TOKEN = {"answering:stop"}
"""A mailbox posts there by itself (RFC 8058); the signed word in the address is what lets it."""


@pytest.fixture
def world(request, signed_in, home) -> World:
    cast = {who: request.getfixturevalue(who.value) for who in Who}
    return build(signed_in=signed_in, cast=cast)


def is_shut(answer: Answer, nothing: bytes) -> bool:
    """Led to sign-in, or told what is told where nothing is, with no other byte."""
    if answer.status == 302:
        return leads_to_sign_in(answer) and answer.body == b""
    if answer.status == 405:
        return b"<h1>This address belongs to a button</h1>" in answer.body or answer.body == b""
    return answer.status in {403, 404} and CHANGING.sub(b"", answer.body) == nothing


def leads_to_sign_in(answer: Answer) -> bool:
    return urlsplit(answer.headers["Location"]).path in {SIGN_IN, "/accounts/login/code/"}


def answers(world: World, method: str, **headers: str) -> Iterator[tuple[Door, Who, Answer, bytes]]:
    """Everybody at every door; last what this person meets where nothing is."""
    for who in Who:
        nothing = CHANGING.sub(b"", world.ask(who, "get", NOTHING).body)
        for door in (door for door in doors() if who in asking(door, method)):
            data = world.filled(door.data) if method == "post" else None
            yield door, who, world.ask(who, method, world.address(door), data, **headers), nothing


def asking(door: Door, method: str) -> frozenset[Who]:
    """Everybody; or three for all of them, where an address only takes the other method from anybody."""
    mine, other = (door.get, door.post) if method == "get" else (door.post, door.get)
    return FEW if other and not mine else ALL


def faults(world: World, method: str, **headers: str) -> Iterator[str]:
    """Doors that are open or shut for the wrong people, pages that tell what they must not, and secrets that
    their own readers meet on no page.
    """
    hidden, met = secrets(), set()
    for door, who, answer, nothing in answers(world, method, **headers):
        yield from _faults_of(door, method, who, answer, nothing)
        told = {text for text in hidden if text.encode() in answer.text}
        met |= {(text, who) for text in told}
        yield from (f"{door.label(method)} tells {who}: {text}" for text in told if who not in hidden[text])
    if method == "get":
        readers = ((text, who) for text in hidden for who in hidden[text])
        yield from (f"{who} meets nowhere: {text}" for text, who in readers if (text, who) not in met)


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


def is_kept_to_oneself(door: Door, answer: Answer) -> bool:
    rules = answer.headers.get("Cache-Control", "")
    if "public" in rules:
        return door.get == ALL
    return bool(re.search("private|no-store", rules)) and "Cookie" in answer.headers.get("Vary", "")


def test_every_named_address_has_a_line_in_the_table():
    assert {door.name for door in doors()} == named_addresses()


def test_t08_every_page_opens_for_those_who_may_and_is_not_there_for_others(world):
    assert list(faults(world, "get")) == []


def test_t08_everything_is_changed_by_those_who_may_and_mail_goes_to_those_meant(world, monkeypatch):
    """Mail is sent though the change does not stay."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda send, **_: send())
    mail.outbox.clear()
    assert list(faults(world, "post")) == []
    sent = {(str(to), message.body) for message in mail.outbox for to in message.recipients()}
    assert {to for to, _ in sent} == {"contact@example.org", "secretary@example.org"}  # invited once more
    assert [
        (to, text)
        for to, body in sent
        for text, whose in secrets().items()
        if text in body and Who(to.partition("@")[0]) not in whose
    ] == []


def test_t08_the_head_of_a_page_is_as_shut_as_the_page(world):
    """Nothing of the file: no name, no mark, no length of its own."""
    found = []
    for who in Who:
        nothing = world.ask(who, "head", NOTHING)
        for door in (door for door in doors() if door.get and who not in door.get):
            answer = world.ask(who, "head", world.address(door))
            told = {"Content-Disposition", "ETag", "Last-Modified", "Content-Range"} & {*answer.headers}
            found += [] if is_head_shut(answer, nothing) and not told else [f"{door.label('head')}: {who}"]
    assert found == []


def is_head_shut(answer: Answer, nothing: Answer) -> bool:
    leads_away = answer.status == 302 and leads_to_sign_in(answer)
    return answer.body == b"" and (leads_away or answer.status in {405, nothing.status})


def test_t21_a_mark_that_a_reader_got_opens_the_page_for_nobody_else(world):
    """The mark of a whole answer, as the server gave it or as another would make it of the same bytes.

    It is used by a stranger, and by who holds most of those that may not read.
    """
    found = []
    rank = list(Who).index
    for door in (door for door in doors() if door.get and door.get != ALL):
        answer = world.ask(max(door.get, key=rank), "get", world.address(door))
        digest = md5(answer.body, usedforsecurity=False).hexdigest()
        marks = {"If-None-Match": answer.headers.get("ETag", f'"{digest}"'), "If-Modified-Since": LATER}
        for who in {Who.NOBODY, max(ALL - door.get, key=rank)} if answer.status == 200 else ():
            again = world.ask(who, "get", world.address(door), **marks)
            found += [f"{door.label('get')}: {who}"] if again.status in {200, 206, 304} else []
    assert found == []


@pytest.mark.slow
def test_t21_no_page_opens_by_a_question_that_a_cache_asks(world):
    assert [
        fault for fault in faults(world, "get", **CACHE) if " is open " in fault or " tells " in fault
    ] == []


def test_t11_every_address_that_changes_something_wants_the_token_of_its_page(world):
    from django.test import Client

    found = []
    for door in (door for door in doors() if door.post and door.name not in WITHOUT_TOKEN):
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


def test_the_table_finds_a_secret_that_proves_nothing(world, monkeypatch):
    monkeypatch.setattr("tests.doors.test_every_door.doors", lambda: (Door("start", get=ALL),))
    monkeypatch.setattr("tests.doors.test_every_door.secrets", lambda: {"No such words": {Who.ANALYST}})
    assert list(faults(world, "get")) == ["analyst meets nowhere: No such words"]


def test_every_door_leads_to_its_own_address(world):
    """A door with arguments of another address would test that one twice."""
    found = {
        door.name for door in doors() if resolve(world.address(door).partition("?")[0]).view_name != door.name
    }
    assert found == set()
