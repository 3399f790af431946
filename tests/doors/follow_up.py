# SPDX-License-Identifier: EUPL-1.2
"""Goals: a member's own people read and write, the association reads the adopted, all what is published."""

from collections.abc import Mapping
from datetime import date

from samband.core.access.rules import Actor, Grant, Role
from samband.core.follow_up import operations, queries
from samband.core.follow_up.tests.conftest import NOON, plan
from tests.doors.door import ALL, CONTACT, COUNCILLOR, MEDIAN, OSLO, SECRETARY, STAFF, UTSIRA, Door

OWN = frozenset({CONTACT, COUNCILLOR})
WRITERS = frozenset({CONTACT})
SPEAKERS = frozenset({CONTACT, SECRETARY})
READERS = STAFF | OWN
DRAFT, WISH, OPEN = (
    "What Utsira only thinks of",
    "What Utsira has decided in confidence",
    "What Oslo tells all",
)
GOAL, SHARED, ACTION = {"number": "@goal"}, {"number": "@shared"}, {"number": "@action"}
SKETCH, OPEN_GOAL = {"number": "@sketch"}, {"number": "@open_goal"}

DOORS = (
    Door("follow_up:start", get=READERS | SPEAKERS),
    Door("follow_up:goals_csv", get=STAFF),
    Door("follow_up:practice", get=READERS | SPEAKERS),
    Door("follow_up:member", get=READERS, given={"code": UTSIRA}),
    Door("follow_up:member", get=STAFF | {SECRETARY}, given={"code": MEDIAN}),
    Door("follow_up:member", get=ALL, given={"code": OSLO}),
    Door("follow_up:new", get=WRITERS, post=WRITERS, given={"code": UTSIRA}),
    Door("follow_up:new", get=frozenset({SECRETARY}), post=frozenset({SECRETARY}), given={"code": MEDIAN}),
    Door("follow_up:goal", get=READERS, given=GOAL),
    Door("follow_up:goal", get=OWN, given=SKETCH),
    Door("follow_up:goal", get=ALL, given=OPEN_GOAL),
    Door("follow_up:change", get=WRITERS, post=WRITERS, given=GOAL),
    Door("follow_up:paper", get=READERS, given=GOAL | {"format": "docx"}),
    Door("follow_up:paper", get=OWN, given=SKETCH | {"format": "docx"}),
    Door("follow_up:paper", get=ALL, given=OPEN_GOAL | {"format": "pdf"}),
    Door("follow_up:adopt", get=WRITERS, post=WRITERS, given=SKETCH),
    Door("follow_up:move", post=WRITERS, given=GOAL, data={"state": "under_way"}),
    Door("follow_up:progress", post=WRITERS, given=GOAL, data={"pulse": "slow"}),
    Door("follow_up:publish", post=WRITERS, given=GOAL),
    Door("follow_up:how_by_mail", get=ALL, post=ALL, given={"word": "@how_word"}),
    Door("follow_up:add_action", post=WRITERS, given=GOAL, data={"text": "More"}),
    Door("follow_up:action_done", post=WRITERS, given=ACTION),
    Door("follow_up:remove_action", post=WRITERS, given=ACTION),
    Door("follow_up:share_action", post=WRITERS, given=ACTION),
    Door("follow_up:feature_action", post=STAFF, given=SHARED),
    Door("follow_up:copy_action", get=SPEAKERS, post=SPEAKERS, given=SHARED),
)
SECRETS = {DRAFT: OWN, WISH: READERS}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """A draft, an adopted goal and one that can be told about by mail in Utsira; an open one in Oslo."""
    sketch = _goal(UTSIRA, DRAFT)
    goal, told, shown = _adopted(UTSIRA, WISH), _adopted(UTSIRA, "Told by mail"), _adopted(OSLO, OPEN)
    actions = {code: _action(code, number) for code, number in ((UTSIRA, told), (OSLO, shown))}
    operations.share_action(action_id=actions[OSLO], is_shared=True, by=_speaker(OSLO), at=NOON)
    operations.publish_goal(goal_id=shown, by=_speaker(OSLO), at=NOON)
    return {
        "sketch": str(sketch), "goal": str(goal), "open_goal": str(shown), "shared": str(actions[OSLO]),
        "action": str(actions[UTSIRA]),
        "how_word": operations.word_for(goal_id=told, email="contact@example.org"),
    }  # fmt: skip


def _speaker(code: str) -> Actor:
    return Actor("cast:speaker", frozenset({Grant(Role.CONTACT, code)}))


def _goal(code: str, title: str) -> int:
    wanted = plan(title=title, target=None, deadline=date(2099, 1, 1))
    return operations.set_goal(authority=code, plan=wanted, actions=["Act"], by=_speaker(code), at=NOON).id


def _adopted(code: str, title: str) -> int:
    number = _goal(code, title)
    adoption = operations.Adoption("Council", date(2026, 1, 1))
    operations.adopt_goal(goal_id=number, adoption=adoption, by=_speaker(code), at=NOON)
    return number


def _action(code: str, goal: int) -> int:
    return queries.goal(actor=_speaker(code), goal_id=goal).actions[0].id
