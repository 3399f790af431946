# SPDX-License-Identifier: EUPL-1.2
"""What was run again is remembered for a few minutes, and never after somebody in it was erased."""

import time

import pytest

from samband.core.people.operations import erase_person
from samband.tools.ethics.models import Screening
from samband.tools.ethics.operations import erase_what_is_over
from samband.tools.ethics.queries.evidence import REMEMBERED, told_in
from samband.tools.ethics.queries.remembered import Remembered
from samband.tools.ethics.tests.conftest import DOING, NOON
from samband.tools.ethics.tests.test_screen_a_meeting import entered, screened

__all__ = ["entered", "screened"]


@pytest.fixture
def remembered():
    made = Remembered(most=2, seconds=300)
    yield made
    made.forget()


@pytest.fixture(autouse=True)
def _empty():
    REMEMBERED.forget()
    yield
    REMEMBERED.forget()


def test_what_is_remembered_is_not_made_again(remembered):
    assert remembered.get(key=1, make=lambda: "one") == "one"
    assert remembered.get(key=1, make=lambda: pytest.fail("made again")) == "one"


def test_only_the_last_few_are_remembered(remembered):
    for key in range(5):
        remembered.get(key=key, make=str)
    assert len(remembered) == 2
    assert remembered.get(key=4, make=lambda: pytest.fail("made again")) == ""


def test_it_leaves_the_memory_though_nobody_asks_any_more():
    made = Remembered(most=2, seconds=0.01)
    made.get(key=1, make=str)
    waited = time.monotonic() + 10
    while len(made) and time.monotonic() < waited:
        time.sleep(0.01)
    assert len(made) == 0


def test_what_was_erased_is_not_found_in_the_memory(screened, council):
    """Who reads after the erasure gets what was reckoned anew, and the other part is not theirs to find."""
    before = Screening.objects.get()
    told_in(screening=before, language="en")
    assert len(REMEMBERED) == 1
    erase_person(person=council["Anne"], **DOING)
    erase_what_is_over(at=NOON)
    after, _ = told_in(screening=Screening.objects.get(), language="en")
    people = [one["person"] for item in after["items"] for one in item["people"] if one["findings"]]
    assert f"p{council['Anne']}" not in people
    assert len(REMEMBERED) == 2


def test_another_language_and_another_screening_are_run_for_themselves(screened):
    row = Screening.objects.get()
    told = [told_in(screening=row, language=language)[0] for language in ("en", "nb", "en")]
    assert told[0] is told[2]
    assert told[0] != told[1]
