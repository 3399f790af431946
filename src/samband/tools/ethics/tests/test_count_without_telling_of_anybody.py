# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register: fewer than five tell nothing, nor does what is left when others are subtracted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from samband.tools.ethics.analysis.counts import (
    ALL,
    Seat,
    Share,
    alone,
    counts_by,
    crossed,
    shares_by_place,
)


def seats(**numbers):
    """size_county -> how many seats there."""
    return [
        Seat(f"{place}{n}", *place.split("_"), member=f"{place}{n % 3}")
        for place, number in numbers.items()
        for n in range(number)
    ]


def having(**numbers):
    return {f"{place}{n}" for place, number in numbers.items() for n in range(number)}


def test_counts_are_told_by_nation_size_and_county_in_fives():
    told = shares_by_place(
        seats=seats(small_west=40, small_east=40, large_west=60, large_east=60),
        having=having(small_west=11, small_east=12, large_west=28, large_east=32),
    )
    assert told[ALL] == Share(200, 85)
    assert (told["size:small"], told["size:large"]) == (Share(80, 25), Share(120, 60))
    assert (told["county:west"], told["county:east"]) == (Share(100, 40), Share(100, 45))


def test_a_class_of_few_is_withheld_with_another_that_would_give_it_away():
    told = shares_by_place(
        seats=seats(
            small_west=40, small_east=40, large_west=40, large_east=40, middle_west=20, middle_east=20
        ),
        having=having(
            small_west=1, small_east=1, large_west=20, large_east=20, middle_west=10, middle_east=10
        ),
    )
    assert told["size:small"].number is None
    assert {told["size:large"].number, told["size:middle"].number} != {40, 20}
    assert told[ALL].number is not None


def test_those_who_have_not_are_protected_as_well():
    """38 of 40 tells of the two who have not."""
    told = shares_by_place(seats=seats(only_one=40), having=having(only_one=38))
    assert {share.number for share in told.values()} == {None}


def test_the_figure_of_one_or_two_members_is_not_told():
    """Oslo is a county of one member; whoever knows one of two members would know the other."""
    told = shares_by_place(
        seats=[Seat(n, "large", "oslo", "0301") for n in range(40)]
        + [Seat(100 + n, "large", "west", f"{n % 2}") for n in range(40)]
        + [Seat(200 + n, "large", "east", f"{n % 5}") for n in range(60)],
        having={*range(20), *range(100, 120), *range(200, 230)},
    )
    assert told["county:oslo"].number is told["county:west"].number is None
    assert told[ALL].number == 70


def test_a_gift_each_from_two_people_is_not_five_people():
    rows = [("small", person) for person in (1, 2) for _ in range(5)]
    rows += [("large", person) for person in range(20)]
    assert counts_by(rows=rows, codes=("small", "large")) == {"small": None, "large": None, ALL: 30}


def test_a_cross_table_hides_what_its_margins_would_tell():
    rows = [("rule", "aside", n) for n in range(12)] + [("rule", "part", n) for n in range(2)]
    rows += [("other", "aside", n) for n in range(8)] + [("other", "part", n) for n in range(9)]
    told = crossed(rows=rows, down=("rule", "other"), across=("aside", "part"))
    assert told["rule", "part"] is None
    assert sum(told[cell] is None for cell in (("rule", "aside"), ("other", "part"), ("rule", ALL))) >= 1
    assert told[ALL, ALL] == 30


def test_one_count_alone_and_nothing_at_all():
    assert (alone(number=4, of=100).number, alone(number=97, of=100).number) == (None, None)
    assert alone(number=12, of=100) == Share(100, 10)
    assert shares_by_place(seats=[], having=set()) == {}
    assert counts_by(rows=[], codes=()) == crossed(rows=[], down=(), across=("a",)) == {}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=4, max_size=4))
def test_t34_law_no_subtraction_of_size_classes_or_counties_tells_fewer_than_five(cells):
    places = ("a_x", "a_y", "b_x", "b_y")
    sizes = {place: left + right for place, (left, right) in zip(places, cells, strict=True)}
    parts = {place: left for place, (left, _) in zip(places, cells, strict=True)}
    told = shares_by_place(seats=seats(**sizes), having=having(**parts))
    for group, pick in (("size", 0), ("county", 2)):
        for code in {place[pick] for place in places}:
            true = sum(parts[place] for place in places if place[pick] == code)
            share = told.get(f"{group}:{code}")
            if share is not None and (true < 5 or share.of - true < 5):
                assert share.number is None
                others = [one for name, one in told.items() if name.startswith(group) and one is not share]
                assert not others or told[ALL].number is None or any(one.number is None for one in others)
