# SPDX-License-Identifier: EUPL-1.2
"""The roll call at the opening, and who leaves, comes and steps in at each item, on the page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samband.core.audit.queries import all_events
from samband.core.people.operations import erase_person
from samband.core.people.rules import PostKind
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.attendance import OPENING, Presence
from samband.tools.ethics.analysis.minutes import LANGUAGES, sentences
from samband.tools.ethics.models import Meeting, PresenceNote
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.held import holdings
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries.attendance import attendance_of
from samband.tools.ethics.rules import Decided, NoSuchMeeting
from samband.tools.ethics.tests.conftest import DOING, NOON, TODAY, UTSIRA, elect


@pytest.fixture
def deputy(council):
    return elect("Dag Lie", kind=PostKind.SUBSTITUTE)


@pytest.fixture
def meeting(council, deputy, contact):
    """Two items; Ola said that he will not come, so Dag is called."""
    items = operations.read_agenda_text(text="1/26 Grant to the ferry\n2/26 Budget")
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=TODAY, items=items, by=contact, at=NOON
    )
    operations.change_items(
        meeting=number, items=queries.meeting(actor=contact, number=number).items, absent=[council["Ola"]],
        by=contact, at=NOON,
    )  # fmt: skip
    screen(number, contact)
    return number


def screen(number, by):
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=by, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=by, at=NOON)


@pytest.fixture
def desk(signed_in, contact):
    return signed_in(contact)


@pytest.fixture
def page(desk, meeting):
    def look():
        answer = desk.get(reverse("ethics:attendance", args=[meeting]))
        assert answer.status_code == 200
        return answer

    return look


@pytest.fixture
def confirmed(desk, meeting, page):
    """The roll call as it was prefilled."""
    confirm(desk, meeting, page)
    return meeting


def confirm(desk, number, page, leave_out=()):
    came = [one for one in page().context["form"]["came"].value() if one not in leave_out]
    return desk.post(reverse("ethics:attendance", args=[number]), {"came": came}, follow=True)


def note(desk, number, page, words, place):
    """Choose what happened by its words, as somebody would."""
    lines = [page().context["opening"], *page().context["items"]]
    value = next(value for value, told in lines[place].moves if told == words)
    answer = desk.post(reverse("ethics:attendance", args=[number]), {"move": value})
    assert answer.url.endswith(f"#at{place}")


def counts(number, by):
    return [one.quorum.present for one in attendance_of(actor=by, number=number).at]


def decide(number, person, by, outcome=Decided.STEPS_ASIDE, item="1/26"):
    operations.record_decision(meeting=number, item=item, person=person, outcome=outcome, by=by, at=NOON)


def test_the_roll_call_is_confirmed_in_one_tap(desk, meeting, page, contact, council):
    told = page().content.decode()
    assert "Dag Lie takes the seat of Ola Åsen" in told
    assert "Note a change" not in told
    after = confirm(desk, meeting, page).content.decode()
    assert "3 of 3 present, 2 needed" in after
    assert counts(meeting, contact) == [3, 3, 3]
    kept = {(one.person_id, one.is_present, one.instead_of_id) for one in PresenceNote.objects.all()}
    assert (council["Ola"], False, None) in kept
    assert len(kept) == 4


def test_who_was_expected_and_did_not_come_is_left_out_of_it(desk, meeting, page, contact, council, deputy):
    told = confirm(desk, meeting, page, leave_out=(f"p{council['Siri']}.", f"p{deputy}.p{council['Ola']}"))
    assert "Siri Vik did not come" in told.content.decode()
    assert "Too few are there to decide." in told.content.decode()
    assert counts(meeting, contact) == [1, 1, 1]


def test_one_leaves_and_comes_back_at_another_item(desk, confirmed, page, contact):
    note(desk, confirmed, page, "Siri Vik left", 1)
    assert counts(confirmed, contact) == [3, 2, 2]
    note(desk, confirmed, page, "Siri Vik came", 2)
    assert counts(confirmed, contact) == [3, 2, 3]
    assert "Siri Vik came" in page().content.decode()


def test_a_deputy_takes_the_seat_of_one_who_steps_aside_in_that_item(
    desk, meeting, page, contact, council, deputy
):
    confirm(desk, meeting, page, leave_out=(f"p{deputy}.p{council['Ola']}",))
    decide(meeting, council["Anne"], contact)
    assert counts(meeting, contact) == [2, 1, 2]
    assert "Anne Berg steps aside" in page().content.decode()
    note(desk, meeting, page, "Dag Lie takes the seat of Anne Berg", 1)
    assert counts(meeting, contact) == [2, 2, 2]
    assert page().context["items"][1].told == ("Anne Berg is back", "Dag Lie gives up the seat of Anne Berg")


def test_a_later_decision_gives_the_seat_back(desk, meeting, page, contact, council, deputy):
    confirm(desk, meeting, page, leave_out=(f"p{deputy}.p{council['Ola']}",))
    decide(meeting, council["Anne"], contact)
    note(desk, meeting, page, "Dag Lie takes the seat of Anne Berg", 1)
    decide(meeting, council["Anne"], contact, Decided.TAKES_PART)
    assert page().context["items"][0].told == ()


def test_the_warning_never_stops_anybody(desk, confirmed, page, contact):
    for name in ("Siri Vik", "Dag Lie"):
        note(desk, confirmed, page, f"{name} left", 1)
    assert "Too few are there to decide." in page().content.decode()
    note(desk, confirmed, page, "Anne Berg left", 2)
    assert counts(confirmed, contact) == [3, 1, 0]


def test_what_cannot_be_is_refused_and_nothing_is_kept(desk, confirmed, council, contact, deputy):
    before, address = PresenceNote.objects.count(), reverse("ethics:attendance", args=[confirmed])
    kari = f"p{council['Kari']}"
    for sent in (
        {"move": f"1.{kari}.1."},
        {"move": "9"},
        {"move": "x.y"},
        {"came": [f"p{council['Anne']}."]},
    ):
        answer = desk.post(address, sent, follow=True)
        assert "The meeting has been changed meanwhile" in answer.content.decode()
    assert desk.post(address, {"came": [f"{kari}."]}).status_code == 400
    assert PresenceNote.objects.count() == before


@pytest.mark.parametrize("wrong", ["item", "somebody", "seat", "few", "none"])
def test_an_opening_that_is_not_of_this_body_is_refused(meeting, contact, council, deputy, wrong):
    members = [f"p{council[one]}" for one in ("Anne", "Ola", "Siri")]
    told = [Presence(OPENING, one, is_present=True) for one in members]
    wrongly = {
        "item": ("1/26", told),
        "somebody": (OPENING, [*told, Presence(OPENING, f"p{council['Kari']}", is_present=True)]),
        "seat": (OPENING, [*told, Presence(OPENING, f"p{deputy}", True, f"p{council['Kari']}")]),
        "few": (OPENING, told[:2]),
        "none": (OPENING, []),
    }
    item, notes = wrongly[wrong]
    with pytest.raises(Refused):
        operations.record_presence(meeting=meeting, item=item, notes=notes, by=contact, at=NOON)


def test_two_who_confirm_at_once_write_one_opening(desk, meeting, page, signed_in, contact):
    other = signed_in(contact)
    came = page().context["form"]["came"].value()
    for one in (desk, other):
        told = one.post(reverse("ethics:attendance", args=[meeting]), {"came": came}, follow=True)
    assert "changed meanwhile" in told.content.decode()
    assert PresenceNote.objects.count() == 4


def test_a_meeting_that_was_never_screened_has_no_seats_to_sit_in(council, contact, desk):
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=TODAY, items=operations.read_agenda_text(text="Budget"),
        by=contact, at=NOON,
    )  # fmt: skip
    assert desk.get(reverse("ethics:attendance", args=[number])).status_code == 404


def test_nobody_else_reads_or_writes_it(meeting, secretary, administrator, analyst, anne):
    for actor in (secretary, administrator, analyst, anne):
        with pytest.raises(NoSuchMeeting):
            attendance_of(actor=actor, number=meeting)
        with pytest.raises(NoSuchMeeting):
            operations.record_presence(meeting=meeting, item=OPENING, notes=[], by=actor, at=NOON)


def minutes(desk, number, language):
    answer = desk.get(reverse("ethics:minutes", args=[number]), {"language": language})
    return answer.context["text"]


def test_minutes_without_recorded_attendance_tell_nothing_of_it(desk, meeting, page, contact, council):
    page()
    assert minutes(desk, meeting, "en") == ""
    decide(meeting, council["Anne"], contact)
    assert minutes(desk, meeting, "en").count("\n") == 2


def test_the_minutes_tell_who_came_and_what_changed(desk, confirmed, page, contact, council):
    decide(confirmed, council["Anne"], contact)
    note(desk, confirmed, page, "Siri Vik left", 1)
    assert minutes(desk, confirmed, "en") == (
        "Attendance\n"
        "Present: Anne Berg, Siri Vik.\n"
        "Absent: Ola Åsen.\n"
        "Deputies: Dag Lie for Ola Åsen.\n"
        "Number present: 3 of 3.\n"
        "\n"
        "Item 1/26: Grant to the ferry\n"
        "It was asked whether Anne Berg may take part. Anne Berg took no part in answering that. "
        "Council of 1151 decided that Anne Berg steps aside in this item.\n"
        "Siri Vik left the meeting. Number present: 1 of 3. Number needed to decide: 2.\n"
        "\n"
        "Item 2/26: Budget\n"
        "Anne Berg took the seat again. Number present: 2 of 3.\n"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nb",
            ["Forfall: Ola Åsen.", "Dag Lie fratrådte som vara for Ola Åsen.", "Antall til stede: 2 av 3."],
        ),
        ("nn", ["Til stades: Anne Berg, Siri Vik.", "Dag Lie gjekk frå som vara for Ola Åsen."]),
        ("ro", ["Supleanți: Dag Lie pentru Ola Åsen.", "Ola Åsen s-a prezentat la ședință."]),
        ("en", ["Ola Åsen came to the meeting.", "Dag Lie gave up the seat of Ola Åsen."]),
    ],
)
def test_the_minutes_tell_it_in_their_languages(desk, confirmed, page, language, words):
    note(desk, confirmed, page, "Dag Lie left", 1)
    note(desk, confirmed, page, "Ola Åsen came", 2)
    told = minutes(desk, confirmed, language)
    assert [one for one in words if one not in told] == []


def test_every_language_of_the_minutes_has_the_same_sentences():
    names = {language: set(words) for language, words in sentences().items()}
    assert set(names) == set(LANGUAGES)
    assert all(one == names["en"] for one in names.values())


def test_everybody_sees_what_is_kept_of_their_presence(desk, confirmed, page, anne):
    note(desk, confirmed, page, "Anne Berg left", 2)
    (held,) = [one for one in holdings(actor=anne) if one.title == "When you were present in meetings"]
    assert [told for _meeting, told in held.facts] == ["Present at the opening", "Absent from item 2/26"]


def test_the_log_tells_that_it_was_recorded_and_of_nobody(desk, confirmed, page, council):
    note(desk, confirmed, page, "Siri Vik left", 1)
    told = [one for one in all_events() if one.event == "ethics.attendance_recorded"]
    assert [one.details for one in told] == [{"item": "1/26"}, {"item": ""}]


def test_who_was_erased_is_taken_out_and_the_page_says_so(desk, confirmed, page, contact, council):
    erase_person(person=council["Ola"], **DOING)
    operations.erase_what_is_over(at=NOON)
    left = PresenceNote.objects.values_list("person_id", "instead_of_id")
    assert {council["Ola"]}.isdisjoint({number for row in left for number in row})
    told = page().content.decode()
    assert "Ola" not in told
    assert "Somebody was erased since" in told
    text = minutes(desk, confirmed, "en")
    assert "Present: Anne Berg, Siri Vik." in text
    assert "Ola" not in text
    assert "Number" not in text


def test_it_goes_with_the_meeting(confirmed):
    operations.erase_what_is_over(at=NOON + timedelta(days=20 * 366))
    assert (Meeting.objects.count(), PresenceNote.objects.count()) == (0, 0)
