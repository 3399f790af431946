# SPDX-License-Identifier: EUPL-1.2
"""Letters and messages that came back: read in many shapes, noted once, and another way is gone."""

import pytest
import time_machine
from django.core import mail

from samband.core.collect.analysis.came_back import words_that_came_back
from samband.core.collect.analysis.invitations import CAME_BACK, SAID_NO, SENT, Purpose, SendingState, Skip
from samband.core.collect.models import Case
from samband.core.collect.operations import invitations as inviting
from samband.core.collect.operations.invitations import sending
from samband.core.collect.tests.sample_files import (
    ANALYST,
    ASK,
    MONDAY_NOON,
    answer,
    drawn,
    planned,
    record,
    send,
    token_of,
)
from samband.core.notices.rules import Channel, Sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "home")]


@pytest.fixture
def sample():
    with time_machine.travel(MONDAY_NOON, tick=False):
        yield drawn(10)


def test_what_came_back_is_noted_by_number_or_address_and_not_sent_to_again(sample):
    send(planned())
    one = Case.objects.get(contact__email=mail.outbox[0].to[0])
    other = Case.objects.get(contact__email=mail.outbox[1].to[0])
    text = f"{one.number}, {other.contact['email'].upper()}\nnobody@example.org"
    noted = returned(text)
    assert noted == inviting.Returned(2, 2, 0, ("nobody@example.org",))
    assert returned(text) == inviting.Returned(2, 0, 0, ("nobody@example.org",))
    assert set(Case.objects.filter(pk__in=[one.pk, other.pk]).values_list("disposition", flat=True)) == {
        CAME_BACK
    }
    pk = planned(purpose=Purpose.REMINDER)
    send(pk)
    assert record(pk).reasons[Skip.CAME_BACK] == 2


def returned(text: str, **given) -> inviting.Returned:
    return inviting.note_returned(ask=ASK, text=text, **given, by=ANALYST, at=MONDAY_NOON)


def test_a_mail_that_came_back_leaves_the_letter_good(sample):
    inviting.write_letters(ask=ASK, mailing=planned(Channel.LETTER), by=ANALYST, at=MONDAY_NOON)
    first = planned(purpose=Purpose.REMINDER)
    send(first)
    address = mail.outbox[0].to[0]
    assert returned(f"{address};550 5.1.1 user unknown;2026-03-02").new == 1
    assert record(first).counts[SendingState.RETURNED] == 1
    assert Case.objects.get(contact__email=address).disposition == SENT
    again = planned(Channel.LETTER, Purpose.REMINDER)
    assert inviting.write_letters(ask=ASK, mailing=again, by=ANALYST, at=MONDAY_NOON).number == 30


def test_letters_go_in_place_of_mail_that_reached_nobody(sample):
    first = planned()
    send(first)
    came_back, answered, *_ = [one.to[0] for one in mail.outbox]
    returned(f"address;reason\n{came_back};unknown\n{answered};mailbox full", mailing=first)
    answer(token_of(mail.outbox[1]))
    pk = planned(Channel.LETTER, Purpose.INSTEAD)
    without_address = 30 - len(mail.outbox)
    run = inviting.write_letters(ask=ASK, mailing=pk, by=ANALYST, at=MONDAY_NOON)
    assert run.number == without_address + 1
    assert Case.objects.get(contact__email=came_back).disposition == SENT
    with pytest.raises(inviting.CannotSend, match="reached everybody"):
        planned(Channel.LETTER, Purpose.INSTEAD)


def test_an_address_that_was_refused_for_good_gets_a_letter_and_no_mail(sample, monkeypatch):
    monkeypatch.setattr(sending.MailSender, "send", lambda self, mail: Sent.NEVER)
    send(planned())
    pk = planned()
    send(pk)
    refused = Case.objects.filter(contact__has_key="email").count()
    assert record(pk).reasons[Skip.CAME_BACK] == refused
    letters = planned(Channel.LETTER, Purpose.INSTEAD)
    assert inviting.write_letters(ask=ASK, mailing=letters, by=ANALYST, at=MONDAY_NOON).number == 30


def test_what_came_back_is_no_reason_to_remind(sample):
    send(planned())
    returned("\n".join(one.to[0] for one in mail.outbox))
    pk = planned(Channel.LETTER, Purpose.REMINDER)
    with pytest.raises(inviting.CannotSend, match="No letter is left"):
        inviting.write_letters(ask=ASK, mailing=pk, by=ANALYST, at=MONDAY_NOON)


def test_a_refusal_is_not_forgotten_when_a_message_comes_back(sample):
    send(planned())
    case = Case.objects.get(contact__email=mail.outbox[0].to[0])
    inviting.note_outcome(ask=ASK, case=case.pk, disposition=SAID_NO, by=ANALYST, at=MONDAY_NOON)
    assert returned(case.contact["email"]).new == 1
    assert Case.objects.get(pk=case.pk).disposition == SAID_NO


def test_whoever_was_never_written_to_is_told_apart(sample):
    send(planned())
    phone = Case.objects.first().contact["phone"]
    assert returned(phone) == inviting.Returned(0, 0, 1, ())


def test_a_letter_that_others_posted_comes_back(sample):
    number = Case.objects.first().number
    assert returned(number).new == 1
    assert Case.objects.get(number=number).disposition == CAME_BACK
    assert returned(number).new == 0


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        ("K1\n\nK9", ("k1",), ("K9",)),
        ("recipient;reason\nKari <KARI@example.org>;550 user unknown", ("kari@example.org",), ()),
        ("<kari@example.org>: host example.org said: 550\nola@example.org", ("kari@example.org",),
         ("ola@example.org",)),
        ('"k1","2026-03-02"\n"k1","again"', ("k1",), ()),
        ("Number", (), ("Number",)),
        ("", (), ()),
    ],
)  # fmt: skip
def test_a_list_of_what_came_back_is_read_in_many_shapes(text, found, unknown):
    read = words_that_came_back(text=text, known={"k1", "kari@example.org"})
    assert (read.found, read.unknown) == (found, unknown)
