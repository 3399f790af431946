# SPDX-License-Identifier: EUPL-1.2
"""Sheets of paper and the fieldwork board: the association's, and for one's own council or authority."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations import Plan, open_ask, paper
from samband.core.collect.queries.paper import sheets
from samband.core.collect.tests.questionnaires import of_inhabitants
from tests.doors.door import ANALYST, CONTACT, INTERVIEWER, MEDIAN, NONE, SECRETARY, UTSIRA, Door, Who

TITLE = "Asked on paper and followed"
AT = {"ask": "asked-on-paper"}
RUN = frozenset({ANALYST})
KEY = frozenset({ANALYST, INTERVIEWER})
OWN = KEY | {SECRETARY}


def of(name: str, number: str, who: frozenset[Who], *, post: bool = False, **given: str) -> Door:
    return Door(f"collect:{name}", get=who, post=who if post else NONE, given={"number": number, **given})


DOORS = (
    Door("collect:board", get=RUN, given=AT),
    Door("collect:board_file", get=RUN, given=AT),
    Door("collect:own_board", get=RUN | {CONTACT}, given={**AT, "unit": UTSIRA}),
    Door("collect:own_board", get=RUN | {SECRETARY}, given={**AT, "unit": MEDIAN}),
    Door("collect:paper", get=OWN, post=OWN, given=AT),
    *(
        door
        for place, who in (("median", OWN), ("utsira", KEY))
        for door in (
            of("paper_batch", f"@batch_of_{place}", who),
            of("paper_file", f"@batch_of_{place}", who),
            of("paper_next", f"@batch_of_{place}", who, turn="first"),
            of("paper_key", f"@sheet_of_{place}", who, post=True),
            of("paper_settle", f"@unlike_of_{place}", who, post=True),
            Door("collect:paper_step", post=who, given={"number": f"@sheet_of_{place}", "name": "aside"}),
        )
    ),
)
SECRETS = {TITLE: OWN | {CONTACT}}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """Two sheets in each of two members; one of them was keyed in twice, not alike."""
    open_ask(
        slug=AT["ask"], title={"en": TITLE}, instrument=of_inhabitants("pages"),
        reference_date=date(2026, 1, 1), units={UTSIRA: "Utsira", MEDIAN: "Årdal"}, background={},
        plan=Plan(channels=["paper"]), by=INSTALLATION, at=timezone.now(),
    )  # fmt: skip
    return {**_sheets("utsira", UTSIRA), **_sheets("median", MEDIAN)}


def _sheets(place: str, unit: str) -> dict[str, str]:
    now = {"by": INSTALLATION, "at": timezone.now()}
    batch = paper.make_sheets(
        ask=AT["ask"], unit=unit, group="inhabitants", language="en", number=2, **now
    ).id
    first, second = sheets(actor=INSTALLATION, batch=batch)
    for answers in ({"has_time": "yes"}, {"has_time": "no"}):
        paper.key_sheet(sheet=second.id, answers=answers, **now)
    return {
        f"batch_of_{place}": str(batch),
        f"sheet_of_{place}": str(first.id),
        f"unlike_of_{place}": str(second.id),
    }
