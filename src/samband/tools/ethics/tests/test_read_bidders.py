# SPDX-License-Identifier: EUPL-1.2
"""Suppliers and bidders out of what somebody pasted: names with and without numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.tools.ethics.analysis.bidders import read_bidder_rows, read_bidders


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nordvik Asfalt AS; 974 760 673", "Nordvik Asfalt AS; 974760673"),
        ("Nordvik Asfalt AS 974760673", "Nordvik Asfalt AS; 974760673"),
        ("974 760 673 Nordvik Asfalt AS", "Nordvik Asfalt AS; 974760673"),
        ("Nordvik Asfalt AS (NO 974760673 MVA)", "Nordvik Asfalt AS; 974760673"),
        ("SC Drumuri SRL, RO 14399840", "SC Drumuri SRL; 14399840"),
        ("Nordvik Asfalt AS", "Nordvik Asfalt AS"),
        ("Vei 4 AS", "Vei 4 AS"),
        ("974760673", "974760673; 974760673"),
    ],
)
def test_a_line_is_a_name_and_perhaps_a_number(line, expected):
    assert read_bidders(text=line) == (expected,)


def test_the_same_bidder_stands_once_and_empty_lines_nowhere():
    assert read_bidders(text="\nA Bygg AS\n\n  A Bygg AS \nB Bygg AS") == ("A Bygg AS", "B Bygg AS")


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (["Leverandør", "Org.nr"], ["Nordvik AS", "974 760 673"]),
        (["CUI", "Denumire", "Sumă"], ["974760673", "Nordvik AS", "1"]),
        (["\ufeffname", "organisation_number"], ["Nordvik AS", "974760673"]),
    ],
)
def test_columns_are_known_in_several_languages(columns, row):
    assert read_bidder_rows(columns=columns, rows=[row]) == ("Nordvik AS; 974760673",)


def test_a_table_without_known_columns_loses_no_row():
    found = read_bidder_rows(columns=["A AS", "974760673"], rows=[["B AS", "123456785"], [], ["C AS"]])
    assert found == ("A AS; 974760673", "B AS; 123456785", "C AS")


def test_a_pasted_table_is_read_by_its_columns():
    assert read_bidders(text="Tilbyder;Orgnr\nNordvik AS;974760673") == ("Nordvik AS; 974760673",)


@given(st.text(max_size=300))
def test_any_text_gives_whole_lines_that_a_page_shows(text):
    for line in read_bidders(text=text):
        assert line.strip()
        assert line.isprintable()
        assert len(line) <= 230
