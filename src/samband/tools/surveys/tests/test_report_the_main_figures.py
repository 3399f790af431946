# SPDX-License-Identifier: EUPL-1.2
"""The first pages of a member's report: places, members alike, gaps judged together, modelled figures."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from samband.engines.charts import Number
from samband.engines.estimation import family_of_gaps, minimum_detectable_change
from samband.engines.instrument import Continuity
from samband.engines.reports import Bullets, Facts, Heading, Note, Report, Table, to_html, to_xlsx
from samband.engines.tables import Estimate, EstimateTable, Status, released_table
from samband.tools.surveys.analysis.gaps import RATE, judged_gaps
from samband.tools.surveys.analysis.member_report import Made, Study, compose
from samband.tools.surveys.analysis.modelled import model_members
from samband.tools.surveys.rules import WeightedBy, WeightingRule
from samband.tools.surveys.tests.studies import MEDIAN, OSLO, UTSIRA, local_democracy, members, study
from samband.tools.surveys.tests.test_model_few_answers import frame

ALIKE = ("9001", "9004", "9007", "9010")
MADE = Made(
    3,
    "ab" * 32,
    "1.2.0",
    {"weighting": "1", "estimation": "2"},
    {"minimum_respondents": 5},
    WeightingRule(WeightedBy.MARGINS),
)
PAIR = {"unit": "u", "first": "inhabitants", "second": "councillors"}


def told(**changes: object) -> Report:
    return compose(study=study(similar=ALIKE, made=MADE, **changes), language="en")


def section(report: Report, title: str) -> list[object]:
    """The blocks under one heading of the second level."""
    tops = [i for i, b in enumerate(report.blocks) if isinstance(b, Heading) and b.level == 2]
    start = next(i for i in tops if report.blocks[i].text == title)
    end = next((i for i in tops if i > start), len(report.blocks))
    return list(report.blocks[start + 1 : end])


def table(report: Report, beginning: str) -> Table:
    return next(b for b in report.blocks if isinstance(b, Table) and b.caption.startswith(beginning))


def words(report: Report) -> str:
    return " ".join(ET.fromstring(to_html(report=report)).itertext())


def gap_rows(gaps: dict[str, float]) -> EstimateTable:
    """Two groups whose gaps lie so many of their standard errors from none."""
    rows = []
    for measure, z in gaps.items():
        for group, value in (("inhabitants", 2.0 + 0.1 * z), ("councillors", 2.0)):
            se = 0.1 / 2**0.5
            limits = (value - 1.959964 * se, value + 1.959964 * se)
            rows.append(Estimate(group, "u", measure, "mean", "", 2000, value, se, *limits, Status.RELEASED))
    return EstimateTable(rows)


def test_a_gap_that_chance_among_many_explains_is_not_called_certain() -> None:
    """Ten gaps, one of them at 2.1 standard errors: alone certain, among ten it is not."""
    many = {f"m{at}": 0.1 for at in range(9)} | {"odd": 2.1}
    found = judged_gaps(table=gap_rows(many), measures=many, **PAIR)
    assert (found.judged, found.alone, found.certain) == (10, 1, ())
    assert found.by_chance == pytest.approx(0.5)
    alone = judged_gaps(table=gap_rows({"odd": 2.1}), measures=["odd"], **PAIR)
    assert [gap.measure for gap in alone.certain] == ["odd"]


@given(st.lists(st.floats(-5, 5).map(lambda z: round(z, 2)), min_size=1, max_size=12))
def test_gaps_that_stand_are_those_of_the_engine_and_never_more_than_alone(zs: list[float]) -> None:
    gaps = {f"m{at:02}": z for at, z in enumerate(zs)}
    found = judged_gaps(table=gap_rows(gaps), measures=gaps, **PAIR)
    family = family_of_gaps(differences=[g.difference for g in found.gaps if g.difference], rate=RATE)
    assert len(found.certain) == sum(one.stands for one in family)
    assert len(found.certain) <= found.alone


def test_the_first_page_tells_at_most_five_things() -> None:
    first = section(told(), "Summary")
    (bullets,) = [block for block in first if isinstance(block, Bullets)]
    assert 3 <= len(bullets.items) <= 5
    assert any("between place" in item for item in bullets.items)
    assert any("judged together" in item for item in bullets.items)


def test_the_contents_follow_the_summary() -> None:
    page = to_html(report=told())
    assert page.index("Summary</h2>") < page.index("report-contents") < page.index("The main figures</h2>")


@pytest.mark.parametrize("unit", [UTSIRA, MEDIAN, OSLO])
def test_every_index_stands_beside_others_and_has_its_place(unit: str) -> None:
    report = told(unit=unit)
    name = members()[unit].name
    main = table(report, f"Main figures: inhabitants in {name}")
    assert main.header[4:] == ("Same size", "Members alike", "All members", "Smallest change next time")
    assert [row[0] for row in main.rows] == [
        local_democracy().in_language("en").measure(index.code) for index in local_democracy().indices
    ]
    places = table(report, f"Inhabitants in {name}: place among members")
    assert all(" of 30" in str(row[1]) for row in places.rows)
    assert all(str(row[2]).endswith(" of 29") for row in places.rows)


def test_members_alike_are_named_and_count_the_same() -> None:
    report = told()
    found = study().table
    wanted = [found.get(measure="reliable", group="inhabitants", unit=code) for code in ALIKE]
    shown = table(report, "Main figures: inhabitants").rows[0][5]
    assert isinstance(shown, Number)
    assert shown.value == pytest.approx(sum(one.value for one in wanted if one) / 4)
    assert "Most like Median in the number of adults" in words(report)


def test_without_members_alike_there_is_no_empty_column() -> None:
    report = compose(study=study(), language="en")
    assert "Members alike" not in table(report, "Main figures: inhabitants").header


def test_the_smallest_change_is_that_of_the_engine() -> None:
    row = study().table.get(measure="reliable", group="councillors", unit=MEDIAN)
    assert row is not None
    wanted = minimum_detectable_change(first=row, population=25)
    shown = table(told(), "Main figures: councillors").rows[0][-1]
    assert isinstance(shown, Number)
    assert shown.value == pytest.approx(wanted)


def test_a_break_of_the_series_stands_where_the_change_would() -> None:
    earlier = study().earlier
    assert earlier is not None
    broken = replace(earlier, continuity={**earlier.continuity, "reliable": Continuity.REWORDED})
    found = table(told(earlier=broken), "Main figures: inhabitants, change since")
    assert found.rows[0][3:] == ("–", "Cannot be compared: new wording")


def few_answers() -> Study:
    """Utsira with 40 answers where the wave models those with fewer than 100."""
    found = study(unit=UTSIRA, with_earlier=False, model_below=100, made=MADE)
    rows = [
        replace(row, n=40, se=0.16) if row.key[:2] == ("inhabitants", UTSIRA) and row.n else row
        for row in found.table
    ]
    released = released_table(rows=rows, rules={})
    modelled = model_members(table=released, frame=frame(members()), below=100)
    return replace(found, wave=replace(found.wave, table=released), modelled=modelled)


def test_modelled_figures_stand_beside_the_direct_ones_marked_and_explained() -> None:
    report = compose(study=few_answers(), language="en")
    found = table(report, "Inhabitants in Utsira: direct and modelled figures")
    assert {row[-1] for row in found.rows} == {"modelled"}
    assert all(isinstance(row[1], Number) and isinstance(row[3], Number) for row in found.rows)
    (note,) = [b for b in section(report, "The main figures") if isinstance(b, Note)]
    assert note.title == "Modelled figures"
    assert "modelled figures stand beside the direct ones, marked" in words(report)
    assert "Where fewer than 100 inhabitants answered" in words(report)


def test_members_with_enough_answers_have_no_modelled_figures() -> None:
    report = compose(study=replace(few_answers(), unit=OSLO), language="en")
    assert "direct and modelled" not in words(report)


def test_verdicts_and_places_do_not_use_modelled_figures() -> None:
    modelled = few_answers()
    plain = replace(modelled, modelled={}, model_below=None)
    with_model, without = (compose(study=one, language="en") for one in (modelled, plain))
    beginning = "Inhabitants in Utsira beside municipalities"
    assert table(with_model, beginning) == table(without, beginning)
    assert table(with_model, "Inhabitants in Utsira: place") == table(without, "Inhabitants in Utsira: place")


def test_a_group_whose_main_figures_are_withheld_has_no_empty_tables() -> None:
    hidden = [r.withheld() if r.key[:2] == ("councillors", UTSIRA) else r for r in study().table]
    wave = replace(study().wave, table=released_table(rows=hidden, rules={}))
    report = told(unit=UTSIRA, wave=wave)
    captions = [b.caption for b in section(report, "The main figures") if isinstance(b, Table)]
    assert captions
    assert not [caption for caption in captions if "ouncillors" in caption]


def test_a_page_tells_how_the_figures_were_made() -> None:
    blocks = section(told(), "How these figures were made")
    (facts,) = [dict(block.pairs) for block in blocks if isinstance(block, Facts)]
    assert facts["Inhabitants: weights"] == "Weighted by sex and by age within each member, each by itself."
    assert facts["Inhabitants: answers"] == "280 of 4,029, by telephone"
    assert facts["Methods"] == "estimation 2, weighting 1"
    assert (facts["Version of the figures"], facts["Version of Samband"]) == ("3", "1.2.0")
    assert "A figure needs at least 5 answers." in words(told())


def test_figures_from_elsewhere_say_nothing_of_versions() -> None:
    blocks = section(compose(study=study(), language="en"), "How these figures were made")
    (facts,) = [dict(block.pairs) for block in blocks if isinstance(block, Facts)]
    assert "Methods" not in facts


def workbook(report: Report) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(to_xlsx(report=report)))


def test_the_spreadsheet_has_all_measures_in_one_sheet_and_explains_its_columns() -> None:
    book = workbook(compose(study=few_answers(), language="en"))
    _caption, header, *rows = book.get_sheet_by_name("Figures").to_python()
    by_code = {(row[0], row[1]): dict(zip(header, row, strict=True)) for row in rows}
    assert len(rows) == 2 * len(local_democracy().measures)
    found = by_code["Inhabitants", "reliable"]
    assert 1 <= found["First place"] <= found["Last place"] <= found["Members placed"] == 30
    assert found["Modelled, lower limit"] < found["Modelled"] < found["Modelled, upper limit"]
    assert by_code["Councillors", "reliable"]["Modelled"] == ""
    gap = by_code["Inhabitants", "equal_treatment"]
    is_certain = gap["Gap, judgement"].startswith("Certainly")
    assert is_certain == (gap["Gap, adjusted probability"] <= RATE)
    notes = [row[0] for row in book.get_sheet_by_name("Notes").to_python()[2:]]
    assert notes == header


def test_a_withheld_figure_has_an_empty_cell_and_no_place() -> None:
    rows = [r.withheld() if r.key[:3] == ("inhabitants", MEDIAN, "reliable") else r for r in study().table]
    wave = replace(study().wave, table=released_table(rows=rows, rules={}))
    _caption, header, *lines = workbook(told(wave=wave)).get_sheet_by_name("Figures").to_python()
    found = next(row for row in lines if row[:2] == ["Inhabitants", "reliable"])
    shown = dict(zip(header, found, strict=True))
    assert {shown[name] for name in ("Answers", "Mean", "Lower limit", "First place", "Change")} == {""}
