# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from samband.core.country.rules import OfficialName
from samband.core.members import models, queries
from samband.core.members.queries.register import names_on, places_on, unit_names
from samband.core.members.rules import (
    NotConvertible,
    UnknownAuthority,
    matches,
)
from samband.core.members.tests.conftest import OSLO, UTSIRA

IN_2021, IN_2025 = date(2021, 1, 1), date(2025, 1, 1)
CHANGE = date(2024, 1, 1)


def test_the_statistics_of_2021_are_those_of_the_source_text(register):
    figures = queries.register_statistics(on=IN_2021)
    assert (figures.count, figures.counties, figures.population_year) == (356, 11, 2021)
    assert (figures.smallest.code, figures.smallest.population) == (UTSIRA, 192)
    assert (figures.largest.code, figures.largest.population) == (OSLO, 697_010)
    assert figures.median == 5155
    assert figures.mean == pytest.approx(15_144.29, abs=0.01)
    assert figures.below_threshold == 130
    assert figures.share_below_threshold == pytest.approx(0.365, abs=0.001)
    assert [(size.code, size.count) for size in figures.size_classes] == [
        ("small", 174), ("medium", 120), ("large", 62),
    ]  # fmt: skip


def test_the_register_of_2024_has_357_municipalities_and_15_counties(register):
    figures = queries.register_statistics(on=CHANGE)
    assert (figures.count, figures.counties, figures.without_population) == (357, 15, 0)
    assert sum(size.count for size in figures.size_classes) == 357


def test_a_figure_from_an_earlier_year_is_told(small_register):
    models.Population.objects.filter(code=UTSIRA, year=2026).delete()
    figures = queries.register_statistics(on=date(2026, 7, 1))
    assert (figures.population_year, figures.older_figures) == (2026, 1)


def test_before_the_register_there_is_nothing_and_nothing_is_zero(small_register):
    figures = queries.register_statistics(on=date(2004, 12, 31))
    assert figures.count == 0
    assert figures.smallest is figures.largest is figures.mean is figures.median is None
    assert figures.share_below_threshold is None


def test_units_are_in_force_from_their_first_day_to_the_day_before_their_end(small_register):
    def codes(on):
        return {one.code for one in queries.authorities_on(on=on)}

    last_day = date(2023, 12, 31)
    assert {"3024", "1507"} <= codes(last_day)
    assert not {"3201", "1508", "1580"} & codes(last_day)
    assert {"3201", "1508", "1580"} <= codes(CHANGE)
    assert not {"3024", "1507"} & codes(CHANGE)


def test_a_unit_is_read_with_its_names_county_place_and_latest_population(small_register):
    kafjord = queries.authority(code="5540", on=IN_2025)
    assert (kafjord.name, kafjord.county_code, kafjord.county_name) == ("Kåfjord", "55", "Troms")
    assert kafjord.official_names == (
        OfficialName("se", "Gáivuotna"), OfficialName("no", "Kåfjord"), OfficialName("fkv", "Kaivuono"),
    )  # fmt: skip
    assert kafjord.other_names == (OfficialName("se", "Gáivuotna"), OfficialName("fkv", "Kaivuono"))
    assert kafjord.longitude == pytest.approx(20.751)
    assert kafjord.population_year == 2025
    assert queries.authority(code="5540", on=date(2040, 1, 1)).population_year == 2026


def test_a_county_has_the_inhabitants_of_its_municipalities(small_register):
    counties = {one.code: one for one in queries.authorities_on(on=IN_2025, kind="county")}
    assert counties["03"].population == 724_290
    assert counties["15"].population == sum(
        queries.authority(code=code, on=IN_2025).population for code in ("1508", "1580")
    )
    assert counties["31"].population is None  # no municipality of it is in this small register


@pytest.mark.parametrize(("code", "on"), [("9999", IN_2025), ("3024", IN_2025), ("3201", IN_2021)])
def test_a_unit_that_is_not_in_force_is_unknown(small_register, code, on):
    with pytest.raises(UnknownAuthority, match=f"no authority {code} on {on}"):
        queries.authority(code=code, on=on)


def test_the_latest_of_a_code_is_found_whenever_one_asks(small_register):
    assert queries.latest_authority(code="3024", on=IN_2025).population_year == 2023
    assert queries.latest_authority(code="3201", on=IN_2021).population_year == 2024
    with pytest.raises(UnknownAuthority):
        queries.latest_authority(code="9999", on=IN_2025)


def test_sex_and_age_are_those_of_the_year_on_its_borders(small_register):
    first, last = (queries.population_by_sex_and_age(year=year) for year in (2021, 2025))
    assert {"3024", "1507"} <= {cell.code for cell in first}
    assert {"3201", "1508", "1580"} <= {cell.code for cell in last}
    assert sum(cell.population for cell in first if cell.code == UTSIRA) == 192
    assert {cell.sex for cell in first} == {"female", "male"}
    assert {cell.age_group for cell in first} == {"0-17", "18-29", "30-44", "45-66", "67-79", "80+"}
    assert queries.population_by_sex_and_age(year=1814) == ()


@pytest.mark.parametrize(
    ("code", "known_on", "on", "expected"),
    [
        (UTSIRA, IN_2021, IN_2025, UTSIRA),
        ("3024", IN_2021, IN_2025, "3201"),
        ("3201", IN_2025, IN_2021, "3024"),
        ("3024", IN_2021, date(2023, 12, 31), "3024"),
        ("1507", IN_2021, IN_2025, NotConvertible("1507", "split", CHANGE, ("1508", "1580"))),
        ("1580", IN_2025, IN_2021, NotConvertible("1580", "split", CHANGE, ("1507",))),
        (OSLO, IN_2025, date(2004, 1, 1), NotConvertible(OSLO, "not_in_force", date(2004, 1, 1))),
    ],
)
def test_a_code_is_carried_over_renumbering_and_over_nothing_else(
    small_register, code, known_on, on, expected
):
    assert queries.code_on(code=code, known_on=known_on, on=on) == expected


def test_what_cannot_be_carried_says_why(small_register):
    refused = queries.code_on(code="1507", known_on=IN_2021, on=IN_2025)
    assert refused.reason == "1507 cannot be carried over 2024-01-01: a unit was divided (1508, 1580)."


def test_a_code_that_nobody_has_cannot_be_carried(small_register):
    with pytest.raises(UnknownAuthority):
        queries.code_on(code="3201", known_on=IN_2021, on=IN_2025)


def test_many_codes_are_carried_in_one_query_once_the_register_is_known(register, django_assert_num_queries):
    codes = [one.code for one in queries.authorities_on(on=IN_2021)]
    queries.geography()
    with django_assert_num_queries(1):
        became = queries.codes_on(codes=codes, known_on=IN_2021, on=IN_2025)
    assert [code for code, new in became.items() if isinstance(new, NotConvertible)] == ["1507"]
    assert len({new for new in became.values() if isinstance(new, str)}) == 355


def test_the_history_names_both_sides(small_register):
    steps = queries.successions_of(code="1580")
    assert [(step.kind, step.name_before, step.name_after) for step in steps] == [
        ("split", "Ålesund", "Haram")
    ]


@pytest.mark.parametrize(
    "text", ["kåfjord", "KAFJORD", "gaivuotna", "Gáivuotna", "5540", "55", "kaivuono", "fjord"]
)
def test_a_unit_is_found_by_any_of_its_names_with_or_without_marks(small_register, text):
    assert matches(authority=queries.authority(code="5540", on=IN_2025), text=text)


@pytest.mark.parametrize("text", ["oslo", "540", "%", "kafjord kommune"])
def test_a_unit_is_not_found_by_what_it_is_not_called(small_register, text):
    assert not matches(authority=queries.authority(code="5540", on=IN_2025), text=text)


def test_all_units_of_a_day_are_read_in_one_query(register, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(queries.authorities_on(on=IN_2021)) == 356


def test_names_are_asked_for_by_code_and_day(small_register):
    codes = ["3024", "1151", "5540", "none"]
    assert names_on(codes=codes, on=IN_2025) == {"1151": "Utsira", "3024": "Bærum", "5540": "Kåfjord"}
    assert names_on(codes=["1580"], on=IN_2021) == {"1580": "Haram"}


def test_all_units_of_a_day_are_named_for_a_choice(small_register):
    named = unit_names(on=IN_2025)
    assert ("1151", "Utsira") in named
    assert ("55", "Troms") in named
    assert [name for _code, name in named] == sorted(name for _code, name in named)
    assert ("3024", "Bærum") not in named


def test_places_are_asked_for_with_their_county(small_register):
    found = places_on(codes=["1151", "55", "3024"], on=IN_2025)
    assert found == {"1151": ("Utsira", "Rogaland"), "55": ("Troms", ""), "3024": ("Bærum", "Viken")}
