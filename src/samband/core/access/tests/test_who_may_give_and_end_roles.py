# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from samband.core.access.rules import (
    Grant,
    Period,
    Refusal,
    Role,
    fits,
    reason_against_ending,
    reason_against_period,
    reason_against_substitute,
)

TODAY, LATER, LATEST = date(2026, 6, 1), date(2026, 9, 1), date(2027, 1, 1)
FOR_EVER = Period(date(2020, 1, 1))


@pytest.mark.parametrize(
    ("role", "authority", "is_fit"),
    [
        (Role.ADMINISTRATOR, "", True),
        (Role.ANALYST, "1151", False),
        (Role.CONTACT, "1151", True),
        (Role.CONTACT, "", False),
        (Role.COUNCILLOR, "1151", True),
        (Role.EMPLOYEE, "1151", True),
        (Role.EMPLOYEE, "", False),
    ],
)
def test_a_role_belongs_to_the_association_or_to_an_authority(role, authority, is_fit):
    assert fits(grant=Grant(role, authority)) is is_fit


@pytest.mark.parametrize(
    ("period", "own", "reason"),
    [
        (Period(TODAY), [FOR_EVER], None),
        (Period(TODAY, LATER), [FOR_EVER], None),
        (Period(TODAY, TODAY), [FOR_EVER], Refusal.ENDS_BEFORE_IT_BEGINS),
        (Period(date(2026, 5, 31)), [FOR_EVER], Refusal.IN_THE_PAST),
        (Period(date(2020, 5, 31)), None, None),
        (Period(TODAY), None, None),
        (Period(TODAY), [], Refusal.LONGER_THAN_OWN),
        (Period(TODAY, LATEST), [Period(TODAY, LATER)], Refusal.LONGER_THAN_OWN),
        (Period(TODAY), [Period(TODAY, LATER)], Refusal.LONGER_THAN_OWN),
        (Period(TODAY, LATER), [Period(TODAY, LATER)], None),
        (Period(TODAY, LATEST), [Period(TODAY, LATER), FOR_EVER], None),
    ],
)
def test_a_role_is_given_from_today_and_for_no_longer_than_the_givers_own(period, own, reason):
    assert reason_against_period(period=period, own=own, today=TODAY) is reason


@pytest.mark.parametrize(
    ("role", "others", "reason"),
    [
        (Role.CONTACT, [], Refusal.LAST_CONTACT),
        (Role.CONTACT, [FOR_EVER], None),
        (Role.CONTACT, [Period(date(2020, 1, 1), LATER)], Refusal.LAST_CONTACT),
        (Role.CONTACT, [Period(LATER)], Refusal.LAST_CONTACT),
        (Role.ADMINISTRATOR, [], Refusal.LAST_ADMINISTRATOR),
        (Role.SECRETARY, [], None),
        (Role.COUNCILLOR, [], None),
    ],
)
def test_the_last_contact_and_the_last_administrator_stay(role, others, reason):
    assert reason_against_ending(role=role, others=others, on=TODAY) is reason


@pytest.mark.parametrize(
    ("period", "held", "reason"),
    [
        (Period(TODAY, LATER), [FOR_EVER], None),
        (Period(TODAY), [FOR_EVER], Refusal.SUBSTITUTE_WITHOUT_END),
        (Period(TODAY, LATEST), [Period(TODAY, LATER)], Refusal.SUBSTITUTE_FOR_NOBODY),
        (Period(TODAY, LATER), [Period(LATER)], Refusal.SUBSTITUTE_FOR_NOBODY),
        (Period(TODAY, LATER), [], Refusal.SUBSTITUTE_FOR_NOBODY),
    ],
)
def test_a_substitute_stands_in_for_a_time_within_the_role_of_the_other(period, held, reason):
    assert reason_against_substitute(period=period, held=held) is reason


@pytest.mark.parametrize(
    ("one", "other", "do_overlap"),
    [
        (Period(TODAY, LATER), Period(LATER), False),
        (Period(TODAY, LATER), Period(TODAY, LATER), True),
        (Period(TODAY), Period(LATEST), True),
        (Period(TODAY, LATEST), Period(LATER), True),
    ],
)
def test_periods_overlap_when_some_day_is_in_both(one, other, do_overlap):
    assert one.overlaps(other) is do_overlap
    assert other.overlaps(one) is do_overlap
