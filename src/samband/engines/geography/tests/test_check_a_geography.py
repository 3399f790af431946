# SPDX-License-Identifier: EUPL-1.2
"""Every contradiction is named, all at once."""

from datetime import date

import pytest

from samband.engines.geography import (
    Basis,
    Change,
    ChangeKind,
    GeographyFaults,
    Unit,
    Weight,
    geography_faults,
    make_geography,
)
from samband.engines.geography.geography import Geography

START, DAY = date(2000, 1, 1), date(2010, 1, 1)
OLD = [Unit(code, code, "town", START, DAY) for code in ("A", "B")]
STAYS = Unit("S", "S", "town", START)
NEW = [Unit(code, code, "town", DAY) for code in ("X", "Y")]


def change(kind, before, after, on=DAY):
    return Change(on, ChangeKind(kind), before, after)


def weight(part, share, *, divided="A", basis=Basis.POPULATION):
    return Weight(DAY, divided, part, basis, share, "counted")


def texts(units, changes, weights=()):
    found = geography_faults(geography=Geography(tuple(units), tuple(changes), tuple(weights)))
    return [f"{fault.code}: {fault.text}" for fault in found]


MERGED = ([*OLD, NEW[0]], [change("merged", "A", "X"), change("merged", "B", "X")])
SPLIT = ([OLD[0], *NEW], [change("split", "A", "X"), change("split", "A", "Y")])


@pytest.mark.parametrize(
    ("units", "changes", "weights"),
    [
        ([STAYS], [], []),
        (*MERGED, []),
        (*SPLIT, [weight("X", 0.25), weight("Y", 0.75)]),
        ([OLD[0], NEW[0]], [change("renumbered", "A", "X")], []),
        ([OLD[0], Unit("A", "Aa", "town", DAY)], [change("renamed", "A", "A")], []),
        ([OLD[0], Unit("A", "A", "town", DAY)], [], []),
        ([*OLD, STAYS], [change("merged", "A", "S"), change("merged", "B", "S")], []),
        ([OLD[0], STAYS], [change("merged", "A", "S"), change("merged", "S", "S")], []),
        ([STAYS, Unit("T", "T", "town", START)], [change("transferred", "S", "T")], []),
        (
            [STAYS, OLD[0], NEW[0]],
            [change("renumbered", "A", "X"), change("transferred", "A", "S")],
            [],
        ),
        (
            [OLD[0], STAYS, NEW[0], OLD[1]],
            [change("split", "A", "S"), change("split", "A", "X"), change("merged", "B", "X")],
            [],
        ),
    ],
)
def test_what_is_in_order_is_let_through(units, changes, weights):
    assert texts(units, changes, weights) == []
    make_geography(units=units, changes=changes, weights=weights)


@pytest.mark.parametrize(
    ("units", "changes", "fault"),
    [
        ([Unit("A", "A", "town", DAY, START)], [], "A: ends on 2000-01-01, before it begins"),
        ([STAYS, Unit("S", "S", "town", DAY)], [], "S: begins again while it is in force since 2000-01-01"),
        ([OLD[0]], [], "A: ends, and no change says what became of it"),
        ([STAYS, NEW[0]], [], "X: begins, and no change says what it came from"),
        ([STAYS, NEW[0]], [change("renumbered", "A", "X")], "A: is not in force on the eve of its change"),
        ([OLD[0]], [change("renumbered", "A", "X")], "X: is not in force when A becomes it"),
        ([*MERGED[0]], [*MERGED[1], MERGED[1][0]], "A: the change to X is told 2 times"),
        (
            [OLD[0], Unit("X", "X", "county", START), Unit("X", "X", "county", DAY)][:2],
            [change("renumbered", "A", "X")],
            "A: is a town and X a county",
        ),
        (
            [STAYS, Unit("T", "T", "town", START)],
            [change("split", "S", "S"), change("split", "S", "T")],
            "S: neither ends nor does T begin on this day, but it split",
        ),
        ([OLD[0], NEW[0]], [change("merged", "A", "X")], "A: was merged into X all alone"),
        ([OLD[0], NEW[0]], [change("split", "A", "X")], "A: was split into X alone"),
        ([*OLD, NEW[0]], [change("renumbered", "A", "X"), change("merged", "B", "X")],
         "A: was renumbered to X, but"),
        ([OLD[0], NEW[0]], [change("renamed", "A", "X")], "A: was renamed to X. A new name keeps the code"),
        ([OLD[0], NEW[0]], [change("transferred", "A", "X")], "A: gave a part to X, but does not live on"),
        ([STAYS, *NEW], [change("split", "S", "X"), change("split", "S", "Y")],
         "S: is in force after it split into X"),
    ],
)  # fmt: skip
def test_a_contradiction_is_told(units, changes, fault):
    assert any(text.startswith(fault) for text in texts(units, changes))


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ([weight("X", 0.5), weight("Y", 0.4)], "A: by population, the shares sum to 0.9, not to 1"),
        ([weight("X", 1.0)], "A: by population, the shares do not name its parts: see Y"),
        (
            [weight("X", 0.5), weight("Z", 0.5)],
            "A: by population, the shares do not name its parts: see Y, Z",
        ),
        ([weight("X", 1.5), weight("Y", -0.5)], "A: the share -0.5 is not between 0 and 1"),
        ([weight("X", float("nan")), weight("Y", 1)], "A: the share nan is not between 0 and 1"),
        ([weight("X", 0.5), weight("X", 0.5), weight("Y", 0.5)], "A: the population share of X stands twice"),
        ([weight("X", 1, divided="Q")], "Q: by population, it has shares, but was not divided on that day"),
    ],
)
def test_weights_that_cannot_be_are_told(weights, fault):
    assert any(text.startswith(fault) for text in texts(*SPLIT, weights))


def test_all_faults_come_at_once_in_order_of_date():
    units = [OLD[0], Unit("C", "C", "town", START, date(2005, 1, 1)), NEW[0]]
    with pytest.raises(GeographyFaults) as found:
        make_geography(units=units, changes=[])
    assert [(fault.on.year, fault.code) for fault in found.value.faults] == [
        (2005, "C"), (2010, "A"), (2010, "X"),
    ]  # fmt: skip
    assert str(found.value).count("\n") == 2


def test_a_code_can_come_back_for_another_territory():
    """A is renumbered to X while B becomes the new A."""
    units = [*OLD, NEW[0], Unit("A", "B of old", "town", DAY)]
    geography = make_geography(
        units=units, changes=[change("renumbered", "A", "X"), change("renumbered", "B", "A")]
    )
    assert [unit.name for unit in geography.spells["A"]] == ["A", "B of old"]
    assert geography.unit(code="A", on=DAY).name == "B of old"
