# SPDX-License-Identifier: EUPL-1.2
"""A council that is answering the open wave in its meeting right now, with synthetic answers so far."""

from datetime import datetime

from django.utils.timezone import localdate

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations import Submission, meeting, submit
from samband.core.collect.queries.meeting import council_to_ask
from samband.core.collect.rules import COUNCIL, Mode, SecretKind
from samband.engines.instrument import draw_answers
from samband.tools.surveys.management.demo.waves import INSTRUMENT, OPEN, VERSION
from samband.tools.surveys.queries import instrument, wave

AWAY, NOT_YET = 2, 3
"""Seats that are empty tonight; people in the hall who have not answered."""


def load_meeting(*, authority: str, at: datetime) -> None:
    """The secretary finds it on the start page: make a code, answer, close, see the result."""
    ask, today = wave(actor=INSTALLATION, slug=OPEN).ask, localdate(at)
    seats = council_to_ask(actor=INSTALLATION, ask=ask, unit=authority, on=today).seats or 11
    presence = meeting.Presence(seats, seats - AWAY - 1, 1)
    found = meeting.prepare_meeting(
        ask=ask, unit=authority, on=today, presence=presence, by=INSTALLATION, at=at
    )
    codes = meeting.make_codes(meeting=found.id, number=found.present - NOT_YET, by=INSTALLATION, at=at)
    meeting.open_meeting(meeting=found.id, by=INSTALLATION, at=at)
    for number, code in enumerate(codes):
        submit(submission=_sheet(ask, code, number), at=at)


def _sheet(ask: str, code: str, number: int) -> Submission:
    asked = instrument(code=INSTRUMENT, version=VERSION)
    return Submission(
        ask=ask,
        kind=SecretKind.CODE,
        secret=code,
        nonce=f"synthetic-{code}-of-the-demo",
        answers=draw_answers(instrument=asked, group=COUNCIL, seed=number),
        language="nb",
        mode=Mode.MEETING,
    )
