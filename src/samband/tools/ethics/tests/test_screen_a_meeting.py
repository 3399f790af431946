# SPDX-License-Identifier: EUPL-1.2
"""From the agenda of a meeting to the text of its minutes, as the secretary and a councillor meet it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import all_events
from samband.core.country.queries.laws import chosen_laws
from samband.core.notices.operations import block_address
from samband.core.notices.rules import Channel
from samband.core.people.operations import erase_person
from samband.core.people.rules import PostKind
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import BodyDecision, LawAsItWas, Meeting, Screening
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.held import holdings
from samband.tools.ethics.pages.meetings import result_page
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries import evidence
from samband.tools.ethics.queries.meetings import names_of
from samband.tools.ethics.rules import Decided, InterestKind, NoSuchMeeting
from samband.tools.ethics.tests.conftest import DOING, FERRY, NOON, UTSIRA, elect

DAY = date(2026, 3, 19)
AGENDA = f"""12/26 Grant to the ferry
Applicant {FERRY}
13/26 Lease to Nordvik Asfalt AS
"""


@pytest.fixture
def entered(declared, contact):
    """Anne chairs the applicant of the first item; number of the meeting."""
    declared()
    return operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=operations.read_agenda_text(text=AGENDA),
        by=contact, at=NOON,
    )  # fmt: skip


def screen(number, by, at=NOON):
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=by, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=by, at=at)


@pytest.fixture
def screened(entered, contact):
    screen(entered, contact)
    return entered


def found_in(number, by, language="en"):
    return queries.screened_meeting(actor=by, number=number, language=language, at=NOON)


def outcomes(number, by):
    return {
        (item.number, one.name): one.found["outcome"]
        for item in result_page(found=found_in(number, by)).items
        for one in item.people
    }


def page(client, name, *args, query=""):
    answer = client.get(reverse(f"ethics:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent_back(client, number, **more):
    """The form of the items as a browser would send it, with what is changed."""
    form = client.get(reverse("ethics:meeting", args=[number])).context["forms"]
    told = {one.html_name: one.value() for item in form for one in item}
    told = {name: value for name, value in told.items() if value not in (None, False)}
    return client.post(reverse("ethics:meeting", args=[number]), told | more)


def test_the_chair_of_the_applicant_must_be_raised_and_nobody_else(screened, contact):
    assert outcomes(screened, contact) == {("12/26", "Anne Berg"): "mandatory"}


def test_from_a_pasted_agenda_to_the_minutes_in_a_browser(declared, contact, council, signed_in):
    declared()
    desk = signed_in(contact)
    new = {"body": "council-1151", "day": "2026-03-19", "text": AGENDA}
    answer = desk.post(reverse("ethics:meetings", args=[UTSIRA]), new)
    number = Meeting.objects.get().pk
    assert answer.url == reverse("ethics:meeting", args=[number])
    confirm = page(desk, "meeting", number)
    assert "Utsira Ferry AS (974760673)" in confirm
    assert "Nordvik Asfalt AS" in confirm
    assert sent_back(desk, number, do="screen").url == reverse("ethics:result", args=[number])
    told = page(desk, "result", number)
    assert "Anne Berg" in told
    assert "Public Administration Act" in told
    assert "Nobody is found disqualified" in told
    assert "Nothing is decided yet" in page(desk, "minutes", number)
    decided = {"item": "12/26", "person": council["Anne"], "outcome": "steps_aside", "rule": "", "reason": ""}
    decided["rule"] = found_in(number, contact).result["items"][0]["people"][0]["findings"][0]["rule"]
    desk.post(reverse("ethics:decide", args=[number]), decided)
    text = page(desk, "minutes", number, query="?language=nb")
    assert "Council of 1151 vedtok at Anne Berg er inhabil og fratrer i saken. Hjemmel:" in text
    for language, word in (
        ("nn", "går frå"),
        ("ro", "se abține"),
        ("en", "steps aside"),
        ("xx", "steps aside"),
    ):
        assert word in page(desk, "minutes", number, query=f"?language={language}")


def test_what_is_written_by_hand_is_found_again(entered, signed_in, contact):
    sent_back(signed_in(contact), entered, **{"i1-added": f"The ferry; {FERRY}", "do": "keep"})
    parties = queries.meeting(actor=contact, number=entered).items[1].parties
    assert [(one.name, bool(one.ref)) for one in parties] == [
        ("Nordvik Asfalt AS", False),
        ("Utsira Ferry AS", True),
    ]


def test_a_party_that_is_none_leads_to_nothing(entered, signed_in, contact):
    sent_back(signed_in(contact), entered, **{"i0-c0": "no", "do": "screen"})
    assert outcomes(entered, contact) == {}


def test_a_party_that_is_perhaps_another_is_never_mandatory(entered, signed_in, contact):
    sent_back(signed_in(contact), entered, **{"i0-c0": "perhaps", "do": "screen"})
    assert outcomes(entered, contact) == {("12/26", "Anne Berg"): "assess"}


def test_a_name_that_nobody_could_place_is_told(entered, signed_in, contact):
    desk = signed_in(contact)
    sent_back(desk, entered, **{"i1-unrecognised": "Somebody Strange", "do": "screen"})
    assert "Not recognised: Somebody Strange." in page(desk, "result", entered)


def test_a_line_that_is_no_item_is_taken_out_but_not_the_last(entered, signed_in, contact):
    desk = signed_in(contact)
    sent_back(desk, entered, **{"i0-drop": "on"})
    assert [one.number for one in queries.meeting(actor=contact, number=entered).items] == ["13/26"]
    assert sent_back(desk, entered, **{"i0-drop": "on"}).status_code == 200
    assert len(queries.meeting(actor=contact, number=entered).items) == 1


def test_who_has_not_declared_is_named_as_not_checked(screened, signed_in, contact):
    told = page(signed_in(contact), "result", screened)
    assert told.index("Not checked") < told.index("Ola Åsen")


def test_it_is_run_again_to_the_same_answer_after_the_register_has_changed(
    screened, declared, anne, contact, council, signed_in
):
    before = Screening.objects.get().result
    for key in queries.own_interests(actor=anne, on=DAY).held:
        operations.withdraw_interest(key=key.key, by=anne, at=NOON + timedelta(hours=1))
    again = found_in(screened, contact)
    assert again.is_same is True
    assert Screening.objects.get().result == before
    assert "Interests or seats have changed since" in page(signed_in(contact), "result", screened)
    screen(screened, contact, at=NOON + timedelta(hours=2))
    assert outcomes(screened, contact) == {}
    assert "have changed since" not in page(signed_in(contact), "result", screened)


def test_it_is_told_in_the_language_of_the_reader(screened, contact):
    nb, en = (
        found_in(screened, contact, one).result["items"][0]["people"][0]["findings"][0]["words"]
        for one in ("nb", "en")
    )
    assert nb != en


def test_the_law_is_kept_and_runs_again_when_the_pack_has_another(screened, contact, signed_in, monkeypatch):
    newer = [replace(law, digest="newer") for law in chosen_laws(country=str(settings.SAMBAND_COUNTRY))]
    monkeypatch.setattr(evidence, "chosen_laws", lambda *, country: newer)
    found = found_in(screened, contact, "nb")
    assert found.is_same is True
    assert found.result["language"] == "nb"
    assert "The rules have changed since" in page(signed_in(contact), "result", screened)
    monkeypatch.undo()
    assert "have changed since" not in page(signed_in(contact), "result", screened)


def test_a_law_that_cannot_be_read_any_more_leaves_what_was_kept(screened, contact):
    """As one of a later program, read by an earlier one."""
    LawAsItWas.objects.update(digest="later", text="law: later\nwords_to_come: yes\n")
    Screening.objects.update(law_digest="later")
    assert found_in(screened, contact, "nb").is_same is None


def test_a_law_that_is_gone_leaves_what_was_kept(screened, contact):
    Screening.objects.update(law_digest="of another file")
    found = found_in(screened, contact, "nb")
    assert found.is_same is None
    assert found.result["language"] == "en"


def test_a_later_decision_follows_an_earlier_one(screened, contact, council):
    told = {"meeting": screened, "item": "12/26", "person": council["Anne"], "by": contact}
    operations.record_decision(**told, outcome=Decided.STEPS_ASIDE, at=NOON)
    operations.record_decision(**told, outcome=Decided.TAKES_PART, reason="Small", at=NOON + timedelta(1))
    (one,) = queries.decided_in(actor=contact, number=screened).decisions
    assert (one.outcome, one.name, one.reason) == (Decided.TAKES_PART, "Anne Berg", "Small")
    assert BodyDecision.objects.count() == 2


def test_what_came_up_in_the_meeting_is_decided_too(screened, contact, council, signed_in):
    """Ola tells of his sister: no register knows her, and the minutes need the decision."""
    desk = signed_in(contact)
    form = page(desk, "result", screened)
    assert '<option value="NO-03">fvl. § 6 (1) bokstav b: Sibling is party</option>' in form
    assert 'value="NO-23"' not in form  # of superiors in the administration
    sent = {
        "item": "13/26",
        "person": council["Ola"],
        "outcome": "steps_aside",
        "rule": "NO-03",
        "reason": "",
    }
    desk.post(reverse("ethics:decide", args=[screened]), sent)
    assert "13/26 – Ola Åsen: Steps aside (fvl. § 6 (1) bokstav b)" in page(desk, "result", screened)
    told = page(desk, "minutes", screened)
    assert "decided that Ola Åsen steps aside in this item. Ground: fvl. § 6 (1) bokstav b." in told
    assert "Anne" not in told


def test_a_ground_is_one_of_the_law_of_then(screened, contact, council, monkeypatch):
    newer = [replace(law, digest="newer", rules={}) for law in chosen_laws(country="norway")]
    monkeypatch.setattr(evidence, "chosen_laws", lambda *, country: newer)
    operations.record_decision(
        meeting=screened, item="12/26", person=council["Ola"], outcome=Decided.STEPS_ASIDE, rule="NO-03",
        by=contact, at=NOON,
    )  # fmt: skip
    (one,) = queries.decided_in(actor=contact, number=screened).decisions
    assert one.citation == "fvl. § 6 (1) bokstav b"


def test_a_decision_about_what_is_not_there_is_refused(screened, contact, council):
    for wrong in ({"item": "99"}, {"person": council["Kari"]}):
        told = {"meeting": screened, "item": "12/26", "person": council["Anne"]} | wrong
        with pytest.raises(Refused):
            operations.record_decision(**told, outcome=Decided.STEPS_ASIDE, by=contact, at=NOON)


def test_a_councillor_reads_what_concerns_oneself_alone(screened, declared, signed_in, councillor, contact):
    declared(of="Ola", by=contact, kind=InterestKind.DEBT, role=None)
    screen(screened, contact, at=NOON + timedelta(hours=1))
    told = page(signed_in(councillor), "own_meetings")
    assert "Grant to the ferry" in told
    assert "I ask Council of 1151 to decide whether I may take part." in told
    assert "Ola" not in told
    assert "Nothing was found about you in the others" in told


def test_a_councillor_without_findings_is_told_so_and_nothing_is_kept(
    council, contact, signed_in, councillor
):
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=operations.read_agenda_text(text="Budget"),
        by=contact, at=NOON,
    )  # fmt: skip
    screen(number, contact)
    before = len(list(all_events()))
    assert "Nothing was found about you" in page(signed_in(councillor), "own_meetings")
    (opening,) = list(all_events())[: len(list(all_events())) - before]
    assert (opening.event, opening.details, opening.authority) == ("ethics.kin_opened", {}, "")


def test_only_on_a_press_are_those_concerned_written_to_and_once(screened, signed_in, contact, council):
    elect("With Mail", kind=PostKind.SUBSTITUTE, email="none@example.org")
    assert mail.outbox == []
    desk = signed_in(contact)
    desk.post(reverse("ethics:tell", args=[screened]))
    assert mail.outbox == []  # Anne has no address


def test_the_mail_names_neither_item_nor_reason(screened, contact, council):
    bo = elect("Bo Berg", email="bo@example.org")
    blocked = elect("No Mail", email="no@example.org")
    block_address(channel=Channel.EMAIL, address="no@example.org", **DOING)
    told = {
        "meeting": screened,
        "persons": {bo, blocked},
        "link": "https://x/mine",
        "by": contact,
        "at": NOON,
    }
    assert operations.tell_concerned(**told) == (1, 1)
    (one,) = mail.outbox
    assert one.to == ["bo@example.org"]
    assert "https://x/mine" in one.body
    assert "ferry" not in (one.subject + one.body).lower()
    assert operations.tell_concerned(**told) == (0, 1)


def test_every_reading_is_in_the_log(screened, contact):
    found_in(screened, contact)
    events = [one.event for one in all_events()]
    assert events.count("ethics.screening_read") == 1
    assert {"ethics.meeting_entered", "ethics.meeting_screened"} <= set(events)


def test_nobody_else_reads_or_enters_a_meeting(screened, secretary, administrator, analyst, anne):
    for actor in (
        secretary,
        administrator,
        analyst,
        anne,
        Actor("x", frozenset({Grant(Role.CONTACT, "4643")})),
    ):
        with pytest.raises(NoSuchMeeting):
            queries.meeting(actor=actor, number=screened)
        with pytest.raises(NotAllowed):
            queries.meetings_of(actor=actor, authority=UTSIRA)
        with pytest.raises(NoSuchMeeting):
            operations.erase_meeting(meeting=screened, by=actor, at=NOON)


def test_a_meeting_is_erased_with_all_that_was_kept(screened, signed_in, contact):
    signed_in(contact).post(reverse("ethics:erase_meeting", args=[screened]))
    assert (Meeting.objects.count(), Screening.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "Paste the agenda"),
        ({"day": "1990-01-01"}, "Nobody holds office in that body"),
    ],
)
def test_an_agenda_that_cannot_be_entered_says_why(council, signed_in, contact, sent, words):
    new = {"body": "council-1151", "day": "2026-03-19", "text": AGENDA} | sent
    answer = signed_in(contact).post(reverse("ethics:meetings", args=[UTSIRA]), new)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_who_was_erased_is_taken_out_of_what_is_kept(screened, contact, council):
    told = {"meeting": screened, "item": "12/26", "person": council["Anne"], "by": contact, "at": NOON}
    operations.record_decision(**told, outcome=Decided.STEPS_ASIDE)
    assert outcomes(screened, contact) == {("12/26", "Anne Berg"): "mandatory"}
    erase_person(person=council["Anne"], **DOING)
    operations.erase_what_is_over(at=NOON)
    kept = Screening.objects.get()
    assert "Anne" not in kept.register + kept.result
    assert BodyDecision.objects.count() == 0
    assert found_in(screened, contact).is_same is True
    assert outcomes(screened, contact) == {}


def test_a_meeting_is_kept_as_long_as_the_policy_says(screened):
    operations.erase_what_is_over(at=NOON + timedelta(days=20 * 366))
    assert Meeting.objects.count() == 0


def test_a_question_waits_on_the_start_page_of_the_one_concerned(screened, anne, contact):
    told = [one.title for one in queries.waiting(actor=anne)]
    assert "May you take part? Council of 1151" in told
    assert "May you take part? Council of 1151" not in [one.title for one in queries.waiting(actor=contact)]


def test_meetings_are_listed_with_what_is_to_be_done(screened, signed_in, contact):
    desk = signed_in(contact)
    assert reverse("ethics:result", args=[screened]) in page(desk, "meetings", UTSIRA)
    items = queries.meeting(actor=contact, number=screened).items[:1]
    operations.change_items(meeting=screened, items=items, by=contact, at=NOON + timedelta(hours=1))
    assert "Changed since screened" in page(desk, "meetings", UTSIRA)
    assert reverse("ethics:meetings", args=[UTSIRA]) in page(desk, "member", UTSIRA)


def test_everybody_sees_which_meetings_their_interests_were_held_against(screened, anne, contact):
    titles = [one.title for one in holdings(actor=anne)]
    assert titles == ["Your interests", "Meetings that your interests were held against"]
    assert holdings(actor=contact) == ()


def test_the_log_names_a_meeting_by_body_and_day(screened):
    reference = f"ethics.meeting:{screened}"
    asked = frozenset({reference, "ethics.meeting:999", "ethics.register"})
    assert names_of(references=asked) == {reference: "Council of 1151, 19 March 2026"}


def test_a_deputy_steps_in_for_who_will_not_come_too(entered, council, contact, signed_in):
    for name in ("Per Dahl", "Eva Lie"):
        elect(name, kind=PostKind.SUBSTITUTE)
    desk = signed_in(contact)
    assert "Who will not come" in page(desk, "meeting", entered)
    sent_back(desk, entered, do="screen", absent=str(council["Ola"]))
    told = page(desk, "result", entered)
    assert "Per Dahl steps in for" in told
    assert "Eva Lie steps in for" in told
    again = desk.get(reverse("ethics:meeting", args=[entered])).context["away"]
    assert again["absent"].value() == [str(council["Ola"])]


def test_nobody_without_a_seat_is_absent(entered, council, contact, signed_in):
    answer = sent_back(signed_in(contact), entered, do="keep", absent=str(council["Kari"]))
    assert answer.status_code == 400
    assert Meeting.objects.get().absent == []


def test_whoever_is_erased_is_no_longer_absent(entered, council, contact):
    items = queries.meeting(actor=contact, number=entered).items
    operations.change_items(meeting=entered, items=items, absent=[council["Ola"]], by=contact, at=NOON)
    screen(entered, contact)
    erase_person(person=council["Ola"], **DOING)
    operations.erase_what_is_over(at=NOON)
    assert Meeting.objects.get().absent == []
