# SPDX-License-Identifier: EUPL-1.2
"""A session from its preparation to its result: codes that open once, and a box that is opened at the end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import events
from samband.core.collect import operations as collect
from samband.core.collect import queries
from samband.core.collect.analysis.sealing import code_digest
from samband.core.collect.models import Case, Envelope, MeetingCode, Response
from samband.core.collect.operations import NotTaken, Reason, Submission, meeting, submit
from samband.core.collect.operations.meeting.sessions import Presence
from samband.core.collect.queries import meeting as seen
from samband.core.collect.rules import COUNCIL, MeetingState, SecretKind
from samband.core.collect.tests.conftest import ANALYST, CONTACT, NOON

SECRETARY = Actor("person:3", frozenset({Grant(Role.SECRETARY, "0301")}))
OTHER = Actor("person:4", frozenset({Grant(Role.SECRETARY, "1151")}))
TODAY = date(2025, 3, 1)
LATER = NOON + timedelta(hours=1)


def prepared(unit="0301", by=SECRETARY, members=8, substitutes=2, seats=11):
    return meeting.prepare_meeting(
        ask="asked-2025", unit=unit, on=TODAY, presence=Presence(seats, members, substitutes), by=by, at=NOON
    )


@pytest.fixture
def codes(asked):
    """Ten codes of a session that is open."""
    found = prepared()
    made = meeting.make_codes(meeting=found.id, number=10, by=SECRETARY, at=NOON)
    meeting.open_meeting(meeting=found.id, by=SECRETARY, at=NOON)
    return made


def session():
    """The latest of Oslo, as its secretary sees it."""
    return seen.council_to_ask(actor=SECRETARY, ask="asked-2025", unit="0301", on=TODAY).meetings[0]


def sheet(code, trust=3, workload=2, **other):
    answers = {"trust": trust, "informed": trust, "workload": workload}
    return Submission(
        ask="asked-2025", kind=SecretKind.CODE, secret=code, nonce=f"nonce-of-the-code-{code}",
        answers=answers, language="en", mode="meeting", **other,
    )  # fmt: skip


def all_answer(codes, values=(1, 2, 3, 4, 1, 2, 3, 4, 3, 2)):
    for code, value in zip(codes, values, strict=False):
        submit(submission=sheet(code, value, 5 - value), at=NOON)


def close():
    return meeting.close_meeting(meeting=session().id, by=SECRETARY, at=LATER)


def test_codes_are_six_digits_all_different_and_kept_nowhere(codes):
    assert len(set(codes)) == 10
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    kept = str(list(MeetingCode.objects.values_list())) + str(list(Case.objects.values_list()))
    kept += str(events(about="collect.ask:asked-2025").events)
    assert not [code for code in codes if code in kept]


def test_a_code_opens_nothing_before_the_session_is_open(asked):
    found = prepared()
    (code, *_) = meeting.make_codes(meeting=found.id, number=3, by=SECRETARY, at=NOON)
    assert seen.ask_of_code(code=code) is None
    with pytest.raises(NotTaken) as refused:
        submit(submission=sheet(code), at=NOON)
    assert refused.value.reason is Reason.UNKNOWN_SECRET
    meeting.open_meeting(meeting=found.id, by=SECRETARY, at=NOON)
    assert seen.ask_of_code(code=code) == "asked-2025"
    submit(submission=sheet(code), at=NOON)


def test_a_code_answers_once(codes):
    submit(submission=sheet(codes[0]), at=NOON)
    again = submit(submission=sheet(codes[0]), at=NOON)
    assert again.is_repeat
    with pytest.raises(NotTaken) as refused:
        submit(submission=replace(sheet(codes[0]), nonce="another-nonce-altogether"), at=NOON)
    assert refused.value.reason is Reason.ANSWERED
    assert session().answered == 1


def test_the_secretary_sees_how_many_have_answered_and_no_answer_before_the_closing(codes):
    all_answer(codes[:7])
    found = session()
    assert (found.answered, found.present, found.codes) == (7, 10, 10)
    assert found.figures is None
    assert not Response.objects.exists()


def test_closing_opens_the_box_of_this_council_and_gives_the_result(codes):
    all_answer(codes)
    found = close()
    assert (found.state, found.answered, found.heard) == (MeetingState.CLOSED, 10, 10)
    trust = next(one for one in found.figures if one.measure == "trust")
    assert (trust.n, trust.mean) == (10, 2.5)
    assert trust.shares == (("1", 0.2), ("2", 0.3), ("3", 0.3), ("4", 0.2))
    assert Response.objects.filter(unit="0301", group=COUNCIL, mode="meeting").count() == 10
    assert not Envelope.objects.exists()


def test_what_others_have_answered_stays_in_the_box(codes):
    submit(
        submission=Submission(
            ask="asked-2025", kind=SecretKind.OPEN, secret="", nonce="nonce-of-an-inhabitant",
            answers={"trust": 1, "informed": 1}, language="en", mode="web", group="inhabitants", unit="0301",
        ),
        at=NOON,
    )  # fmt: skip
    all_answer(codes)
    close()
    assert list(Envelope.objects.values_list("group", flat=True)) == ["inhabitants"]


def test_after_the_closing_no_code_opens_anything_and_no_digest_is_left(codes, settings):
    all_answer(codes[:6])
    close()
    digests = {code_digest(ask="asked-2025", code=code, keys=settings.SAMBAND_BOX_KEYS) for code in codes}
    assert not MeetingCode.objects.exists()
    assert set(Case.objects.values_list("token_digest", flat=True)) == {""}
    assert not digests & set(Case.objects.values_list("token_digest", flat=True))
    assert queries.case_counts(ask="asked-2025")["0301", COUNCIL].answered == 6
    for code in codes:
        assert seen.ask_of_code(code=code) is None
        with pytest.raises(NotTaken):
            submit(submission=replace(sheet(code), nonce=f"late-nonce-{code}-of-it"), at=LATER)


def test_an_answer_under_way_when_the_session_closes_is_not_taken(codes, monkeypatch):
    """It was looked at before the closing, and is written after it."""
    from samband.core.collect.operations.intake import writer

    first = writer.write

    def closed_between(*, batch):
        monkeypatch.setattr(writer, "write", first)
        all_answer(codes[1:])
        close()
        return first(batch=batch)

    monkeypatch.setattr(writer, "write", closed_between)
    with pytest.raises(NotTaken) as refused:
        submit(submission=sheet(codes[0]), at=NOON)
    assert refused.value.reason is Reason.UNKNOWN_SECRET
    assert not Envelope.objects.exists()


def test_with_too_few_answers_the_box_stays_shut_until_the_ask_closes(codes):
    all_answer(codes[:4])
    found = close()
    assert (found.answered, found.figures) == (4, None)
    assert not Response.objects.exists()
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    assert Response.objects.count() == 4


def test_what_tells_how_all_answered_is_withheld(codes):
    for code in codes:
        submit(submission=sheet(code, 4, 4), at=NOON)
    found = close()
    assert all(one.is_withheld and one.shares == () for one in found.figures)
    assert found.heard == 10


def test_a_code_too_many_for_those_present_is_refused_until_somebody_has_come(codes):
    one = session().id
    meeting.make_codes(meeting=one, number=5, by=SECRETARY, at=NOON)
    with pytest.raises(meeting.NotPossible, match="10 are present and 15 codes"):
        meeting.make_codes(meeting=one, number=1, by=SECRETARY, at=NOON)
    meeting.change_presence(meeting=one, presence=Presence(11, 8, 3), by=SECRETARY, at=NOON)
    (late,) = meeting.make_codes(meeting=one, number=1, by=SECRETARY, at=NOON)
    assert submit(submission=sheet(late), at=NOON).number


def test_codes_made_anew_end_the_earlier_ones(asked):
    found = prepared()
    before = meeting.make_codes(meeting=found.id, number=10, by=SECRETARY, at=NOON)
    after = meeting.make_codes(meeting=found.id, number=10, by=SECRETARY, at=NOON, anew=True)
    meeting.open_meeting(meeting=found.id, by=SECRETARY, at=NOON)
    assert {seen.ask_of_code(code=code) for code in after} == {"asked-2025"}
    assert {seen.ask_of_code(code=code) for code in set(before) - set(after)} == {None}
    with pytest.raises(meeting.NotPossible):
        meeting.make_codes(meeting=found.id, number=10, by=SECRETARY, at=NOON, anew=True)


@pytest.mark.parametrize(
    ("presence", "words"),
    [
        (Presence(11, 0, 0), "Between 1 and"),
        (Presence(11, 10, 2), "12 are present, but the council has 11 seats"),
        (Presence(500, 401, 0), "Between 1 and"),
    ],
)
def test_who_is_present_must_fit_the_council(asked, presence, words):
    with pytest.raises(meeting.NotPossible, match=words):
        meeting.prepare_meeting(
            ask="asked-2025", unit="0301", on=TODAY, presence=presence, by=SECRETARY, at=NOON
        )


def test_one_session_at_a_time_and_none_after_a_result(codes):
    with pytest.raises(meeting.NotPossible, match="prepared or open already"):
        prepared()
    all_answer(codes)
    close()
    with pytest.raises(meeting.NotPossible, match="told from the difference"):
        prepared()


def test_a_session_without_a_result_can_be_held_again(codes):
    all_answer(codes[:2])
    close()
    assert prepared().state is MeetingState.PREPARED


def test_a_session_nobody_answered_in_can_be_called_off(codes):
    found = meeting.call_off_meeting(meeting=session().id, by=SECRETARY, at=NOON)
    assert found.state is MeetingState.CALLED_OFF
    assert not Case.objects.exists()
    assert seen.ask_of_code(code=codes[0]) is None


def test_a_session_somebody_answered_in_cannot_be_called_off(codes):
    all_answer(codes[:1])
    with pytest.raises(meeting.NotPossible, match="1 has answered"):
        meeting.call_off_meeting(meeting=session().id, by=SECRETARY, at=NOON)


def test_only_those_who_serve_the_council_hold_its_meeting(codes):
    one = session().id
    for stranger in (OTHER, CONTACT):
        with pytest.raises(NotAllowed):
            seen.meeting(actor=stranger, meeting=one)
        with pytest.raises(NotAllowed):
            meeting.close_meeting(meeting=one, by=stranger, at=NOON)
        with pytest.raises(NotAllowed):
            meeting.make_codes(meeting=one, number=1, by=stranger, at=NOON)
        with pytest.raises(NotAllowed):
            prepared(by=stranger)
    assert seen.meeting(actor=ANALYST, meeting=one).codes == 10
    assert [found.unit for found in seen.meetings_of(actor=ANALYST, ask="asked-2025")] == ["0301"]


def test_codes_of_two_councils_lead_each_to_its_own(codes):
    found = prepared(unit="1151", by=OTHER)
    others = meeting.make_codes(meeting=found.id, number=10, by=OTHER, at=NOON)
    meeting.open_meeting(meeting=found.id, by=OTHER, at=NOON)
    assert not set(codes) & set(others)
    submit(submission=sheet(others[0]), at=NOON)
    assert session().answered == 0
    assert seen.meeting(actor=OTHER, meeting=found.id).answered == 1


def test_a_code_that_is_in_use_is_drawn_anew(codes, monkeypatch):
    from samband.core.collect.operations.meeting import codes as making

    drawn = iter([int(codes[0]), int(codes[0]), (int(codes[0]) + 1) % 10**6])
    taken = set(codes)
    monkeypatch.setattr(making, "_draw", lambda _all: next(drawn, (int(codes[0]) + 7) % 10**6))
    (new,) = meeting.make_codes(meeting=session().id, number=1, by=SECRETARY, at=NOON)
    assert new not in taken


def test_a_session_opens_only_while_the_questionnaire_is_open(asked):
    found = prepared()
    with pytest.raises(meeting.NotPossible, match="Make the codes first"):
        meeting.open_meeting(meeting=found.id, by=SECRETARY, at=NOON)
    meeting.make_codes(meeting=found.id, number=3, by=SECRETARY, at=NOON)
    collect.close_ask(ask="asked-2025", by=ANALYST, at=NOON)
    with pytest.raises(meeting.NotPossible, match="takes no answers now"):
        meeting.open_meeting(meeting=found.id, by=SECRETARY, at=NOON)
    assert seen.asks_for_councils(actor=SECRETARY, on=TODAY) == ()


def test_the_log_tells_counts_and_no_code(codes):
    all_answer(codes)
    close()
    told = events(about="collect.ask:asked-2025").events
    mine = {one.event: dict(one.details) for one in told if "meeting" in one.event}
    assert mine["collect.meeting_codes_made"] == {"unit": "Oslo", "codes": 10}
    assert mine["collect.meeting_closed"] == {"unit": "Oslo", "answered": 10}
    assert not [code for code in codes if code in str(told)]
