# SPDX-License-Identifier: EUPL-1.2
"""T08: numbers of another's in the fields of one's own forms, and forms that have grown old."""

import pytest
from django.core import mail
from django.urls import reverse

from samband.core.audit.queries import all_events
from samband.core.notices.operations import MailSender
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import BodyDecision, CaseHand, Delegation
from samband.tools.ethics.operations import NewCase, Refused
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.tests.conftest import NOON, TODAY, UTSIRA, elect


@pytest.fixture
def meeting(declared, contact):
    """Two items, screened."""
    declared()
    items = operations.read_agenda_text(text="1/26 Grant to Utsira Ferry AS\n2/26 Budget")
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=TODAY, items=items, by=contact, at=NOON
    )
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=contact, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=contact, at=NOON)
    return number


def form_of(desk, address):
    """What a browser would send of the forms of the page."""
    context = desk.get(address).context
    forms = [*context.get("forms", ()), *([context["form"]] if "form" in context else ())]
    told = {one.html_name: one.value() for form in forms for one in form}
    told |= {"seen": context["meeting"].state} if "forms" in context else {}
    return {name: value for name, value in told.items() if value not in (None, False)}


def test_t08_somebody_of_another_member_is_no_answer_in_ones_own_forms(meeting, council, contact, signed_in):
    desk, kari = signed_in(contact), council["Kari"]
    of_meeting = reverse("ethics:meeting", args=[meeting])
    assert desk.post(of_meeting, form_of(desk, of_meeting) | {"absent": kari}).status_code == 400
    decided = {"item": "1/26", "person": kari, "outcome": "steps_aside"}
    for sent in (decided, decided | {"person": council["Anne"], "item": "9/99"}):
        desk.post(reverse("ethics:decide", args=[meeting]), sent)
    assert not BodyDecision.objects.exists()

    new = NewCase("2026/118", "Ferry", "procurement", TODAY, parties=("Utsira Ferry AS",))
    case = operations.enter_case(authority=UTSIRA, new=new, by=contact, at=NOON)
    of_case = reverse("ethics:case", args=[case])
    for field, value in (("prepares", kari), ("decides", kari), ("body", "council-4643")):
        answer = desk.post(of_case, form_of(desk, of_case) | {f"i0-{field}": value})
        assert answer.status_code == 400, field
    assert not CaseHand.objects.exists()

    delegated = {"holder": "Head", "reference": "1/26", "decided_on": TODAY, "valid_from": TODAY}
    address = reverse("ethics:delegations", args=[UTSIRA])
    for more in ({"body": "council-1151", "person": kari}, {"body": "council-4643"}):
        assert desk.post(address, delegated | more).status_code == 400
    assert not Delegation.objects.exists()

    asked = reverse("ethics:advice_ask", args=[meeting, 1, kari])
    assert desk.post(asked, {"question": "?"}).status_code == 404


def test_t08_answers_to_an_older_agenda_do_not_fall_on_other_items(meeting, contact, signed_in):
    """Two at once: one takes out the first item while the other answers about both."""
    one, other = signed_in(contact), signed_in(contact)
    address = reverse("ethics:meeting", args=[meeting])
    old = form_of(other, address)
    one.post(address, form_of(one, address) | {"i0-drop": "on"})
    answer = other.post(address, old | {"i0-title": "Grant that is gone"}, follow=True)

    assert "The meeting has been changed meanwhile" in answer.content.decode()
    record = queries.meeting(actor=contact, number=meeting)
    assert [(item.number, item.title) for item in record.items] == [("2/26", "Budget")]
    with pytest.raises(Refused, match="changed meanwhile"):
        operations.change_items(meeting=meeting, items=record.items, seen=old["seen"], by=contact, at=NOON)


def test_two_who_press_at_once_write_to_nobody_twice_and_what_breaks_off_is_in_the_log(
    meeting, contact, monkeypatch
):
    """The second press comes while the first is sending; then the way of mail ends in an error."""
    persons = {elect(name, email=f"{name}@example.org") for name in ("bo", "eva")}
    told = {"meeting": meeting, "persons": persons, "link": "https://x/mine", "by": contact, "at": NOON}
    send, pressed = MailSender.send, []

    def send_and_press(sender, *, mail):
        if not pressed:
            pressed.append(operations.tell_concerned(**told))
        return send(sender, mail=mail)

    monkeypatch.setattr(MailSender, "send", send_and_press)
    assert operations.tell_concerned(**told) == (2, 0)
    assert pressed == [(0, 0)]
    assert sorted(to for one in mail.outbox for to in one.to) == ["bo@example.org", "eva@example.org"]

    monkeypatch.setattr(MailSender, "send", lambda *_, **_more: 1 / 0)
    before = [one.event for one in all_events()].count("ethics.concerned_told")
    more = told | {"persons": {elect("Ida", email="ida@example.org")}}
    with pytest.raises(ZeroDivisionError):
        operations.tell_concerned(**more)
    monkeypatch.setattr(MailSender, "send", send)
    assert operations.tell_concerned(**more) == (1, 0)
    assert [one.event for one in all_events()].count("ethics.concerned_told") == before + 2


def test_the_same_form_sent_twice_without_a_change_writes_one_event(meeting, contact, signed_in):
    desk, address = signed_in(contact), reverse("ethics:meeting", args=[meeting])
    sent = form_of(desk, address) | {"i1-matter": "budget", "i1-title": "Budget of 2027"}
    desk.post(address, sent)
    desk.post(address, form_of(desk, address))
    assert [one.event for one in all_events()].count("ethics.meeting_changed") == 1
