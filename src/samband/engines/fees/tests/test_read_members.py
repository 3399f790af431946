# SPDX-License-Identifier: EUPL-1.2
"""A file of members: values with their year, and every fault with row and column."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from samband.engines.fees import MemberFaults, read_members

GOOD = "code,name,kind,population_2018,population_2019,joined,left,merged_from\n"


@pytest.fixture
def read(tmp_path: Path):
    def members(content: str | bytes):
        path = tmp_path / "members.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_members(path)

    return members


def test_values_come_with_their_years_and_an_empty_one_is_missing(read):
    (one, two) = read(
        GOOD + "0301,Oslo,municipality,673469,681071,,,\n1151,Utsira,municipality,,192,2019-07-01,,a b\n"
    )

    assert one.values == {"population": {2018: Decimal(673469), 2019: Decimal(681071)}}
    assert two.values == {"population": {2019: Decimal(192)}}
    assert (two.joined, two.left, two.merged_from) == (date(2019, 7, 1), None, ("a", "b"))


def test_semicolons_and_the_mark_of_spreadsheets_are_read(read):
    (one,) = read("\ufeffcode;name;kind;population_2019\n0301;Oslo, by;municipality;1\n")

    assert (one.code, one.name) == ("0301", "Oslo, by")


def test_a_spreadsheet_is_read_as_the_same_table(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "members.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["code", "name", "kind", "population_2019", "joined"])
        sheet.write_row(1, 0, ["0301", "Oslo", "municipality", 681071])
        sheet.write_row(3, 0, ["1151", "Utsira", "municipality", 192, "2019-07-01"])
    (one, two) = read_members(tmp_path / "members.xlsx")

    assert one.values == {"population": {2019: Decimal(681071)}}
    assert (two.code, two.joined) == ("1151", date(2019, 7, 1))


def test_columns_and_cells_that_are_empty_at_the_end_are_none(read):
    (one,) = read("code;name;kind;;\n0301;Oslo;municipality;;\n;;;;\n")

    assert one.name == "Oslo"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The file holds no rows"),
        ("name,kind\nA,m\n", "The column code is missing"),
        ("code,name,kind,population\na,A,m,1\n", "The column population has no year"),
        ("code,name,kind,name\na,A,m,B\n", "column name: two columns bear this name"),
        (GOOD, "There is a header, but no member"),
        (GOOD + "a,A,m,1,2,,\n", "Row 2: 7 fields, but the header has 8"),
        (GOOD + ",A,m,1,2,,,\n", "Row 2, column code: nothing stands here"),
        (GOOD + "a,A,m,1,-2,,,\n", "Row 2, column population_2019: “-2” is not a number"),
        (GOOD + "a,A,m,1,1 000,,,\n", "“1 000” is not a number"),
        (GOOD + "a,A,m,1,2,31.01.2019,,\n", "Row 2, column joined: “31.01.2019” is not a day"),
        (GOOD + "a,A,m,1,2,,,\na,A,m,1,2,,,\n", "Row 3, column code: a stands in an earlier row"),
        (GOOD + ",,,,,,,\na,A,m,1,x,,,\n", "Row 3, column population_2019"),
        (
            GOOD + "a,A,m,1,2,2019-05-01,2019-05-01,\n",
            "Row 2, column left: 2019-05-01 is not after 2019-05-01, when it joined",
        ),
        (GOOD + "a,A,m,1,2,,,b c b\n", "Row 2, column merged_from: b stands there twice"),
        (b"code,name,kind\na,\xff,m\n", "not UTF-8"),
        (GOOD + 'a,"A"x,m,1,2,,,\n', "Row 2: a cell does not end"),
    ],
)
def test_a_fault_is_told_with_row_and_column(read, content, words):
    with pytest.raises(MemberFaults) as refused:
        read(content)

    assert words in str(refused.value)


def test_all_faults_are_told_at_once(read):
    with pytest.raises(MemberFaults) as refused:
        read(GOOD + "a,A,m,x,y,,,\nb,B,,1,2,,,\n")

    assert len(refused.value.faults) == 3
