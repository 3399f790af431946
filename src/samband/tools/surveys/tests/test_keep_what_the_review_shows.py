# SPDX-License-Identifier: EUPL-1.2
"""What the review shows is computed with the estimates and kept beside them: the page only reads it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from math import isnan, nan

import numpy as np
import pytest

from samband.tools.surveys import operations, queries
from samband.tools.surveys.analysis.stored import StoredOtherwise, as_json, from_json
from samband.tools.surveys.queries.files import facts_file
from samband.tools.surveys.queries.waves import find_wave
from samband.tools.surveys.tests.conftest import NOON, answers

AFTER_COUNCILS = datetime(2022, 2, 1, tzinfo=UTC)
review_module = import_module("samband.tools.surveys.queries.review")


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    share: float
    name: str | None


@dataclass(frozen=True)
class Outer:
    whole: int
    is_so: bool
    inner: tuple[Inner, ...]
    pair: tuple[str, Inner]
    colours: Counter[Colour]
    levels: Mapping[str, float]


OUTER = Outer(3, True, (Inner(0.1, None),), ("a", Inner(1 / 3, "b")), Counter([Colour.RED]), {"x": 2.5})


def read_back(value):
    return from_json(kind=type(value), value=json.loads(json.dumps(as_json(value))))


def test_what_is_stored_is_read_back_to_the_last_digit():
    assert read_back(OUTER) == OUTER
    assert read_back(OUTER).colours[Colour.RED] == 1
    assert read_back(Inner(np.float64(1 / 3), "b")) == Inner(1 / 3, "b")
    assert isnan(read_back(Inner(nan, None)).share)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("whole", 1.5),
        ("whole", True),
        ("is_so", 1),
        ("inner", {}),
        ("inner", [{"share": 1.0}]),
        ("pair", ["a"]),
        ("colours", {"blue": 1}),
        ("levels", {"x": "much"}),
    ],
)
def test_another_form_is_refused(field, value):
    with pytest.raises(StoredOtherwise):
        from_json(kind=Outer, value=as_json(OUTER) | {field: value})


@pytest.fixture
def read_anew(monkeypatch):
    """Nothing in memory; computing would be seen."""

    def anew():
        review_module._facts.cache_clear()
        monkeypatch.setattr(review_module, "compute_facts", None)

    return anew


def test_the_page_reads_what_was_computed_with_the_estimates(estimated, analyst, read_anew):
    found = find_wave(slug=estimated)
    computed = review_module.compute_facts(
        wave=found,
        table=queries.estimates(actor=analyst, wave=estimated),
        respondents=review_module.respondents(actor=analyst, wave=estimated),
        frame=review_module.wave_frame(wave=estimated),
    )
    read_anew()

    shown = queries.review(actor=analyst, wave=estimated)
    assert (shown.groups, shown.members, shown.withheld) == (
        computed.groups,
        computed.members,
        computed.withheld,
    )
    assert json.dumps(as_json(shown.soundness)) == json.dumps(as_json(computed.soundness))


def test_publishing_changes_nothing_of_what_was_reviewed(reviewed, analyst, read_anew):
    before = queries.review(actor=analyst, wave=reviewed)
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    read_anew()

    assert queries.review(actor=analyst, wave=reviewed).withheld == before.withheld


@pytest.mark.parametrize("spoilt", ["state", "facts"])
def test_what_another_version_of_the_program_kept_is_computed_anew(estimated, analyst, spoilt):
    before = queries.review(actor=analyst, wave=estimated)
    file = facts_file(wave=find_wave(slug=estimated))
    kept = json.loads(file.read_text())
    file.write_text(json.dumps(kept | {spoilt: {"cells": 1}}))
    review_module._facts.cache_clear()

    again = queries.review(actor=analyst, wave=estimated)
    assert (again.members, again.withheld, again.cells) == (before.members, before.withheld, before.cells)


def test_estimates_of_a_time_before_it_was_kept_can_be_reviewed(estimated, analyst):
    facts_file(wave=find_wave(slug=estimated)).unlink()
    review_module._facts.cache_clear()

    assert queries.review(actor=analyst, wave=estimated).members


def test_answers_that_came_later_are_in_the_next_review(estimated, analyst, load):
    operations.reopen_wave(wave=estimated, reason="late answers", by=analyst, at=NOON)
    load(answers(inhabitants=41))
    operations.close_wave(wave=estimated, by=analyst, at=NOON)
    operations.estimate_wave(wave=estimated, by=analyst, at=NOON)

    groups = {one.group: one.respondents for one in queries.review(actor=analyst, wave=estimated).groups}
    assert groups["inhabitants"] == 123
