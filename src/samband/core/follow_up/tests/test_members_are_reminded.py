# SPDX-License-Identifier: EUPL-1.2
"""Before the deadline, after it, and every quarter: one mail for each reader, in the reader's language."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from samband.core.access.rules import INSTALLATION
from samband.core.audit.queries import events
from samband.core.follow_up import operations, queries
from samband.core.follow_up.models import Goal
from samband.core.follow_up.rules import Due, GoalFact, GoalState, Pulse, ReminderKind, due, is_stuck
from samband.core.follow_up.tests.conftest import DEADLINE, NOON, TODAY
from samband.core.notices.operations import MailSender, block_address
from samband.core.notices.rules import Channel, Sent


def fact(**other: object) -> GoalFact:
    given = {
        "id": 1, "authority": "1151", "title": "x", "topic": "", "state": GoalState.UNDER_WAY,
        "deadline": DEADLINE, "heard_on": TODAY, "pulse": None,
    }  # fmt: skip
    return GoalFact(**(given | other))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (TODAY + timedelta(days=90), None),
        (TODAY + timedelta(days=91), Due(ReminderKind.QUARTER, TODAY + timedelta(days=91))),
        (DEADLINE - timedelta(days=31), Due(ReminderKind.QUARTER, DEADLINE - timedelta(days=31))),
        (DEADLINE - timedelta(days=30), Due(ReminderKind.SOON, DEADLINE)),
        (DEADLINE, Due(ReminderKind.SOON, DEADLINE)),
        (DEADLINE + timedelta(days=1), Due(ReminderKind.OVERDUE, DEADLINE)),
        (DEADLINE + timedelta(days=30), Due(ReminderKind.OVERDUE, DEADLINE)),
        (DEADLINE + timedelta(days=31), Due(ReminderKind.OVERDUE, DEADLINE + timedelta(days=30))),
    ],
)
def test_each_day_has_at_most_one_reminder_the_gravest(on, expected):
    assert due(goal=fact(), on=on) == expected
    if expected is not None:
        assert due(goal=fact(), on=on, sent={expected}) is None


def test_a_quarter_counts_from_the_last_word_or_the_last_question():
    asked = Due(ReminderKind.QUARTER, TODAY + timedelta(days=91))
    assert due(goal=fact(), on=TODAY + timedelta(days=100), sent={asked}) is None
    assert due(goal=fact(), on=TODAY + timedelta(days=182), sent={asked}) is not None


@pytest.mark.parametrize("state", set(GoalState) - {GoalState.ADOPTED, GoalState.UNDER_WAY})
def test_drafts_and_ended_goals_are_left_in_peace(state):
    assert due(goal=fact(state=state), on=DEADLINE + timedelta(days=5)) is None
    assert not is_stuck(goal=fact(state=state), on=DEADLINE + timedelta(days=5))


def test_stuck_is_said_or_late_or_silent_for_half_a_year():
    assert not is_stuck(goal=fact(), on=TODAY + timedelta(days=182))
    assert is_stuck(goal=fact(), on=TODAY + timedelta(days=183))
    assert is_stuck(goal=fact(pulse=Pulse.STUCK), on=TODAY)
    assert is_stuck(goal=fact(), on=DEADLINE + timedelta(days=1))


@pytest.fixture
def reader(adopted, signed_in, contact):
    """The contact person of Utsira has an account; a goal is adopted."""
    signed_in(contact)
    return adopted()


def go_round(day: date, hour: int = 12) -> list[mail.EmailMessage]:
    mail.outbox.clear()
    operations.make_round(at=datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    return list(mail.outbox)


SOON = DEADLINE - timedelta(days=20)


def test_one_mail_is_sent_once(reader, time_machine):
    time_machine.move_to(SOON)
    (sent,) = go_round(SOON)
    assert sent.to == ["contact@example.org"]
    assert sent.subject == "1 goal needs a word from you"
    assert "More people trust us" in sent.body
    assert f"https://s.example/goals/{reader}/" in sent.body
    assert go_round(SOON) == []
    (event,) = events(about="follow_up.member:1151").events
    assert event.details == {"mails": 1}


def test_a_goal_that_was_written_at_no_address_leads_to_that_of_the_installation(
    reader, time_machine, settings
):
    settings.SAMBAND_ADDRESS = "https://samband.example.org"
    Goal.objects.update(site="")
    time_machine.move_to(SOON)
    (sent,) = go_round(SOON)
    assert f"https://samband.example.org/goals/{reader}/" in sent.body


def test_what_cannot_be_handed_over_is_tried_again_once_for_each_goal(reader, time_machine, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(MailSender, "send", lambda self, *, mail: Sent.LATER)
        time_machine.move_to(SOON)
        assert go_round(SOON) == []
    assert go_round(SOON, hour=13) == []
    late = DEADLINE + timedelta(days=1)
    time_machine.move_to(late)
    (sent,) = go_round(late)
    assert sent.body.count("More people trust us") == 1
    assert "The deadline was 1 March 2027." in sent.body
    assert go_round(late, hour=20) == []


def test_a_goal_that_has_ended_since_is_not_asked_about(reader, contact, time_machine, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(MailSender, "send", lambda self, *, mail: Sent.LATER)
        time_machine.move_to(SOON)
        go_round(SOON)
    ended = {"goal_id": reader, "state": GoalState.GIVEN_UP, "reason": "No.", "by": contact, "at": NOON}
    operations.move_goal(**ended)
    assert go_round(SOON, hour=20) == []


def test_goals_of_one_member_come_in_one_mail(reader, adopted, time_machine):
    adopted(title="Quicker answers")
    time_machine.move_to(SOON)
    (sent,) = go_round(SOON)
    assert sent.subject == "2 goals need a word from you"
    assert "Quicker answers" in sent.body


def test_nobody_is_written_to_at_night_or_against_their_will(reader, time_machine):
    time_machine.move_to(SOON)
    assert go_round(SOON, hour=3) == []
    block_address(channel=Channel.EMAIL, address="contact@example.org", by=INSTALLATION, at=NOON)
    assert go_round(SOON) == []
    assert events(about="follow_up.member:1151").events == ()


def test_a_member_without_anybody_to_write_to_is_left(adopted, time_machine):
    adopted()
    time_machine.move_to(SOON)
    assert go_round(SOON) == []
    assert go_round(SOON) == []


def test_one_click_tells_how_it_goes_and_opening_changes_nothing(reader, client, contact, time_machine):
    time_machine.move_to(SOON)
    (sent,) = go_round(SOON)
    path = re.search(r"https://s\.example(/goals/how/\S+)", sent.body)[1]
    assert "More people trust us" in client.get(path).content.decode()
    assert queries.goal(actor=contact, goal_id=reader).pulse is None
    assert "It is noted." in client.post(path, {"pulse": "stuck"}).content.decode()
    goal = queries.goal(actor=contact, goal_id=reader)
    assert (goal.pulse, goal.heard_on) == (Pulse.STUCK, SOON)


def test_the_word_of_a_mail_is_good_for_its_reader_and_for_two_months(reader, client, time_machine):
    word = operations.word_for(goal_id=reader, email="contact@example.org")
    assert client.get(f"/goals/how/{word}/").status_code == 200
    assert client.get(f"/goals/how/{word[:-1]}x/").status_code == 404
    stranger = operations.word_for(goal_id=reader, email="nobody@example.org")
    assert client.get(f"/goals/how/{stranger}/").status_code == 404
    time_machine.move_to(NOON + timedelta(days=61))
    assert client.get(f"/goals/how/{word}/").status_code == 404


def test_the_start_page_says_what_waits(reader, drafted, contact, councillor, analyst, time_machine):
    drafted()
    waiting = [item.title for item in queries.waiting(actor=contact)]
    assert waiting == ["1 goal waits to be adopted"]
    time_machine.move_to(SOON)
    assert queries.waiting(actor=contact)[0].title == "More people trust us"
    assert queries.waiting(actor=councillor) == queries.waiting(actor=analyst) == ()
