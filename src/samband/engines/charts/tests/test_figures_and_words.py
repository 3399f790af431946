# SPDX-License-Identifier: EUPL-1.2
"""Numbers in the reader's language, and labels that fit."""

from math import nan

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.charts import Axis, Number, format_code, number_text
from samband.engines.charts.lettering import text_width, wrapped
from samband.engines.reports.fonts_folder import FONTS_FOLDER

LABELS = (
    "Elected members here do not abuse their power for personal gain",
    "Det er særinteressene som får gjennomslag, ikke felles interesser",
    "ადგილობრივი ხელისუფლება კარგად აწვდის მოსახლეობას ინფორმაციას",
    "Общината информира добре гражданите за текущите въпроси",
    "Consiliul local informează bine locuitorii despre chestiunile curente",
    "Čáhput, đieđut ja ŋuvvot: suohkan dieđiha bures áššiin",
    "WWW MMM @@@ ОЖШЩ ფფფ mmm %%%",
    "illi 1 234 567,8",
)


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [
        (Number(3.25, 1), "en", "3.2"),
        (Number(3.26, 1), "nb", "3,3"),
        (Number(-0.04, 1, is_signed=True), "nb", "0,0"),
        (Number(-0.44, 1, is_signed=True), "nb", "−0,4"),
        (Number(0.44, 1, is_signed=True), "en", "+0.4"),
        (Number(0.431, 0, is_share=True), "nb", "43\u00a0%"),
        (Number(0.431, 0, is_share=True), "en", "43%"),
        (Number(697549, 0), "nb", "697\u00a0549"),
        (Number(2.5, 1), "ka", "2,5"),
        (Number(2.5, 1), "xx-unknown", "2.5"),
    ],
)
def test_a_number_is_written_as_its_language_does(number: Number, language: str, written: str) -> None:
    assert number_text(number=number, language=language) == written


def test_a_missing_figure_is_no_number() -> None:
    with pytest.raises(ValueError, match="in words"):
        Number(nan)


def test_spreadsheets_get_the_pattern_of_the_number() -> None:
    assert format_code(number=Number(1, 1)) == "#,##0.0"
    assert format_code(number=Number(0.4, 0, is_share=True)) == "#,##0%"
    assert format_code(number=Number(1, 2, is_signed=True)) == "+#,##0.00;-#,##0.00;#,##0.00"


@pytest.mark.skipif(not FONTS_FOLDER.is_dir(), reason="the fonts are put in place by the build")
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("weight", [400, 700])
def test_the_estimated_width_is_never_less_than_the_real_one(label: str, weight: int) -> None:
    """The twin: the typesetter's own measure."""
    page = (
        '#set text(font: ("Noto Sans", "Noto Sans Georgian"), size: 10pt, weight: int(sys.inputs.weight))\n'
        "#context [#metadata(measure(text(sys.inputs.label)).width.pt())<width>]"
    )
    real = float(
        typst.query(
            page.encode(),
            "<width>",
            field="value",
            one=True,
            font_paths=[str(FONTS_FOLDER)],
            ignore_system_fonts=True,
            sys_inputs={"label": label, "weight": str(weight)},
        )
    )
    estimated = text_width(label, size=10, is_bold=weight == 700)
    assert real <= estimated <= real * 1.35


@given(text=st.text(alphabet="abWж ფ-", max_size=80), width=st.integers(60, 300))
def test_wrapped_lines_fit_and_keep_every_letter(text: str, width: int) -> None:
    lines = wrapped(text, width=width, size=13, max_lines=99)
    assert all(text_width(line, size=13) <= width for line in lines)
    letters = "".join(lines).replace("-", "").replace(" ", "")
    assert letters == text.replace("-", "").replace(" ", "")


def test_a_text_too_long_for_its_lines_ends_in_an_ellipsis() -> None:
    lines = wrapped("one two three four five six seven", width=60, size=13, max_lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@given(low=st.floats(-1000, 1000), span=st.floats(0.01, 2000))
def test_an_axis_has_a_few_round_ticks_within_its_range(low: float, span: float) -> None:
    axis = Axis(low, low + span)
    ticks = axis.ticks()
    assert 2 <= len(ticks) <= 7
    assert low - 1e-6 <= min(ticks) <= max(ticks) <= low + span + 1e-6


def test_an_axis_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="no length"):
        Axis(1, 1)
