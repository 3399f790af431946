# SPDX-License-Identifier: EUPL-1.2
"""Figures by background: what may be chosen, and what somebody learns who chooses everything."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from samband.engines.disclosure import Cell, DisclosureContext, DisclosureRules, GroupRules, release
from samband.engines.disclosure.breakdowns import Division, Level, Opening, Places, open_division
from samband.engines.disclosure.facts import facts_of
from samband.engines.disclosure.tests.tables import SCALES, added, rows_of, table_of

FIVE = DisclosureRules(everybody=GroupRules(minimum_population=0))
UNITS = ("1101", "1103", "1151", "0301", "4601", "4643")
CLASSES = {"size:small": UNITS[:3], "size:large": UNITS[3:]}
BACKGROUND = {"sex": ("female", "male"), "age": ("young", "middle", "old")}
EVEN = (3, 3, 3, 3)


def part(background, code):
    return f"people|{background}={code}"


def division(background):
    codes = BACKGROUND[background]
    return Division("people", tuple(part(background, code) for code in codes), ("trust",))


def cells_of(leaves):
    """leaves: (member, sex, age) -> answers. All totals and parts of the members; "untold" is in no part."""
    found = {}
    for member in {leaf[0] for leaf in leaves}:
        own = {leaf: counts for leaf, counts in leaves.items() if leaf[0] == member}
        found["people", member] = added(list(own.values()))
        for at, (name, codes) in enumerate(BACKGROUND.items(), 1):
            for code in codes:
                found[part(name, code), member] = added([c for leaf, c in own.items() if leaf[at] == code])
    return found


def places_of(members):
    classes = {name: tuple(one for one in inside if one in members) for name, inside in CLASSES.items()}
    return Places(
        dict.fromkeys(members, 1000.0), {name: inside for name, inside in classes.items() if inside}
    )


def published_of(cells, members, rules=FIVE, earlier=()):
    sums = {"all": frozenset(members)}
    totals = {place: counts for place, counts in cells.items() if place[0] == "people"}
    whole = {("people", "all"): added(list(totals.values()))}
    context = DisclosureContext(unit_totals=sums, scales=SCALES)
    return release(table=table_of({**totals, **whole}), rules=rules, context=context, earlier=earlier)


def opened(leaves, background, *, rules=FIVE, earlier=(), published=None):
    cells = cells_of(leaves)
    members = sorted({member for member, _, _ in leaves})
    facts = {
        Cell(*place, "trust"): facts_of(
            cell=Cell(*place, "trust"), rows=rows_of(*place, counts), context=DisclosureContext(scales=SCALES)
        )
        for place, counts in cells.items()
    }
    return open_division(
        facts=facts,
        published=published or published_of(cells, members, rules),
        division=division(background),
        places=places_of(members),
        rules=rules,
        earlier=earlier,
    )


def wave(**changes):
    """Six members, each with 36 of each sex in three ages; some leaves otherwise."""
    leaves = {
        (unit, sex, age): EVEN for unit in UNITS for sex in ("female", "male") for age in BACKGROUND["age"]
    }
    return leaves | {tuple(key.split("_")[1:]): counts for key, counts in changes.items()}


def women(unit, *, young, middle, old):
    ages = zip(BACKGROUND["age"], (young, middle, old), strict=True)
    return {f"of_{unit}_female_{age}": counts for age, counts in ages}


NOBODY = (0, 0, 0, 0)


def test_where_three_women_answered_neither_women_nor_men_are_shown():
    found = opened(wave(**women("1101", young=(1, 1, 1, 0), middle=NOBODY, old=NOBODY)), "sex")
    assert found.level is Level.CLASSES  # 5 of 6 members are less than nine tenths of the persons
    assert opened(wave(), "sex").members == set(UNITS)


def test_one_small_member_among_many_is_closed_and_larger_places_are_made_of_the_others():
    leaves = wave(**women("1101", young=(1, 1, 1, 0), middle=NOBODY, old=NOBODY))
    people = dict.fromkeys(UNITS, 1000.0) | {"1101": 100.0}
    cells = cells_of(leaves)
    context = DisclosureContext(scales=SCALES)
    facts = {
        Cell(*p, "trust"): facts_of(cell=Cell(*p, "trust"), rows=rows_of(*p, c), context=context)
        for p, c in cells.items()
    }
    found = open_division(
        facts=facts, published=published_of(cells, UNITS), division=division("sex"),
        places=replace(places_of(UNITS), members=people), rules=FIVE,
    )  # fmt: skip
    assert found.level is Level.MEMBERS
    assert set(found.opened) == set(UNITS) - {"1101"}


def test_two_who_did_not_tell_their_sex_are_not_left_over_in_a_subtraction():
    leaves = wave(of_1101_untold_young=(1, 0, 1, 0))
    assert "1101" not in opened(leaves, "sex").opened
    assert "1101" in opened(wave(of_1101_untold_young=(3, 0, 1, 1)), "sex").opened


def test_a_class_in_which_one_member_has_nearly_all_women_is_closed():
    few = {unit: women(unit, young=(1, 1, 0, 0), middle=NOBODY, old=NOBODY) for unit in ("1101", "1103")}
    found = opened(wave(**few["1101"], **few["1103"]), "sex")
    assert found.level is Level.ALL
    assert set(found.opened["all"]) == set(UNITS)


def test_a_member_whose_total_is_withheld_counts_nowhere():
    alike = {f"of_1151_{sex}_{age}": (4, 0, 0, 0) for sex in ("female", "male") for age in BACKGROUND["age"]}
    found = opened(wave(**alike), "sex")
    assert "1151" not in found.counted
    assert len(found.counted) < len(UNITS) - 1  # and the neighbour that hides it
    assert found.members <= found.counted


def test_where_most_totals_are_withheld_nothing_is_shown():
    tiny = {
        f"of_{unit}_{sex}_{age}": NOBODY
        for unit in UNITS[:4]
        for sex, age in product(("female", "male"), BACKGROUND["age"])
    }
    tiny |= {f"of_{unit}_female_young": (1, 1, 0, 0) for unit in UNITS[:4]}
    assert opened(wave(**tiny), "sex").level is Level.NOWHERE


def test_a_later_version_keeps_the_level_and_opens_nothing_that_was_closed():
    small = women("1101", young=(1, 1, 1, 0), middle=NOBODY, old=NOBODY)
    first = opened(wave(**small), "sex")
    assert opened(wave(), "sex", earlier=[first]).level is Level.CLASSES
    nowhere = Opening(Level.NOWHERE)
    assert opened(wave(), "sex", earlier=[nowhere]).level is Level.NOWHERE


def test_two_late_answers_close_the_place_that_they_came_to():
    first = opened(wave(), "sex")
    later = wave(of_1103_female_old=(4, 4, 3, 3))
    again = opened(later, "sex", earlier=[first])
    assert set(first.opened) - set(again.opened) == {"1103"}
    assert opened(wave(), "sex", earlier=[first]) == first


@st.composite
def waves(draw):
    """Members in which many, few or hardly any of a sex have answered; some did not tell their sex."""
    members = UNITS[: draw(st.integers(2, 6))]
    sexes = ("female", "male", *(("untold",) if draw(st.booleans()) else ()))
    most = {place: draw(st.sampled_from([4, 4, 4, 1, 0])) for place in product(members, sexes)}
    few = st.sampled_from([NOBODY, NOBODY, (1, 0, 1, 0), (2, 2, 1, 1)])
    return {
        (member, sex, age): draw(
            few if sex == "untold" else st.tuples(*[st.integers(0, most[member, sex])] * 4)
        )
        for member, sex, age in product(members, sexes, BACKGROUND["age"])
    }


latecomers = st.dictionaries(
    st.tuples(
        st.sampled_from(UNITS), st.sampled_from(["female", "male"]), st.sampled_from(BACKGROUND["age"])
    ),
    st.sampled_from([(1, 0, 0, 0), (0, 1, 1, 0), (3, 3, 3, 3)]),
    max_size=4,
)


some_rules = st.builds(
    DisclosureRules,
    everybody=st.builds(
        GroupRules,
        minimum_respondents=st.integers(2, 9),
        minimum_population=st.just(0),
        unanimity_respondents_below=st.just(1000),
        minimum_count=st.integers(0, 2),
    ),
)


class Chooser:
    """Chooses every background in every place, and knows the publication to its last digit.

    Unknown: respondents and the sum of their answers in each member by sex and age.
    """

    def __init__(self, leaves, published, live):
        self.leaves = list(leaves)
        lines, goal = [], []
        for row in published:
            if row.is_known and row.statistic == "mean":
                exact = [leaf for leaf in leaves if row.unit in (leaf[0], "all")]
                lines, goal = self._know(lines, goal, exact, leaves)
        for inside, at, code in live:
            lines, goal = self._know(
                lines, goal, [x for x in leaves if x[0] in inside and x[at] == code], leaves
            )
        self.lines, self.goal = np.array(lines), np.array(goal)
        each = np.eye(len(self.leaves))
        self.scale = np.vstack([np.hstack([each, -each]), np.hstack([-4 * each, each])])

    def _know(self, lines, goal, cells, leaves):
        here = np.array([float(leaf in set(cells)) for leaf in leaves])
        nothing = np.zeros(len(here))
        n = sum(sum(leaves[leaf]) for leaf in cells)
        total = sum(code * count for leaf in cells for code, count in enumerate(leaves[leaf], 1))
        return [*lines, np.concatenate([here, nothing]), np.concatenate([nothing, here])], [*goal, n, total]

    def width(self, cells, *, of_answers=False, knows_scale=True):
        here = np.array([float(leaf in set(cells)) for leaf in self.leaves])
        aim = np.concatenate([np.zeros(len(here)), here] if of_answers else [here, np.zeros(len(here))])
        ends = []
        scale = self.scale if knows_scale else self.scale[:0]
        for sign in (1, -1):
            equal = (self.lines, self.goal) if len(self.lines) else (None, None)
            found = linprog(sign * aim, scale, np.zeros(len(scale)), *equal, bounds=(0, 5000))
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ends[1] - ends[0]


def live_of(leaves, openings):
    for background, found in openings.items():
        at = list(BACKGROUND).index(background) + 1
        yield from ((inside, at, code) for inside in found.opened.values() for code in BACKGROUND[background])


@given(leaves=waves(), rules=some_rules)
@settings(max_examples=12, deadline=None)
def test_whoever_chooses_everything_learns_nothing_that_is_closed(leaves, rules):
    """What stands in no figure is as unknown as before; of the rest, counts by as many as the rules ask."""
    members = sorted({member for member, _, _ in leaves})
    published = published_of(cells_of(leaves), members, rules)
    openings = {name: opened(leaves, name, rules=rules, published=published) for name in BACKGROUND}
    chooser = Chooser(leaves, published, list(live_of(leaves, openings)))
    reader = Chooser(leaves, published, [])
    for member in members:
        own = [leaf for leaf in leaves if leaf[0] == member]
        row = published.get(measure="trust", group="people", unit=member)
        if row is None or not row.is_known:
            assert_as_unknown(chooser, reader, own)
        for at, (name, codes) in enumerate(BACKGROUND.items(), 1):
            beside = counted_with(openings[name], member)
            for code in (*codes, "untold"):
                cells = [leaf for leaf in own if leaf[at] == code]
                assert not is_few(leaves, cells, rules) or chooser.width(cells) > 1e-5
                if not beside:
                    assert_as_unknown(chooser, reader, cells)
                elif len(beside) > 1 and code in codes:
                    assert (
                        chooser.width(cells, knows_scale=False) > rules.everybody.minimum_respondents - 1e-5
                    )
                    assert min(chooser.width(cells), chooser.width(cells, of_answers=True)) > 1e-5


def is_few(leaves, cells, rules):
    return 0 < sum(sum(leaves[leaf]) for leaf in cells) < rules.everybody.minimum_respondents


def assert_as_unknown(chooser, reader, cells):
    for of_answers in (False, True):
        before = reader.width(cells, of_answers=of_answers)
        assert chooser.width(cells, of_answers=of_answers) == pytest.approx(before, abs=1e-4)


def counted_with(opening, member):
    """The members that are added up in the figure in which this one stands; none where it stands in none."""
    return next((inside for inside in opening.opened.values() if member in inside), ())


@given(leaves=waves(), late=latecomers, rules=some_rules)
@settings(max_examples=40, deadline=None)
def test_no_two_versions_tell_what_few_late_answers_were(leaves, late, rules):
    """The parts of every place in both versions moved by nobody, or by as many as a figure must have."""
    later = {place: added([counts, late.get(place, NOBODY)]) for place, counts in leaves.items()}
    members = sorted({member for member, _, _ in leaves})
    before = published_of(cells_of(leaves), members, rules)
    after = published_of(cells_of(later), members, rules, earlier=[before])
    for name in BACKGROUND:
        first = opened(leaves, name, rules=rules, published=before)
        then = opened(later, name, rules=rules, published=after, earlier=[first])
        assert then.level in (first.level, Level.NOWHERE)
        assert dict(then.opened).items() <= dict(first.opened).items()
        moved = {abs(n - first.respondents[cell]) for cell, n in then.respondents.items()}
        assert all(n == 0 or n >= rules.everybody.minimum_respondents for n in moved)
