# SPDX-License-Identifier: EUPL-1.2
"""Attacks on the secrecy of answers by somebody who has everything but the key of the ballot box.

They hold dumps of the database after every single answer, with all that the database itself keeps about rows
(PostgreSQL: xmin and ctid; SQLite: rowid), the program's log, the front server's log with the time at which
each link was used, and the list of invitations with names and tokens. They put people and answers into every
order they can think of and match them. Right matches must not be more than a blind match would give.
"""

import json
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count, product
from math import comb, factorial
from random import Random

import pytest
from django.apps import apps
from django.db import connection

from samband.core.audit.queries import events
from samband.core.collect import operations as collect
from samband.core.collect.operations import NewCase, Plan, Submission, submit
from samband.core.collect.operations import box as ballot_box
from samband.core.collect.rules import SecretKind
from samband.core.collect.tests.conftest import ANALYST, MEMBERS, NOON
from samband.core.collect.tests.seeded import GROUP, _instrument, answers_of, number_of

PEOPLE_IN_EACH = 40
LEAST = 20
UNLIKELY = 1e-5
"""An attack succeeds when a blind match does as well less often than this; there are some hundred attacks."""

Dump = dict[str, list[dict[str, object]]]


@dataclass
class Seen:
    """What the attacker holds. dumps: one after every answer and every opening. used: tokens in the order of
    the front server's log. invited: token -> number of the person on the list.
    """

    invited: dict[str, int]
    digests: dict[str, str]
    used: list[str] = field(default_factory=list)
    dumps: list[Dump] = field(default_factory=list)


@pytest.fixture
def drawn(monkeypatch):
    """Whatever is random comes from one seed here, so that the same attack always ends the same way."""
    random = Random(20260101)
    monkeypatch.setattr(secrets, "randbits", random.getrandbits)
    monkeypatch.setattr(secrets, "token_hex", lambda size: random.randbytes(size).hex())
    monkeypatch.setattr(ballot_box, "_shuffle", random.shuffle)
    return random


def dump() -> Dump:
    """All rows of the area, with what the database tells about the place and the transaction of a row."""
    hidden = "xmin::text::bigint AS xmin, ctid::text AS place" if _is_postgres() else "rowid AS place"
    found: Dump = {}
    for model in apps.get_app_config("collect").get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {hidden}, * FROM {model._meta.db_table}")
            names = [column.name for column in cursor.description] if _is_postgres() else None
            names = names or [column[0] for column in cursor.description]
            found[model._meta.model_name] = [_row(names, row) for row in cursor.fetchall()]
    return found


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _row(names, values):
    row = dict(zip(names, values, strict=True))
    if _is_postgres():
        page, line = str(row["place"]).strip("()").split(",")
        row["place"] = int(page) * 1_000 + int(line)
    return row


def fieldwork(random: Random, plan: Plan) -> Seen:
    """Everybody answers in an order of their own, each in a transaction of its own; then the ask closes."""
    collect.open_ask(
        slug="hammered", title={}, instrument=_instrument(), reference_date=NOON.date(), units=MEMBERS,
        background={}, plan=plan, by=ANALYST, at=NOON,
    )  # fmt: skip
    cases = [NewCase(unit, GROUP, number=f"{unit}-{n:03}") for unit in MEMBERS for n in range(PEOPLE_IN_EACH)]
    made = collect.add_cases(ask="hammered", cases=cases, by=ANALYST, at=NOON)
    invited = {one.token: number for number, one in enumerate(made)}
    digests = {ballot_digest(token): token for token in invited}
    seen, order = Seen(invited, digests), list(invited)
    random.shuffle(order)
    for minute, token in enumerate(order):
        submit(submission=sheet(invited[token], token, random), at=NOON + timedelta(minutes=minute))
        seen.used.append(token)
        seen.dumps.append(dump())
        if minute % 10 == 9:
            collect.open_box(ask="hammered", by=ANALYST, at=NOON)
            seen.dumps.append(dump())
    collect.close_ask(ask="hammered", by=ANALYST, at=NOON + timedelta(days=1))
    seen.dumps.append(dump())
    return seen


def ballot_digest(token: str) -> str:
    from samband.core.collect.analysis.sealing import token_digest

    return token_digest(token=token)


def sheet(number: int, token: str, random: Random) -> Submission:
    """The person of this number answers with this number, which is what the attacker wants to learn."""
    return Submission(
        ask="hammered", kind=SecretKind.TOKEN, secret=token, nonce=random.randbytes(16).hex(),
        answers=answers_of(number), language="en", mode="web", seed=random.getrandbits(62),
    )  # fmt: skip


def answer_of(row) -> int:
    answers = row["answers"]
    return number_of(json.loads(answers) if isinstance(answers, str) else answers)


def people_orders(seen: Seen) -> dict[str, dict[int, object]]:
    """Every order of people: what it is -> person -> rank."""
    orders: dict[str, dict[int, object]] = {
        "list": {number: number for number in seen.invited.values()},
        "front server's log": {seen.invited[token]: at for at, token in enumerate(seen.used)},
        "tokens": {number: token for token, number in seen.invited.items()},
        "digests": {seen.invited[token]: digest for digest, token in seen.digests.items()},
    }
    last = {person_of(seen, row): row for row in seen.dumps[-1]["case"]}
    for column in last[0].keys() & {"xmin", "place", "id"}:
        orders[f"case {column}"] = {person: row[column] for person, row in last.items()}
    return orders | envelope_orders(seen)


def person_of(seen: Seen, row) -> int:
    return seen.invited[seen.digests[row["token_digest"]]]


def envelope_orders(seen: Seen) -> dict[str, dict[int, object]]:
    """The envelope that appeared when a person answered, and the mark: the dumps show both."""
    orders: dict[str, dict[int, object]] = {}
    before: dict[str, set[object]] = {"envelope": set(), "spentmark": set()}
    answered = iter(seen.used)
    for each in seen.dumps:
        new = {
            kind: [row for row in each[kind] if row[key] not in before[kind]] for kind, key in KEYS.items()
        }
        before = {kind: {row[key] for row in each[kind]} for kind, key in KEYS.items()}
        if not new["spentmark"]:
            continue
        person = seen.invited[next(answered)]
        for kind, rows in new.items():
            for column in rows[0].keys() & {"id", "place", "xmin", "mark", "sealed"}:
                orders.setdefault(f"{kind} {column}", {})[person] = _comparable(rows[0][column])
        orders.setdefault("envelope length", {})[person] = len(bytes(new["envelope"][0]["sealed"]))
    return orders


KEYS = {"envelope": "id", "spentmark": "mark"}


def _comparable(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


ANSWER_ORDERS: dict[str, Callable[[dict[str, object]], object]] = {
    "id": lambda row: row["id"],
    "place": lambda row: row["place"],
    "xmin and place": lambda row: (row.get("xmin", 0), row["place"]),
    "digest": lambda row: row["respondent_digest"],
    "content": lambda row: row["content"],
    "seed": lambda row: row["seed"],
    "length": lambda row: len(str(row["answers"])),
}


def heaps(seen: Seen) -> list[tuple[list[int], list[dict[str, object]]]]:
    """People and answers of a unit that came out of the box together, as two dumps show. Who they are is told
    to the attacker here, which nothing in the dumps does.
    """
    known: set[int] = set()
    found = []
    for each in seen.dumps:
        new = [row for row in each["response"] if answer_of(row) not in known]
        for unit in sorted({str(row["unit"]) for row in new}):
            answers = [row for row in new if row["unit"] == unit]
            found.append((sorted(map(answer_of, answers)), answers))
        known |= {answer_of(row) for row in new}
    return found


def right_matches(seen: Seen) -> dict[str, int]:
    """Attack -> how many people it tied to their own answer, over all heaps."""
    matched, last = heaps(seen), {answer_of(row): row for row in seen.dumps[-1]["response"]}
    ways = product(people_orders(seen).items(), ANSWER_ORDERS.items(), (False, True), (False, True))
    hits: dict[str, int] = {}
    for (whom, rank), (what, key), is_backwards, is_last in ways:
        name = f"{whom} by {what}{' backwards' * is_backwards}{' in the end' * is_last}"
        hits[name] = sum(
            _right(
                people, [last[answer_of(row)] for row in rows] if is_last else rows, rank, key, is_backwards
            )
            for people, rows in matched
        )
    return hits


def _right(people, rows, rank, key, is_backwards) -> int:
    ordered = sorted(people, key=lambda person: (rank[person], person))
    matched = zip(ordered, sorted(rows, key=key, reverse=is_backwards), strict=True)
    return sum(person == answer_of(row) for person, row in matched)


def chance_of(hits: int, sizes: list[int]) -> float:
    """How often blind matches in heaps of these sizes give so many right ones (rencontres numbers)."""
    spread = Counter({0: 1.0})
    for size in sizes:
        fixed = {right: _fixed_points(size, right) for right in range(size + 1)}
        joined: Counter[int] = Counter()
        for (so_far, one), (right, other) in product(spread.items(), fixed.items()):
            joined[so_far + right] += one * other
        spread = joined
    return sum(share for right, share in spread.items() if right >= hits)


def _fixed_points(size: int, right: int) -> float:
    rest = size - right
    derangements = sum((-1) ** k * factorial(rest) // factorial(k) for k in range(rest + 1))
    return comb(size, right) * derangements / factorial(size)


def test_the_chance_of_a_blind_match_is_right():
    assert chance_of(0, [40]) == pytest.approx(1)
    assert chance_of(1, [2]) == pytest.approx(1 / 2)
    assert chance_of(3, [3]) == pytest.approx(1 / 6)
    assert chance_of(2, [1, 1]) == pytest.approx(1)


@pytest.mark.parametrize("least", [PEOPLE_IN_EACH * 10, LEAST])
def test_t22_no_order_ties_an_answer_to_a_person(transactional_db, drawn, least):
    """Opened when the ask closes, and opened on the way as soon as enough lie together."""
    seen = fieldwork(drawn, Plan(least_together=least))
    sizes = [len(people) for people, _ in heaps(seen)]
    assert len(sizes) == len(MEMBERS) * (2 if least == LEAST else 1)
    assert min(sizes) >= LEAST
    assert sum(sizes) == PEOPLE_IN_EACH * len(MEMBERS)
    hits = right_matches(seen)
    assert len(hits) > 100
    found = {name: right for name, right in hits.items() if chance_of(right, sizes) < UNLIKELY}
    assert not found


def test_the_attack_finds_everybody_where_nothing_is_shuffled(transactional_db, drawn, monkeypatch):
    """Otherwise the test above would prove nothing: with rows in the order they came, everybody is found."""
    numbers = count(47_000_000_000)  # not those of the other tests: questionnaires are remembered by number
    monkeypatch.setattr(secrets, "randbits", lambda _bits: next(numbers))
    monkeypatch.setattr(ballot_box, "_shuffle", lambda drawn: drawn.sort())
    seen = fieldwork(drawn, Plan(least_together=10_000))
    assert max(right_matches(seen).values()) == PEOPLE_IN_EACH * len(MEMBERS)


def test_t22_before_the_box_is_opened_nothing_of_an_answer_can_be_read(transactional_db, drawn, caplog):
    """Also with the tokens: neither in the database nor in the log; and all envelopes are of one length."""
    with caplog.at_level(logging.DEBUG):
        seen = fieldwork(drawn, Plan(least_together=10_000))
    closed = seen.dumps[-2]
    assert not closed["response"]
    assert '"q00"' not in json.dumps(closed["envelope"] + closed["case"] + closed["spentmark"], default=_text)
    assert len({len(bytes(row["sealed"])) for row in closed["envelope"]}) == 1
    assert not [token for token in seen.invited if token in caplog.text]
    assert "q00" not in caplog.text.replace("Question q00", "")


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_t22_a_draft_does_not_open_with_the_token_alone(transactional_db, drawn, settings):
    from samband.core.collect.analysis.sealing import CannotOpen, unseal_draft
    from samband.core.collect.models import Draft

    collect.open_ask(
        slug="hammered", title={}, instrument=_instrument(), reference_date=NOON.date(), units=MEMBERS,
        background={}, by=ANALYST, at=NOON,
    )  # fmt: skip
    collect.save_draft(ask="hammered", secret="a-token-of-the-list", content={"q00": 4}, on=NOON.date())
    draft = Draft.objects.get()
    settings.SAMBAND_BOX_KEYS = ["a key that the attacker made up"]
    assert collect.load_draft(ask="hammered", secret="a-token-of-the-list") is None
    with pytest.raises(CannotOpen):
        unseal_draft(
            sealed=bytes(draft.sealed), ask="hammered", secret="a-token-of-the-list",
            keys=settings.SAMBAND_BOX_KEYS,
        )  # fmt: skip


def test_no_row_tells_a_time_and_the_log_tells_of_nobody(transactional_db, drawn):
    seen = fieldwork(drawn, Plan(least_together=10_000))
    told = json.dumps(seen.dumps[-1]["response"] + seen.dumps[-2]["envelope"], default=str)
    assert "2025-03-01" not in told
    assert {row["answered_on"] if isinstance(row["answered_on"], str) else row["answered_on"].isoformat()
            for row in seen.dumps[-1]["case"]} == {"2025-03-01"}  # fmt: skip
    log = events(about="collect.ask:hammered").events
    assert {event.event for event in log} == {
        "collect.ask_opened", "collect.cases_added", "collect.box_opened", "collect.ask_closed",
    }  # fmt: skip


def test_two_people_with_the_same_answers_leave_the_same_traces(transactional_db, drawn):
    """Nothing of the nonce or the receipt stays beside an answer."""
    seen = fieldwork(drawn, Plan(least_together=10_000))
    again = replace(sheet(0, "", drawn), kind=SecretKind.OPEN)
    columns = set(seen.dumps[-1]["response"][0]) - {"xmin", "place"}
    assert columns == {
        "id", "ask_id", "import_run_id", "respondent_digest", "content", "group", "unit", "answers",
        "background", "mode", "weight", "seed", "extent", "ended_by",
    }  # fmt: skip
    assert again.nonce not in json.dumps(seen.dumps[-1], default=str)
