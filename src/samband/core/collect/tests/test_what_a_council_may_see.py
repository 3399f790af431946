# SPDX-License-Identifier: EUPL-1.2
"""Figures of a council minutes after it answered, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from samband.core.collect.analysis.meeting import council_figures, figure_of
from samband.core.collect.tests.conftest import AGREEMENT
from samband.engines.disclosure import DisclosureRules
from samband.engines.instrument import Index, Instrument, Item, Words
from samband.engines.instrument.measured import Scale, Share

HALVED = Scale("halved", (1, 2, 3, 4), AGREEMENT.missing, (Share("3-4", (3, 4)),))
TRUST, TIME = Item("trust", HALVED, "trust", dimension="d"), Item("time", HALVED, "time", dimension="d")
OTHERS = Item("others", HALVED, "others", dimension="d", asked_of=("inhabitants",))


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    from datetime import date

    words = Words("en", "T", "", {}, {}, {}, {}, {})
    return Instrument(
        code="t", version="1", valid_from=date(2025, 1, 1), source="", licence="CC0-1.0",
        groups=("inhabitants", "councillors"), scales={"halved": HALVED}, dimensions=("d",),
        items=(TRUST, TIME, OTHERS), indices=(Index("both", (TRUST, TIME), minimum_valid=1),),
        words={"en": words}, digest="d",
    )  # fmt: skip


def figures(instrument, answers, seats=11):
    rows = [{"trust": trust, "time": time} for trust, time in answers]
    made = council_figures(
        answers=rows, instrument=instrument, group="councillors", seats=seats, rules=DisclosureRules()
    )
    return {one.measure: one for one in made}


def test_the_spread_is_shown_where_two_gave_each_answer(instrument):
    found = figures(instrument, zip([1, 1, 2, 2, 3, 3, 4, 4], [2, 2, 2, 2, 3, 3, 3, 8], strict=True))
    assert found["trust"].shares == (("1", 0.25), ("2", 0.25), ("3", 0.25), ("4", 0.25))
    assert (found["trust"].n, found["trust"].mean) == (8, 2.5)


def test_else_the_halves_are_shown_and_who_had_no_opinion_counts_in_neither(instrument):
    found = figures(instrument, zip([1, 1, 2, 2, 3, 3, 4, 4], [2, 2, 2, 2, 3, 3, 3, 8], strict=True))
    assert found["time"].n == 7
    assert found["time"].shares == (("1-2", pytest.approx(4 / 7)), ("3-4", pytest.approx(3 / 7)))
    assert found["time"].mean == pytest.approx(17 / 7, abs=0.005)


def test_the_only_one_who_differed_is_not_told_and_no_index_tells_it_either(instrument):
    found = figures(instrument, zip([1, 1, 2, 2, 3, 3, 4, 4], [2, 2, 2, 2, 2, 2, 2, 3], strict=True))
    assert found["time"].is_withheld
    assert found["both"].is_withheld
    assert not found["trust"].is_withheld


def test_fewer_than_half_of_the_seats_say_nothing_about_the_council(instrument):
    rows = list(zip([1, 1, 2, 2, 3, 3, 4, 4], [1, 1, 2, 2, 3, 3, 4, 4], strict=True))
    assert all(one.is_withheld for one in figures(instrument, rows, seats=17).values())
    assert not figures(instrument, rows, seats=16)["trust"].is_withheld


def test_a_council_that_answered_whole_has_no_interval(instrument):
    rows = list(zip([1, 1, 2, 2, 3, 3, 4, 4], [1, 1, 2, 2, 3, 3, 4, 4], strict=True))
    whole, part = figures(instrument, rows, seats=8)["trust"], figures(instrument, rows, seats=11)["trust"]
    assert whole.lower == whole.mean == whole.upper
    assert part.lower < part.mean < part.upper


def test_what_councillors_are_not_asked_is_not_there(instrument):
    assert "others" not in figures(instrument, [(1, 1)] * 8)
    assert all(one.is_withheld for one in figures(instrument, []).values())


@given(answers=some.lists(some.tuples(*[some.sampled_from([1, 2, 3, 4, 8])] * 2), max_size=14))
def test_nothing_that_is_shown_tells_what_everybody_or_one_said(instrument, answers):
    """A slow look at the answers themselves: at least two stand on either side of every share shown."""
    for code, place in (("trust", 0), ("time", 1)):
        found = figures(instrument, answers)[code]
        given_codes = [one[place] for one in answers if one[place] != 8]
        assert figure_of(kept=found.as_json()) == found
        if found.is_withheld:
            assert (found.mean, found.shares) == (None, ())
            continue
        assert found.n == len(given_codes) >= 5
        assert len(set(given_codes)) > 1
        for name, share in found.shares:
            inside = sum(str(one) in name.split("-") for one in given_codes)
            assert share == pytest.approx(inside / found.n)
            assert 2 <= inside <= found.n - 2
