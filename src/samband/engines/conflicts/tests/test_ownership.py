# SPDX-License-Identifier: EUPL-1.2
"""Ownership: cases by hand, sums over all paths as a twin, and circles."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from samband.engines.conflicts.facts import facts_at
from samband.engines.conflicts.ownership import Ownership
from samband.engines.conflicts.tests.examples import ON, organisation, register, tie

NAMES = ("town", "state", "p", "q", "a", "b", "c", "d")


def ownership(*parts):
    organisations = [
        organisation(name, is_public=name in {"town", "state"}) for name in NAMES if name not in {"p", "q"}
    ]
    ties = [tie(owner, "owns", owned, share=share) for owner, owned, share in parts]
    found = register(*ties, organisations=organisations, people=("p", "q"))
    return Ownership(facts=facts_at(register=found, on=ON))


def test_shares_multiply_along_a_path_and_add_up_over_paths():
    found = ownership(("p", "a", "1/2"), ("p", "b", "1/4"), ("a", "c", "1/3"), ("b", "c", "2/3"))

    assert found.share_of(owner="p", organisation="c") == Fraction(1, 2) * Fraction(1, 3) + Fraction(1, 6)
    assert found.share_of(owner="q", organisation="c") == 0


def test_a_company_is_fully_public_when_every_owner_is():
    whole = ownership(("town", "a", "0.6"), ("state", "a", "0.4"), ("a", "b", "1"))
    nearly = ownership(("town", "a", "0.999"), ("p", "a", "0.001"), ("a", "b", "1"))

    assert whole.is_fully_public(organisation="b")
    assert nearly.public_share(organisation="b") == Fraction("0.999")


def test_what_nobody_is_known_to_own_is_not_public():
    assert ownership(("town", "a", "0.9")).public_share(organisation="a") == Fraction("0.9")
    assert ownership(("town", "a", None)).public_share(organisation="a") == 0


def test_companies_that_own_one_another_are_solved_and_not_followed_for_ever():
    found = ownership(("town", "a", "1/2"), ("b", "a", "1/2"), ("a", "b", "1/2"), ("p", "b", "1/2"))

    assert found.public_share(organisation="a") == Fraction(2, 3)
    assert found.share_of(owner="p", organisation="a") == Fraction(1, 3)


def test_a_closed_circle_belongs_to_nobody_outside():
    found = ownership(("a", "b", "1"), ("b", "a", "1"))

    assert found.public_share(organisation="a") == 0
    assert found.share_of(owner="p", organisation="a") == 0


def test_beyond_what_is_reckoned_nothing_is_public_and_the_share_is_not_known(monkeypatch):
    """Else exact fractions of a file that was made for it would take hours."""
    circle = [("b", "a", "0.9"), ("c", "b", "0.9"), ("a", "c", "0.9"), ("town", "c", "0.1")]
    chain = [("town", "a", "1"), ("a", "b", "1"), ("b", "c", "1")]

    assert ownership(*circle).public_share(organisation="a") > 0
    assert ownership(*chain).is_fully_public(organisation="c")
    monkeypatch.setattr("samband.engines.conflicts.ownership.WIDEST_CIRCLE", 2)
    assert ownership(*circle).public_share(organisation="a") == 0
    assert ownership(*circle).has_unknown_share(organisation="a")
    assert ownership(*chain).is_fully_public(organisation="c")
    monkeypatch.setattr("samband.engines.conflicts.ownership.MOST_OWNED", 2)
    found = ownership(*chain)
    assert not found.is_fully_public(organisation="c")
    assert found.has_unknown_share(organisation="c")
    assert found.is_fully_public(organisation="b")


@st.composite
def parts(draw):
    """Direct shares in eighths; owners of a company together at most the whole."""
    found = []
    for owned in ("a", "b", "c", "d"):
        left = 8
        for owner in draw(st.permutations([name for name in NAMES if name != owned]))[:3]:
            eighths = draw(st.integers(0, left))
            left -= eighths
            if eighths:
                found.append((owner, owned, Fraction(eighths, 8)))
    return found


def by_paths(direct, owner, owned):
    """The sum over all paths of the product along each; for what has no circles."""
    return sum(
        share * (1 if one == owner else by_paths(direct, owner, one))
        for one, other, share in direct
        if other == owned
    )


@given(direct=parts())
def test_without_circles_the_share_is_the_sum_over_all_paths(direct):
    straight = [(one, other, share) for one, other, share in direct if one < other or one in {"p", "q"}]
    straight = [part for part in straight if part[0] not in {"town", "state"}]
    found = ownership(*straight)

    for owned in ("a", "b", "c", "d"):
        assert found.share_of(owner="p", organisation=owned) == by_paths(straight, "p", owned)


def follow(direct, owned, rounds=150):
    """The public part by repeating x = S x from below: the limit, from a different side."""
    public = {name: float(name in {"town", "state"}) for name in NAMES}
    for _ in range(rounds):
        for name in ("a", "b", "c", "d"):
            public[name] = sum(float(share) * public[one] for one, other, share in direct if other == name)
    return public[owned]


@given(direct=parts())
def test_with_circles_the_public_share_is_the_limit_of_following_it(direct):
    found = ownership(*direct)

    for owned in ("a", "b", "c", "d"):
        share = found.public_share(organisation=owned)
        assert 0 <= share <= 1
        assert abs(float(share) - follow(direct, owned)) < 1e-3
