# SPDX-License-Identifier: EUPL-1.2
"""A member asks, the association answers or plans, and the member sees it."""

from datetime import date

import pytest

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import events
from samband.tools.dialogue import operations, queries
from samband.tools.dialogue.rules import NeedState, PlanState, WrongStep
from samband.tools.dialogue.tests.conftest import NOON, TODAY


def test_a_need_waits_for_the_association_and_its_answer_reaches_the_member(asked, analyst, contact):
    need = asked()
    assert [item.title for item in queries.waiting(actor=analyst)] == ["1 need waits for an answer"]
    operations.answer_need(need_id=need.id, answer="Here it is.", by=analyst, at=NOON)
    (seen,) = queries.needs_of(actor=contact, authority="1151")
    assert (seen.state, seen.answer) == (NeedState.ANSWERED, "Here it is.")
    assert queries.waiting(actor=analyst) == ()


def test_a_planned_item_shows_who_asked_for_it(asked, analyst, contact):
    item = operations.add_plan_item(year=2022, area="legal", title="Legal clinic", by=analyst, at=NOON)
    for need in (asked(), asked("Another opinion")):
        operations.plan_need(need_id=need.id, item_id=item.id, by=analyst, at=NOON)
    (planned,) = queries.plan(actor=contact, year=2022)
    assert (planned.needs, planned.members) == (2, frozenset({"1151"}))
    assert {one.planned for one in queries.needs_of(actor=contact, authority="1151")} == {"Legal clinic"}


def test_an_item_is_adopted_by_a_named_body_and_then_done(members, analyst):
    item = operations.add_plan_item(year=2022, area="legal", title="Legal clinic", by=analyst, at=NOON)
    move = {"item_id": item.id, "by": analyst, "at": NOON}
    with pytest.raises(WrongStep, match="Say which body"):
        operations.move_plan_item(state=PlanState.ADOPTED, **move)
    with pytest.raises(WrongStep, match="that is proposed cannot become done"):
        operations.move_plan_item(state=PlanState.DONE, **move)
    operations.move_plan_item(state=PlanState.ADOPTED, decided_by="Executive committee, case 3/21", **move)
    done = operations.move_plan_item(state=PlanState.DONE, **move)
    assert (done.state, done.decided_by) == (PlanState.DONE, "Executive committee, case 3/21")


def test_a_declined_need_does_not_go_into_the_plan(asked, analyst):
    need = asked()
    item = operations.add_plan_item(year=2022, area="legal", title="Legal clinic", by=analyst, at=NOON)
    operations.answer_need(need_id=need.id, answer="No.", is_declined=True, by=analyst, at=NOON)
    with pytest.raises(WrongStep, match="was declined"):
        operations.plan_need(need_id=need.id, item_id=item.id, by=analyst, at=NOON)


def test_a_contact_asks_for_the_own_member_only(asked, contact, outsider, councillor):
    with pytest.raises(NotAllowed):
        asked(authority="0301")
    for actor in (outsider, councillor):
        with pytest.raises(NotAllowed):
            asked(by=actor)
    with pytest.raises(NotAllowed):
        queries.needs(actor=contact)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"area": "roads"}, "not a service area"), ({"authority": "9999"}, "not in the register on 2021-12-01")],
)
def test_what_the_register_does_not_know_is_refused_in_words(asked, analyst, wrong, words):
    with pytest.raises(ValueError, match=words):
        asked(by=analyst, **wrong)


def test_the_log_tells_what_was_done_without_the_words_of_the_member(asked, analyst):
    need = asked("Our secret plan", text="very secret")
    operations.answer_need(need_id=need.id, answer="secret too", by=analyst, at=NOON)
    log = events(about=f"dialogue.need:{need.id}").events
    assert {event.event for event in log} == {"dialogue.need_recorded", "dialogue.need_answered"}
    assert "secret" not in str([event.details for event in log])


def test_a_member_says_how_a_service_was(used, contact, outsider):
    use = used()
    assert [item.title for item in queries.waiting(actor=contact)] == ["Say how 1 service was that you used"]
    with pytest.raises(NotAllowed):
        operations.rate_use(use_id=use.id, rating=1, by=outsider, at=NOON)
    with pytest.raises(ValueError, match="6 is not a rating"):
        operations.rate_use(use_id=use.id, rating=6, by=contact, at=NOON)
    operations.rate_use(use_id=use.id, rating=4, comment="Clear", by=contact, at=NOON)
    assert queries.uses_of(actor=contact, authority="1151")[0].rating == 4
    assert queries.waiting(actor=contact) == ()


def test_the_summary_covers_twelve_months_to_the_day(asked, analyst):
    asked(stated_on=date(2020, 12, 2))
    found = queries.summary(actor=analyst, last=TODAY)
    assert (found.first, found.heard, found.members) == (date(2020, 12, 2), 1, 4)
    leap = queries.summary(actor=analyst, last=date(2021, 3, 31), months=1)
    assert leap.first == date(2021, 3, 1)


def test_an_association_may_have_its_own_areas(home, members):
    own = home / "dialogue"
    own.mkdir()
    (own / "service_areas.yaml").write_text("areas: [{code: roads, names: {en: Roads}}]", encoding="utf-8")
    assert [area.code for area in queries.service_areas()] == ["roads"]
    (own / "service_areas.yaml").write_text("areas: [{code: roads}]", encoding="utf-8")
    with pytest.raises(queries.BadServiceAreas, match="Each area has a code and names"):
        queries.service_areas()
