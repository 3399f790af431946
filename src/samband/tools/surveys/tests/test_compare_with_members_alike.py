# SPDX-License-Identifier: EUPL-1.2
"""A member beside those most like it: places of its size and age, never chosen by results."""

from datetime import UTC, datetime

import pytest

from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.member_report import Member, Study, Wave
from samband.tools.surveys.analysis.similar import FEWEST, MOST, most_alike
from samband.tools.surveys.pages.member import Beside, beside_of, member_page
from samband.tools.surveys.rules import INHABITANTS
from samband.tools.surveys.tests.studies import local_democracy
from samband.tools.surveys.tests.test_compare_members import estimate, table

CODES = [f"{1000 + at}" for at in range(20)]


def frame(codes: list[str] = CODES) -> WaveFrame:
    """Members of 200, 400, 800 … adults, every second one with twice as many old people."""
    cells = {}
    for at, code in enumerate(codes):
        adults, old = 200 * 2**at, 0.1 + 0.1 * (at % 2)
        cells[code] = {("female", "18-66"): adults * (1 - old), ("female", "67-79"): adults * old}
    populations = {code: round(sum(one.values())) for code, one in cells.items()}
    return WaveFrame(cells={INHABITANTS: cells}, populations={INHABITANTS: populations}, classes={})


def test_the_nearest_in_size_and_age_come_first() -> None:
    found = most_alike(frame=frame(), unit="1010")
    assert set(found[:4]) == {"1008", "1012", "1006", "1014"}
    assert len(found) == MOST
    assert "1010" not in found


def test_few_members_or_an_unknown_one_give_no_choice() -> None:
    assert most_alike(frame=frame(CODES[:FEWEST]), unit="1001") == ()
    assert most_alike(frame=frame(), unit="9999") == ()


@pytest.fixture
def study() -> Study:
    rows = [estimate(code, 2 + at / 20, measure="equal_treatment") for at, code in enumerate(CODES)]
    wave = Wave("Democracy 2021", local_democracy("2021"), table(*rows))
    members = {code: Member(code, f"Place {code}") for code in CODES}
    return Study("1010", wave, members, datetime(2022, 1, 1, tzinfo=UTC))


def test_the_page_names_them_with_the_reason(study: Study) -> None:
    similar = most_alike(frame=frame(), unit="1010")
    compared = beside_of(study=study, wanted="similar", chosen=(), similar=similar)
    page = member_page(compared=compared, language="en")
    assert compared.units == similar
    assert page.alike.startswith("Most like Place 1010 in the number of adults and the share of old people:")
    assert "Place 1012" in page.alike
    assert [option.value for option in page.choices if option.is_chosen] == ["similar"]
    assert compared.of("equal_treatment", "inhabitants").members == MOST


def test_without_members_alike_the_choice_is_not_there(study: Study) -> None:
    compared = beside_of(study=study, wanted="similar", chosen=())
    assert compared.beside is Beside.ALL
    page = member_page(compared=compared, language="en")
    assert "similar" not in {option.value for option in page.choices}
    assert page.alike == ""
