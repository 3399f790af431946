# SPDX-License-Identifier: EUPL-1.2
from io import StringIO
from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.tables import (
    BadResults,
    Estimate,
    EstimateTable,
    ReleasedTable,
    Status,
    harmless,
    read_csv,
    released_table,
    write_csv,
)
from samband.engines.tables.estimates import DuplicateEstimates


def figure(unit="1151", *, group="all", measure="trust", value=2.5, status=Status.RELEASED):
    return Estimate(group, unit, measure, "mean", "", 12, value, 0.1, value - 0.2, value + 0.2, status)


def written(rows, **also):
    out = StringIO()
    write_csv(rows=rows, to=out, **also)
    return out.getvalue()


def test_rows_stand_in_the_order_of_their_keys_whatever_order_they_came_in():
    table = EstimateTable([figure("4643"), figure("0301"), figure("1151")])
    assert [row.unit for row in table] == ["0301", "1151", "4643"]
    assert len(table) == 3


def test_a_figure_given_twice_is_refused_by_its_name():
    with pytest.raises(DuplicateEstimates, match="all / 1151 / trust / mean /  was given twice"):
        EstimateTable([figure(), figure(value=3.0)])


def test_a_row_is_found_by_its_key_and_is_none_when_it_was_not_computed():
    table = EstimateTable([figure(), figure("0301")])
    assert table.get(measure="trust", unit="1151") == figure()
    assert table.get(measure="trust", unit="9999") is None


def test_rows_are_chosen_by_any_columns():
    table = EstimateTable([figure(), figure("0301"), figure(group="male")])
    assert [row.group for row in table.where(unit="1151")] == ["all", "male"]
    assert len(table.where(unit="1151", group="male")) == 1
    assert len(table.where(group="all")) == 2
    assert len(table.where(unit="9999")) == 0


def test_a_withheld_row_keeps_its_name_alone():
    row = figure().withheld()
    assert (row.key, row.n, row.status) == (figure().key, None, Status.SUPPRESSED)
    assert not row.is_known
    assert all(isnan(each) for each in (row.value, row.se, row.lower, row.upper))


def test_nobody_makes_a_released_table_by_hand():
    with pytest.raises(TypeError, match=r"disclosure\.release"):
        ReleasedTable([figure()])


def test_what_is_chosen_from_a_released_table_is_released_under_the_same_rules():
    table = released_table(rows=[figure(), figure("0301")], rules={"minimum_respondents": 5})
    chosen = table.where(unit="0301")
    assert isinstance(chosen, ReleasedTable)
    assert dict(chosen.rules) == {"minimum_respondents": 5}


@pytest.mark.parametrize("status", [Status.ESTIMATED, Status.EMPTY])
def test_figures_that_were_not_examined_do_not_become_released(status):
    with pytest.raises(ValueError, match=f"status {status} may not leave the house"):
        released_table(rows=[figure(status=status)], rules={})


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
numbers = st.floats(allow_nan=True, allow_infinity=False)
figures = st.builds(
    Estimate,
    texts,
    texts,
    texts,
    texts,
    texts,
    st.none() | st.integers(0),
    *[numbers] * 4,
    st.sampled_from(Status),
)


@given(figures)
def test_a_row_written_and_read_again_is_the_same_to_the_last_digit(row):
    (again,) = read_csv(source=StringIO(written([row]), newline=""))
    assert repr(again) == repr(row)


@given(texts)
def test_no_text_in_a_file_is_a_formula(text):
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_formula_in_a_name_is_disarmed_and_a_negative_figure_stays_a_number():
    row = Estimate("=cmd|' /C calc'!A0", "-1", "t", "mean", "", 5, -0.25, 0.1, -0.45, -0.05, Status.RELEASED)
    assert (
        written([row]).splitlines()[1] == "'=cmd|' /C calc'!A0,'-1,t,mean,,5,-0.25,0.1,-0.45,-0.05,released"
    )


def test_a_missing_figure_is_an_empty_field():
    row = Estimate("all", "1", "t", "mean", "", None, nan, nan, nan, nan, Status.SUPPRESSED)
    assert written([row]).splitlines()[1] == "all,1,t,mean,,,,,,,suppressed"


def test_a_further_column_is_written_in_every_row_and_passed_over_in_reading():
    text = written([figure()], also={"synthetic": "true"})
    assert text.splitlines()[0].endswith(",status,synthetic")
    assert read_csv(source=StringIO(text)) == (figure(),)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Line 1: the columns must be group,unit,.*; found nothing"),
        ("a,b\n", "Line 1: .* found a,b"),
        (written([]) + "all,1\n", "Line 2: 11 fields expected, 2 found"),
        (written([figure()]) + "all,2,t,mean,,x,1,1,1,1,released\n", "Line 3: invalid literal"),
        (written([]) + "x" * 200_000, "Line 2: field larger than field limit"),
        (written([]) + "all,2,t,mean,,1,1,1,1,1,open\n", "Line 2: 'open' is not a valid Status"),
    ],
)
def test_a_file_that_is_not_a_table_is_refused_with_the_line(text, fault):
    with pytest.raises(BadResults, match=fault):
        read_csv(source=StringIO(text))


def test_a_name_with_a_line_break_of_any_kind_comes_back():
    row = Estimate("a\rb", "c\nd", "e\r\nf", "mean", "", 5, 1.0, 0.1, 0.8, 1.2, Status.RELEASED)
    text = written([row])
    assert "\r\n" not in text.replace("e\r\nf", "")
    assert read_csv(source=StringIO(text, newline="")) == (row,)
