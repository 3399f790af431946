# SPDX-License-Identifier: EUPL-1.2
"""Who is asked by name: drawn from a file, written to, free to want no more of it. The analyst's alone."""

import io
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.collect.analysis.drawing import DrawWish, Way
from samband.core.collect.analysis.invitations import Purpose
from samband.core.collect.operations import Plan, frames, invitations, open_ask
from samband.core.collect.queries import cases
from samband.core.collect.tests.questionnaires import of_inhabitants
from samband.core.notices.rules import Channel
from tests.doors.door import ALL, ANALYST, UTSIRA, Door

ANALYSTS = frozenset({ANALYST})
TITLE = "Asked by letter and by name"
INHABITANT = "Inhabitant of the file (synthetic)"
AT = {"ask": "asked-by-letter"}
FILE, LETTERS = {**AT, "number": "@people_file"}, {**AT, "number": "@letters"}
DOORS = (
    Door("collect:people", get=ANALYSTS, given=AT),
    Door("collect:names", get=ANALYSTS, given=AT),
    Door("collect:person", get=ANALYSTS, post=ANALYSTS, given={**AT, "case": "@invited"}),
    Door("collect:add_councils", post=ANALYSTS, given=AT),
    Door("collect:returned", get=ANALYSTS, post=ANALYSTS, given=AT),
    Door("collect:returned_of", get=ANALYSTS, post=ANALYSTS, given=LETTERS),
    Door("collect:sample", post=ANALYSTS, given=AT),
    Door("collect:add_frame", get=ANALYSTS, post=ANALYSTS, given=AT),
    Door("collect:frame", get=ANALYSTS, post=ANALYSTS, given=FILE),
    Door("collect:frame_columns", post=ANALYSTS, given=FILE),
    Door("collect:discard_frame", post=ANALYSTS, given=FILE),
    Door("collect:add_mailing", get=ANALYSTS, post=ANALYSTS, given=AT),
    Door("collect:mailing", get=ANALYSTS, given=LETTERS),
    Door("collect:send_mailing", post=ANALYSTS, given=LETTERS),
    Door("collect:letters", post=ANALYSTS, given=LETTERS),
    Door("collect:call_off_mailing", post=ANALYSTS, given=LETTERS),
    Door("answering:stop", get=ALL, post=ALL, given={"word": "@stop_word"}),
)
SECRETS = {TITLE: ANALYSTS, INHABITANT: ANALYSTS}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """One inhabitant, drawn from a file, and letters to write."""
    now = {"by": INSTALLATION, "at": timezone.now()}
    open_ask(
        slug=AT["ask"], title={"en": TITLE}, instrument=of_inhabitants("pages"),
        reference_date=date(2026, 1, 1), units={UTSIRA: "Utsira"}, background={}, plan=Plan(), **now,
    )  # fmt: skip
    rows = f"id;unit;name;address;email\nk1;{UTSIRA};{INHABITANT};Road 1;i1@example.org\n"
    file = io.BytesIO(rows.encode())
    frame = frames.preview_frame(ask=AT["ask"], group="inhabitants", file=file, filename="people.csv", **now)
    frames.draw_sample(frame_id=frame.id, wish=DrawWish(Way.NUMBER, number=1), seed=7, **now)
    texts = {"subject": "What do you think?", "body": "Good day, {name}.\n\n{link}"}
    letters = invitations.plan_mailing(
        new=invitations.NewMailing(
            AT["ask"], Channel.LETTER, Purpose.INVITATION, {"en": texts, "nb": texts}, timezone.localdate(),
            "https://answers.example.org",
        ), **now,
    )  # fmt: skip
    invited = next(iter(cases(actor=INSTALLATION, ask=AT["ask"]))).id
    return {
        "people_file": str(frame.id),
        "letters": str(letters),
        "invited": str(invited),
        "stop_word": invitations.stop_word(case=invited, channel=Channel.EMAIL),
    }
