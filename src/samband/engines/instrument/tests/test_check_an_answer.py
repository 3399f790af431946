# SPDX-License-Identifier: EUPL-1.2
"""One raw answer: its code, nothing, or a refusal that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.instrument import Item, Missing, Refusal, Scale, check_answer

FIT = Item("trust", Scale("fit4", (1, 2, 3, 4), {8: Missing.DONT_KNOW}), "trust")
ODD = Item("odd", Scale("odd", (-1, 2, 5), {0: Missing.NO_OPINION, 9: Missing.REFUSED}), "odd")


@pytest.mark.parametrize(("raw", "code"), [("3", 3), (" 4 ", 4), ("4.0", 4), ("8", 8)])
def test_a_code_of_the_scale_is_taken(raw: str, code: int):
    assert check_answer(item=FIT, raw=raw) == code


def test_a_negative_code_is_taken():
    assert check_answer(item=ODD, raw="-1") == -1


@pytest.mark.parametrize("raw", ["", "  ", "NA", "na", "NaN", "."])
def test_nothing_answered_is_no_answer(raw: str):
    assert check_answer(item=FIT, raw=raw) is None


@pytest.mark.parametrize(
    ("item", "raw", "words"),
    [
        (FIT, "7", "7 is outside 1–4. Allowed: 1 2 3 4, or 8 for don't know."),
        (FIT, "-1", "-1 is outside 1–4. Allowed: 1 2 3 4, or 8 for don't know."),
        (FIT, "yes", "“yes” is not a whole number. Allowed: 1 2 3 4, or 8 for don't know."),
        (FIT, "2.5", "“2.5” is not a whole number. Allowed: 1 2 3 4, or 8 for don't know."),
        (ODD, "3", "3 is not a code of the scale. Allowed: -1 2 5, or 0 for no opinion, or 9 for refused."),
        (FIT, "1" * 5000, "“111111111111…” is not a whole number. Allowed: 1 2 3 4, or 8 for don't know."),
        (FIT, "²", "“²” is not a whole number. Allowed: 1 2 3 4, or 8 for don't know."),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_is_allowed(item: Item, raw: str, words: str):
    assert str(check_answer(item=item, raw=raw)) == words


@given(st.text(max_size=20))
def test_any_text_gets_an_answer_of_the_scale_or_a_worded_refusal(raw: str):
    checked = check_answer(item=FIT, raw=raw)
    if isinstance(checked, Refusal):
        assert "Allowed: 1 2 3 4" in str(checked)
    else:
        assert checked in {None, 1, 2, 3, 4, 8}
