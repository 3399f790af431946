# SPDX-License-Identifier: EUPL-1.2
"""People who are called: an interviewer sees the one in hand, and lists are the analyst's."""

from collections.abc import Mapping
from datetime import date, time

from django.utils import timezone

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION
from samband.core.collect.analysis.phone import Window
from samband.core.collect.operations import NewCase, Plan, add_cases, open_ask
from samband.core.collect.operations.phone import PhoneSettings, next_call, plan_calls
from samband.core.collect.tests.questionnaires import of_inhabitants
from tests.doors.door import ANALYST, INTERVIEWER, UTSIRA, Door

ASK, TITLE, IN_HAND = "asked-by-phone", "Asked by telephone only", "Somebody in hand"
CALLS, RUN = frozenset({ANALYST, INTERVIEWER}), frozenset({ANALYST})
AT = {"ask": ASK}
DOORS = (
    Door("collect:phone", get=CALLS),
    Door("collect:phone_call", get=CALLS),
    Door("collect:phone_next", post=CALLS, given=AT),
    Door("collect:phone_outcome", post=CALLS),
    Door("collect:phone_give_back", post=CALLS),
    Door("collect:phone_interview", get=CALLS, post=CALLS),
    Door("collect:phone_end", get=CALLS, post=CALLS),
    Door("collect:phone_board", get=RUN, given=AT),
    Door("collect:phone_plan", get=RUN, post=RUN, given=AT),
    Door("collect:phone_release", post=RUN, given=AT),
    Door("collect:phone_outcomes", get=RUN, given=AT),
    Door("collect:quotas", get=RUN, post=RUN, given=AT),
    Door("collect:quotas_make", post=RUN, given=AT),
    Door("collect:quotas_file", get=RUN, given=AT),
)
SECRETS = {TITLE: CALLS, IN_HAND: frozenset({INTERVIEWER})}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """The interviewer has somebody in hand, at any hour."""
    now = timezone.now()
    open_ask(
        slug=ASK, title={"en": TITLE}, instrument=of_inhabitants("background"),
        reference_date=date(2026, 1, 1), units={UTSIRA: "Utsira"}, background={},
        plan=Plan(channels=["phone"]), by=INSTALLATION, at=now,
    )  # fmt: skip
    contact = {"name": IN_HAND, "phone": "99 00 00 01"}
    add_cases(ask=ASK, cases=[NewCase(UTSIRA, "inhabitants", "1", contact=contact)], by=INSTALLATION, at=now)
    windows = [Window(day, time(0), time(23, 59, 59)) for day in range(1, 8)]
    plan = PhoneSettings(windows, on_rest_days=True)
    plan_calls(ask=ASK, plan=plan, by=INSTALLATION, at=now)
    interviewer = actor_by_email(email="interviewer@example.org", on=timezone.localdate())
    next_call(ask=ASK, by=interviewer, at=now)
    return {}
