# SPDX-License-Identifier: EUPL-1.2
"""Two people of two sources: the class of identity, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.names import (
    Frequencies,
    Identity,
    Person,
    ReasonKind,
    compare,
    compare_many,
    count_names,
)

NAMES = [
    "Kari Hansen",
    "Åse Ødegård",
    "Ion Ceban",
    "Ион Чебан",
    "გიორგი ჩხეიძე",
    "O. Hansen",
    "Nilsen",
    "",
    "·",
]
people = st.builds(
    Person,
    name=st.one_of(st.sampled_from(NAMES), st.text(max_size=25)),
    birth_date=st.sampled_from(["", "1970", "1970-05", "1970-05-17", "1970-05-18", "1981-01-02"]),
    identifiers=st.frozensets(st.sampled_from(["no:1", "no:2", "ro:1"]), max_size=2),
    place=st.sampled_from(["", "0301", "1151"]),
)
languages = st.sampled_from(["", "nb", "ro", "ru", "ka"])


def kinds(likeness):
    return {reason.kind for reason in likeness.reasons}


@given(people, people, languages)
def test_it_does_not_matter_who_stands_left(left, right, language):
    one = compare(left=left, right=right, language=language)
    other = compare(left=right, right=left, language=language)

    assert (one.identity, one.score) == (other.identity, pytest.approx(other.score))
    assert 0 <= one.score <= 1
    assert one.reasons


@given(people, people, languages)
def test_a_name_alone_is_never_more_than_possible(left, right, language):
    one, other = Person(left.name), Person(right.name)

    assert compare(left=one, right=other, language=language).identity in {Identity.POSSIBLE, Identity.NONE}


@given(people, people, languages)
def test_a_date_of_birth_that_contradicts_never_raises_the_class(left, right, language):
    without = compare(left=Person(left.name), right=Person(right.name), language=language)
    against = compare(
        left=Person(left.name, "1970-05-17"), right=Person(right.name, "1943-11-30"), language=language
    )

    assert against.identity == Identity.NONE
    assert against.score <= without.score


def test_a_number_in_common_is_an_identity_whatever_the_name():
    found = compare(
        left=Person("Kari Hansen", identifiers=frozenset({"no:17"})),
        right=Person("K. Berg", identifiers=frozenset({"no:17", "ro:3"})),
    )

    assert (found.identity, kinds(found)) == (Identity.IDENTIFIER, {ReasonKind.SAME_NUMBER})


def test_two_numbers_of_one_kind_are_two_people():
    found = compare(
        left=Person("Kari Hansen", "1970-05-17", frozenset({"no:17"})),
        right=Person("Kari Hansen", "1970-05-17", frozenset({"no:18"})),
    )

    assert (found.identity, kinds(found)) == (Identity.NONE, {ReasonKind.OTHER_NUMBER})


@pytest.mark.parametrize(
    ("left", "right", "identity", "reason"),
    [
        ("1970-05-17", "1970-05-17", Identity.STRONG, ReasonKind.SAME_BIRTH),
        ("1970-05-17", "1970", Identity.POSSIBLE, ReasonKind.SAME_YEAR),
        ("1970-05-17", "1970-06", Identity.NONE, ReasonKind.OTHER_BIRTH),
        ("1970-05-17", "", Identity.POSSIBLE, ReasonKind.NO_BIRTH),
        ("1970-05-17", "1970-05-11", Identity.POSSIBLE, ReasonKind.BIRTH_SLIP),
        ("1970-05-17", "1970-05-71", Identity.POSSIBLE, ReasonKind.BIRTH_SLIP),
        ("1970-05-07", "1970-07-05", Identity.POSSIBLE, ReasonKind.BIRTH_SLIP),
        ("1970-05-17", "1943-11-30", Identity.NONE, ReasonKind.OTHER_BIRTH),
    ],
)
def test_dates_of_birth_decide_between_strong_possible_and_none(left, right, identity, reason):
    found = compare(left=Person("Åse Ødegård", left), right=Person("Aase Oedegaard", right), language="nb")

    assert found.identity == identity
    assert reason in kinds(found)


def test_a_slip_in_the_family_name_counts_when_one_of_the_two_is_no_name():
    born = "1970-05-17"
    known = Frequencies(4_300_000, given={}, family={"fjelde": 800, "nilsen": 30_000, "nielsen": 5_000})

    def identity(left, right, frequencies=known):
        one, other = Person(left, born), Person(right, born)
        return compare(left=one, right=other, language="nb", frequencies=frequencies).identity

    assert identity("Kari Fjelde", "Kari Fjedle") == Identity.STRONG
    assert identity("Kari Nilsen", "Kari Nielsen") == Identity.POSSIBLE
    assert identity("Kari Fjelde", "Kari Fjedle", frequencies=None) == Identity.POSSIBLE


def test_twins_with_names_almost_alike_stay_a_question():
    one, other = Person("Marie Fjelde", "1970-05-17"), Person("Marit Fjelde", "1970-05-17")

    assert compare(left=one, right=other).identity == Identity.POSSIBLE


def test_an_initial_with_a_date_of_birth_stays_a_question():
    found = compare(left=Person("K. Hansen", "1970-05-17"), right=Person("Kari Hansen", "1970-05-17"))

    assert found.identity == Identity.POSSIBLE
    assert ReasonKind.INITIAL in kinds(found)


def test_another_family_name_is_asked_about_in_the_same_place_only():
    before, after = Person("Kari Hansen", "1970-05-17", place="1151"), Person("Kari Vik", "1970-05-17")
    there = Person("Kari Vik", "1970-05-17", place="1151")

    assert compare(left=before, right=after).identity == Identity.NONE
    assert compare(left=before, right=there).identity == Identity.POSSIBLE


COUNTRY = Frequencies(
    4_300_000, given={"jan": 50_000, "aslaug": 900}, family={"hansen": 52_000, "vik": 6_000}
)


def test_a_name_that_many_bear_says_how_many():
    found = compare(left=Person("Jan Hansen"), right=Person("Jan Hansen"), language="nb", frequencies=COUNTRY)

    assert found.namesakes == pytest.approx(50_000 * 52_000 / 4_300_000)
    assert "about 605 others of 4,300,000 people bear this name" in [one.words() for one in found.reasons]
    rarer = compare(left=Person("Aslaug Vik"), right=Person("Aslaug Vik"), language="nb", frequencies=COUNTRY)
    assert rarer.score > found.score


def test_a_name_so_common_that_another_is_born_that_day_stays_a_question():
    crowded = Frequencies(4_300_000, given={"jan": 90_000}, family={"hansen": 70_000})
    born = Person("Jan Hansen", "1961-02-03")
    found = compare(left=born, right=born, language="nb", frequencies=crowded)

    assert found.identity == Identity.POSSIBLE
    assert ReasonKind.COMMON_ON_DAY in kinds(found)
    assert compare(left=born, right=born, language="nb", frequencies=COUNTRY).identity == Identity.STRONG


def test_names_of_a_register_are_counted_with_their_spellings():
    counted = count_names(names=["Åse Berg", "Aase Vik", "Berg, Kari", ""])

    assert (counted.population, counted.given["ase"], counted.family["berg"]) == (3, 2, 2)


def test_rows_are_compared_in_order():
    lefts, rights = [Person("Ion Ceban"), Person("Ion Ceban")], [Person("Ион Чебан"), Person("Ана Русу")]

    assert [one.identity for one in compare_many(lefts=lefts, rights=rights, language="ro")] == [
        "possible",
        "none",
    ]
    with pytest.raises(ValueError, match="zip"):
        compare_many(lefts=lefts, rights=rights[:1])


def test_reasons_are_told_in_words():
    found = compare(left=Person("Ion Ceban"), right=Person("Чебан Ион Иванович"), language="ro")

    assert [reason.words() for reason in found.reasons] == [
        "Ion and Ион are spellings of one name",
        "Ceban and Чебан are spellings of one name",
        "Иванович is written on one side only",
        "the words stand in another order",
        "no date of birth to hold against the name",
    ]
