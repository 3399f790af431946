# SPDX-License-Identifier: EUPL-1.2
"""The counts of the register are reckoned once for all readers, protected first, and anew in time."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.core.people.operations import erase_person
from samband.tools.ethics.analysis.figures import counts_from_plain, counts_to_plain
from samband.tools.ethics.models import BodyDecision, Figures, Interest, Meeting
from samband.tools.ethics.operations.figures import keep_figures
from samband.tools.ethics.pages.rounds import go_round
from samband.tools.ethics.queries.statistics import (
    figures_state,
    kept_counts,
    reckoned_counts,
    register_counts,
)
from samband.tools.ethics.tests.conftest import DOING, NOON, TODAY, UTSIRA
from samband.tools.ethics.tests.test_the_register_in_numbers import BEFORE, many, text

__all__ = ["many"]


@pytest.fixture
def decided(many):
    """Of two grounds, one of them of too few to show."""
    meeting = Meeting.objects.create(
        authority=UTSIRA, body=f"council-{UTSIRA}", body_name="Council", day=BEFORE.date(), entered_at=BEFORE,
        entered_by="x", changed_at=BEFORE,
    )  # fmt: skip
    BodyDecision.objects.bulk_create(
        BodyDecision(meeting=meeting, item="1", person_id=person, outcome="steps_aside", recorded_at=BEFORE,
                     citation="§ 6" if place > 1 else "§ 7", recorded_by="x")
        for place, person in enumerate(many[:20])
    )  # fmt: skip


def test_what_is_kept_is_what_would_be_reckoned_now(decided):
    assert keep_figures(at=NOON)
    assert register_counts(actor=INSTALLATION, today=TODAY) == reckoned_counts(today=TODAY)
    assert kept_counts(state=figures_state(today=TODAY)) is not None
    assert not keep_figures(at=NOON + timedelta(minutes=1))


def test_the_worker_keeps_them_and_a_page_then_counts_nothing(decided, client, monkeypatch):
    before = text(client.get(reverse("ethics:statistics_csv")))
    go_round(at=NOON)
    monkeypatch.setattr("samband.tools.ethics.queries.statistics.reckoned_counts", None)
    assert text(client.get(reverse("ethics:statistics_csv"))) == before
    assert "With a post" in text(client.get(reverse("ethics:statistics")))


def test_nothing_is_kept_that_is_not_shown(decided):
    """Neither a count of fewer than five, nor one that is not rounded, nor a name."""
    keep_figures(at=NOON)
    told = Figures.objects.get().told
    numbers = [row[-1] for name in ("posts", "confirmed", "kinds", "sexes", "gifts", "screened", "findings",
                                    "decisions") for row in told[name]]  # fmt: skip
    assert None in numbers
    assert any(numbers)
    assert all(number is None or number % 5 == 0 for number in numbers)
    assert not any(word in json.dumps(told) for word in ("Person", "Firm", "Anne"))


def test_t34_a_ground_of_few_is_not_even_named(decided, client):
    """That somebody stepped aside on that ground would be told by the row."""
    keep_figures(at=NOON)
    shown = [text(client.get(reverse(f"ethics:{name}"))) for name in ("statistics", "statistics_csv")]
    assert not [one for one in (*shown, json.dumps(Figures.objects.get().told)) if "§ 7" in one]


def test_a_ground_of_enough_is_named(many, client):
    meeting = Meeting.objects.create(
        authority=UTSIRA, body=f"council-{UTSIRA}", body_name="Council", day=BEFORE.date(), entered_at=BEFORE,
        entered_by="x", changed_at=BEFORE,
    )  # fmt: skip
    BodyDecision.objects.bulk_create(
        BodyDecision(meeting=meeting, item="1", person_id=person, outcome="steps_aside", recorded_at=BEFORE,
                     citation="§ 6", recorded_by="x")
        for person in many[:20]
    )  # fmt: skip
    assert "§ 6" in text(client.get(reverse("ethics:statistics_csv")))


@pytest.mark.parametrize("change", ["erased", "late", "day"])
def test_they_are_reckoned_anew_when_what_they_rest_on_is_another(many, change):
    keep_figures(at=NOON)
    day = TODAY
    if change == "erased":
        erase_person(person=many[0], **DOING)
    elif change == "late":
        Interest.objects.create(
            key="late", person_id=many[0], kind="post", valid_from=BEFORE.date(), source="person",
            recorded_at=BEFORE, recorded_by="x",
        )  # fmt: skip
    else:
        day = TODAY + timedelta(days=1)
    assert kept_counts(state=figures_state(today=day)) is None
    assert register_counts(actor=INSTALLATION, today=day) == reckoned_counts(today=day)


def test_only_the_newest_are_kept(many):
    keep_figures(at=NOON)
    keep_figures(at=NOON + timedelta(days=40))
    assert [row.on.isoformat() for row in Figures.objects.all()] == ["2026-03-31"]


def test_the_guard_is_asked_before_what_is_kept_is_read(many, settings, client, signed_in, analyst, contact):
    settings.SAMBAND_COUNTRY = "romania"
    keep_figures(at=NOON)
    url = reverse("ethics:statistics")
    assert client.get(url).status_code == 302
    assert [signed_in(one).get(url).status_code for one in (analyst, contact)] == [200, 404]


def test_plain_lists_and_back(decided):
    found = reckoned_counts(today=TODAY)
    assert counts_from_plain(told=json.loads(json.dumps(counts_to_plain(found=found)))) == found
