# SPDX-License-Identifier: EUPL-1.2
"""The secretary's pages, the screen of the hall and the way in with a code, as people see them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samband.core.access.rules import Actor, Grant, Role
from samband.core.collect.operations import meeting as operations
from samband.core.collect.operations.intake.limits import LIMITS
from samband.core.collect.operations.meeting import Presence
from samband.core.collect.queries import meeting as seen
from samband.core.collect.rules import WRONG_IN_MEETING
from samband.core.collect.tests.conftest import ANALYST
from samband.core.collect.tests.test_a_council_answers_in_its_meeting import all_answer, close

SECRETARY = Actor("cast:secretary-of-oslo", frozenset({Grant(Role.SECRETARY, "0301")}))
ELSEWHERE = Actor("cast:secretary-of-utsira", frozenset({Grant(Role.SECRETARY, "1151")}))


@pytest.fixture
def desk(asked, signed_in):
    """The secretary's browser."""
    return signed_in(SECRETARY)


@pytest.fixture
def opened(asked):
    """A session that is open, and its codes."""
    at, presence = timezone.now(), Presence(11, 8, 2)
    found = operations.prepare_meeting(
        ask="asked-2025", unit="0301", on=at.date(), presence=presence, by=ANALYST, at=at
    )
    made = operations.make_codes(meeting=found.id, number=10, by=ANALYST, at=at)
    return operations.open_meeting(meeting=found.id, by=ANALYST, at=at), made


@pytest.fixture(autouse=True)
def _no_tries_before():
    LIMITS._counts.clear()


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response
    return response.content.decode()


def test_a_secretary_prepares_prints_and_opens(desk):
    address = reverse("collect:meeting_council", args=["asked-2025", "0301"])
    there = desk.post(
        address, {"on": "2025-03-01", "seats": "11", "members": "8", "substitutes": "2"}, follow=True
    )
    (number,) = re.findall(r"/answers/meetings/(\d+)/codes/", there.content.decode())
    slips = desk.post(reverse("collect:meeting_codes", args=[number]), {"number": "10", "way": "pdf"})
    assert slips["Content-Type"] == "application/pdf"
    assert slips["Cache-Control"].count("no-store")
    assert slips.content.startswith(b"%PDF-")
    assert "Open for answers" in page(desk, "collect:meeting", number)
    desk.post(reverse("collect:meeting_step", args=[number, "open"]))
    assert "0 of 10 present have answered" in page(desk, "collect:meeting", number)


def test_codes_on_the_screen_are_shown_once(desk, opened):
    session, _ = opened
    shown = desk.post(reverse("collect:meeting_codes", args=[session.id]), {"number": "2", "way": "screen"})
    codes = re.findall(r"<code>(\d{3}) (\d{3})</code>", shown.content.decode())
    assert len(codes) == 2
    assert all(seen.ask_of_code(code=first + last) for first, last in codes)
    assert not [one for one in codes if " ".join(one) in page(desk, "collect:meeting", session.id)]


def test_who_has_no_telephone_gets_the_questionnaire_on_paper_with_a_code(desk, opened):
    session, _ = opened
    given = {"number": "2", "way": "paper"}
    printed = desk.post(reverse("collect:meeting_codes", args=[session.id]), given)
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    assert seen.meeting(actor=SECRETARY, meeting=session.id).codes == 12


def test_what_does_not_fit_is_told_beside_the_form(desk, opened):
    session, _ = opened
    too_many = desk.post(reverse("collect:meeting_codes", args=[session.id]), {"number": "9", "way": "pdf"})
    assert too_many.status_code == 400
    assert b"between 1 and 5 can be added" in too_many.content
    too_few = desk.post(
        reverse("collect:meeting_presence", args=[session.id]),
        {"seats": "5", "members": "8", "substitutes": "2"},
    )
    assert b"10 are present, but the council has 5 seats" in too_few.content


def test_the_screen_of_the_hall_counts_and_shows_no_answer(desk, opened):
    session, codes = opened
    all_answer(codes[:7])
    hall = page(desk, "collect:meeting_hall", session.id)
    assert "7 of 10 present have answered" in hall
    assert "I trust" not in hall
    count = desk.get(reverse("collect:meeting_count", args=[session.id]))
    assert "7 of 10" in count.content.decode()
    assert "HX-Refresh" not in count


def test_after_the_closing_the_screen_shows_the_result_at_once(desk, opened):
    session, codes = opened
    all_answer(codes)
    assert "10 of 10 present have answered" in page(desk, "collect:meeting_close", session.id)
    result = desk.post(reverse("collect:meeting_close", args=[session.id]), follow=True).content.decode()
    assert "Preliminary result of the council." in result
    assert "10 of 11 in the council have answered." in result
    assert "I trust" in result
    assert "Rather no: 30%" in result
    assert desk.get(reverse("collect:meeting_count", args=[session.id]))["HX-Refresh"] == "true"


def test_a_result_that_would_tell_is_not_shown(desk, opened):
    session, codes = opened
    all_answer(codes, values=[3] * 10)
    operations.close_meeting(meeting=session.id, by=ANALYST, at=timezone.now())
    result = page(desk, "collect:meeting_hall", session.id)
    assert "3 questions are not shown" in result
    assert result.count("Not shown: too few answered, or nearly all said the same.") == 3
    assert "100%" not in result


def test_too_few_answers_are_told_and_nothing_else(desk, opened):
    session, codes = opened
    all_answer(codes[:3])
    operations.close_meeting(meeting=session.id, by=ANALYST, at=timezone.now())
    assert "3 have answered. That is too few" in page(desk, "collect:meeting_hall", session.id)
    council = page(desk, "collect:meeting_council", "asked-2025", "0301")
    assert "only 3 answered" in council
    assert "Prepare the session" in council


@pytest.mark.parametrize("typed", ["at the hall's address", "at the short address", "from the slip"])
def test_a_code_leads_to_the_questionnaire(opened, typed):
    session, codes = opened
    word, phone = seen.word_of(meeting=session.id), Client()
    if typed == "from the slip":
        there = phone.get(reverse("answering:meeting_slip", args=[word, codes[0]]))
        assert there["Referrer-Policy"] == "no-referrer"
    elif typed == "at the short address":
        there = phone.post(reverse("answering:entry"), {"code": f"{codes[0][:3]} {codes[0][3:]}"})
    else:
        there = phone.post(reverse("answering:meeting", args=[word]), {"code": codes[0]})
    assert there["Location"] == reverse("answering:welcome", args=["asked-2025"])
    welcome = phone.get(there["Location"])
    assert welcome.status_code == 200
    assert codes[0] not in welcome.content.decode()


def test_a_wrong_code_is_told_and_after_many_one_has_to_wait(opened):
    session, codes = opened
    wrong = next(code for code in map("{:06}".format, range(20)) if code not in codes)
    phone, address = Client(), reverse("answering:meeting", args=[seen.word_of(meeting=session.id)])
    told = phone.post(address, {"code": wrong})
    assert told.status_code == 400
    assert b"This code is not known here" in told.content
    for _ in range(WRONG_IN_MEETING - 1):
        LIMITS.count(what=f"meeting {session.id}", address="127.0.0.1", at=timezone.now())
    assert phone.post(address, {"code": wrong}).status_code == 429
    assert phone.post(address, {"code": codes[0]}).status_code == 429


def test_the_address_of_a_session_leads_nowhere_when_it_is_not_open(opened):
    session, codes = opened
    word = seen.word_of(meeting=session.id)
    all_answer(codes)
    close()
    for address in (
        reverse("answering:meeting", args=[word]),
        reverse("answering:meeting", args=["ABCDEFGHJK"]),
        reverse("answering:meeting_slip", args=[word, codes[0]]),
    ):
        gone = Client().get(address)
        assert gone.status_code == 404
        assert b"Nothing to answer here now" in gone.content


def test_others_see_nothing_of_a_session(opened, signed_in, asked):
    session, _ = opened
    names = ("meeting", "meeting_hall", "meeting_count", "meeting_close")
    for stranger in (ELSEWHERE, Actor("cast:outsider"), Actor("c", frozenset({Grant(Role.CONTACT, "0301")}))):
        browser = signed_in(stranger)
        for name in names:
            assert browser.get(reverse(f"collect:{name}", args=[session.id])).status_code == 404
        assert browser.post(reverse("collect:meeting_close", args=[session.id])).status_code == 404
        council = reverse("collect:meeting_council", args=["asked-2025", "0301"])
        assert browser.get(council).status_code == 404
        assert browser.get(reverse("collect:meetings", args=["asked-2025"])).status_code == 404
    assert Client().get(reverse("collect:meeting", args=[session.id])).status_code == 302


def test_the_association_sees_all_sessions(opened, signed_in):
    session, codes = opened
    all_answer(codes[:2])
    listed = page(signed_in(ANALYST), "collect:meetings", "asked-2025")
    assert "Oslo" in listed
    assert reverse("collect:meeting", args=[session.id]) in listed


def test_a_session_of_yesterday_can_still_be_closed(desk, opened):
    session, codes = opened
    all_answer(codes)
    later = timezone.now() + timedelta(days=1)
    assert operations.close_meeting(meeting=session.id, by=SECRETARY, at=later).heard == 10
