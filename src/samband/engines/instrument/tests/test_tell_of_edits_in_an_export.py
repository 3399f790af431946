# SPDX-License-Identifier: EUPL-1.2
"""Our own workbook, edited where it is never read: whoever edited it is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from samband.engines.instrument import load_instrument, read_xlsform
from samband.engines.instrument.tests.test_exchange_xlsforms import FEATURES, workbook
from samband.engines.instrument.xlsform.reading import ImportedForm
from samband.engines.instrument.xlsform.writing import sheets_of

Edits = Mapping[tuple[str, str, str], str]
"""(sheet, name of the row, column) -> what is written there."""


def edited(folder: Path, feature: str, edits: Edits) -> ImportedForm:
    source = next(path for path in FEATURES if path.stem == feature)
    sheets = {}
    for sheet, rows in sheets_of(load_instrument(source)).items():
        cells = [dict(row) for row in rows]
        for (where, name, column), text in edits.items():
            for row in cells:
                if where == sheet and row.get("name", row.get("form_id")) == name:
                    row[column] = text
        header = list(dict.fromkeys(column for row in cells for column in row))
        sheets[sheet] = [header, *([row.get(column, "") for column in header] for row in cells)]
    return read_xlsform(workbook(folder / "own.xlsx", **sheets))


def test_an_export_that_nobody_edited_has_nothing_to_tell_of(tmp_path: Path):
    assert edited(tmp_path, "number", {}).refusals == ()


@pytest.mark.parametrize("text", [". >= 18", ""])
def test_an_edited_constraint_is_told_of(tmp_path: Path, text: str):
    source = load_instrument(next(path for path in FEATURES if path.stem == "number"))
    name = next(
        question.code for question in source.flow.questions if getattr(question.kind, "low", None) is not None
    )
    form = edited(tmp_path, "number", {("survey", name, "constraint"): text})
    assert [fault.what for fault in form.refusals] == [f"{name}: what stands in constraint is not read."]
    assert form.refusals[0].remedy.startswith("Change low, high")
    assert form.instrument == source


def test_an_edit_that_is_read_is_not_told_of(tmp_path: Path):
    source = load_instrument(next(path for path in FEATURES if path.stem == "number"))
    name = next(
        question.code for question in source.flow.questions if getattr(question.kind, "low", None) is not None
    )
    form = edited(tmp_path, "number", {("survey", name, "low"): "3"})
    changed = next(question for question in form.instrument.flow.questions if question.code == name)
    assert changed.kind.low == 3
    assert [fault.what for fault in form.refusals] == [f"{name}: what stands in constraint is not read."]


def test_a_column_that_an_export_has_not_is_told_of(tmp_path: Path):
    source = load_instrument(next(path for path in FEATURES if path.stem == "number"))
    name = next(source.flow.questions).code
    form = edited(tmp_path, "number", {("survey", name, "media::image"): "bus.png"})
    assert [fault.what for fault in form.refusals] == [
        "The column media::image is not read (first used here)."
    ]


def test_the_line_beside_other_is_worded_by_its_choice(tmp_path: Path):
    source = load_instrument(next(path for path in FEATURES if path.stem == "some_of"))
    name = next(
        q.code for q in source.flow.questions if getattr(getattr(q.kind, "options", None), "other", ())
    )
    form = edited(tmp_path, "some_of", {("survey", f"{name}_other", "relevant"): "1 = 1"})
    assert [fault.remedy for fault in form.refusals] == [
        "The line beside “other” is worded by the choice: change that in the sheet choices."
    ]
