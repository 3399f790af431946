# SPDX-License-Identifier: EUPL-1.2
"""The national report: funnels in place of rankings, gaps that stand, where figures are modelled."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samband.engines.charts import Number
from samband.engines.comparison import Mark
from samband.engines.instrument import Continuity
from samband.engines.reports import FONTS_FOLDER, Bullets, Figure, KeySentence, Report, Table, to_pdf, to_xlsx
from samband.engines.reports.tests.pdf_reading import glyph_codes, opened
from samband.engines.tables import released_table
from samband.tools.surveys import operations, queries
from samband.tools.surveys.analysis.comparison import Reason, Verdict, Wanted, change_of_members
from samband.tools.surveys.analysis.gaps import judged_gaps
from samband.tools.surveys.analysis.member_report import Study
from samband.tools.surveys.analysis.national_report import compose
from samband.tools.surveys.analysis.order import alphabetical
from samband.tools.surveys.tests.conftest import NOON
from samband.tools.surveys.tests.studies import MEDIAN, members, study, wave
from samband.tools.surveys.tests.test_member_report import sections
from samband.tools.surveys.tests.test_report_the_main_figures import MADE, few_answers, section, table, words

SECTIONS = [
    "Summary",
    "The main figures",
    "Members beside one another",
    "Inhabitants and councillors, item by item",
    "Modelled figures",
    "Who answered",
    "How these figures were made",
    "Annex: all members, by name",
]


def everybody(**changes: object) -> Study:
    return study(unit="all", made=MADE, **changes)


@pytest.fixture(scope="module")
def report() -> Report:
    few = few_answers()
    return compose(study=everybody(wave=few.wave, modelled=few.modelled, model_below=100), language="en")


def test_it_tells_all_members_together_then_beside_one_another(report: Report) -> None:
    assert sections(report) == SECTIONS
    (sentence,) = [block.text for block in report.blocks if isinstance(block, KeySentence)]
    assert sentence.startswith("Inhabitants in 30 members give the highest score to")
    (points,) = [block.items for block in section(report, "Summary") if isinstance(block, Bullets)]
    assert 3 <= len(points) <= 5


def test_every_main_index_has_a_funnel_that_names_who_lies_beyond(report: Report) -> None:
    blocks = section(report, "Members beside one another")
    found = everybody(wave=few_answers().wave)
    funnels = [block for block in blocks if isinstance(block, Figure)]
    assert len(funnels) == len(found.main_measures(group="inhabitants")) == 4
    named = " ".join(item for block in blocks if isinstance(block, Bullets) for item in block.items)
    for measure in found.main_measures(group="inhabitants"):
        standings = found.standings.of(measure.code, "inhabitants")
        assert standings is not None
        for code, one in standings.units.items():
            if one.mark is Mark.BEYOND_SPREAD:
                assert members()[code].name in named


def test_members_told_apart_are_counted_once_and_whole(report: Report) -> None:
    for row in table(report, "Inhabitants: members that can be told apart").rows:
        counted, *parts = (cell.value for cell in row[1:5] if isinstance(cell, Number))
        assert counted == sum(parts) == 30
        assert str(row[5]).endswith(" of 435")


def test_a_gap_is_counted_in_the_members_where_it_stands(report: Report) -> None:
    found = everybody(wave=few_answers().wave)
    codes = [item.code for item in found.common_items()]
    pair = {"first": "inhabitants", "second": "councillors"}
    certain = [
        gap
        for code in members()
        for gap in judged_gaps(table=found.table, measures=codes, unit=code, **pair).certain
    ]
    rows = table(report, "In how many members each gap stands").rows
    shown = [(row[1].value, row[2].value) for row in rows if isinstance(row[1], Number)]
    assert sum(high for high, _low in shown) == sum(g.verdict is Verdict.CERTAINLY_HIGHER for g in certain)
    assert sum(low for _high, low in shown) == sum(g.verdict is Verdict.CERTAINLY_LOWER for g in certain)


def test_it_says_where_figures_are_modelled_and_how_many(report: Report) -> None:
    (row,) = table(report, "Members with modelled figures").rows
    assert row == ("Utsira", "40", Number(len(few_answers().modelled), 0))
    assert "In 1 member few have answered" in words(report)


def test_a_wave_that_models_nothing_has_no_such_section() -> None:
    assert "Modelled figures" not in sections(compose(study=everybody(), language="en"))


def test_the_change_is_that_of_members_in_both_waves() -> None:
    """Only two members and Median took part before: their means count, not the total of all."""
    now, both = wave(), ("9001", "9002", MEDIAN)
    before = wave(year=2021, seed=8, taking_part={code: members()[code] for code in both})
    wanted = Wanted("reliable", "inhabitants")
    found = change_of_members(
        now=now.table, before=before.table, wanted=wanted, units=members(), continuity=Continuity.IDENTICAL
    )
    means = [sum(wanted.of(one.table, code).value for code in both) / 3 for one in (now, before)]
    assert found.members == 3
    assert found.difference.value == pytest.approx(means[0] - means[1])
    two = [code for code in both if code != MEDIAN]
    asked = {"now": now.table, "before": before.table, "wanted": wanted}
    few = change_of_members(**asked, units=two, continuity=Continuity.IDENTICAL)
    assert (few.verdict, few.reason) == (Verdict.CANNOT_COMPARE, Reason.TOO_FEW_MEMBERS)
    broken = change_of_members(**asked, units=both, continuity=Continuity.REWORDED)
    assert broken.reason is Reason.REWORDED


def test_withheld_members_have_no_value_and_are_counted() -> None:
    rows = [r.withheld() if r.key[:2] == ("councillors", MEDIAN) else r for r in wave().table]
    hidden = compose(
        study=everybody(wave=replace(wave(), table=released_table(rows=rows, rules={}))), language="en"
    )
    annex = [block for block in section(hidden, SECTIONS[-1]) if isinstance(block, Table)]
    (median,) = [row for row in annex[1].rows if row[0] == "Median"]
    assert set(median[1:]) == {"Withheld"}
    answered = {row[0]: [c.value for c in row[2:]] for row in table(hidden, "Answers, and members").rows}
    assert answered == {"Inhabitants": [30, 0, 0], "Councillors": [29, 0, 1]}


def test_members_stand_in_the_order_of_the_alphabet_whatever_their_values(report: Report) -> None:
    annex = [block for block in section(report, SECTIONS[-1]) if isinstance(block, Table)]
    assert len(annex) == 2
    for one in annex:
        names = [str(row[0]) for row in one.rows]
        assert names == sorted(names, key=lambda name: alphabetical(name=name, language="en"))
    assert "A place is no rank." in words(report)


def test_the_spreadsheet_has_every_member_in_every_measure(report: Report) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(to_xlsx(report=report)))
    _caption, header, *rows = book.get_sheet_by_name("Figures").to_python()
    assert len(rows) == 2 * 30 * len(wave().instrument.measures)
    notes = [row[0] for row in book.get_sheet_by_name("Notes").to_python()[2:]]
    assert notes == header
    modelled = [row for row in rows if row[header.index("Modelled")] != ""]
    assert {(row[0], row[header.index("Member")]) for row in modelled} == {("Inhabitants", "Utsira")}


def test_in_norwegian_no_english_is_left() -> None:
    few = few_answers()
    found = everybody(wave=few.wave, modelled=few.modelled, model_below=100)
    told = words(compose(study=found, language="nb")).replace(found.instrument.source, "")
    assert not set(told.split()) & {"the", "and", "with", "certain", "members", "Members", "Withheld"}


@pytest.mark.skipif(not FONTS_FOLDER.is_dir(), reason="the fonts are put in place by the build")
def test_it_becomes_an_accessible_pdf(report: Report) -> None:
    pdf = opened(to_pdf(report=report))
    assert 6 <= len(pdf.pages) <= 14
    assert all(code and letters for code, letters in glyph_codes(pdf))


@pytest.fixture
def published(reviewed, analyst):
    operations.publish_wave(wave=reviewed, by=analyst, at=NOON, override_reason="All have agreed.")
    return reviewed


def test_everybody_reads_it_and_fetches_it_once_it_is_published(published, client):
    page = client.get(reverse("surveys:national_report", args=[published]))
    assert page.status_code == 200
    assert "Local democracy survey: all members" in page.content.decode()
    pdf = client.get(reverse("surveys:national_report_file", args=[published, "pdf"]))
    assert next(iter(pdf)).startswith(b"%PDF")
    assert (
        reverse("surveys:national_report", args=[published])
        in client.get(reverse("surveys:overview", args=[published])).content.decode()
    )
    assert (
        reverse("surveys:national_report_file", args=[published, "xlsx"])
        in client.get(reverse("surveys:downloads", args=[published])).content.decode()
    )


def test_a_stored_report_is_given_as_it_was_stored(published, analyst, outsider):
    operations.queue_reports(wave=published, languages=["en"], by=analyst, at=NOON)
    asked = {"actor": outsider, "wave": published, "language": "en", "format": "pdf"}
    assert queries.national_report_content(**asked) == queries.national_report_content(**asked)


def test_there_is_none_before_publication(reviewed, analyst):
    with pytest.raises(queries.NotPublished):
        queries.national_report_content(actor=analyst, wave=reviewed, language="en", format="html")
