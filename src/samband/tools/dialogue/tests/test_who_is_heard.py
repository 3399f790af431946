# SPDX-License-Identifier: EUPL-1.2
"""Counting: who is heard, who is silent, what ratings may be summed up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samband.tools.dialogue.analysis import Satisfaction, summarise
from samband.tools.dialogue.rules import MemberFact, NeedFact, NeedState, UseFact

LAST = date(2021, 12, 31)
FIRST = date(2021, 1, 1)
SMALL, OTHER, LARGE = (
    MemberFact("1151", "Utsira", 192, "small"),
    MemberFact("4643", "Årdal", 5170, "medium"),
    MemberFact("0301", "Oslo", 697_010, "large"),
)
AREAS, SIZES = ("finance", "legal"), ("small", "medium", "large")


def summary(needs=(), uses=(), members=(SMALL, OTHER, LARGE)):
    return summarise(
        members=members, needs=needs, uses=uses, areas=AREAS, sizes=SIZES, first=FIRST, last=LAST
    )


def asks(code: str, area: str = "legal", on: date = LAST, state: NeedState = NeedState.RECEIVED) -> NeedFact:
    return NeedFact(code, area, on, state)


def uses(code: str, area: str = "finance", on: date = LAST, people: int = 1, rating: int | None = None):
    return UseFact(code, area, on, people, rating)


def test_a_member_that_asks_twice_is_one_voice_and_two_needs():
    found = summary(needs=[asks("1151"), asks("1151", state=NeedState.ANSWERED), asks("0301")])
    legal = found.areas[1]
    assert (legal.needs, legal.unanswered, legal.asking, legal.inhabitants) == (3, 2, 2, 192 + 697_010)


def test_each_size_class_shows_how_many_of_its_members_are_heard():
    found = summary(needs=[asks("0301")], uses=[uses("1151", people=4)])
    assert [(one.size, one.members, one.heard, one.share) for one in found.coverage] == [
        ("small", 1, 1, 1.0),
        ("medium", 1, 0, 0.0),
        ("large", 1, 1, 1.0),
    ]
    assert found.areas[0].participants == 4


def test_the_silent_are_listed_longest_silence_first():
    old, older = FIRST - timedelta(days=1), FIRST - timedelta(days=400)
    found = summary(needs=[asks("1151", on=old)], uses=[uses("4643", on=older)])
    assert [(one.member.name, one.last) for one in found.silent] == [
        ("Oslo", None),
        ("Årdal", older),
        ("Utsira", old),
    ]
    assert found.heard == 0


def test_the_first_and_the_last_day_of_the_period_count():
    assert summary(needs=[asks("1151", on=FIRST), asks("0301", on=LAST)]).heard == 2
    assert summary(needs=[asks("1151", on=FIRST - timedelta(days=1))]).heard == 0


def test_a_former_member_is_heard_in_its_area_and_is_no_member():
    found = summary(needs=[asks("1507")])
    assert (found.areas[1].needs, found.areas[1].asking, found.heard) == (1, 0, 0)


def test_fewer_than_five_ratings_are_not_summed_up():
    four, five = Satisfaction((0, 1, 1, 1, 1)), Satisfaction((1, 1, 1, 1, 1))
    assert (four.n, four.mean) == (4, None)
    assert (five.n, five.mean) == (5, 3.0)


@given(
    needs=st.lists(
        st.sampled_from([asks(code, area) for code in ("1151", "4643", "0301", "x") for area in AREAS])
    ),
    used=st.lists(st.sampled_from([uses(code, rating=r) for code in ("1151", "0301") for r in (None, 1, 5)])),
)
def test_heard_and_silent_are_all_members(needs, used):
    found = summary(needs=needs, uses=used)
    assert found.heard + len(found.silent) == 3 == sum(one.members for one in found.coverage)
    assert found.heard == sum(one.heard for one in found.coverage)
    assert sum(line.needs for line in found.areas) == len(needs)
