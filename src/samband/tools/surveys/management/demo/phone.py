# SPDX-License-Identifier: EUPL-1.2
"""People of three members who may be called for the open wave, and quotas: all of them synthetic."""

from datetime import datetime, time, timedelta
from itertools import product

from django.utils.timezone import localdate

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION
from samband.core.collect.analysis.phone import CallOutcome, Window
from samband.core.collect.operations import NewCase, NewCell, add_cases, set_quotas
from samband.core.collect.operations.phone import PhoneSettings, end_call, next_call, plan_calls
from samband.core.collect.queries import asked_form
from samband.tools.surveys.management.demo.people import RECEIVES_NO_MAIL
from samband.tools.surveys.management.demo.waves import OPEN
from samband.tools.surveys.queries import wave

PEOPLE_OF_EACH, WANTED = 12, 2


def load_calls(*, at: datetime) -> None:
    """The interviewer finds them under Calls, at any hour; one was called and has agreed on tomorrow."""
    step = {"by": INSTALLATION, "at": at}
    ask = wave(actor=INSTALLATION, slug=OPEN).ask
    asked = asked_form(ask=ask)
    kinds = list(product(asked.background["sex"], asked.background["age_group"]))
    people = [
        _person(unit, number, *kinds[number % len(kinds)])
        for unit in asked.units for number in range(PEOPLE_OF_EACH)
    ]  # fmt: skip
    add_cases(ask=ask, cases=people, **step)  # type: ignore[arg-type]
    cells = [
        NewCell(f"{unit} · {sex} · {age}", {"unit": [unit], "sex": [sex], "age_group": [age]}, WANTED)
        for unit in asked.units for sex, age in kinds
    ]  # fmt: skip
    set_quotas(ask=ask, cells=cells, **step)  # type: ignore[arg-type]
    always = [Window(day, time(0), time(23, 59, 59)) for day in range(1, 8)]
    plan_calls(ask=ask, plan=PhoneSettings(always, on_rest_days=True), **step)  # type: ignore[arg-type]
    _agree(ask, at)


def _person(unit: str, number: int, sex: str, age: str) -> NewCase:
    """No telephone number of Norway begins with 0."""
    contact = {
        "name": f"Inhabitant {number + 1} (synthetic)",
        "phone": f"+47 00 {unit[:2]} {unit[2:]} {number:02}",
    }
    known = {"sex": sex, "age_group": age}
    return NewCase(unit, "inhabitants", f"{unit}-{number + 1}", contact=contact, known=known)


def _agree(ask: str, at: datetime) -> None:
    interviewer = actor_by_email(email=f"interviewer@{RECEIVES_NO_MAIL}", on=localdate(at))
    call = next_call(ask=ask, by=interviewer, at=at)
    if call is not None:
        end_call(
            call=call.case.id, outcome=CallOutcome.CALL_BACK, by=interviewer, at=at,
            appointment=at + timedelta(days=1), note="After work",
        )  # fmt: skip
