# SPDX-License-Identifier: EUPL-1.2
"""The demo association: loaded whole or not at all, marked as synthetic, with people to sign in as."""

import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.timezone import localdate, now

from samband.core.access.rules import INSTALLATION, NOBODY
from samband.core.collect.analysis.invitations import MailingState, Purpose
from samband.core.collect.operations.invitations import write_letters
from samband.core.collect.operations.meeting import close_meeting
from samband.core.collect.queries.mailings import mailings
from samband.core.collect.queries.meeting import asks_for_councils
from samband.core.collect.queries.paper import batches, sheets
from samband.core.collect.rules import MeetingState, SheetState
from samband.core.follow_up import queries as goals
from samband.core.follow_up.rules import GoalState
from samband.core.members.queries import register_statistics
from samband.core.notices.rules import Channel
from samband.tools.surveys import queries
from samband.tools.surveys.management.commands import load_demo
from samband.tools.surveys.management.demo import waves as demo


@pytest.fixture
def small_demo(monkeypatch):
    """The same two waves with four and five members."""
    few = tuple(replace(plan, members=size) for plan, size in zip(demo.WAVES, (4, 5), strict=True))
    monkeypatch.setattr(load_demo, "WAVES", few)


def loaded() -> str:
    printed = io.StringIO()
    call_command("load_demo", "--without-reports", stdout=printed)
    return printed.getvalue()


def test_the_demo_is_published_synthetic_and_open(db, small_demo):
    loaded()
    first, second = reversed(queries.waves(actor=NOBODY))
    assert (first.slug, second.slug, second.previous) == (
        "local-democracy-2021", "local-democracy-2025", "local-democracy-2021",
    )  # fmt: skip
    assert all(wave.is_synthetic and wave.was_published for wave in (first, second))
    members = [one.authority for one in queries.participants(actor=NOBODY, wave=first.slug)]
    assert len(members) == 4
    assert {"0301", "1151", "4643"} <= set(members)
    publication = queries.published(actor=NOBODY, wave=second.slug)
    assert publication.provenance.is_synthetic
    statistics = register_statistics(on=first.reference_date)
    assert (statistics.count, statistics.smallest.population) == (356, 192)


def test_members_of_the_demo_have_goals_in_several_states(db, small_demo):
    loaded()
    kept = tuple(goals.adopted(actor=INSTALLATION))
    assert {one.state for one in kept} == {GoalState.UNDER_WAY, GoalState.REACHED, GoalState.GIVEN_UP}
    assert all("(synthetic)" in one.title for one in kept)
    assert all(one.figure is not None and one.figure.is_synthetic for one in kept)
    assert {one.figure.publication for one in kept if goals.outcomes(goal=one)} == {
        "surveys-local-democracy-2021"
    }
    (shared,) = goals.practice(actor=INSTALLATION)
    assert (shared.action.is_featured, shared.copies) == (True, 1)


def test_a_newcomer_finds_a_wave_to_answer_in_five_languages(db, small_demo, client):
    loaded()
    assert "/a/open/surveys-local-democracy-2026/" in client.get("/surveys/").content.decode()
    client.get("/a/open/surveys-local-democracy-2026/")
    for language in ("en", "nb", "ro", "bg", "ka"):
        page = client.get(f"/a/q/surveys-local-democracy-2026/?language={language}").content.decode()
        assert f'<html lang="{language}"' in page
        assert "Utsira" in page


def test_a_council_is_answering_in_its_meeting(db, small_demo, secretary):
    loaded()
    (one,) = asks_for_councils(actor=secretary, on=localdate())
    assert one.current.state is MeetingState.OPEN
    assert 5 <= one.current.answered < one.current.present
    closed = close_meeting(meeting=one.current.id, by=secretary, at=now())
    assert any(not figure.is_withheld for figure in closed.figures)


def test_people_wait_for_their_letters_and_sheets_to_be_keyed(db, small_demo, analyst):
    loaded()
    ask = queries.wave(actor=analyst, slug=demo.OPEN).ask
    letters, reminder = sorted(mailings(actor=analyst, ask=ask), key=lambda one: one.on)
    assert (letters.channel, letters.people, letters.state) == (Channel.LETTER, 96, MailingState.PLANNED)
    assert (reminder.channel, reminder.purpose) == (Channel.EMAIL, Purpose.REMINDER)
    assert write_letters(ask=ask, mailing=letters.id, by=analyst, at=now()).number == 56
    (batch,) = batches(actor=analyst, ask=ask)
    states = [one.state for one in sheets(actor=analyst, batch=batch.id)]
    assert states == [SheetState.ONCE, SheetState.UNLIKE, *[SheetState.WAITING] * 3]


def test_everybody_printed_can_sign_in(db, small_demo):
    lines = [line.split() for line in loaded().splitlines() if "@example.org" in line]
    assert len(lines) == 8
    assert all(Client().login(email=email, password=password) for email, password, *_ in lines)


def test_the_demo_does_not_mix_with_waves_that_are_there(db, small_demo):
    loaded()
    with pytest.raises(CommandError, match="Load the demo into a new one"):
        loaded()


def test_a_demo_that_fails_leaves_nothing(db, small_demo, monkeypatch):
    def fails(**_given):
        raise RuntimeError("out of disk")

    monkeypatch.setattr(demo, "_finish", lambda *_given: fails())
    with pytest.raises(RuntimeError):
        loaded()
    assert register_statistics(on=demo.WAVES[0].published_at.date()).count == 0
