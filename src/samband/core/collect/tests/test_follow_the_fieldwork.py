# SPDX-License-Identifier: EUPL-1.2
"""The fieldwork board: how many have answered where and how, where it will end, who needs a reminder."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.collect.analysis.fieldwork import Standing, behind, overall_rate, projected, spans
from samband.core.collect.operations import NewCase, NewCell, Submission, add_cases, set_quotas, submit
from samband.core.collect.pages.board import board_page
from samband.core.collect.queries.board import fieldwork, last_day, own_fieldwork
from samband.core.collect.rules import SecretKind
from samband.core.collect.tests.conftest import ANALYST, CONTACT, NOON

DAY = date(2025, 3, 1)
LATER = NOON + timedelta(days=1)
ANSWERS = {"trust": 3, "informed": 2}
BOARD = "/answers/asked-2025/fieldwork/"


def days_of(*numbers: int, last: date = DAY - timedelta(1)):
    """Answers of so many days in a row, the last one yesterday."""
    return {last - timedelta(back): number for back, number in enumerate(reversed(numbers))}


def by_link(number: int, *, unit: str, mode: str = "web", group: str = "inhabitants") -> None:
    for turn in range(number):
        nonce = f"nonce-of-{unit}-{mode}-{turn:04}"
        submit(
            submission=Submission(
                "asked-2025", SecretKind.OPEN, "", nonce, ANSWERS, "en", mode, group=group, unit=unit
            ),
            at=NOON,
        )


def by_name(asked: int, answering: int, *, unit: str) -> None:
    new = [NewCase(unit, "inhabitants", number=f"{unit}-{turn}") for turn in range(asked)]
    made = add_cases(ask="asked-2025", cases=new, by=ANALYST, at=NOON)
    for one in made[:answering]:
        submit(
            submission=Submission(
                "asked-2025", SecretKind.TOKEN, one.token, f"nonce-of-{one.number:>16}", ANSWERS, "en", "web"
            ),
            at=NOON,
        )


def test_the_pace_of_the_last_days_goes_on_to_the_last_day():
    """By hand: 10 a day for 7 days, 5 days left with today: 70 + 50; variance 10·5·(1 + 5/7) = 85.7."""
    told = projected(days=days_of(*[10] * 7), so_far=70, today=DAY, ends=DAY + timedelta(4))

    assert (told.per_day, told.days, told.expected) == (10, 7, 120)
    assert (told.low, told.high) == pytest.approx(
        (120 - 1.96 * 85.714**0.5, 120 + 1.96 * 85.714**0.5), abs=0.01
    )


def test_days_that_differ_more_make_the_interval_wider():
    even = projected(days=days_of(*[10] * 6), so_far=60, today=DAY, ends=DAY + timedelta(4))
    uneven = projected(days=days_of(1, 19, 1, 19, 1, 19), so_far=60, today=DAY, ends=DAY + timedelta(4))

    assert uneven.expected == even.expected
    assert uneven.high - uneven.low > 2 * (even.high - even.low)


def test_it_tells_on_which_day_all_that_are_wanted_will_be_there():
    """20 are missing, 10 come a day: today and tomorrow."""
    told = projected(days=days_of(10, 10, 10), so_far=30, today=DAY, ends=None, target=50)

    assert told.reached_on == told.by == DAY + timedelta(1)


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        ({}, DAY + timedelta(9)),
        (days_of(10, 10), DAY + timedelta(9)),
        (days_of(10, 10, 10), DAY - timedelta(1)),
        (days_of(10, 10, 10), None),
    ],
)
def test_too_early_too_late_or_without_an_end_nothing_is_projected(days, ends):
    assert projected(days=days, so_far=sum(days.values()), today=DAY, ends=ends) is None


def test_today_does_not_count_as_a_whole_day():
    days = {**days_of(10, 10, 10), DAY: 1}

    assert projected(days=days, so_far=31, today=DAY, ends=DAY + timedelta(1)).per_day == 10


@given(st.lists(st.integers(0, 30), max_size=30), st.integers(1, 10))
def test_stretches_of_days_hold_every_answer_and_never_too_few(numbers, least):
    days = days_of(*numbers)
    found = spans(days=days, least=least)

    assert all(span.number >= least for span in found)
    assert sum(span.number for span in found) == (sum(numbers) if sum(numbers) >= least else 0)
    assert all(one.last < other.first for one, other in pairwise(found))


def test_behind_are_members_with_too_few_answers_or_half_the_rate_the_smallest_first():
    standings = (
        Standing("large", "inhabitants", 1_000, 100, 100),
        Standing("good", "inhabitants", 100, 40, 40),
        Standing("small", "inhabitants", 20, 4, 4),
        Standing("silent", "inhabitants", 0, 0, 0),
        Standing("link", "inhabitants", 0, 30, 0),
        Standing("slow", "inhabitants", 200, 9, 9),
    )

    assert overall_rate(standings=standings) == pytest.approx(153 / 1_320)
    assert [one.unit for one in behind(standings=standings, least=5)] == ["silent", "small", "slow"]


def test_the_board_counts_answers_by_member_way_and_quota(asked):
    set_quotas(ask="asked-2025", cells=[NewCell("oslo", {"unit": ["0301"]}, 10)], by=ANALYST, at=NOON)
    by_link(10, unit="0301")
    by_link(3, unit="1151", mode="paper")

    board = fieldwork(actor=ANALYST, ask="asked-2025", at=LATER)

    assert board.answered == 13
    assert board.modes == {"web": 10, "paper": 3}
    assert [(cell.taken, cell.target) for cell in board.quotas] == [(10, 10)]
    assert board.target == 10


def test_people_asked_by_name_give_rates(asked):
    by_name(10, 4, unit="0301")
    by_name(4, 0, unit="1151")

    board = fieldwork(actor=ANALYST, ask="asked-2025", at=LATER)

    assert [(one.unit, one.asked, one.of_asked) for one in board.standings if one.asked] == [
        ("1151", 4, 0), ("0301", 10, 4),
    ]  # fmt: skip
    assert board.rates.rates["RR1"] == pytest.approx(4 / 14)
    assert board.target == 14


def test_answers_in_the_ballot_box_count_and_opening_it_changes_nothing(asked):
    by_link(25, unit="0301")

    board = fieldwork(actor=ANALYST, ask="asked-2025", at=LATER)

    assert board.answered == 25
    assert Counter(board.modes) == {"web": 25}


def test_only_the_association_sees_the_board(asked, signed_in, outsider):
    by_link(6, unit="0301")
    with pytest.raises(NotAllowed):
        fieldwork(actor=CONTACT, ask="asked-2025", at=LATER)
    for actor in (CONTACT, outsider):
        assert signed_in(actor).get(BOARD).status_code == 404
        assert signed_in(actor).get("/answers/asked-2025/fieldwork.csv").status_code == 404
    assert signed_in(ANALYST).get(BOARD).status_code == 200


def test_a_contact_person_sees_counts_of_the_own_authority_until_yesterday(asked, signed_in):
    by_link(6, unit="0301")

    today = own_fieldwork(actor=CONTACT, ask="asked-2025", unit="0301", at=NOON)
    tomorrow = own_fieldwork(actor=CONTACT, ask="asked-2025", unit="0301", at=LATER)

    assert [one.answered for one in today.standings] == [0]
    assert [one.answered for one in tomorrow.standings] == [6]
    with pytest.raises(NotAllowed):
        own_fieldwork(actor=CONTACT, ask="asked-2025", unit="1151", at=LATER)
    assert signed_in(CONTACT).get(f"{BOARD}0301/").status_code == 200
    assert signed_in(CONTACT).get(f"{BOARD}1151/").status_code == 404
    councillor = Actor("cast:c", frozenset({Grant(Role.COUNCILLOR, "0301")}))
    assert signed_in(councillor).get(f"{BOARD}0301/").status_code == 404


def test_the_board_as_a_page_and_as_a_file(asked, signed_in):
    by_link(6, unit="0301", mode="paper")
    by_name(4, 1, unit="1151")
    browser = signed_in(ANALYST)

    page = browser.get(BOARD).content.decode()
    rows = b"".join(browser.get("/answers/asked-2025/fieldwork.csv")).decode().splitlines()

    assert "7 answers so far, of 4 wanted." in page
    assert "On paper" in page
    assert "Who needs a reminder" in page
    assert rows[0].endswith("member,name,group,asked,answered,of_asked,rate,is_behind")
    assert "1151,Utsira,inhabitants,4,1,1,0.25,1" in rows
    assert "0301,Oslo,inhabitants,,6,,,0" in rows


def test_an_unknown_ask_is_not_found(signed_in, db):
    assert signed_in(ANALYST).get("/answers/nothing/fieldwork/").status_code == 404


def test_closing_at_midnight_ends_the_day_before():
    assert last_day(closes_at=datetime(2026, 5, 31, 22, tzinfo=UTC)) == date(2026, 5, 31)
    assert last_day(closes_at=None) is None


def test_the_picture_says_where_counting_ends_and_projecting_begins(asked):
    at = datetime(2025, 3, 1, 12, tzinfo=UTC)
    for back in range(1, 6):
        for turn in range(6):
            nonce = f"nonce-of-day-{back}-{turn:04}"
            submission = Submission(
                "asked-2025",
                SecretKind.OPEN,
                "",
                nonce,
                ANSWERS,
                "en",
                "web",
                group="inhabitants",
                unit="0301",
            )
            submit(submission=submission, at=at - timedelta(days=back))
    set_quotas(ask="asked-2025", cells=[NewCell("all", {}, 60)], by=ANALYST, at=at)

    page = board_page(board=fieldwork(actor=ANALYST, ask="asked-2025", at=at))

    assert "about 60 answers by 5 March 2025" in page.projected
    *counted, end = page.chart.wide.table.rows
    assert "Projected from here on" in map(str, end)
    assert len(counted) == 5
