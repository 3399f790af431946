# SPDX-License-Identifier: EUPL-1.2
import json
import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.core import mail
from django.test import Client

from samband.core.access.rules import NotAllowed
from samband.core.collect.analysis.invitations import (
    SAID_NO,
    SENT,
    MailingState,
    Purpose,
    SendingState,
    Skip,
    is_decent,
)
from samband.core.collect.models import Case, EarlierLink, Sending
from samband.core.collect.operations import NotTaken, close_ask, forget_cases
from samband.core.collect.operations import invitations as inviting
from samband.core.collect.operations.invitations import sending
from samband.core.collect.queries.holders import ask_of_token, holder
from samband.core.collect.queries.mailings import batch_counts, outcome_counts, read_people
from samband.core.collect.rules import COMPLETE, SecretKind
from samband.core.collect.tests.conftest import CONTACT
from samband.core.collect.tests.sample_files import (
    ANALYST,
    ASK,
    LINK,
    MONDAY_NOON,
    answer,
    drawn,
    planned,
    record,
    send,
    token_of,
)
from samband.core.country.analysis import Calendar
from samband.core.notices.rules import Channel, Sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "home")]
STOP = re.compile(r"https://svar\.example\.org(/a/stop/[^>\s]+/)")


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY_NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sample(clock):
    return drawn(10)


def test_everybody_with_an_address_gets_a_mail_with_a_link_of_their_own(sample):
    pk = planned()
    send(pk)
    reached = Case.objects.filter(contact__has_key="email").count()
    assert len(mail.outbox) == reached < 30
    tokens = {token_of(message) for message in mail.outbox}
    assert len(tokens) == reached
    assert {ask_of_token(token=token) for token in tokens} == {ASK}
    done = record(pk)
    assert done.state is MailingState.DONE
    assert done.counts == {SendingState.SENT: reached, SendingState.SKIPPED: 30 - reached}
    assert done.reasons == {Skip.NO_ADDRESS: 30 - reached}
    assert set(Case.objects.filter(contact__has_key="email").values_list("disposition", flat=True)) == {SENT}


def test_a_mail_speaks_to_the_person_and_can_be_ended(sample):
    send(planned())
    message = mail.outbox[0]
    assert re.fullmatch(r"What do you think, Person \d+\?", message.subject)
    assert re.search(r"Answer for (Utsira|Oslo|Nittedal) here:", message.body)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = message.alternatives[0][0]
    assert f'<a href="{LINK.search(message.body)[0]}">' in html
    assert "<style" not in html
    assert "<img" not in html


def test_t25_no_link_is_kept_anywhere(sample):
    send(planned())
    kept = json.dumps(
        [*Case.objects.values(), *EarlierLink.objects.values(), *Sending.objects.values()], default=str
    )
    assert not any(token_of(message) in kept for message in mail.outbox)


def test_a_reminder_leaves_out_who_answered_said_no_or_was_never_written_to(sample, clock):
    send(planned())
    messages = list(mail.outbox)
    answer(token_of(messages[0]))
    Client().post(STOP.search(messages[1].extra_headers["List-Unsubscribe"])[1])
    mail.outbox.clear()
    pk = planned(purpose=Purpose.REMINDER)
    send(pk)
    assert {one.to[0] for one in mail.outbox} == {one.to[0] for one in messages[2:]}
    assert record(pk).reasons[Skip.SAID_NO] == 1
    assert record(pk).counts[SendingState.SENT] == len(messages) - 2


def test_who_answers_between_planning_and_sending_gets_no_mail(sample):
    first = planned()
    send(first)
    token, someone = token_of(mail.outbox[0]), mail.outbox[0].to[0]
    pk = planned(purpose=Purpose.REMINDER)
    answer(token)
    mail.outbox.clear()
    send(pk)
    assert someone not in {one.to[0] for one in mail.outbox}
    assert record(pk).reasons[Skip.ANSWERED] == 1


def test_every_link_that_was_sent_opens_the_same_person_until_one_is_used(sample):
    send(planned())
    first = {one.to[0]: token_of(one) for one in mail.outbox}
    mail.outbox.clear()
    send(planned(purpose=Purpose.REMINDER))
    second = {one.to[0]: token_of(one) for one in mail.outbox}
    address = next(iter(first))
    assert first[address] != second[address]
    assert not holder(ask=ASK, kind=SecretKind.TOKEN, secret=second[address]).has_answered
    answer(first[address])
    for token in (first[address], second[address]):
        assert holder(ask=ASK, kind=SecretKind.TOKEN, secret=token).has_answered
    with pytest.raises(NotTaken):
        answer(second[address])


def test_a_mailbox_ends_mail_by_itself_with_one_click_and_it_is_remembered(sample):
    send(planned())
    address = mail.outbox[0].to[0]
    where = STOP.search(mail.outbox[0].extra_headers["List-Unsubscribe"])[1]
    client = Client(enforce_csrf_checks=True)
    assert client.get(where).status_code == 200
    assert Case.objects.get(contact__email=address).disposition == SENT
    answered = client.post(where, {"List-Unsubscribe": "One-Click"})
    assert answered.status_code == 200
    assert not answered.cookies
    assert Case.objects.get(contact__email=address).disposition == SAID_NO
    Case.objects.filter(contact__email=address).update(disposition=SENT)
    pk = planned(purpose=Purpose.REMINDER)
    send(pk)
    assert record(pk).reasons[Skip.BLOCKED] == 1


def test_t25_a_way_out_that_is_not_ours_leads_nowhere(sample):
    case = Case.objects.first()
    for word in (f"{case.pk}-email", f"{case.pk}-email:AAAA", "x"):
        assert Client().post(f"/a/stop/{word}/").status_code == 404
    assert not Case.objects.filter(disposition=SAID_NO).exists()


def test_t25_the_way_out_is_no_way_in(sample):
    send(planned())
    word = STOP.search(mail.outbox[0].extra_headers["List-Unsubscribe"])[1].removeprefix("/a/stop/")[:-1]
    assert ask_of_token(token=word) is None


def test_text_messages_go_to_everybody_with_a_telephone(sample, settings, tmp_path):
    texts = {"en": {"body": "Answer for {member}: {link}"}}
    new = inviting.NewMailing(
        ASK, Channel.SMS, Purpose.INVITATION, texts, date(2026, 3, 2), "https://svar.example.org"
    )
    send(inviting.plan_mailing(new=new, by=ANALYST, at=MONDAY_NOON))
    lines = (settings.SAMBAND_HOME / "sms" / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert len(told) == 30
    assert all(re.fullmatch(r"\+479\d{7}", one["to"]) for one in told)
    assert all(LINK.search(one["text"]) for one in told)


def test_what_fails_for_now_is_tried_again_and_given_up_at_last(sample, clock, monkeypatch):
    monkeypatch.setattr(sending.MailSender, "send", lambda self, mail: Sent.LATER)
    pk = planned()
    only = Sending.objects.filter(case__contact__has_key="email").first()
    Sending.objects.exclude(pk=only.pk).delete()
    before = Case.objects.get(sendings__mailing=pk).token_digest
    for turn in range(1, 6):
        send(pk)
        one = Sending.objects.get(mailing=pk)
        assert one.attempts == turn
        clock.shift(timedelta(hours=1))
    assert one.state == SendingState.FAILED
    assert Case.objects.get(sendings__mailing=pk).token_digest == before
    assert record(pk).state is MailingState.DONE
    assert not EarlierLink.objects.exists()


def test_a_pause_is_kept_before_the_next_attempt(sample, clock, monkeypatch):
    monkeypatch.setattr(sending.MailSender, "send", lambda self, mail: Sent.LATER)
    pk = planned()
    send(pk)
    clock.shift(timedelta(minutes=1))
    send(pk)
    assert set(Sending.objects.filter(state=SendingState.WAITING).values_list("attempts", flat=True)) == {1}


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_fine"),
    [(2, 9, 0, True), (2, 8, 59, False), (2, 21, 0, False), (1, 12, 0, False)],
)
def test_people_are_written_to_in_decent_hours_alone(day, hour, minute, is_fine):
    local = datetime(2026, 3, day, hour, minute, tzinfo=UTC)
    assert is_decent(local=local, calendar=Calendar()) is is_fine


def test_nothing_leaves_at_night_or_on_a_day_of_rest(sample, clock):
    pk = planned()
    for moment in (datetime(2026, 3, 2, 22, tzinfo=UTC), datetime(2026, 4, 3, 11, tzinfo=UTC)):
        clock.move_to(moment)  # 3 April 2026 is Good Friday
        assert inviting.queue_due(at=moment) == 0
        assert send(pk) == []
    assert not mail.outbox


def test_a_round_starts_what_is_due_once_and_not_before_its_day(sample, clock):
    pk = planned(on=date(2026, 3, 4))
    assert inviting.queue_due(at=MONDAY_NOON) == 0
    clock.shift(timedelta(days=2))
    assert inviting.queue_due(at=datetime.now(UTC)) == 1
    assert inviting.queue_due(at=datetime.now(UTC)) == 0
    assert record(pk).state is MailingState.DONE
    assert len(mail.outbox) == record(pk).counts[SendingState.SENT]


def test_a_mailing_that_is_called_off_sends_no_more(sample):
    pk = planned()
    inviting.call_off_mailing(ask=ASK, mailing=pk, by=ANALYST, at=MONDAY_NOON)
    send(pk)
    assert not mail.outbox
    assert record(pk).state is MailingState.CALLED_OFF


def test_nothing_is_sent_for_a_questionnaire_that_is_closed(sample):
    pk = planned()
    close_ask(ask=ASK, by=ANALYST, at=MONDAY_NOON)
    assert inviting.queue_due(at=MONDAY_NOON) == 0
    assert send(pk) == []
    assert record(pk).state is MailingState.CALLED_OFF
    with pytest.raises(inviting.CannotSend, match="Reopen"):
        planned()


def test_letters_are_a_page_for_each_person_with_links_that_open(sample, clock):
    pk = planned(Channel.LETTER)
    run = inviting.write_letters(ask=ASK, mailing=pk, by=ANALYST, at=MONDAY_NOON)
    assert (run.number, run.left) == (30, 0)
    assert len(pikepdf.open(BytesIO(run.pdf)).pages) == 30
    assert record(pk).state is MailingState.DONE
    with pytest.raises(inviting.CannotSend, match="No letter is left"):
        inviting.write_letters(ask=ASK, mailing=pk, by=ANALYST, at=MONDAY_NOON)


def test_letters_that_were_lost_are_written_again(sample):
    pk = planned(Channel.LETTER)
    inviting.write_letters(ask=ASK, mailing=pk, by=ANALYST, at=MONDAY_NOON)
    first = set(Case.objects.values_list("token_digest", flat=True))
    again = inviting.write_letters(ask=ASK, mailing=pk, again=True, by=ANALYST, at=MONDAY_NOON)
    assert again.number == 30
    assert first <= set(EarlierLink.objects.values_list("digest", flat=True))


def test_only_the_batches_that_are_released_are_written_to(clock):
    drawn(10, batches=3)
    pk = planned(Channel.LETTER, batches=[2])
    assert inviting.write_letters(ask=ASK, mailing=pk, by=ANALYST, at=MONDAY_NOON).number == 10
    assert batch_counts(actor=ANALYST, ask=ASK) == {1: (10, 0), 2: (10, 0), 3: (10, 0)}


def test_outcomes_are_counted_with_and_without_weights(sample):
    send(planned())
    answer(token_of(mail.outbox[0]))
    counts = outcome_counts(actor=ANALYST, ask=ASK)
    assert counts.people == {COMPLETE: 1, SENT: len(mail.outbox) - 1, "3.11": 30 - len(mail.outbox)}
    assert sum(counts.weighted.values()) == pytest.approx(300)


def test_an_outcome_is_noted_by_hand_and_never_over_an_answer(sample):
    send(planned())
    answer(token_of(mail.outbox[0]))
    done = Case.objects.get(contact__email=mail.outbox[0].to[0])
    inviting.note_outcome(ask=ASK, case=done.pk, disposition="2.31", by=ANALYST, at=MONDAY_NOON)
    assert Case.objects.get(pk=done.pk).disposition == COMPLETE
    other = Case.objects.exclude(pk=done.pk).first()
    inviting.note_outcome(ask=ASK, case=other.pk, disposition="2.31", by=ANALYST, at=MONDAY_NOON)
    assert Case.objects.get(pk=other.pk).disposition == "2.31"


def test_a_polling_firm_gets_the_sample_with_weights_and_with_links_when_it_needs_them(sample):
    table = inviting.sample_rows(ask=ASK, with_links=False, address="", by=ANALYST, at=MONDAY_NOON)
    assert "link" not in table.header
    assert len(table.rows) == 30
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(300)
    with_links = inviting.sample_rows(
        ask=ASK, with_links=True, address="https://svar.example.org", by=ANALYST, at=MONDAY_NOON
    )
    tokens = {LINK.fullmatch(row[-1])[1] for row in with_links.rows}
    assert {ask_of_token(token=token) for token in tokens} == {ASK}


def test_t25_reading_names_is_in_the_log_and_finds_people(sample):
    from samband.core.audit.queries import events

    number = Case.objects.first().number
    people, total = read_people(actor=ANALYST, ask=ASK, wanted=number.upper(), at=MONDAY_NOON)
    assert (total, people[0].number) == (1, number)
    told = [one for one in events(about=f"collect.ask:{ASK}").events if one.event == "collect.people_read"]
    assert told[0].details == {"people": 1}


def test_t25_contact_data_and_all_links_go_when_the_ask_is_long_closed(sample, clock):
    send(planned())
    close_ask(ask=ASK, by=ANALYST, at=MONDAY_NOON)
    forget_cases(by=ANALYST, at=MONDAY_NOON + timedelta(days=91))
    assert not EarlierLink.objects.exists()
    assert all(not one.contact and not one.number for one in Case.objects.all())
    assert sum(outcome_counts(actor=ANALYST, ask=ASK).people.values()) == 30
    Client().post(STOP.search(mail.outbox[0].extra_headers["List-Unsubscribe"])[1])


def test_a_text_that_is_missing_is_asked_for(sample):
    with pytest.raises(inviting.CannotSend, match="missing"):
        inviting.plan_mailing(
            new=inviting.NewMailing(ASK, Channel.EMAIL, Purpose.INVITATION, {}, date(2026, 3, 2), "https://x"),
            by=ANALYST, at=MONDAY_NOON,
        )  # fmt: skip
    new = inviting.NewMailing(
        ASK, Channel.SMS, Purpose.INVITATION, {"en": {"body": "Hi"}}, date(2026, 3, 2), "https://x"
    )
    with pytest.raises(inviting.CannotSend, match="link"):
        inviting.plan_mailing(new=new, by=ANALYST, at=MONDAY_NOON)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [("Hi {navn}: {link}", "Nothing is known to fill in for {navn}"), ("Until {deadline}", "no last day")],
)
def test_nobody_gets_a_letter_with_a_hole_in_it(sample, body, refusal):
    texts = {"en": {"subject": "What?", "body": body}}
    new = inviting.NewMailing(ASK, Channel.LETTER, Purpose.INVITATION, texts, date(2026, 3, 2), "https://x")
    with pytest.raises(inviting.CannotSend, match=refusal):
        inviting.plan_mailing(new=new, by=ANALYST, at=MONDAY_NOON)


def test_only_who_may_manage_people_writes_to_them(sample):
    pk = planned()
    doings = (
        lambda: inviting.send_now(ask=ASK, mailing=pk, by=CONTACT, at=MONDAY_NOON),
        lambda: inviting.call_off_mailing(ask=ASK, mailing=pk, by=CONTACT, at=MONDAY_NOON),
        lambda: inviting.note_returned(ask=ASK, text="a", by=CONTACT, at=MONDAY_NOON),
        lambda: inviting.sample_rows(ask=ASK, with_links=True, address="", by=CONTACT, at=MONDAY_NOON),
        lambda: read_people(actor=CONTACT, ask=ASK, at=MONDAY_NOON),
        lambda: inviting.write_letters(ask=ASK, mailing=pk, by=CONTACT, at=MONDAY_NOON),
    )
    for doing in doings:
        with pytest.raises(NotAllowed):
            doing()
