# SPDX-License-Identifier: EUPL-1.2
"""A table for a spreadsheet: every kind of text arrives as it is, and nothing in it is run."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from samband.engines.tables import csv_lines

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=20)


def test_a_table_is_written_line_by_line():
    lines = list(csv_lines(header=("member", "n"), rows=[("Å, B", 3), ("=1+1", None)]))
    assert lines == ["\ufeffmember,n\r\n", '"Å, B",3\r\n', "'=1+1,\r\n"]


@given(rows=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_no_cell_starts_like_a_formula_and_all_read_back(rows):
    text = "".join(csv_lines(header=("a", "b"), rows=rows)).removeprefix("\ufeff")
    read = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in read for cell in row)
    assert [tuple(cell.removeprefix("'") for cell in row) for row in read] == [
        tuple(cell.removeprefix("'") for cell in row) for row in rows
    ]
