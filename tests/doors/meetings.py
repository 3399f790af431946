# SPDX-License-Identifier: EUPL-1.2
"""A council that answers in its meeting: for its secretary and analysts; codes are for who holds them."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations import Plan, Submission, meeting, open_ask, submit
from samband.core.collect.operations.meeting import Presence
from samband.core.collect.queries.meeting import word_of
from samband.core.collect.rules import SecretKind
from samband.engines.instrument import draw_answers
from samband.tools.surveys.queries import instrument
from tests.doors.door import ALL, ANALYST, MEDIAN, NONE, OSLO, SECRETARY, UTSIRA, Door, Who

ASK, TITLE = "asked-in-the-hall", "Asked in the hall only"
SERVES = frozenset({ANALYST, SECRETARY})
OWN, OTHER = "@open_session", "@session_of_oslo"
MEDIANS = {"ask": ASK, "unit": MEDIAN}


def of(name: str, number: str, who: frozenset[Who], *, get: bool = True, post: bool = False) -> Door:
    return Door(
        f"collect:{name}", get=who if get else NONE, post=who if post else NONE, given={"number": number}
    )


DOORS = (
    Door("collect:meetings", get=frozenset({ANALYST}), given={"ask": ASK}),
    Door("collect:meeting_council", get=SERVES, post=SERVES, given=MEDIANS),
    Door("collect:meeting_council", get=frozenset({ANALYST}), given={"ask": ASK, "unit": OSLO}),
    Door("collect:meeting_council", get=NONE, given={"ask": ASK, "unit": UTSIRA}),  # not asked there
    *(
        door
        for number, who in ((OWN, SERVES), (OTHER, frozenset({ANALYST})))
        for door in (
            of("meeting", number, who),
            of("meeting_presence", number, who, get=False, post=True),
            of("meeting_codes", number, who, get=False, post=True),
            of("meeting_close", number, who, post=True),
            of("meeting_hall", number, who),
            of("meeting_count", number, who),
            Door("collect:meeting_step", post=who, given={"number": number, "name": "open"}),
        )
    ),
    Door("answering:meeting", get=ALL, post=ALL, given={"word": "@word"}, data={"code": "@seat"}),
    Door("answering:meeting_slip", get=ALL, given={"word": "@word", "code": "@seat"}),
)
SECRETS = {TITLE: SERVES}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """The council of the median member is answering; that of Oslo has its result."""
    open_ask(
        slug=ASK, title={"en": TITLE}, instrument=instrument(code="local_democracy", version="2021"),
        reference_date=date(2021, 1, 1), units={MEDIAN: "Årdal", OSLO: "Oslo"}, background={},
        plan=Plan(channels=["meeting"]), **_now(),
    )  # fmt: skip
    own, codes = _opened(MEDIAN)
    other, others = _opened(OSLO)
    for code in others[:6]:
        answer(code)
    meeting.close_meeting(meeting=other, **_now())
    return {
        "open_session": str(own),
        "session_of_oslo": str(other),
        "seat": codes[0],
        "word": word_of(meeting=own),
    }


def answer(code: str) -> None:
    asked = instrument(code="local_democracy", version="2021")
    sheet = Submission(
        ask=ASK, kind=SecretKind.CODE, secret=code, nonce=f"nonce-of-the-code-{code}",
        answers=draw_answers(instrument=asked, group="councillors", seed=int(code)), language="en",
        mode="meeting",
    )  # fmt: skip
    submit(submission=sheet, at=timezone.now())


def _opened(unit: str) -> tuple[int, tuple[str, ...]]:
    presence = Presence(seats=11, members=8)
    found = meeting.prepare_meeting(ask=ASK, unit=unit, on=timezone.localdate(), presence=presence, **_now())
    codes = meeting.make_codes(meeting=found.id, number=8, **_now())
    return meeting.open_meeting(meeting=found.id, **_now()).id, codes


def _now() -> dict[str, object]:
    return {"by": INSTALLATION, "at": timezone.now()}
