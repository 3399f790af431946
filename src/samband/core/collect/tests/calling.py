# SPDX-License-Identifier: EUPL-1.2
"""People to be called, and 50 interviewers at once: ``python -m samband.core.collect.tests.calling``.

``hand_out N``: they reach for N people at the same moment, again and again until nobody is left. ``interview
N``: they interview, while as many others answer on the web, against quotas of N. Both begin with an empty
installation and print what came of it as JSON.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samband.core.access.rules import Actor
    from samband.core.collect.operations import MadeCase, NewCase

ASK, AT_ONCE = "called", 50
MONDAY = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
"""An hour to call in, wherever Europe's clocks are."""
UNITS = {"1151": "Utsira", "0301": "Oslo"}
AGES, GENDERS = ("16_29", "30_49", "50_66", "67_up"), ("woman", "man")


def interviewer(number: int) -> "Actor":
    from samband.core.access.rules import Actor, Grant, Role

    return Actor(f"caller:{number}", frozenset({Grant(Role.INTERVIEWER)}))


def open_called(*, people: Iterable["NewCase"] = (), **plan: object) -> tuple["MadeCase", ...]:
    """An ask of two questions, age and gender, whose people are called on weekdays from 9 to 21."""
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.analysis.phone import Window
    from samband.core.collect.operations import Plan, add_cases, open_ask
    from samband.core.collect.operations.phone import PhoneSettings, plan_calls
    from samband.core.collect.tests.questionnaires import of_inhabitants

    step = {"by": INSTALLATION, "at": MONDAY - timedelta(days=5)}
    open_ask(
        slug=ASK, title={"en": "Called"}, instrument=of_inhabitants("background"),
        reference_date=date(2026, 1, 1), units=UNITS, background={}, plan=Plan(open_link=True), **step,
    )  # fmt: skip
    made = add_cases(ask=ASK, cases=people, **step)
    windows = [Window(day, time(9), time(21)) for day in range(1, 6)]
    plan_calls(ask=ASK, plan=PhoneSettings(windows, **plan), **step)
    return made


def person(number: int, **parts: object) -> "NewCase":
    from samband.core.collect.operations import NewCase

    contact = {"name": f"Person {number}", "phone": f"99 00 {number // 100:02} {number % 100:02}"}
    told = {"unit": "1151", "group": "inhabitants", "number": f"{number:04}", "contact": contact}
    return NewCase(**(told | parts))


def _hand_out(people: int) -> dict[str, object]:
    from samband.core.collect.operations.phone import next_call

    open_called(people=map(person, range(people)))
    found: list[object] = []
    for turn in range(people // AT_ONCE):

        def reach(number: int, turn: int = turn) -> object:
            return next_call(ask=ASK, by=interviewer(turn * AT_ONCE + number), at=MONDAY).case.id

        found += _at_once(reach)
    wrong = [one for one in found if isinstance(one, str)]
    return {"given": len(found), "different": len(set(found)), "wrong": wrong}


def _interview(target: int) -> dict[str, object]:
    """Everybody is a woman of 30 to 49 in Utsira: the quota that all of them fall into takes so many."""
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.models import Envelope, QuotaHold
    from samband.core.collect.operations import NewCell, set_quotas
    from samband.core.collect.queries import quotas

    open_called(people=map(person, range(AT_ONCE)))
    crossed = [
        NewCell(f"{unit} {age} {sex}", {"unit": [unit], "age": [age], "sex": [sex]}, target)
        for unit in UNITS for age in AGES for sex in GENDERS
    ]  # fmt: skip
    set_quotas(ask=ASK, cells=crossed, by=INSTALLATION, at=MONDAY)
    became = Counter(_at_once(_one_more))
    return {
        "became": became,
        "taken": sum(cell.taken for cell in quotas(ask=ASK)),
        "envelopes": Envelope.objects.count(),
        "holds": QuotaHold.objects.count(),
    }


def _one_more(number: int) -> str:
    """Every other one by telephone, the others by the open link."""
    from dataclasses import replace

    from samband.core.collect.operations import NotTaken, Submission, submit
    from samband.core.collect.operations.phone import (
        begin_interview,
        finish_interview,
        keep_interview,
        next_call,
    )
    from samband.core.collect.rules import SecretKind

    answers = {"own_age": "30_49", "own_gender": "woman"}
    try:
        if number % 2:
            sent = Submission(
                ask=ASK, kind=SecretKind.OPEN, secret="", nonce=f"nonce-of-somebody-{number}",
                answers=answers, language="nb" if number % 4 == 1 else "en", mode="web",
                group="inhabitants", unit="1151",
            )  # fmt: skip
            submit(submission=sent, at=MONDAY)
            return "web"
        by = interviewer(number)
        call = next_call(ask=ASK, by=by, at=MONDAY).case.id
        sheet = begin_interview(call=call, language="nb" if number % 4 else "en", by=by, at=MONDAY)
        sheet = replace(sheet, visit=replace(sheet.visit, answers=answers))
        if not keep_interview(call=call, sheet=sheet, by=by, at=MONDAY):
            return "no place"
        finish_interview(call=call, by=by, at=MONDAY)
    except NotTaken as refused:
        return f"{'web' if number % 2 else 'phone'} {refused.reason}"
    return "phone"


def _at_once(work: Callable[[int], object]) -> list[object]:
    from django.db import connection

    gate = Barrier(AT_ONCE)

    def one(number: int) -> object:
        gate.wait()
        try:
            return work(number)
        except Exception as fault:  # noqa: BLE001  told at the end
            return f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


if __name__ == "__main__":
    import django

    django.setup()
    name, size = sys.argv[1:]
    print(json.dumps({"hand_out": _hand_out, "interview": _interview}[name](int(size))))  # noqa: T201
