# SPDX-License-Identifier: EUPL-1.2
"""Days of rest and decent hours of a country."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.core.country.analysis import easter_sunday
from samband.core.country.queries import available_packs, chosen_calendar, read_calendar
from samband.core.country.queries.packs import PACKS
from samband.core.country.rules import PackFaults

YEARS = st.integers(min_value=1900, max_value=2099)
WESTERN = {2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2021: (4, 4), 2024: (3, 31), 2026: (4, 5)}
EASTERN = {2000: (4, 30), 2008: (4, 27), 2011: (4, 24), 2021: (5, 2), 2024: (5, 5), 2026: (4, 12)}
"""As the churches kept them."""


def test_easter_falls_where_the_churches_kept_it():
    for year, day in WESTERN.items():
        assert easter_sunday(year=year, is_eastern=False) == date(year, *day)
    for year, day in EASTERN.items():
        assert easter_sunday(year=year, is_eastern=True) == date(year, *day)


@given(YEARS, st.booleans())
def test_easter_is_a_sunday_in_spring(year, is_eastern):
    day = easter_sunday(year=year, is_eastern=is_eastern)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 5, 8)


@given(YEARS)
def test_the_eastern_easter_is_never_before_the_western_one(year):
    assert easter_sunday(year=year, is_eastern=True) >= easter_sunday(year=year, is_eastern=False)


def test_norway_rests_on_twelve_days():
    norway = chosen_calendar(country="norway")
    days = [date(2026, 1, 1).fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    rests = {day: norway.name_of(day, language="nb") for day in days if norway.name_of(day)}
    assert len(rests) == 12
    assert rests[date(2026, 5, 17)] == "grunnlovsdagen"
    assert rests[date(2026, 5, 14)] == "Kristi himmelfartsdag"
    assert norway.name_of(date(2026, 5, 15)) == ""
    assert (norway.hours.begin, norway.hours.end, norway.hours.weekdays) == (
        time(9),
        time(21),
        (1, 2, 3, 4, 5),
    )


def test_a_day_that_came_by_law_holds_from_then_on():
    moldova = chosen_calendar(country="moldova")
    assert not moldova.name_of(date(2012, 12, 25))
    assert moldova.name_of(date(2013, 12, 25), language="ro") == "Crăciunul"
    assert chosen_calendar(country="georgia").name_of(date(2025, 5, 17))
    assert not chosen_calendar(country="georgia").name_of(date(2023, 5, 17))


ROMANIA_2027 = (
    "01-01 01-02 01-06 01-07 01-24 04-30 05-01 05-02 05-03 06-01 06-20 06-21 08-15 11-30 12-01 12-25 12-26"
)
LATVIA_2024 = "01-01 03-29 03-31 04-01 05-01 05-04 05-06 05-19 06-23 06-24 11-18 12-24 12-25 12-26 12-31"
"""As announced by the governments."""


def rests(country: str, year: int) -> str:
    calendar = chosen_calendar(country=country)
    days = (date(year, 1, 1) + timedelta(days=place) for place in range(366))
    return " ".join(f"{day:%m-%d}" for day in days if day.year == year and calendar.name_of(day))


def test_romania_rests_when_its_church_keeps_easter():
    assert rests("romania", 2027) == ROMANIA_2027
    romania = chosen_calendar(country="romania")
    assert romania.name_of(date(2026, 4, 10), language="ro") == "Vinerea Mare"
    assert not romania.name_of(date(2017, 4, 14))
    assert not romania.name_of(date(2023, 1, 6))


def test_a_day_on_a_weekend_can_make_the_monday_after_it_free():
    assert rests("latvia", 2024) == LATVIA_2024
    latvia = chosen_calendar(country="latvia")
    mondays = {2023: date(2023, 11, 20), 2028: date(2028, 11, 20), 2029: date(2029, 11, 19)}
    assert all(latvia.name_of(day) == "Proclamation of the Republic" for day in mondays.values())
    assert not latvia.name_of(date(2026, 11, 19))


@pytest.mark.parametrize(
    "country", [name for name in available_packs() if (PACKS / name / "calendar.yaml").is_file()]
)
def test_every_day_of_every_pack_names_its_source(country):
    calendar = chosen_calendar(country=country)
    assert calendar.rest_days
    assert {one.source for one in calendar.rest_days} <= set(calendar.sources)
    assert all(calendar.sources.values())


@pytest.mark.parametrize(
    "text",
    [
        "holidays: [{date: 13-40, en: x, source: a}]\nsources: {a: {title: A, publisher: B}}",
        "holidays: [{en: x, source: a}]\nsources: {a: {title: A, publisher: B}}",
        "holidays: [{date: 01-01, en: x, source: b}]\nsources: {a: {title: A, publisher: B}}",
        "hours: {days: [8], from: '09:00', to: '21:00'}",
        "hours: {days: [1], from: '21:00', to: '09:00'}",
        "holidays: [{date: 05-04, weekend: friday, en: x, source: a}]",
        "- a list",
        "{",
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused_in_words(tmp_path, text):
    file = tmp_path / "calendar.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PackFaults) as refused:
        read_calendar(file=file)
    assert str(refused.value).startswith("calendar.yaml: ")


def test_a_country_without_a_calendar_has_no_days_of_rest(tmp_path):
    (tmp_path / "pack.yaml").write_text("", encoding="utf-8")
    assert chosen_calendar(country=str(tmp_path)).rest_days == ()
