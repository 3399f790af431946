# SPDX-License-Identifier: EUPL-1.2
"""The report of a member: what it says, in which order, and what it keeps to itself."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po
from python_calamine import CalamineWorkbook

from samband.engines.charts import Number
from samband.engines.reports import (
    FONTS_FOLDER,
    Figure,
    Heading,
    KeySentence,
    Note,
    NoteKind,
    Report,
    Table,
    to_html,
    to_pdf,
    to_xlsx,
)
from samband.engines.reports.tests.pdf_reading import glyph_codes, opened
from samband.engines.tables import EstimateTable, Status, released_table
from samband.tools.surveys.analysis.member_report import Places, compose
from samband.tools.surveys.analysis.member_report.wording import LOCALE, translations
from samband.tools.surveys.tests.studies import MEDIAN, OSLO, UTSIRA, members, study, wave

SECTIONS = [
    "Summary",
    "The main figures",
    "About the survey and the numbers",
    "What the survey measures",
    "Members of the same size",
    "Inhabitants and councillors, item by item",
    "Results: inhabitants",
    "What inhabitants and councillors disagree on most",
    "Results: councillors",
    "What distinguishes our councillors",
    "Comparison with the previous wave",
    "How these figures were made",
    "Annex: the questionnaire",
    "Annex: a figure for each statement",
]


def sections(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]


def words(report: Report) -> str:
    return " ".join(ET.fromstring(to_html(report=report)).itertext())


def table(report: Report, beginning: str) -> Table:
    return next(b for b in report.blocks if isinstance(b, Table) and b.caption.startswith(beginning))


@pytest.mark.parametrize("unit", [UTSIRA, MEDIAN, OSLO])
def test_the_report_follows_the_order_of_the_municipal_reports(unit: str) -> None:
    assert sections(compose(study=study(unit=unit), language="en")) == SECTIONS


def test_it_begins_with_one_sentence_in_words() -> None:
    report = compose(study=study(), language="en")
    (sentence,) = [block.text for block in report.blocks if isinstance(block, KeySentence)]
    assert sentence.startswith("Inhabitants in Median")
    assert sentence.endswith("municipalities of the same size.")


def test_the_report_in_norwegian_has_no_english_left() -> None:
    report = compose(study=study(), language="nb")
    english = set(sections(compose(study=study(), language="en")))
    assert not english & set(sections(report))
    told = words(report).replace(study().instrument.source, "")
    assert not set(told.split()) & {"the", "and", "with", "certain", "Withheld", "councillors"}


def test_every_string_has_its_norwegian() -> None:
    with (LOCALE / "nb" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    ours = [m for m in catalogue if m.id and any("member_report" in path for path, _ in m.locations)]
    assert len(ours) > 100
    assert [m.id for m in ours if not (all(m.string) if m.pluralizable else m.string) or m.fuzzy] == []


def test_a_language_without_a_catalogue_is_told_in_english() -> None:
    assert translations(language="xx").gettext("Summary") == "Summary"
    assert translations(language="nb-NO").gettext("Summary") == "Sammendrag"


def test_the_words_of_the_statements_come_in_the_language_of_the_reader() -> None:
    statement = study().instrument.words["ka"].items["satisfied_services"]
    assert statement in words(compose(study=study(), language="ka"))


@pytest.mark.parametrize(
    ("language", "quoted"), [("en", "“%s”"), ("nb", "«%s»"), ("bg", "„%s“"), ("ro", "„%s”")]
)
def test_measures_are_quoted_as_the_language_does(language: str, quoted: str) -> None:
    name = study().instrument.in_language(language).measure("effective")
    assert quoted % name in words(compose(study=study(), language=language))


def test_synthetic_data_says_so_on_every_page_and_first_of_all() -> None:
    report = compose(study=study(), language="en")
    assert report.notice == "Synthetic data"
    first = report.blocks[0]
    assert isinstance(first, Note)
    assert first.kind is NoteKind.SYNTHETIC


def test_real_released_data_bears_no_such_notice() -> None:
    report = compose(study=study(is_synthetic=False), language="en")
    assert report.notice == ""
    assert isinstance(report.blocks[0], Heading)


def test_unexamined_figures_are_marked_as_not_for_release() -> None:
    raw = EstimateTable(replace(row, status=Status.ESTIMATED) for row in wave().table)
    report = compose(study=study(is_synthetic=False, wave=replace(wave(), table=raw)), language="en")
    assert report.notice == "Not for release"


def test_a_member_without_councillors_has_a_report_of_inhabitants() -> None:
    alone = study(wave=wave(groups=("inhabitants",)), with_earlier=False)
    found = sections(compose(study=alone, language="en"))
    assert "Results: inhabitants" in found
    assert not [name for name in found if "ouncillors" in name]


def test_a_member_whose_councillors_are_withheld_shows_none_of_their_figures() -> None:
    hidden = wave(withheld=frozenset({("councillors", UTSIRA)}))
    report = compose(study=study(unit=UTSIRA, wave=hidden, with_earlier=False), language="en")
    assert "results are withheld, since too few have answered" in words(report)
    assert "cannot be compared, since results are withheld" in words(report)
    councillors = [b for b in report.blocks if isinstance(b, Table | Figure) and "ouncillors in" in b.caption]
    assert councillors == []
    assert not [name for name in sections(report) if "disagree" in name]


def test_a_single_withheld_figure_is_worded_in_its_place() -> None:
    rows = [r.withheld() if r.key[:3] == ("inhabitants", MEDIAN, "reliable") else r for r in wave().table]
    some = replace(wave(), table=released_table(rows=rows, rules={}))
    report = compose(study=study(wave=some, with_earlier=False), language="en")
    (row,) = [r for r in table(report, "Inhabitants in Median beside").rows if r[0] == "Reliable government"]
    assert row[1:4] == ("", "Withheld", "")
    assert row[-1] == "Withheld"


def test_the_first_wave_of_a_member_is_compared_with_nothing_earlier() -> None:
    report = compose(study=study(with_earlier=False), language="en")
    assert "Comparison with the previous wave" not in sections(report)


def test_a_reworded_statement_is_named_as_a_break_and_has_no_change() -> None:
    report = compose(study=study(), language="en")
    changed = [row[0] for row in table(report, "Inhabitants: change").rows]
    reworded = study().instrument.in_language("en").items["special_interests"]
    assert reworded not in changed
    assert f"new wording, so the series breaks: “{reworded}”" in words(report)


def test_changed_borders_stop_the_comparison_over_time() -> None:
    earlier = study().earlier
    assert earlier is not None
    moved = study(earlier=replace(earlier, territory_changed=True))
    report = compose(study=moved, language="en")
    assert "The borders of Median have changed" in words(report)
    assert not [
        block for block in report.blocks if isinstance(block, Table) and "change since" in block.caption
    ]


def test_without_size_classes_all_others_are_the_comparison() -> None:
    plain = {code: replace(member, size_class="") for code, member in members().items()}
    report = compose(study=study(members=plain), language="en")
    assert "Members of the same size" not in sections(report)
    assert table(report, "Inhabitants in Median beside the other municipalities")


def test_chosen_members_get_a_table_of_their_own() -> None:
    report = compose(study=study(chosen=(UTSIRA, OSLO)), language="en")
    assert table(report, "Inhabitants beside chosen members")


def test_negative_statements_are_shown_raw_with_their_favourable_end() -> None:
    found = study()
    report = compose(study=found, language="en")
    ends = {row[1]: row[2] for row in table(report, "Standards and their statements").rows}
    assert ends[found.instrument.in_language("en").items["special_interests"]] == "low"
    raw = found.table.get(measure="special_interests", group="inhabitants", unit=MEDIAN)
    assert raw is not None
    means = {row[0]: row[2] for row in table(report, "Inhabitants in Median beside").rows}
    assert means[found.instrument.in_language("en").items["special_interests"]] == Number(raw.value, 1)


def test_nothing_in_the_report_ranks_members() -> None:
    assert "rank" not in words(compose(study=study(), language="en")).replace("is no rank", "").lower()


def test_ids_in_the_report_are_unique() -> None:
    root = ET.fromstring(to_html(report=compose(study=study(), language="nb")))
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))


def test_a_questionnaire_of_parts_of_one_sample_is_told_by_its_whole() -> None:
    """Groups ``all``, ``male``, ``female`` and units without names, as the command line makes them."""
    rows = wave(groups=("all", "inhabitants", "councillors"))
    report = compose(study=study(wave=rows, places=Places.UNITS, with_earlier=False), language="en")
    assert "Results: all who answered" in sections(report)
    assert not [name for name in sections(report) if "item by item" in name]


@pytest.mark.skipif(not FONTS_FOLDER.is_dir(), reason="the fonts are put in place by the build")
@pytest.mark.parametrize("language", ["nb", "ka"])
def test_the_report_becomes_an_accessible_pdf_in_each_language(language: str) -> None:
    pdf = opened(to_pdf(report=compose(study=study(), language=language)))
    assert 8 <= len(pdf.pages) <= 22
    assert all(code and letters for code, letters in glyph_codes(pdf))


def test_the_spreadsheet_holds_every_figure_of_the_report() -> None:
    report = compose(study=study(), language="en")
    book = CalamineWorkbook.from_filelike(BytesIO(to_xlsx(report=report)))
    pictures = [block for block in report.blocks if isinstance(block, Figure | Table)]
    assert len(book.sheet_names) == len(("Summary", "Figures", "Notes")) + len(pictures)
    found = study().table.get(measure="reliable", group="inhabitants", unit=MEDIAN)
    assert found is not None
    assert found.value in _numbers(book)


def _numbers(book: CalamineWorkbook) -> set[float]:
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return {cell for row in rows for cell in row if isinstance(cell, float)}
