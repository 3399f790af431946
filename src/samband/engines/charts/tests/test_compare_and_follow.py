# SPDX-License-Identifier: EUPL-1.2
"""Intervals, pairs and series: uncertainty and breaks are drawn."""

from xml.etree import ElementTree as ET

import pytest

from samband.engines.charts import (
    Axis,
    Dot,
    Frame,
    IntervalRow,
    Moment,
    Number,
    Pair,
    dot_interval,
    paired_dots,
    series_with_breaks,
)
from samband.engines.charts.theme import ACCENTS

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame("c", "Title", "Description", "nb")
AXIS = Axis(1, 4)


def lines(svg: str, paint: str, width: str) -> list[ET.Element]:
    found = ET.fromstring(svg).iter(f"{SVG}line")
    return [line for line in found if line.get("class") == paint and line.get("stroke-width") == width]


def test_an_interval_is_drawn_from_its_lower_to_its_upper_limit() -> None:
    """Narrow frame of 400: values 1–4 lie on x from 14 to the figures at the right."""
    rows = [IntervalRow("a", (Dot(2.5, 1.0, 4.0),))]
    chart = dot_interval(frame=Frame("c", "T", "D", "nb", 400), rows=rows, series=("",), axis=AXIS)
    (bar,) = lines(chart.svg, ACCENTS[0].name, "2")
    ruler = next(iter(lines(chart.svg, "chart-muted", "1")))
    assert (bar.get("x1"), bar.get("x2")) == (ruler.get("x1"), ruler.get("x2"))
    assert bar.get("x1") == "14"


def test_a_withheld_estimate_shows_its_reason_and_no_dot() -> None:
    rows = [IntervalRow("a", (Dot(note="Withheld"),))]
    chart = dot_interval(frame=FRAME, rows=rows, series=("",), axis=AXIS)
    assert ">Withheld</text>" in chart.svg
    assert "<circle" not in chart.svg
    assert chart.table.rows == (("a", "Withheld", "", ""),)


def test_the_table_carries_numbers_and_not_their_words() -> None:
    rows = [IntervalRow("a", (Dot(2.5, 2.25, 2.75),))]
    chart = dot_interval(frame=FRAME, rows=rows, series=("",), axis=AXIS)
    assert chart.table.rows == (("a", Number(2.5), Number(2.25), Number(2.75)),)
    assert ">2,5<" in chart.svg


def test_two_groups_are_joined_and_told_apart_by_shape() -> None:
    chart = paired_dots(
        frame=FRAME, pairs=[Pair("a", Dot(2.0, 1.9, 2.1), Dot(3.0, 2.9, 3.1))], series=("I", "C"), axis=AXIS
    )
    (joined,) = lines(chart.svg, "chart-muted", "3")
    assert float(joined.get("x1", 0)) < float(joined.get("x2", 0))
    assert "<circle" in chart.svg
    assert "<path" in chart.svg


def test_a_pair_with_one_side_withheld_is_not_joined() -> None:
    pairs = [Pair("a", Dot(2.0, 1.9, 2.1), Dot(note="Withheld"))]
    chart = paired_dots(frame=FRAME, pairs=pairs, series=("I", "C"), axis=AXIS)
    assert not lines(chart.svg, "chart-muted", "3")
    assert "Withheld" in chart.svg


def test_a_verdict_of_long_words_is_not_cut_short() -> None:
    note = "Общински съветници: със сигурност по-високо (0,6)"
    pairs = [Pair("a", Dot(2.0, 1.9, 2.1), Dot(3.0, 2.9, 3.1), note)]
    chart = paired_dots(frame=FRAME, pairs=pairs, series=("I", "C"), axis=AXIS)
    assert "…" not in chart.svg


def test_a_chart_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="title and a description"):
        dot_interval(frame=Frame("c", "Title", " ", "nb"), rows=[], series=("",), axis=AXIS)


def moments(reason: str) -> list[Moment]:
    return [
        Moment("2017", 2017, (Dot(2.0, 1.9, 2.1),)),
        Moment("2021", 2021, (Dot(2.5, 2.4, 2.6),), reason),
        Moment("2025", 2025, (Dot(2.6, 2.5, 2.7),)),
    ]


def test_a_line_breaks_where_the_wording_changed_and_says_so() -> None:
    whole = series_with_breaks(frame=FRAME, moments=moments(""), series=("I",), axis=AXIS)
    broken = series_with_breaks(frame=FRAME, moments=moments("New wording"), series=("I",), axis=AXIS)
    assert len(lines(whole.svg, ACCENTS[0].name, "2.2")) == 2
    assert len(lines(broken.svg, ACCENTS[0].name, "2.2")) == 1
    assert "(1) New wording" in broken.svg
    assert "New wording" in [row[-1] for row in broken.table.rows]


def test_a_line_does_not_cross_a_wave_without_a_value() -> None:
    gap = [moments("")[0], Moment("2021", 2021, (Dot(note="Withheld"),)), moments("")[2]]
    chart = series_with_breaks(frame=FRAME, moments=gap, series=("I",), axis=AXIS)
    assert not lines(chart.svg, ACCENTS[0].name, "2.2")
