# SPDX-License-Identifier: EUPL-1.2
"""A council answers a wave in its meeting: by the rules of the wave, beside its published inhabitants."""

from datetime import date

import pytest

from samband.core.collect.operations import Submission, meeting, submit
from samband.core.collect.operations.meeting import Presence
from samband.core.collect.queries import meeting as seen
from samband.core.collect.rules import SecretKind
from samband.engines.instrument import draw_answers
from samband.tools.surveys import operations
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries import instrument, participants, status_board
from samband.tools.surveys.queries.meeting import beside_meeting
from samband.tools.surveys.tests.conftest import NOON, answers

DEMOCRACY = instrument(code="local_democracy", version="2021")
ITEMS = {item.code for item in DEMOCRACY.items if item.is_asked_of("councillors")}


def answers_of(number: int) -> dict[str, object]:
    """All of the questionnaire; the items in turn over their scales."""
    drawn = draw_answers(instrument=DEMOCRACY, group="councillors", seed=number)
    places = {code: place for place, code in enumerate(sorted(ITEMS))}
    return {**drawn, **{code: 1 + (number + place) % 4 for code, place in places.items()}}


@pytest.fixture
def asked(opened):
    return Wave.objects.get(slug=opened).ask_id


def hold(asked: str, secretary, *, present: int = 15):
    """Everybody present answers, and the session closes."""
    found = meeting.prepare_meeting(
        ask=asked, unit="4643", on=date(2021, 12, 1), presence=Presence(19, present), by=secretary, at=NOON
    )
    codes = meeting.make_codes(meeting=found.id, number=present, by=secretary, at=NOON)
    meeting.open_meeting(meeting=found.id, by=secretary, at=NOON)
    for number, code in enumerate(codes):
        sheet = Submission(
            ask=asked, kind=SecretKind.CODE, secret=code, nonce=f"nonce-of-code-{code}",
            answers=answers_of(number),
            language="nb", mode="meeting",
        )  # fmt: skip
        submit(submission=sheet, at=NOON)
    return meeting.close_meeting(meeting=found.id, by=secretary, at=NOON)


def test_the_result_is_held_to_the_rules_of_the_wave(asked, secretary):
    Wave.objects.update(disclosure_rules={"minimum_respondents": 16})
    assert all(one.is_withheld for one in hold(asked, secretary).figures)


def test_without_rules_of_its_own_the_wave_shows_what_can_be_shown(asked, secretary):
    found = hold(asked, secretary)
    shown = [one for one in found.figures if not one.is_withheld]
    assert found.heard == 15
    assert {one.measure for one in shown} >= ITEMS
    assert all(sum(share for _, share in one.shares) == pytest.approx(1) for one in shown if one.shares)


def test_the_answers_count_in_the_wave(asked, secretary, analyst, load, opened):
    hold(asked, secretary)
    board = {one.participant.authority: one for one in status_board(actor=analyst, wave=opened)}
    assert (board["4643"].councillors, board["4643"].councillor_rate) == (15, pytest.approx(15 / 19))
    assert participants(actor=analyst, wave=opened)


def test_seats_are_known_from_the_wave(asked, secretary):
    found = seen.council_to_ask(actor=secretary, ask=asked, unit="4643", on=date(2021, 12, 1))
    assert found.seats == 19


def test_nothing_of_inhabitants_is_told_before_it_is_published(asked, load):
    load(answers())
    found = beside_meeting(ask=asked, unit="4643")
    assert (found.figures, found.url, found.is_synthetic) == ({}, "", True)


def test_published_inhabitants_stand_beside_the_council(reviewed, analyst):
    operations.publish_wave(
        wave=reviewed, by=analyst, at=NOON, override_reason="All councils have agreed to it."
    )
    asked = Wave.objects.get(slug=reviewed).ask_id
    found = beside_meeting(ask=asked, unit="4643")
    value, lower, upper = found.figures["inhabitants", "equal_treatment"]
    assert lower <= value <= upper
    assert found.url.endswith("/4643/")
    assert {group for group, _ in found.figures} == {"inhabitants"}


def test_what_no_wave_asks_has_nothing_beside_it(members):
    assert beside_meeting(ask="something-else", unit="4643") is None
