# SPDX-License-Identifier: EUPL-1.2
"""Where a page that was sent in leads, and what is kept of it."""

import json
from datetime import date

from samband.core.collect.analysis.visits import Move, Visit, place_of, reviewed, turned, visit_of
from samband.core.collect.tests.questionnaires import feature
from samband.engines.instrument import Step, step_of, steps

TODAY = date(2026, 11, 20)
NEW = Visit(group="", language="en", seed=1)


def page(name: str, visit: Visit, key: str = "") -> Step:
    flow = feature(name).flow
    shown = steps(flow=flow, group="", answers=visit.answers, today=TODAY)
    found = step_of(flow=flow, group="", answers=visit.answers, key=key, today=TODAY) if key else shown[0]
    assert found is not None
    return found


def send(name: str, visit: Visit, raw: dict[str, list[str]], move: Move = Move.FORWARD, key: str = ""):
    step = page(name, visit, key)
    return turned(flow=feature(name).flow, visit=visit, step=step, raw=raw, move=move, today=TODAY)


def test_a_page_that_lacks_what_is_required_comes_again_with_what_was_typed():
    turn = send("needs", NEW, {"age": ["old"], "years_here": ["3"]})
    assert turn.step is not None
    assert turn.step.key == page("needs", NEW).key
    assert turn.visit.typed[turn.step.key]["age"] == ["old"]
    assert turn.visit.answers == {"years_here": 3}


def test_what_is_wanted_is_asked_for_once_more_and_then_let_be():
    first = send("needs", NEW, {"age": ["40"]})
    assert first.step is not None
    assert first.outcome.wanted == ("years_here",)
    assert send("needs", first.visit, {"age": ["40"]}).step is None


def test_going_back_keeps_what_can_be_kept_and_asks_for_nothing():
    forward = send("pages", send("pages", NEW, {}).visit, {"has_time": ["yes"]}, key="first.choice")
    assert forward.step is not None
    back = send("pages", forward.visit, {"wish": ["A bench"]}, Move.BACK, key=forward.step.key)
    assert back.step is not None
    assert back.step.key == "first.choice"
    assert back.visit.answers["wish"] == "A bench"


def at_the_end(has_time: str) -> Visit:
    chosen = send("pages", NEW, {"has_time": [has_time]}, key="first.choice")
    return reviewed(visit=send("pages", chosen.visit, {}, key="last.goodbye").visit)


def test_after_the_review_a_change_leads_back_there():
    assert send("pages", at_the_end("no"), {"has_time": ["no"]}, key="first.choice").step is None


def test_after_the_review_a_change_leads_over_pages_that_were_never_shown():
    turn = send("pages", at_the_end("no"), {"has_time": ["yes"]}, key="first.choice")
    assert turn.step is not None
    assert turn.step.key == "more.wishes"
    assert send("pages", turn.visit, {"wish": ["x"]}, key="more.wishes").step is None


def test_addresses_number_the_pages_that_are_shown():
    visit = send("pages", NEW, {"has_time": ["no"]}, key="first.choice").visit
    goodbye = page("pages", visit, "last.goodbye")
    assert place_of(flow=feature("pages").flow, visit=visit, step=goodbye, today=TODAY) == 3


def test_a_visit_is_kept_as_json_and_is_the_same_afterwards():
    visit = send("some_of", NEW, {"channels": ["phone", "mail"]}).visit
    refused = send("needs", visit, {"age": ["old"]}).visit
    assert visit_of(kept=json.loads(json.dumps(refused.as_json()))) == refused
