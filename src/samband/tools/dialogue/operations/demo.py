# SPDX-License-Identifier: EUPL-1.2
"""Needs, services and a plan for the demo association, made up with a fixed seed and saying so."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from samband.core.access.rules import Actor
from samband.tools.dialogue.models import Need, PlanItem, ServiceUse
from samband.tools.dialogue.queries import members_on
from samband.tools.dialogue.rules import Channel, MemberFact, NeedState, PlanState

SEED = 2026
ASKING, USING = 0.35, 0.6
ASKED = {
    "finance": ("Help to read the new grant system", "Figures for the four-year financial plan"),
    "legal": ("A second opinion on a building case", "A template for delegation"),
    "development": ("Land for small firms", "Funding for the harbour"),
    "international": ("A partner for a youth exchange", "Help with an application"),
    "communication": ("Text for a poll among inhabitants", "Advice before a hard meeting"),
}
USED = {
    "finance": "Course: the financial plan",
    "legal": "Written legal answer",
    "development": "Visit: local firms",
    "international": "Webinar: calls of the year",
    "communication": "Workshop: plain language",
}


def load_demo(*, by: Actor, at: datetime) -> None:
    """Synthetic needs of a third of the members and uses of six in ten; every text ends with (synthetic)."""
    today = timezone.localdate(at)
    members = members_on(on=today)
    draw = random.Random(SEED)  # noqa: S311  not for secrets
    items = _plan(today.year, at)
    Need.objects.bulk_create(_needs(members, items, draw, today, by, at))
    ServiceUse.objects.bulk_create(_uses(members, draw, today))


def _plan(year: int, at: datetime) -> dict[str, PlanItem]:
    """One adopted item in each area of this year's plan."""
    return {
        area: PlanItem.objects.create(
            year=year,
            area=area,
            title=f"{titles[0]} (synthetic)",
            responsible="Secretariat",
            state=PlanState.ADOPTED,
            decided_by=f"Executive committee, case 1/{year % 100} (synthetic)",
            created_at=at,
        )
        for area, titles in ASKED.items()
    }


def _needs(
    members: Sequence[MemberFact], items: dict[str, PlanItem], draw: random.Random, today: date, by: Actor,
    at: datetime,
) -> list[Need]:  # fmt: skip
    made = []
    for member in members:
        if draw.random() > ASKING:
            continue
        area = draw.choice(list(ASKED))
        at_title = draw.randrange(2)
        is_planned = at_title == 0
        made.append(
            Need(
                authority=member.code,
                area=area,
                title=f"{ASKED[area][at_title]} (synthetic)",
                stated_on=today - timedelta(days=draw.randrange(1, 420)),
                channel=draw.choice(list(Channel)),
                state=NeedState.PLANNED if is_planned else NeedState.RECEIVED,
                plan_item=items[area] if is_planned else None,
                recorded_by=by.reference,
                recorded_at=at,
            )
        )
    return made


def _uses(members: Sequence[MemberFact], draw: random.Random, today: date) -> list[ServiceUse]:
    made = []
    for member in members:
        if draw.random() > USING:
            continue
        area = draw.choice(list(USED))
        made.append(
            ServiceUse(
                authority=member.code,
                area=area,
                service=f"{USED[area]} (synthetic)",
                used_on=today - timedelta(days=draw.randrange(1, 500)),
                participants=draw.randrange(1, 8),
                rating=draw.choice((None, None, 2, 3, 4, 4, 5)),
            )
        )
    return made
