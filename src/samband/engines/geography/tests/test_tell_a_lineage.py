# SPDX-License-Identifier: EUPL-1.2
"""What a code was, is and became."""

from datetime import date

import pytest

from samband.engines.geography import UnknownUnits, ask, changes_between, lineage
from samband.engines.geography.tests.norwegian import IN_2016, IN_2020, IN_2024


def told(links):
    return [(link.on.year, link.before.code, link.after.code) for link in links]


def test_a_code_that_is_not_in_force_on_the_day_says_when_it_is(norway):
    asked = ask(geography=norway, code="3024", on=date(2019, 1, 1))
    assert asked.unit is None
    assert (asked.nearest.name, asked.nearest.valid_from, asked.nearest.valid_to) == (
        "Bærum", IN_2020, IN_2024,
    )  # fmt: skip
    assert ask(geography=norway, code="3024", on=IN_2020).unit == asked.nearest


def test_a_code_that_nobody_ever_had_is_refused(norway):
    with pytest.raises(UnknownUnits, match="9999"):
        ask(geography=norway, code="9999", on=IN_2020)


def test_a_number_in_the_middle_knows_both_ends(norway):
    one = lineage(geography=norway, unit=norway.unit(code="3024", on=IN_2020))
    assert told(one.origins) == [(2020, "0219", "3024")]
    assert told(one.fate) == [(2024, "3024", "3201")]
    assert all(link.is_whole and link.is_all for link in one.links)


def test_only_the_period_asked_for_is_told(norway):
    unit = norway.unit(code="3024", on=IN_2020)
    one = lineage(geography=norway, unit=unit, first=IN_2020, last=date(2023, 12, 31))
    assert one.links == ()


def test_whom_it_was_merged_with_is_told_but_not_followed(norway):
    one = lineage(geography=norway, unit=norway.unit(code="1534", on=IN_2016))
    assert told(one.fate) == [
        *((2020, before, "1507") for before in ("1504", "1523", "1529", "1534", "1546")),
        (2024, "1507", "1508"), (2024, "1507", "1580"),
    ]  # fmt: skip


def test_a_part_of_a_divided_unit_is_told_as_a_part(norway):
    one = lineage(geography=norway, unit=norway.unit(code="5056", on=IN_2020))
    first_year = [link for link in one.origins if link.on.year == 2020]
    assert [(link.before.code, link.after.code, link.is_whole) for link in first_year] == [
        ("5012", "5055", False), ("5012", "5056", False), ("5012", "5059", False), ("5013", "5056", True),
    ]  # fmt: skip
    assert {link.before.code for link in one.origins if link.on.year == 2018} == {"1613", "1617"}


def test_a_unit_that_took_others_in_under_its_own_number_is_linked_with_itself(norway):
    one = lineage(geography=norway, unit=norway.unit(code="1103", on=IN_2016))
    assert told(one.fate) == [(2020, "1103", "1103"), (2020, "1141", "1103"), (2020, "1142", "1103")]


def test_the_changes_of_a_period_leave_out_its_first_day_and_take_in_its_last(norway):
    links = changes_between(geography=norway, first=IN_2020, last=IN_2024)
    assert told(links) == [
        (2024, "1507", "1508"), (2024, "1507", "1580"), (2024, "3024", "3201"), (2024, "3805", "3909"),
    ]  # fmt: skip
    assert changes_between(geography=norway, first=IN_2020, last=IN_2024, tier="county") == ()
