# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in a workbook or is done to its bytes, the answer is an instrument or worded faults."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samband.engines.instrument import (
    InstrumentFaults,
    load_instrument,
    read_limesurvey,
    read_xlsform,
    write_xlsform,
)
from samband.engines.instrument.tests.test_exchange_xlsforms import FEATURES, workbook
from samband.engines.instrument.xlsform.honoured import COLUMNS, NOT_TAKEN, TYPES
from samband.engines.rule_files import Fault

GROUPS = ["begin group", "end group", "begin_repeat", "end_repeat", "start", "", "select_one"]
LISTED = ["select_one l", "select_multiple l", "rank l or_other", "select_one other list"]
TYPE = st.sampled_from([*GROUPS, *LISTED, *TYPES, *NOT_TAKEN])
NAME = st.sampled_from(["a", "B c", "q1", "1", "", "a", "å", "x" * 70, "all", "a_other"])
CONDITIONS = ["${a}", "${a} = 1", "selected(${q1}, 'x')", ". > ${B c}", ". >= 0 and . <= 9", "sum(${a})"]
ODD = ["", "yes", "'", "field-list", "1", "today()", "${", "randomize=true", "start=5 end=1", "label", "3"]
CELL = st.sampled_from([*CONDITIONS, *ODD]) | st.text(max_size=8)


def faults_of(path: Path) -> tuple[Fault, ...]:
    """What is told about the file, whether it is taken or not."""
    read = read_limesurvey if path.suffix == ".lss" else read_xlsform
    try:
        return read(path).refusals
    except InstrumentFaults as refused:
        return refused.faults


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_rows(data):
    columns = ["type", "name", *sorted({*COLUMNS, "choice_filter", "label::Norsk (nb)"} - {"type", "name"})]
    rows = data.draw(st.lists(st.tuples(TYPE, NAME, *[CELL] * (len(columns) - 2)), min_size=1, max_size=6))
    choices = data.draw(
        st.lists(st.tuples(st.sampled_from(["l", "m", ""]), NAME | st.integers(-9, 9), CELL), max_size=5)
    )
    own = data.draw(st.sampled_from([["style"], ["valid_from"]]))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        settings_rows = [
            ["form_title", "default_language", *own],
            ["T", "en", "2026-01-01" if own[0] != "style" else "pages"],
        ]
        cleaned = [[_fit(cell) for cell in row] for row in rows]
        listed = [[_fit(cell) for cell in row] for row in choices]
        workbook(
            path,
            survey=[columns, *cleaned],
            choices=[["list_name", "name", "label"], *listed],
            settings=settings_rows,
        )
        assert all(fault.what and fault.remedy for fault in faults_of(path))


def _fit(cell: object) -> object:
    """Without what a workbook cannot hold."""
    return "".join(sign for sign in cell if sign.isprintable()) if isinstance(cell, str) else cell


@settings(deadline=None, max_examples=30)
@given(st.sampled_from([".xlsx", ".lss"]), st.binary(max_size=400))
def test_any_bytes(ending: str, content: bytes):
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{ending}"
        path.write_bytes(content)
        assert all(fault.what and fault.remedy for fault in faults_of(path))


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_sound_file_that_was_damaged(data):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_xlsform(instrument=load_instrument(data.draw(st.sampled_from(FEATURES))), path=path)
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 5))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
        assert all(fault.what and fault.remedy for fault in faults_of(path))
