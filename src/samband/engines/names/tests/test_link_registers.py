# SPDX-License-Identifier: EUPL-1.2
"""One register against another."""

from random import Random

import numpy as np
import pytest

from samband.engines.names import Identity, Person, Register, compare, fold, link, prepare
from samband.engines.names.tests.samples import drawn


def country(*, seed, size):
    """A register of made-up people, so that a name weighs what it weighs in a country."""
    chance = Random(seed)
    names = [
        f"{drawn(chance=chance, kind='given')} {drawn(chance=chance, kind='family')}" for _ in range(size)
    ]
    births = [
        f"{chance.randint(1940, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" for _ in names
    ]
    places = [f"{chance.randint(1, 300):04}" for _ in names]
    return names, births, places


def found(left, right, **further):
    links = link(left=left, right=right, **further)
    return {
        (int(row), int(other)): identity
        for row, other, identity in zip(links.left, links.right, links.identities(), strict=True)
    }


@pytest.fixture(scope="module")
def people():
    return country(seed=3, size=3000)


def changed(people, **cells):
    """A register of one record: the first of the people, some of it written otherwise."""
    names, births, places = people
    return Register(
        [cells.get("name", names[0])], [cells.get("birth", births[0])], [cells.get("place", places[0])]
    )


def test_each_record_finds_itself(people):
    both = Register(*people)
    links = found(both, both, language="nb")

    assert all(links[row, row] == Identity.STRONG for row in range(len(people[0])))
    assert len(links) <= 1.02 * len(people[0])


@pytest.mark.parametrize(
    "change",
    [
        {"place": "9999"},
        {"birth": ""},
        {"birth": "1899-01-01"},
        {"name": "Xaver Zzyzx"},
    ],
)
def test_one_fault_still_leaves_a_question_or_nothing_certain(people, change):
    links = found(changed(people, **change), Register(*people), language="nb")

    if "name" in change:
        assert links == {}
    else:
        expected = Identity.STRONG if "place" in change else Identity.POSSIBLE
        assert links[0, 0] == expected


def test_spellings_slips_and_turned_names_are_found():
    names, births, places = country(seed=5, size=2000)
    right = Register(["Åse Marie Ødegård", *names], ["1970-05-17", *births], ["1151", *places])
    for name in ("Aase Oedegaard", "Ødegård Åse", "ØDEGÅRD, ÅSE MARIE", "Åse M. Ødegård"):
        left = Register([name], ["1970-05-17"], ["1151"])
        assert found(left, right, language="nb").get((0, 0)) == Identity.STRONG, name
    left = Register(["Åse Ødegaardd"], ["1970-05-17"], ["1151"])
    assert found(left, right, language="nb")[0, 0] == Identity.POSSIBLE


def test_a_slip_is_strong_when_the_register_shows_that_it_is_no_name():
    names, births, _ = country(seed=5, size=10_000)
    right = Register(["Kari Fjelde", "Kari Nilsen", *names], ["1970-05-17"] * 2 + births)
    left = Register(["Kari Fjedle", "Kari Nielsen"], ["1970-05-17"] * 2)

    links = found(left, right, language="nb")
    assert (links[0, 0], links[1, 1]) == (Identity.STRONG, Identity.POSSIBLE)


def test_two_equally_likely_are_both_told():
    right = Register(
        ["Kari Vik", "Kari Vik", "Ola Berg"] * 40, ["1970-05-17", "1970-05-17", "1981-01-01"] * 40
    )
    links = link(left=Register(["Kari Vik"], ["1970-05-17"]), right=right, language="nb", at_least=0.0)

    assert len(links) == 80
    assert len(set(links.probability.tolist())) == 1


def test_a_number_decides_whatever_the_name(people):
    names, births, places = people
    numbers = [f"n{row}" for row in range(len(names))]
    right = Register(names, births, places, numbers)
    left = Register([names[0], names[0]], [births[0]] * 2, [places[0]] * 2, ["n17", "n0"])
    links = found(left, right, language="nb")

    assert links == {(0, 17): Identity.IDENTIFIER, (1, 0): Identity.IDENTIFIER}


def test_a_changed_record_is_held_against_a_prepared_register(people):
    ready = prepare(register=Register(*people), language="nb")
    alone = found(changed(people), ready)
    together = found(Register(*people), ready)

    assert alone == {pair: identity for pair, identity in together.items() if pair[0] == 0}
    with pytest.raises(ValueError, match="beside"):
        link(left=prepare(register=changed(people), language="nb"), right=ready)


def test_what_a_comparison_one_by_one_calls_strong_is_found():
    """The obvious twin: every record against every other."""
    names, births, _ = country(seed=11, size=150)
    chance = Random(2)
    others = [name.replace("ø", "oe").replace("å", "aa") if chance.random() < 0.5 else name for name in names]
    days = [birth if chance.random() < 0.8 else "" for birth in births]
    links = found(Register(names, births), Register(others, days), language="nb", at_least=0.0)
    for row, (name, birth) in enumerate(zip(names, births, strict=True)):
        for place, (other, day) in enumerate(zip(others, days, strict=True)):
            identity = compare(left=Person(name, birth), right=Person(other, day), language="nb").identity
            if identity == Identity.STRONG:
                assert links[row, place] == Identity.STRONG


def test_registers_in_two_scripts_are_linked():
    left = Register(["Țurcanu Ștefan", "Nicolae Chirtoacă"], ["1970-05-17", "1981-02-03"])
    right = Register(
        ["Штефан Цуркану", "Киртоакэ Николай", "Ион Чобану"], ["1970-05-17", "1981-02-03", "1970-05-17"]
    )

    assert set(found(left, right, language="ro")) == {(0, 0), (1, 1)}


@pytest.mark.parametrize(
    ("name", "other", "language"),
    [
        ("Åse Ødegård", "ODEGARD, AASE", "nb"),
        ("Ștefan Țurcanu", "Штефан Цуркану", "ro"),
        ("გიორგი ჭანტურია", "Chanturia Giorgi", "ka"),
    ],
)
def test_spellings_have_one_key(name, other, language):
    assert fold(name=name, language=language) == fold(name=other, language=language)


def test_an_empty_register_has_no_links_and_uneven_columns_are_refused():
    assert len(link(left=Register([]), right=Register([]), language="nb")) == 0
    assert len(link(left=Register(["Kari Vik"]), right=Register([]))) == 0
    assert len(link(left=Register(["", "·", "Kari"]), right=Register(["", "Kari\nVik"]))) == 0
    with pytest.raises(ValueError, match="The column places has 1 rows, names has 2"):
        Register(["Kari Vik", "Ola Vik"], places=["1151"])


def test_traits_find_a_person_whose_name_is_missing():
    names, births, places = country(seed=9, size=3000)
    streets = [f"Storgata {row}" for row in range(3000)]
    right = Register(names, births, places, (), {"address": streets})
    left = Register([names[0].split()[0]], [births[0]], [places[0]], (), {"address": ["Storgatta 0"]})

    assert (0, 0) not in found(left, right, language="nb")
    left.traits["address"][0] = "Storgata 0"
    assert found(left, right, language="nb")[0, 0] == Identity.POSSIBLE


def test_what_is_no_date_is_no_date():
    right = prepare(register=Register(["Kari Vik"] * 4, ["17.5.1970", "1970", "1970-05", "1970-05-17"]))

    assert np.array_equal(right.births, [0, 19700000, 19700000, 19700517])
