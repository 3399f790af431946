# SPDX-License-Identifier: EUPL-1.2
"""The file of the polling company: twelve different faults, all of them worded, repaired, imported."""

import io

import pytest
import xlsxwriter

from samband.core.collect.analysis import AnswerFault
from samband.core.collect.queries import response_counts
from samband.tools.surveys import operations
from samband.tools.surveys.forms import MappingForm
from samband.tools.surveys.tests.conftest import NOON

HEADER = "respondent,group,unit,sex,age_group,weight,mode,equal_treatment,special_interests"
FAULTY = (
    "1,inhabitants,0301,female,18-29,1,phone,7,1",
    "2,inhabitants,0301,female,18-29,1,phone,rather,1",
    "3,inhabitants,9999,female,18-29,1,phone,3,1",
    "4,inhabitants,4601,female,18-29,1,phone,3,1",
    "5,guests,0301,female,18-29,1,phone,3,1",
    "6,inhabitants,0301,woman,18-29,1,phone,3,1",
    "7,inhabitants,0301,female,18-30,1,phone,3,1",
    "8,inhabitants,0301,female,18-29,0,phone,3,1",
    "9,inhabitants,0301,female,18-29,1,phone,=2+1,1",
    "10,inhabitants,0301,female",
    ",inhabitants,0301,female,18-29,1,phone,3,1",
    ",,,,,,,,",
    "11,inhabitants,0301,female,18-29,1,phone,3,1",
    "11,inhabitants,0301,male,18-29,1,phone,4,1",
)
REPAIRED = tuple(f"{at},inhabitants,301,female,18-29,1,phone,3,8" for at in range(1, 15))


@pytest.fixture
def preview(opened, analyst):
    def run(content: bytes, filename: str = "answers.csv"):
        file = io.BytesIO(content)
        return operations.preview_answers(wave=opened, file=file, filename=filename, by=analyst, at=NOON)

    return run


def text(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


def test_all_faults_are_worded_and_the_repaired_file_goes_in(preview, opened, analyst):
    faulty = preview(text(*FAULTY))
    assert len({fault.kind for fault in faulty.faults}) == 12
    assert [fault.row for fault in faulty.faults] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15]
    assert faulty.faults[0].words() == (
        "Row 2, column equal_treatment: 7 is outside 1–4. Allowed: 1 2 3 4, or 8 for don't know."
    )
    assert not response_counts(ask=faulty.ask)
    repaired = preview(text(*REPAIRED))
    assert (repaired.faults, repaired.good) == ((), 14)
    operations.confirm_answers(wave=opened, import_id=repaired.id, by=analyst, at=NOON)
    assert response_counts(ask=repaired.ask) == {("0301", "inhabitants"): 14}


def test_a_spreadsheet_shows_the_same_faults_as_the_text(preview, tmp_path):
    path = tmp_path / "answers.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate([HEADER, *FAULTY]):
            cells = line.split(",")
            sheet.write_row(at, 0, [float(cell) if cell.isdigit() else cell for cell in cells])
    in_sheets = {AnswerFault.RAGGED: AnswerFault.NO_ANSWERS}  # all rows of a sheet are equally long
    faults = preview(text(*FAULTY)).faults
    from_text = [(fault.row, in_sheets.get(fault.kind, fault.kind)) for fault in faults]
    from_sheet = preview(path.read_bytes(), "answers.xlsx").faults
    assert [(fault.row, fault.kind) for fault in from_sheet] == from_text


@pytest.mark.parametrize("encoding", [code for code, _ in MappingForm.base_fields["encoding"].choices])
def test_every_encoding_that_the_page_offers_is_read(preview, opened, analyst, encoding):
    first = preview("\n".join([HEADER, *REPAIRED]).encode(encoding))
    again = operations.recheck_answers(
        wave=opened, import_id=first.id, mapping=None, encoding=encoding, by=analyst, at=NOON
    )
    assert (again.faults, again.good) == ((), 14)
