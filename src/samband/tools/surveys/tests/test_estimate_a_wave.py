# SPDX-License-Identifier: EUPL-1.2
"""Estimates of inhabitants and councillors: weights, finite councils, silent members, differences."""

import random
from dataclasses import dataclass, field
from datetime import date
from math import isnan, sqrt
from statistics import mean, variance

import pytest

from samband.engines.disclosure import Cause, DisclosureRules, examine, release
from samband.engines.instrument import Index, Instrument, Item, Missing, Scale, Share
from samband.engines.tables import Status
from samband.tools.surveys.analysis.estimates import (
    NoAnswers,
    WaveFrame,
    disclosure_context,
    estimate_wave,
    weighting,
)
from samband.tools.surveys.analysis.respondents import respondent_table

SCALE = Scale("fit4", (1, 2, 3, 4), {8: Missing.DONT_KNOW}, (Share("3-4", (3, 4)),))
TRUST, SERVICE = Item("trust", SCALE, "trust"), Item("service", SCALE, "service")
WORKLOAD = Item("workload", SCALE, "workload", asked_of=("councillors",))
INSTRUMENT = Instrument(
    code="test", version="1", valid_from=date(2025, 1, 1), source="", licence="",
    groups=("inhabitants", "councillors"), scales={"fit4": SCALE}, dimensions=(),
    items=(TRUST, SERVICE, WORKLOAD), indices=(Index("standing", (TRUST, SERVICE), 1),), words={}, digest="d",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    group: str
    unit: str
    answers: dict
    background: dict = field(default_factory=dict)
    weight: float | None = None
    mode: str = ""


def inhabitants(unit, *answers, sex="", age="", weight=None):
    background = {"sex": sex, "age_group": age} if sex else {}
    return [Row("inhabitants", unit, {"trust": answer}, background, weight) for answer in answers]


def councillors(unit, *answers):
    return [Row("councillors", unit, {"trust": answer}) for answer in answers]


def estimated(rows, **frame):
    people = {
        "populations": {"inhabitants": {"0301": 1000, "1151": 100}, "councillors": {"0301": 59, "1151": 11}}
    }
    table = respondent_table(rows=rows, items=[item.code for item in INSTRUMENT.items])
    return estimate_wave(respondents=table, instrument=INSTRUMENT, frame=WaveFrame(**{**people, **frame}))


def test_all_together_adds_up_persons_not_members():
    table = estimated(inhabitants("0301", 1, 2, 3) + inhabitants("1151", 4, 4, 3, 3))
    everybody = table.get(measure="trust", group="inhabitants")
    assert everybody.value == pytest.approx((1000 * 2 + 100 * 3.5) / 1100, abs=1e-12)
    assert everybody.n == 7


def test_a_council_that_all_answered_has_no_uncertainty():
    full = estimated(councillors("1151", *[1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3])).get(
        measure="trust", group="councillors", unit="1151"
    )
    assert (full.se, full.lower, full.upper) == (0, full.value, full.value)


def test_a_council_of_which_most_answered_has_the_interval_of_a_finite_population():
    answers = [1, 2, 3, 4, 1, 2, 3, 4, 1]
    council = estimated(councillors("1151", *answers)).get(measure="trust", group="councillors", unit="1151")
    assert council.value == pytest.approx(mean(answers), abs=1e-12)
    assert council.se == pytest.approx(sqrt((1 - 9 / 11) * variance(answers) / 9), abs=1e-12)


CELLS = {("female", "18-44"): 30, ("female", "45+"): 30, ("male", "18-44"): 20, ("male", "45+"): 20}


def test_women_and_men_count_as_many_as_they_are():
    rows = inhabitants("1151", *[4] * 5, sex="female", age="18-44")
    rows += inhabitants("1151", *[3] * 5, sex="female", age="45+")
    rows += inhabitants("1151", *[2] * 10, sex="male", age="18-44")
    rows += inhabitants("1151", *[1] * 10, sex="male", age="45+")
    member = estimated(rows, cells={"inhabitants": {"1151": CELLS}}).get(
        measure="trust", group="inhabitants", unit="1151"
    )
    assert member.value == pytest.approx(0.3 * 4 + 0.3 * 3 + 0.2 * 2 + 0.2 * 1, abs=1e-12)
    assert member.se == pytest.approx(0, abs=1e-9)


def cells_of(rows):
    frame = WaveFrame({"inhabitants": {"1151": 100}}, {"inhabitants": {"1151": CELLS}})
    respondents = respondent_table(rows=rows, items=["trust"])
    return weighting(respondents=respondents, group="inhabitants", frame=frame)


def test_a_cell_with_too_few_respondents_joins_its_neighbour_in_age_and_says_so():
    rows = inhabitants("1151", *[4] * 5, sex="female", age="18-44")
    rows += inhabitants("1151", *[3] * 5, sex="female", age="45+")
    rows += inhabitants("1151", *[2] * 3, sex="male", age="18-44")
    rows += inhabitants("1151", *[1] * 5, sex="male", age="45+")
    made = cells_of(rows).cells
    assert [(cell.parts, cell.respondents, cell.population) for cell in made] == [
        ((("female", "18-44"),), 5, 30),
        ((("female", "45+"),), 5, 30),
        ((("male", "18-44"), ("male", "45+")), 8, 40),
    ]
    assert [cell.is_joined for cell in made] == [False, False, True]


def test_a_sex_with_hardly_any_respondents_joins_the_other():
    rows = inhabitants("1151", *[4] * 9, sex="female", age="18-44")
    rows += inhabitants("1151", 2, sex="male", age="45+")
    assert [cell.respondents for cell in cells_of(rows).cells] == [10]


def test_respondents_of_unknown_background_keep_the_plain_weight():
    rows = inhabitants("1151", *[4] * 5, sex="female", age="18-44") + inhabitants("1151", *[1] * 5)
    made = cells_of(rows)
    assert sum(cell.population for cell in made.cells) == pytest.approx(100)
    assert made.weight_by_respondent[-1] == 10


def test_a_cell_with_more_respondents_than_persons_is_not_weighted_down():
    rows = inhabitants("1151", *[4] * 25, sex="male", age="18-44")
    rows += inhabitants("1151", *[4] * 5, sex="male", age="45+")
    rows += inhabitants("1151", *[4] * 10, sex="female", age="18-44")
    rows += inhabitants("1151", *[4] * 10, sex="female", age="45+")
    assert min(cell.weight for cell in cells_of(rows).cells) >= 1


def test_weights_of_the_file_are_used_when_everybody_has_one():
    rows = inhabitants("1151", 1, weight=1.0) + inhabitants("1151", 4, weight=3.0)
    assert estimated(rows).get(measure="trust", group="inhabitants", unit="1151").value == 3.25
    rows[0] = Row("inhabitants", "1151", {"trust": 1})
    assert estimated(rows).get(measure="trust", group="inhabitants", unit="1151").value == 2.5


def test_a_member_without_answers_is_empty_not_zero():
    silent = estimated(inhabitants("0301", 1, 2, 3)).get(measure="trust", group="inhabitants", unit="1151")
    assert (silent.status, silent.n) == (Status.EMPTY, 0)
    assert isnan(silent.value)


def test_do_not_know_is_no_answer():
    row = estimated(inhabitants("0301", 1, 3, 8)).get(measure="trust", group="inhabitants", unit="0301")
    assert (row.n, row.value) == (2, 2)


def test_the_difference_of_the_groups_is_that_of_their_estimates():
    table = estimated(inhabitants("1151", 1, 2, 3, 4) + councillors("1151", 3, 4, 4, 3, 4, 2))
    both = [table.get(measure="trust", group=group, unit="1151") for group in INSTRUMENT.groups]
    gap = table.get(measure="trust", group="inhabitants - councillors", unit="1151", statistic="difference")
    assert gap.value == pytest.approx(both[0].value - both[1].value)
    assert gap.se == pytest.approx(sqrt(both[0].se ** 2 + both[1].se ** 2))


def test_what_only_councillors_were_asked_has_no_difference():
    rows = [*inhabitants("1151", 1, 2), Row("councillors", "1151", {"workload": 3})]
    table = estimated(rows)
    assert table.get(measure="workload", group="inhabitants", unit="1151").status is Status.NOT_ASKED
    assert not table.where(measure="workload", statistic="difference").rows


def test_size_classes_hold_the_members_that_take_part():
    rows = inhabitants("0301", 1, 2, 3) + inhabitants("1151", 4, 4, 3)
    table = estimated(rows, classes={"size:small": ("1151",), "size:large": ("0301",)})
    assert table.get(measure="trust", group="inhabitants", unit="size:large").value == 2


def test_nobody_having_answered_is_said():
    with pytest.raises(NoAnswers, match="Import answers"):
        estimated([])


def test_the_order_of_the_answers_changes_nothing():
    rows = [
        row
        for unit in ("0301", "1151")
        for sex in ("female", "male")
        for row in inhabitants(unit, *[1, 2, 3, 4, 2, 3], sex=sex, age="18-44") + councillors(unit, 1, 2, 4)
    ]
    shuffled = random.Random(1).sample(rows, len(rows))
    frame = {"cells": {"inhabitants": {"1151": CELLS}}}
    assert repr(estimated(rows, **frame).rows) == repr(estimated(shuffled, **frame).rows)


def test_the_context_lets_a_wave_be_released():
    rows = [
        row
        for unit in ("0301", "1151")
        for row in inhabitants(unit, *[1, 2, 3, 4] * 4) + councillors(unit, 1, 2, 3, 4, 3, 2, 1)
    ]
    frame = WaveFrame(
        {"inhabitants": {"0301": 1000, "1151": 100}, "councillors": {"0301": 59, "1151": 11}},
        classes={"size:small": ("1151",), "size:large": ("0301",)},
    )
    respondents = respondent_table(rows=rows, items=["trust", "service", "workload"])
    table = estimate_wave(respondents=respondents, instrument=INSTRUMENT, frame=frame)
    context = disclosure_context(table=table, instrument=INSTRUMENT, frame=frame, respondents=respondents)
    released = release(table=table, rules=DisclosureRules(), context=context)
    oslo = released.get(measure="trust", group="councillors", unit="0301")
    gap = released.get(
        measure="trust", group="inhabitants - councillors", unit="0301", statistic="difference"
    )
    assert (oslo.status, gap.status) == (Status.SUPPRESSED, Status.SUPPRESSED)
    assert released.get(measure="trust", group="inhabitants", unit="0301").status is Status.RELEASED


def test_a_figure_that_is_mostly_one_persons_answer_is_withheld():
    """In Oslo one of twelve stands for more than all others; in Utsira all weigh alike."""
    oslo = inhabitants("0301", 4, weight=600) + inhabitants("0301", *[1, 2, 3, 4] * 3, weight=30)[1:]
    rows = (
        oslo + inhabitants("1151", *[1, 2, 3, 4] * 3, weight=8) + inhabitants("4643", *[1, 2] * 6, weight=400)
    )
    frame = WaveFrame({"inhabitants": {"0301": 1000, "1151": 100, "4643": 4800}, "councillors": {}})
    respondents = respondent_table(rows=rows, items=["trust"])
    table = estimate_wave(respondents=respondents, instrument=INSTRUMENT, frame=frame)
    context = disclosure_context(table=table, instrument=INSTRUMENT, frame=frame, respondents=respondents)
    assert context.largest_shares["inhabitants", "0301", "trust"] == pytest.approx((600 / 930, 30 / 930))
    assert context.largest_shares["inhabitants", "1151", "trust"] == pytest.approx((1 / 12, 1 / 12))
    reasons = examine(table=table, rules=DisclosureRules(), context=context).reasons
    assert reasons["inhabitants", "0301", "trust"].cause is Cause.DOMINANCE


def test_weights_by_sex_and_age_count_in_what_one_person_carries():
    """Five men of 18-44 stand for 400 adults, five women for 100: the heaviest is 80 of 500."""
    rows = inhabitants("1151", 1, 2, 3, 4, 1, sex="male", age="18-44")
    rows += inhabitants("1151", 1, 2, 3, 4, 1, sex="female", age="18-44")
    frame = WaveFrame(
        {"inhabitants": {"1151": 500}, "councillors": {}},
        {"inhabitants": {"1151": {("male", "18-44"): 400, ("female", "18-44"): 100}}},
    )
    respondents = respondent_table(rows=rows, items=["trust"])
    table = estimate_wave(respondents=respondents, instrument=INSTRUMENT, frame=frame)
    context = disclosure_context(table=table, instrument=INSTRUMENT, frame=frame, respondents=respondents)
    assert context.largest_shares["inhabitants", "1151", "trust"] == pytest.approx((0.16, 0.16))
