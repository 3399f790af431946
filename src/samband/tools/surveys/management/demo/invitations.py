# SPDX-License-Identifier: EUPL-1.2
"""A sample of the open wave that is drawn and waits for its letters, and sheets of paper: all synthetic.

Nothing is sent: letters are written by whoever presses the button, and the reminder is due in some weeks.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION
from samband.core.collect.analysis.drawing import DrawWish, Way
from samband.core.collect.analysis.invitations import Purpose
from samband.core.collect.operations import change_ask, frames, invitations, paper, present_plan
from samband.core.collect.pages.first_words import first_texts
from samband.core.collect.queries import AskRecord, asked_form, cases
from samband.core.collect.queries import ask as one_ask
from samband.core.collect.queries.paper import sheets
from samband.core.collect.rules import Mode
from samband.core.notices.rules import Channel
from samband.engines.instrument import draw_answers
from samband.tools.surveys.analysis.synthetic import DEMO_SEED
from samband.tools.surveys.management.demo.people import RECEIVES_NO_MAIL, UTSIRA
from samband.tools.surveys.management.demo.waves import OPEN
from samband.tools.surveys.queries import wave

IN_FILE, DRAWN_OF_EACH, SHEETS = 240, 20, 5
REMINDED_AFTER = timedelta(days=45)
SITE = "http://127.0.0.1:8000"
HEADER = "id;municipality;sex;age_group;name;address;email;language"
OUTCOMES = ("2.112", "2.112", "4.70", "2.33")
"""Two have said no on the telephone, one has moved away, one speaks none of the languages."""


def load_invitations(*, at: datetime) -> None:
    """The analyst finds them under Asking, Who is asked; the sheets under Paper."""
    step: dict[str, Any] = {"by": INSTALLATION, "at": at}
    ask = wave(actor=INSTALLATION, slug=OPEN).ask
    present = present_plan(ask=ask, by=INSTALLATION)
    ways = [*present.channels, *({Mode.PAPER.value} - set(present.channels))]
    change_ask(ask=ask, plan=replace(present, channels=ways), **step)
    asked = one_ask(actor=INSTALLATION, slug=ask)
    _draw(asked, step)
    _plan(asked, Channel.LETTER, Purpose.INVITATION, timedelta(), step)
    _plan(asked, Channel.EMAIL, Purpose.REMINDER, REMINDED_AFTER, step)
    drawn = [one for one in cases(actor=INSTALLATION, ask=ask) if one.inclusion_probability]
    for one, outcome in zip(sorted(drawn, key=lambda case: case.number), OUTCOMES, strict=False):
        invitations.note_outcome(ask=ask, case=one.id, disposition=outcome, **step)
    _key_sheets(asked, step)


def _draw(asked: AskRecord, step: dict[str, Any]) -> None:
    file = io.BytesIO("\n".join((HEADER, *_people(asked))).encode())
    frame = frames.preview_frame(
        ask=asked.slug, group="inhabitants", file=file, filename="people-synthetic.csv", **step
    )
    wish = DrawWish(Way.NUMBER, number=DRAWN_OF_EACH, by=("sex", "age_group"))
    frames.draw_sample(frame_id=frame.id, wish=wish, seed=DEMO_SEED, **step)


def _people(asked: AskRecord) -> Iterator[str]:
    """As many of each member; no telephone, so nobody of them is called."""
    units = sorted(asked.units)
    ages = sorted(asked_form(ask=asked.slug).background["age_group"])
    for number in range(IN_FILE):
        unit, turn = units[number % len(units)], number // len(units)
        sex, age = ("female", "male")[turn % 2], ages[turn // 2 % len(ages)]
        email = f"inhabitant.{number}@{RECEIVES_NO_MAIL}" if number % 4 else ""
        yield (
            f"file-{number:04};{unit};{sex};{age};Inhabitant {number} (synthetic);Example road {number}, "
            f"0000 {asked.units[unit]};{email};{'en' if number % 5 == 0 else 'nb'}"
        )


def _plan(
    asked: AskRecord, channel: Channel, purpose: Purpose, after: timedelta, step: dict[str, Any]
) -> None:
    texts = first_texts(
        languages=asked.languages, is_reminder=purpose is Purpose.REMINDER, has_end=bool(asked.closes_at)
    )
    new = invitations.NewMailing(
        asked.slug, channel, purpose, texts, localdate(step["at"]) + after, address=SITE
    )
    invitations.plan_mailing(new=new, **step)


def _key_sheets(asked: AskRecord, step: dict[str, Any]) -> None:
    """One is keyed in once; of another one the two entries differ and wait to be settled."""
    language = "nb" if "nb" in asked.languages else asked.languages[0]
    made = paper.make_sheets(
        ask=asked.slug, unit=UTSIRA, group="inhabitants", language=language, number=SHEETS, **step
    )
    once, unlike, *_ = (one.id for one in sheets(actor=INSTALLATION, batch=made.id))
    instrument = asked_form(ask=asked.slug).instrument
    first, second = (
        draw_answers(instrument=instrument, group="inhabitants", seed=seed) for seed in (DEMO_SEED, 7)
    )
    analyst = actor_by_email(email=f"analyst@{RECEIVES_NO_MAIL}", on=localdate(step["at"]))
    paper.key_sheet(sheet=once, answers=first, by=analyst, at=step["at"])
    paper.key_sheet(sheet=unlike, answers=first, by=analyst, at=step["at"])
    paper.key_sheet(sheet=unlike, answers=second, **step)
