# SPDX-License-Identifier: EUPL-1.2
"""One answer for each right to answer, whatever is sent, how often, and from where."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from samband.core.audit.queries import events
from samband.core.collect import operations as collect
from samband.core.collect.models import Case, Envelope, QuotaCell, Response, SpentMark
from samband.core.collect.operations import NewCase, NewCell, NotTaken, Plan, Reason, Submission, submit
from samband.core.collect.operations.housekeeping import keep_house
from samband.core.collect.operations.intake import Receipt, finishing
from samband.core.collect.operations.intake.preparing import begin
from samband.core.collect.operations.intake.writer import written
from samband.core.collect.queries import (
    answer_counts,
    case_counts,
    day_counts,
    quotas,
    response_counts,
    sealed_counts,
)
from samband.core.collect.rules import SecretKind
from samband.core.collect.tests.conftest import ANALYST, NOON

LATER = NOON + timedelta(hours=1)


def sent(token: str = "", **parts) -> Submission:
    """What somebody in Utsira sends; with a token, or by the open link."""
    told = {
        "ask": "asked-2025", "kind": SecretKind.TOKEN if token else SecretKind.OPEN, "secret": token,
        "nonce": "nonce-of-this-sheet-1", "answers": {"trust": 3, "informed": 8}, "language": "en",
        "mode": "web", "group": "" if token else "inhabitants", "unit": "" if token else "1151", "seed": 7,
    }  # fmt: skip
    return Submission(**(told | parts))


def refused(submission: Submission, at: datetime = LATER) -> Reason:
    with pytest.raises(NotTaken) as caught:
        submit(submission=submission, at=at)
    assert caught.value.words
    return caught.value.reason


@pytest.fixture
def people(asked):
    cases = [NewCase("1151", "inhabitants", number=str(n), contact={"name": f"N {n}"}) for n in range(3)]
    return collect.add_cases(ask="asked-2025", cases=cases, by=ANALYST, at=NOON)


def test_an_answer_with_a_token_is_taken_and_counted(people):
    receipt = submit(submission=sent(people[0].token), at=LATER)
    assert not receipt.is_repeat
    assert answer_counts(ask="asked-2025") == {("1151", "inhabitants"): 1}
    assert case_counts(ask="asked-2025")["1151", "inhabitants"].answered == 1
    (day,) = day_counts(ask="asked-2025")
    assert (day.mode, day.language, day.day, day.number) == ("web", "en", date(2025, 3, 1), 1)


def test_what_is_wrong_with_one_of_many_stays_with_that_one(people, monkeypatch):
    nonces = (f"nonce-by-number-{number}" for number in range(9))
    batch = [
        sent(people[0].token),
        sent(people[0].token),
        sent(people[0].token, nonce=next(nonces)),
        sent("made-up", nonce=next(nonces)),
        sent(people[1].token, answers={"trust": 5}, nonce=next(nonces)),
        sent(people[1].token, language="xx", nonce=next(nonces)),
        sent(nonce=next(nonces)),
        sent(people[2].token, answers={"trust": 4}, nonce=next(nonces)),
    ]
    seal = finishing.seal

    def failing(*, content, **others):
        if content["answers"]["trust"] == 4:
            raise ZeroDivisionError
        return seal(content=content, **others)

    monkeypatch.setattr(finishing, "seal", failing)
    outcomes = written(batch=[begin(submission=one, at=LATER) for one in batch])
    told = [one.reason if isinstance(one, NotTaken) else type(one) for one in outcomes]
    assert told == [
        Receipt, Receipt, Reason.ANSWERED, Reason.UNKNOWN_SECRET, Reason.INCOMPLETE, Reason.WRONG_LANGUAGE,
        Receipt, ZeroDivisionError,
    ]  # fmt: skip
    assert [one.is_repeat for one in outcomes if isinstance(one, Receipt)] == [False, True, False]
    assert Envelope.objects.count() == 2


def test_the_same_submission_sent_again_gets_the_same_receipt(people):
    first = submit(submission=sent(people[0].token), at=LATER)
    again = submit(submission=sent(people[0].token), at=LATER)
    assert (again.number, again.is_repeat) == (first.number, True)
    assert Envelope.objects.count() == SpentMark.objects.count() == 1


def test_a_receipt_is_given_again_after_the_end(people):
    first = submit(submission=sent(people[0].token), at=LATER)
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    assert submit(submission=sent(people[0].token), at=LATER).number == first.number
    assert refused(sent(people[1].token)) is Reason.CLOSED


def test_t23_a_token_answers_once(people):
    submit(submission=sent(people[0].token), at=LATER)
    assert refused(sent(people[0].token, nonce="another-sheet-of-mine")) is Reason.ANSWERED
    assert answer_counts(ask="asked-2025") == {("1151", "inhabitants"): 1}


def test_group_and_unit_are_those_of_the_case(people):
    submit(submission=sent(people[0].token, unit="0301", group="councillors"), at=LATER)
    assert answer_counts(ask="asked-2025") == {("1151", "inhabitants"): 1}


def test_an_open_link_takes_many_answers_and_each_once(asked):
    one, other = sent(nonce="nonce-number-one-1"), sent(nonce="nonce-number-two-2")
    numbers = {submit(submission=each, at=LATER).number for each in (one, other, one, other)}
    assert len(numbers) == 2
    assert answer_counts(ask="asked-2025") == {("1151", "inhabitants"): 2}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"ask": "nowhere"}, Reason.UNKNOWN_ASK),
        ({"kind": SecretKind.TOKEN, "secret": "made-up"}, Reason.UNKNOWN_SECRET),
        ({"kind": SecretKind.CODE, "secret": "123456"}, Reason.UNKNOWN_SECRET),
        ({"kind": SecretKind.CASE, "secret": "17"}, Reason.UNKNOWN_SECRET),
        ({"kind": SecretKind.CASE, "secret": "²"}, Reason.UNKNOWN_SECRET),
        ({"kind": SecretKind.CASE, "secret": "9" * 60}, Reason.UNKNOWN_SECRET),
        ({"mode": "pigeon"}, Reason.WRONG_MODE),
        ({"language": "xx"}, Reason.WRONG_LANGUAGE),
        ({"unit": "4601"}, Reason.WRONG_PLACE),
        ({"group": "strangers"}, Reason.WRONG_PLACE),
        ({"nonce": "short"}, Reason.BAD_NONCE),
        ({"answers": {"trust": 5}}, Reason.INCOMPLETE),
    ],
)
def test_what_does_not_fit_is_refused_in_words(asked, parts, reason):
    assert refused(sent(**parts)) is reason
    assert not Envelope.objects.exists()


def test_a_closed_link_takes_nobody(asked):
    collect.change_ask(ask="asked-2025", plan=Plan(open_link=False), by=ANALYST, at=NOON)
    assert refused(sent()) is Reason.NO_OPEN_LINK


def test_an_answer_before_the_opening_or_after_the_end_is_refused(asked):
    plan = Plan(open_link=True, opens_at=LATER, closes_at=LATER + timedelta(days=1))
    collect.change_ask(ask="asked-2025", plan=plan, by=ANALYST, at=NOON)
    assert refused(sent(), at=NOON) is Reason.EARLY
    assert refused(sent(), at=LATER + timedelta(days=1)) is Reason.CLOSED
    submit(submission=sent(), at=LATER)


def test_a_clock_that_jumps_back_loses_nothing_that_was_acknowledged(people):
    first = submit(submission=sent(people[0].token), at=LATER)
    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
    plan = Plan(opens_at=NOON)
    collect.change_ask(ask="asked-2025", plan=plan, by=ANALYST, at=long_ago)
    assert submit(submission=sent(people[0].token), at=long_ago).number == first.number
    assert refused(sent(people[1].token), at=long_ago) is Reason.EARLY
    submit(submission=sent(people[1].token), at=LATER)
    assert answer_counts(ask="asked-2025") == {("1151", "inhabitants"): 2}


def test_a_code_opens_its_case_and_only_a_keyed_digest_is_kept(asked):
    collect.add_cases(
        ask="asked-2025", cases=[NewCase("0301", "councillors", code="493817")], by=ANALYST, at=NOON
    )
    submission = sent(kind=SecretKind.CODE, secret="493817", mode="meeting")
    submit(submission=submission, at=LATER)
    assert refused(replace(submission, nonce="a-second-sheet-of-it")) is Reason.ANSWERED
    assert answer_counts(ask="asked-2025") == {("0301", "councillors"): 1}
    assert "493817" not in str(Case.objects.values_list())


def test_a_full_quota_takes_no_more_in_any_mode_or_language(asked):
    cells = [NewCell("utsira", {"unit": ["1151"]}, 2), NewCell("all", {}, 3)]
    collect.set_quotas(ask="asked-2025", cells=cells, by=ANALYST, at=NOON)
    for number, mode in enumerate(("web", "phone")):
        submit(submission=sent(nonce=f"nonce-by-number-{number}", mode=mode), at=LATER)
    assert refused(sent(nonce="nonce-by-number-9", mode="meeting")) is Reason.FULL
    assert [(cell.code, cell.taken) for cell in quotas(ask="asked-2025")] == [("all", 2), ("utsira", 2)]
    submit(submission=sent(nonce="nonce-by-number-3", unit="0301"), at=LATER)
    assert refused(sent(nonce="nonce-by-number-4", unit="0301")) is Reason.FULL
    assert [(cell.code, cell.room) for cell in quotas(ask="asked-2025")] == [("all", 0), ("utsira", 0)]


def test_quota_cells_that_keep_their_name_keep_what_they_have(asked):
    collect.set_quotas(ask="asked-2025", cells=[NewCell("all", {}, 2)], by=ANALYST, at=NOON)
    submit(submission=sent(), at=LATER)
    cells = [NewCell("all", {}, 1), NewCell("oslo", {"unit": ["0301"]}, 5)]
    collect.set_quotas(ask="asked-2025", cells=cells, by=ANALYST, at=NOON)
    assert refused(sent(nonce="nonce-by-number-3")) is Reason.FULL
    assert QuotaCell.objects.get(code="all").taken == 1


def test_closing_opens_the_box_and_the_answers_are_all_there(people):
    for number, person in enumerate(people):
        answers = {"trust": number + 1}
        submit(submission=sent(person.token, answers=answers, nonce=f"nonce-by-number-{number}"), at=LATER)
    assert not Response.objects.exists()
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    assert sorted(row.answers["trust"] for row in Response.objects.all()) == [1, 2, 3]
    assert response_counts(ask="asked-2025") == {("1151", "inhabitants"): 3}
    assert not Envelope.objects.exists()
    assert {row.seed for row in Response.objects.all()} == {7}


def test_an_open_box_waits_for_enough_of_a_kind_and_as_many_stay_in_it(asked):
    plan = Plan(open_link=True, least_together=3)
    collect.change_ask(ask="asked-2025", plan=plan, by=ANALYST, at=NOON)
    for number in range(12):
        unit = "1151" if number < 7 else "0301"
        submit(submission=sent(nonce=f"nonce-by-number-{number}", unit=unit), at=LATER)
    done = collect.open_box(ask="asked-2025", by=ANALYST, at=LATER)
    assert (done.opened, done.left, done.unreadable) == (4, 8, 0)
    assert response_counts(ask="asked-2025") == {("1151", "inhabitants"): 4}
    assert sealed_counts(ask="asked-2025") == {("1151", "inhabitants"): 3, ("0301", "inhabitants"): 5}
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    assert response_counts(ask="asked-2025") == {("1151", "inhabitants"): 7, ("0301", "inhabitants"): 5}


def test_an_envelope_that_no_key_opens_stays_where_it_is(asked, settings, caplog):
    submit(submission=sent(), at=LATER)
    settings.SAMBAND_BOX_KEYS = ["another key altogether"]
    done = collect.open_box(ask="asked-2025", by=ANALYST, at=LATER)
    assert (done.opened, done.left) == (0, 1)
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    assert Envelope.objects.count() == 1
    assert "SAMBAND_BOX_KEY" in caplog.text
    settings.SAMBAND_BOX_KEYS = ["another key altogether", "a box key for tests only"]
    collect.reopen_ask(ask="asked-2025", by=ANALYST, at=LATER)
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    assert Response.objects.count() == 1


def test_a_draft_goes_with_the_submission_and_opens_only_with_its_secret(people):
    collect.save_draft(ask="asked-2025", secret="my-own-cookie-1234", content={"trust": 2}, on=NOON.date())
    assert collect.load_draft(ask="asked-2025", secret="my-own-cookie-1234") == {"trust": 2}
    assert collect.load_draft(ask="asked-2025", secret="anothers-cookie-12") is None
    submit(submission=sent(people[0].token, draft="my-own-cookie-1234"), at=LATER)
    assert collect.load_draft(ask="asked-2025", secret="my-own-cookie-1234") is None


def test_taking_an_answer_leaves_no_event_and_no_time(people):
    before = len(events(about="collect.ask:asked-2025").events)
    submit(submission=sent(people[0].token), at=LATER)
    assert len(events(about="collect.ask:asked-2025").events) == before


def test_contact_data_goes_when_the_ask_is_long_closed(people):
    submit(submission=sent(people[0].token), at=LATER)
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    assert collect.forget_cases(by=ANALYST, at=LATER + timedelta(days=89)) == 0
    assert collect.forget_cases(by=ANALYST, at=LATER + timedelta(days=90)) == 3
    assert collect.forget_cases(by=ANALYST, at=LATER + timedelta(days=91)) == 0
    assert {str(case.contact) for case in Case.objects.all()} == {"{}"}
    assert case_counts(ask="asked-2025")["1151", "inhabitants"].answered == 1


def test_housekeeping_does_what_is_due(people):
    collect.change_ask(ask="asked-2025", plan=Plan(least_together=1), by=ANALYST, at=NOON)
    for number, person in enumerate(people):
        submit(submission=sent(person.token, nonce=f"nonce-by-number-{number}"), at=LATER)
    keep_house(at=LATER)
    assert response_counts(ask="asked-2025") == {("1151", "inhabitants"): 2}
    assert sealed_counts(ask="asked-2025") == {("1151", "inhabitants"): 1}
    collect.close_ask(ask="asked-2025", by=ANALYST, at=LATER)
    keep_house(at=LATER + timedelta(days=90))
    assert not SpentMark.objects.exists()
    assert not Case.objects.exclude(contact={}).exists()


def test_a_new_token_takes_the_place_of_the_old_one(people):
    old = people[0]
    (new,) = collect.renew_tokens(ask="asked-2025", cases=[old.id], by=ANALYST, at=NOON)
    assert refused(sent(old.token)) is Reason.UNKNOWN_SECRET
    submit(submission=sent(new.token), at=LATER)
