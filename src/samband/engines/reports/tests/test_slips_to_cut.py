# SPDX-License-Identifier: EUPL-1.2
import re

import pytest

from samband.engines.reports.slips import Slip, SlipSheet, slips_pdf
from samband.engines.reports.squares import square


def sheet(number: int) -> SlipSheet:
    slips = [Slip(f"{one:06}", f"https://example.org/a/m/ABCDEFGHJK/{one:06}/") for one in range(number)]
    return SlipSheet(
        "Answer", "Town, 1 May 2026", "Your code", "Scan it.", "It names #nobody.", "Square", "ka-GE", slips
    )


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize(("slips", "sheets"), [(1, 1), (10, 1), (11, 2), (125, 13)])
def test_ten_slips_stand_on_a_page(slips, sheets):
    assert pages(slips_pdf(sheet=sheet(slips))) == sheets


def test_the_sheet_is_tagged_says_its_language_and_is_the_same_each_time():
    pdf = slips_pdf(sheet=sheet(2))
    assert pdf == slips_pdf(sheet=sheet(2))
    assert b"/MarkInfo" in pdf
    assert b"/Lang" in pdf


def test_a_square_takes_the_size_of_its_place_on_a_screen():
    assert 'viewBox="0 0 ' in square(text="https://example.org/", is_sized=False)
    assert " width=" not in square(text="https://example.org/", is_sized=False)
