# SPDX-License-Identifier: EUPL-1.2
"""From a published figure to a goal, and from wave to wave: what can be held against what."""

from datetime import date

import pytest
from django.urls import reverse

from samband.core.access.rules import Actor, Grant, Role
from samband.core.follow_up.analysis import Change, outcome
from samband.core.follow_up.rules import Obstacle
from samband.tools.surveys import operations, queries
from samband.tools.surveys.queries.goals import goal_figure, goal_reference, measured_again
from samband.tools.surveys.tests.conftest import NOON, answers

REFERENCE = goal_reference(
    wave="democracy-2021", authority="1151", group="inhabitants", measure="special_interests"
)


@pytest.fixture
def contact() -> Actor:
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, "1151")}))


def publish(wave: str, analyst: Actor) -> None:
    given = {"wave": wave, "by": analyst, "at": NOON}
    operations.publish_wave(override_reason="A test.", **given)


@pytest.fixture
def published(reviewed, analyst):
    publish(reviewed, analyst)
    return reviewed


@pytest.fixture
def next_wave(published, analyst, load_into):
    """Four years later; the content of a file -> the wave, published."""

    def run(content: bytes) -> str:
        slug = "democracy-2025"
        operations.create_wave(
            slug=slug, title={"en": "Democracy 2025"}, year=2025, instrument_code="local_democracy",
            instrument_version="2021", reference_date=date(2025, 1, 1), is_synthetic=True, previous=published,
            by=analyst, at=NOON,
        )  # fmt: skip
        seats = {"1151": 11, "4643": 19, "0301": 59}
        members = [operations.NewParticipant(code, number) for code, number in seats.items()]
        given = {"wave": slug, "by": analyst, "at": NOON}
        operations.add_participants(participants=members, **given)
        operations.open_wave(**given)
        load_into(slug, content)
        operations.close_wave(**given)
        operations.estimate_wave(**given)
        operations.review_wave(notes="Looks right.", **given)
        publish(slug, analyst)
        return slug

    return run


def test_the_figure_of_a_goal_is_the_published_one_with_its_release(published, analyst):
    figure = goal_figure(reference=REFERENCE)
    row = queries.published_table(actor=analyst, wave=published).get(
        measure="special_interests", group="inhabitants", unit="1151"
    )
    publication = queries.published(actor=analyst, wave=published)
    assert (figure.value, figure.lower, figure.upper, figure.n) == (row.value, row.lower, row.upper, row.n)
    assert (figure.publication, figure.version, figure.digest) == (
        publication.series, 1, publication.digest,
    )  # fmt: skip
    assert figure.is_better_high is False, "a negative statement"
    assert (figure.low, figure.high, figure.is_synthetic) == (1, 4, True)
    assert figure.unit("nb") != figure.unit("en") == "Scale from 1 to 4"
    assert set(figure.names) >= {"en", "nb", "ro", "bg", "ka"}


@pytest.mark.parametrize(
    "reference",
    [
        "surveys:democracy-2021:1151:inhabitants:nothing", "surveys:democracy-2021:4601:inhabitants:trust",
        "surveys:nothing:1151:inhabitants:special_interests", "surveys:democracy-2021", "other:a:b:c:d", "",
    ],
)  # fmt: skip
def test_there_is_no_figure_where_nothing_is_published(published, reference):
    assert goal_figure(reference=reference) is None


def test_figures_under_review_begin_no_goal(reviewed):
    assert goal_figure(reference=REFERENCE) is None


def test_the_next_wave_is_found_and_compared_with_both_uncertainties(next_wave):
    pinned = goal_figure(reference=REFERENCE)
    assert measured_again(figure=pinned) == ()
    fell = answers().replace(b",phone,1,4,", b",phone,1,1,").replace(b",phone,2,4,", b",phone,2,1,")
    next_wave(fell.replace(b",phone,3,4,", b",phone,3,1,").replace(b",phone,4,4,", b",phone,4,1,"))
    (later,) = measured_again(figure=pinned)
    assert (later.obstacle, later.source("en")) == (None, "Democracy 2025")
    found = outcome(pinned=pinned, later=later, target=1.5)
    assert found.change is Change.CERTAINLY_LOWER
    assert found.is_wanted is True


def test_the_same_answers_again_are_no_certain_change(next_wave):
    pinned = goal_figure(reference=REFERENCE)
    next_wave(answers())
    (later,) = measured_again(figure=pinned)
    assert outcome(pinned=pinned, later=later, target=None).change is Change.NO_CERTAIN_CHANGE


def test_what_was_not_answered_again_is_not_compared(next_wave):
    pinned = goal_figure(reference=REFERENCE)
    lines = [line for line in answers().splitlines() if not line.startswith(b"1151-i")]
    next_wave(b"\n".join(lines) + b"\n")
    (later,) = measured_again(figure=pinned)
    assert later.obstacle in {Obstacle.WITHHELD, Obstacle.NOT_ASKED}
    assert later.figure is None


def test_who_speaks_for_the_member_finds_the_button_at_a_weak_figure(
    published, signed_in, contact, secretary, analyst, client
):
    page = reverse("surveys:member", args=[published, "1151"])
    asked = "/goals/members/1151/new/?figure=surveys:democracy-2021:1151:"
    shown = signed_in(contact).get(page).content.decode()
    assert asked in shown
    form = signed_in(contact).get(f"/goals/members/1151/new/?figure={REFERENCE}")
    assert "Democracy 2021" in form.content.decode()
    for browser in (signed_in(secretary), signed_in(analyst), client):
        assert asked not in browser.get(page).content.decode()
