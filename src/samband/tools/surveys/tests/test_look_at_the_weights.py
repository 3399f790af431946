# SPDX-License-Identifier: EUPL-1.2
"""The analyst is told which members' weights want a look, before a wave is published."""

from types import SimpleNamespace

import numpy as np
from django.template.loader import render_to_string

from samband.engines.weighting import weight_diagnostics
from samband.tools.surveys.forms import ReviewForm
from samband.tools.surveys.pages.work import review_page
from samband.tools.surveys.queries.review import MemberReview, Review
from samband.tools.surveys.rules import WaveState
from samband.tools.surveys.tests.studies import study

EVEN = np.full(40, 2.5)
HEAVY = np.array([1.0] * 38 + [30.0] * 2)


def page_of(**weights):
    members = tuple(
        MemberReview(code, code, "inhabitants", len(given), 100, weight_diagnostics(weights=given), ())
        for code, given in weights.items()
    )
    review = Review("", "", None, (), members, (), 0)
    return review_page(
        review=review,
        wave=SimpleNamespace(state=WaveState.ESTIMATED),
        instrument=study().instrument,
        language="en",
    )


def test_a_member_in_which_few_speak_for_many_is_named():
    found = page_of(Utsira=HEAVY, Oslo=EVEN).weights

    assert {line.name for line in found} == {"Utsira"}
    assert "a few heavy answers stand for more than a quarter of the people" in [line.why for line in found]


def test_even_weights_say_nothing():
    assert page_of(Oslo=EVEN).weights == ()


def test_the_page_lists_them():
    wave = SimpleNamespace(slug="w", state=WaveState.ESTIMATED)
    facts = {"page": page_of(Utsira=HEAVY), "wave": wave, "title": "W", "form": ReviewForm()}
    shown = render_to_string("surveys/review.html", facts)

    assert "Utsira" in shown.partition("Weights to look at:")[2].partition("</ul>")[0]
