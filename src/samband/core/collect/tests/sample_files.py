# SPDX-License-Identifier: EUPL-1.2
"""A made-up file of people, and a sample drawn from it."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from random import Random

from samband.core.access.rules import Actor, Grant, Role
from samband.core.collect.analysis.drawing import DrawWish, Way
from samband.core.collect.analysis.invitations import Purpose
from samband.core.collect.operations import Submission, submit
from samband.core.collect.operations.frames import draw_sample, preview_frame
from samband.core.collect.operations.invitations import NewMailing, plan_mailing, sending
from samband.core.collect.queries.mailings import mailing
from samband.core.collect.rules import SecretKind
from samband.core.notices.rules import Channel

ANALYST = Actor("person:1", frozenset({Grant(Role.ANALYST)}))
MONDAY_NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
ASK = "asked-2025"
TEXTS = {"en": {"subject": "What do you think, {name}?", "body": "Answer for {member} here:\n\n{link}"}}
LINK = re.compile(r"https://svar\.example\.org/a/([a-z0-9]{20})/")
HEADER = "id;municipality;sex;age_group;name;address;email;phone;language"


def people_file(people: int = 300, *, units=("1151", "0301", "3236")) -> bytes:
    """Every third lives in one of the units; everybody has an address, two of three an e-mail."""
    random, lines = Random(7), [HEADER]
    for number in range(people):
        email = f"p{number}@example.org" if number % 3 else ""
        lines.append(
            f"k{number:04};{units[number % len(units)]};{random.choice(('female', 'male'))};"
            f"{random.choice(('18-29', '30-44'))};Person {number};Road {number}, 5547 Place;{email};"
            f"9{number:07};{'nb' if number % 2 else 'en'}"
        )
    return "\n".join(lines).encode()


def previewed(content: bytes | None = None, filename: str = "people.csv"):
    return preview_frame(
        ask=ASK, group="inhabitants", file=BytesIO(content or people_file()), filename=filename,
        by=ANALYST, at=MONDAY_NOON,
    )  # fmt: skip


def drawn(number: int = 10, *, batches: int = 1):
    """So many of each of three members."""
    wish = DrawWish(Way.NUMBER, number=number, by=("sex",), batches=batches)
    return draw_sample(frame_id=previewed().id, wish=wish, seed=2026, by=ANALYST, at=MONDAY_NOON)


def planned(channel=Channel.EMAIL, purpose=Purpose.INVITATION, on=date(2026, 3, 2), **given) -> int:
    new = NewMailing(ASK, channel, purpose, TEXTS, on, "https://svar.example.org", **given)
    return plan_mailing(new=new, by=ANALYST, at=MONDAY_NOON)


def send(pk: int) -> list[str]:
    """As the worker would, from the round to the end of the job."""
    return list(sending.run(arguments={"mailing": pk}, done=frozenset()))


def record(pk: int):
    return mailing(actor=ANALYST, ask=ASK, mailing_id=pk)


def answer(token: str) -> None:
    submit(
        submission=Submission(
            ask=ASK, kind=SecretKind.TOKEN, secret=token, nonce=f"nonce-of-{token}",
            answers={"trust": 3, "informed": 2}, language="en", mode="web",
        ),
        at=datetime.now(UTC),
    )  # fmt: skip


def token_of(message) -> str:
    return LINK.search(message.body)[1]
