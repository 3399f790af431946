# SPDX-License-Identifier: EUPL-1.2
"""Attacks on the secrecy of a council by somebody who has everything but the key of the ballot box.

They have noted every code that was made, and who drew which slip, which nobody should. They hold the front
server's log, in which the codes of scanned slips stand in the order of their use, and a dump of the database
after every single answer and after the closing. They match codes and answers in every order there is.
"""

import json
import logging
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, product
from random import Random

import pytest

from samband.core.audit.queries import events
from samband.core.collect import operations as collect
from samband.core.collect.analysis.sealing import code_digest
from samband.core.collect.operations import NotTaken, Submission, meeting, submit
from samband.core.collect.operations import box as ballot_box
from samband.core.collect.operations.meeting import Presence
from samband.core.collect.operations.meeting import codes as making
from samband.core.collect.queries import meeting as seen
from samband.core.collect.rules import COUNCIL, SecretKind
from samband.core.collect.tests.conftest import ANALYST, NOON
from samband.core.collect.tests.seeded import _instrument, answers_of, number_of
from samband.core.collect.tests.test_no_answer_can_be_tied_to_a_person import (
    ANSWER_ORDERS,
    UNLIKELY,
    Dump,
    chance_of,
    dump,
)
from samband.engines.instrument import Instrument

ASK, UNIT, PRESENT = "hammered", "1151", 40


@dataclass
class Noted:
    """What the attacker holds. codes: of those present, by their number. used: in the order of the log."""

    codes: list[str]
    used: list[str] = field(default_factory=list)
    dumps: list[Dump] = field(default_factory=list)


@pytest.fixture
def drawn(monkeypatch):
    """Whatever is random comes from one seed here, so that the same attack always ends the same way."""
    random = Random(20260102)
    monkeypatch.setattr(secrets, "randbits", random.getrandbits)
    monkeypatch.setattr(secrets, "token_hex", lambda size: random.randbytes(size).hex())
    monkeypatch.setattr(making, "_draw", random.randrange)
    monkeypatch.setattr(ballot_box, "_shuffle", random.shuffle)
    return random


def of_councillors() -> Instrument:
    from dataclasses import replace

    plain = _instrument()
    words = {name: replace(one, groups={COUNCIL: "Councillors"}) for name, one in plain.words.items()}
    return replace(plain, groups=(COUNCIL,), words=words)


def evening(random: Random) -> Noted:
    """Everybody answers in an order of their own, each in a transaction; then the session closes."""
    collect.open_ask(
        slug=ASK, title={}, instrument=of_councillors(), reference_date=NOON.date(), units={UNIT: "Utsira"},
        background={}, by=ANALYST, at=NOON,
    )  # fmt: skip
    found = meeting.prepare_meeting(
        ask=ASK, unit=UNIT, on=NOON.date(), presence=Presence(PRESENT, PRESENT), by=ANALYST, at=NOON
    )
    noted = Noted(list(meeting.make_codes(meeting=found.id, number=PRESENT, by=ANALYST, at=NOON)))
    meeting.open_meeting(meeting=found.id, by=ANALYST, at=NOON)
    noted.dumps.append(dump())
    order = list(enumerate(noted.codes))
    random.shuffle(order)
    for minute, (number, code) in enumerate(order):
        submit(submission=sheet(number, code, random), at=NOON + timedelta(minutes=minute))
        noted.used.append(code)
        noted.dumps.append(dump())
    meeting.close_meeting(meeting=found.id, by=ANALYST, at=NOON + timedelta(hours=1))
    noted.dumps.append(dump())
    return noted


def sheet(number: int, code: str, random: Random) -> Submission:
    """Who drew this slip answers with their own number, which is what the attacker wants to learn."""
    return Submission(
        ask=ASK, kind=SecretKind.CODE, secret=code, nonce=f"{random.getrandbits(128):032x}",
        answers=answers_of(number), language="en", mode="meeting", seed=random.getrandbits(60),
    )  # fmt: skip


def answer_of(row) -> int:
    answers = row["answers"]
    return number_of(json.loads(answers) if isinstance(answers, str) else answers)


def orders_of_codes(noted: Noted, keys) -> dict[str, list[object]]:
    """What it is -> a rank for each of those present, by their number."""
    people = range(PRESENT)
    while_open = noted.dumps[-2]
    cases = {row["token_digest"]: row for row in while_open["case"]}
    own = [cases[code_digest(ask=ASK, code=code, keys=keys)] for code in noted.codes]
    slips = {row["case_id"]: row for row in while_open["meetingcode"]}
    spent = {row["id"]: row for row in noted.dumps[-1]["case"]}
    orders: dict[str, list[object]] = {
        "list": list(people),
        "log": [noted.used.index(code) for code in noted.codes],
        "codes": list(noted.codes),
        "digests": [row["token_digest"] for row in own],
    }
    for column in own[0].keys() & {"id", "place", "xmin"}:
        orders[f"case {column}"] = [row[column] for row in own]
        orders[f"slip {column}"] = [slips[row["id"]][column] for row in own]
        orders[f"spent {column}"] = [spent[row["id"]][column] for row in own]
    return orders | _that_came(noted)


def _that_came(noted: Noted) -> dict[str, list[object]]:
    """The envelope and the mark that were new after each answer: the dumps show both."""
    orders: dict[str, list[object]] = {}
    for kind, key in (("envelope", "id"), ("spentmark", "mark")):
        before: set[object] = set()
        new = {}
        for code, each in zip(noted.used, noted.dumps[1:], strict=False):
            (new[code],) = (row for row in each[kind] if row[key] not in before)
            before = {row[key] for row in each[kind]}
        for column in new[noted.used[0]].keys() & {"id", "place", "xmin", "mark"}:
            orders[f"{kind} {column}"] = [new[code][column] for code in noted.codes]
    return orders


def right_matches(noted: Noted, keys) -> dict[str, int]:
    """Attack -> how many of those present it tied to their own answer."""
    answers = noted.dumps[-1]["response"]
    hits = {}
    ways = product(orders_of_codes(noted, keys).items(), ANSWER_ORDERS.items(), (False, True))
    for (whom, ranks), (what, key), is_backwards in ways:
        people = sorted(range(PRESENT), key=lambda number: (ranks[number], number))
        rows = sorted(answers, key=key, reverse=is_backwards)
        hits[f"{whom} by {what}{' backwards' * is_backwards}"] = sum(
            number == answer_of(row) for number, row in zip(people, rows, strict=True)
        )
    return hits


def test_t28_no_order_ties_an_answer_to_a_code(transactional_db, drawn, settings):
    noted = evening(drawn)
    hits = right_matches(noted, settings.SAMBAND_BOX_KEYS)
    assert len(hits) > 100
    found = {name: right for name, right in hits.items() if chance_of(right, [PRESENT]) < UNLIKELY}
    assert not found


def test_the_attack_finds_everybody_where_nothing_is_shuffled(transactional_db, drawn, monkeypatch, settings):
    """Otherwise the test above would prove nothing."""
    numbers = count(31_000_000_000)  # not those of the other tests: questionnaires are remembered by number
    monkeypatch.setattr(secrets, "randbits", lambda _bits: next(numbers))
    monkeypatch.setattr(ballot_box, "_shuffle", lambda drawn: drawn.sort())
    assert max(right_matches(evening(drawn), settings.SAMBAND_BOX_KEYS).values()) == PRESENT


def test_t28_after_the_closing_not_even_the_key_leads_from_a_code_to_anything(
    transactional_db, drawn, settings
):
    """With the database of afterwards, all codes, and the key of the ballot box too."""
    noted = evening(drawn)
    left = json.dumps(noted.dumps[-1], default=_text)
    for code in noted.codes:
        assert code_digest(ask=ASK, code=code, keys=settings.SAMBAND_BOX_KEYS) not in left
        with pytest.raises(NotTaken):
            submit(submission=sheet(0, code, drawn), at=NOON + timedelta(hours=2))
    assert not noted.dumps[-1]["meetingcode"]
    assert not noted.dumps[-1]["envelope"]
    assert {row["number"] + row["token_digest"] for row in noted.dumps[-1]["case"]} == {""}


def test_logs_tell_no_code_and_no_time_of_an_answer(transactional_db, drawn, caplog):
    with caplog.at_level(logging.DEBUG):
        noted = evening(drawn)
    told = caplog.text + str(events(about=f"collect.ask:{ASK}").events)
    assert not [code for code in noted.codes if code in told]
    asked = [event.event for event in events(about=f"collect.ask:{ASK}").events]
    assert len([event for event in asked if "meeting" in event]) == 4
    assert seen.meetings_of(actor=ANALYST, ask=ASK)[0].answered == PRESENT


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
