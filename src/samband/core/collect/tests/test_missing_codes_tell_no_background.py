# SPDX-License-Identifier: EUPL-1.2
"""What somebody would rather not tell is no background: no weight and no quota counts it."""

from datetime import date

import pytest

from samband.core.collect.analysis.validity import validated
from samband.engines.instrument.flow import Flow, OneOf, OnScale, Options, Page, Question, Section
from samband.engines.instrument.measured import Missing, Scale

SEX = Options("sex", ("female", "male"), missing={"untold": Missing.REFUSED})
AGE = Scale("age", (1, 2, 3), {9: Missing.DONT_KNOW})
FLOW = Flow(
    (
        Section(
            "about_you",
            (
                Page(
                    "one",
                    (
                        Question("sex", OneOf(SEX), background="sex"),
                        Question("age", OnScale(AGE), background="age_group"),
                        Question("again", OneOf(SEX)),
                    ),
                ),
            ),
        ),
    )
)


def kept_of(**answers):
    valid = validated(flow=FLOW, group="", answers=answers, today=date(2026, 1, 1))
    assert valid.lacking == ()
    return valid.background, valid.answers


def test_what_is_told_becomes_background():
    assert kept_of(sex="female", age=2, again="male") == (
        {"sex": "female", "age_group": "2"}, {"again": "male"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "background"),
    [
        ({"sex": "untold", "age": 2}, {"age_group": "2"}),
        ({"sex": "female", "age": 9}, {"sex": "female"}),
        ({"sex": "untold", "age": 9}, {}),
    ],
)
def test_what_is_not_told_is_kept_nowhere(answers, background):
    assert kept_of(**answers) == (background, {})


def test_a_missing_code_of_any_other_question_is_an_answer():
    assert kept_of(sex="untold", again="untold") == ({}, {"again": "untold"})
