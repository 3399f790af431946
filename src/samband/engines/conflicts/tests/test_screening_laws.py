# SPDX-License-Identifier: EUPL-1.2
"""What holds whatever is in a register: for every law, on invented families, posts and companies."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.conflicts import Claim, Identity, Outcome, Tried, Why, screen
from samband.engines.conflicts.results import ORDER
from samband.engines.conflicts.tests.examples import LAWS, ON, agenda, item, law, organisation, register, tie

PEOPLE = ("ann", "bo", "cy", "dag", "eva", "siv")
ORGANISATIONS = (
    organisation("club", "association"),
    organisation("firm"),
    organisation("shop", "sole_proprietorship"),
    organisation("town", "authority", is_public=True),
    organisation("water"),
)
CODES = tuple(one.id for one in ORGANISATIONS)
ACTIVE = [one for one in LAWS if one.is_active]
TIES_BETWEEN_PEOPLE = (
    ("parent_of", "biological"),
    ("parent_of", "adoptive"),
    ("parent_of", "foster"),
    ("married_to", ""),
    ("cohabits_with", ""),
    ("engaged_to", ""),
    ("close_to", "close_friend"),
    ("represents", "guardian"),
    ("debtor_of", ""),
    ("paid_by", "travel"),
    ("superior_of", ""),
)
TIES_TO_ORGANISATIONS = (
    ("post", "chair"),
    ("post", "employee"),
    ("post", "deputy"),
    ("member_of", ""),
    ("income_from", ""),
    ("debtor_of", ""),
    ("owns", ""),
)
DAYS = st.none() | st.dates(date(2015, 1, 1), date(2025, 12, 31))


@st.composite
def ties(draw, identities=tuple(Identity)):
    is_personal = draw(st.booleans())
    kind, detail = draw(st.sampled_from(TIES_BETWEEN_PEOPLE if is_personal else TIES_TO_ORGANISATIONS))
    who, to = draw(st.permutations(PEOPLE if is_personal else (draw(st.sampled_from(PEOPLE)), "")))[:2]
    if not is_personal:
        who, to = who or to, draw(st.sampled_from(CODES))
    more = {"share": draw(st.sampled_from(["1", "1/2", None]))} if kind == "owns" else {}
    start = draw(DAYS)
    end = draw(DAYS.filter(lambda day: day is None or start is None or day > start))
    identity = draw(st.sampled_from(identities))
    return tie(who, kind, to, detail, valid_from=start, valid_to=end, identity=identity, **more)


REGISTERS = st.lists(ties(), max_size=10)
ITEMS = st.builds(
    lambda party, affected, kind: replace(
        item(party, matter=kind), affected=item(affected).parties, patrimonial="yes"
    ),
    st.sampled_from((*PEOPLE, *CODES)),
    st.sampled_from((*PEOPLE, *CODES)),
    st.sampled_from(["grant", "contract", "zoning_building", "budget", "election_to_post"]),
)


def outcomes(found_ties, one, under, **more):
    found = screen(
        law=under,
        register=register(*found_ties, organisations=ORGANISATIONS, people=PEOPLE),
        agenda=agenda(one, members=PEOPLE),
        on=ON,
        **more,
    )
    return {one.person: one for one in found.items[0].assessments}


@settings(max_examples=50)
@given(found_ties=REGISTERS, one=ITEMS, under=st.sampled_from(ACTIVE))
def test_an_unrelated_tie_changes_nothing(found_ties, one, under):
    stranger = tie("stranger", "post", "elsewhere", "chair")
    family = tie("stranger", "married_to", "another")
    more = register(
        *found_ties,
        stranger,
        family,
        organisations=(*ORGANISATIONS, organisation("elsewhere")),
        people=PEOPLE,
    )

    found = screen(law=under, register=more, agenda=agenda(one, members=PEOPLE), on=ON)

    before = outcomes(found_ties, one, under)
    assert {one.person: one for one in found.items[0].assessments} == before


@settings(max_examples=50)
@given(found_ties=REGISTERS, one=ITEMS, under=st.sampled_from(ACTIVE), claims=st.booleans())
def test_removing_an_exception_never_lowers_an_outcome(found_ties, one, under, claims):
    if claims:
        reasons = [Claim(person, code, "…") for person in PEOPLE for code in under.exceptions_to_all]
        one = replace(one, claims=tuple(reasons))
    bare = {code: replace(rule, unless=()) for code, rule in under.rules.items()}
    strict = replace(under, rules=bare, exceptions_to_all=())

    lenient = outcomes(found_ties, one, under)

    for person, assessed in outcomes(found_ties, one, strict).items():
        assert ORDER.index(assessed.outcome) <= ORDER.index(lenient[person].outcome)


@settings(max_examples=50)
@given(
    found_ties=st.lists(ties(identities=(Identity.POSSIBLE,)), max_size=10),
    one=ITEMS,
    under=st.sampled_from(ACTIVE),
)
def test_nothing_mandatory_rests_on_a_name_alone(found_ties, one, under):
    """Who is named as party is one thing; every tie of another is only possible."""
    named = {party.ref for party in (*one.parties, *one.affected)}

    for person, assessed in outcomes(found_ties, one, under).items():
        mandatory = [found for found in assessed.findings if found.outcome is Outcome.MANDATORY]
        assert all(not found.path for found in mandatory)
        assert not mandatory or person in named


@settings(max_examples=50)
@given(found_ties=REGISTERS, one=ITEMS, under=st.sampled_from(ACTIVE))
def test_every_finding_has_its_reasons(found_ties, one, under):
    for assessed in outcomes(found_ties, one, under).values():
        for found in assessed.findings:
            assert found.rule.citation
            assert found.rule.source in under.sources
            assert found.path or found.participant == assessed.person
            assert not found.path or assessed.person in (found.path[0].who, found.path[0].to)
            assert bool(found.missing) == (found.outcome is Outcome.UNKNOWN) or found.exception


@settings(max_examples=50)
@given(found_ties=REGISTERS, one=ITEMS, under=st.sampled_from(ACTIVE), person=st.sampled_from(PEOPLE))
def test_one_person_alone_is_found_the_same(found_ties, one, under, person):
    alone = outcomes(found_ties, one, under, persons=[person])

    assert alone == {person: outcomes(found_ties, one, under)[person]}


@given(degree=st.integers(1, 6), under=st.sampled_from(ACTIVE))
def test_no_kin_beyond_the_degree_of_the_law_has_to_step_aside(degree, under):
    """A chain of parents upwards: Norway's direct line has no limit, the others have one."""
    chain = ["ann", *(f"p{place}" for place in range(1, degree + 1))]
    found_ties = [tie(above, "parent_of", below) for below, above in pairwise(chain)]
    found = screen(
        law=under,
        register=register(*found_ties),
        agenda=agenda(item(chain[-1], matter="grant")),
        on=ON,
    )
    if not under.holds_on(ON):
        return
    limit = {"NO": 99, "RO": 2}.get(under.jurisdiction)
    outcome = found.items[0].of("ann").outcome
    if limit:
        assert (outcome is Outcome.MANDATORY) == (degree <= limit)


def test_the_unrelated_and_the_near_are_told_apart():
    """The laws above would hold of a program that finds nothing."""
    near = outcomes([tie("ann", "married_to", "bo")], item("bo", matter="grant"), law())

    assert near["ann"].outcome is Outcome.MANDATORY
    assert near["cy"].outcome is Outcome.NONE


def test_an_exception_for_want_of_a_share_says_so():
    posts = [tie("ann", "post", "firm", "employee"), tie("ann", "post", "water", "board")]
    found_ties = [*posts, tie("town", "owns", "firm", share="1"), tie("firm", "owns", "water")]

    (found,) = outcomes(found_ties, item("water", matter="contract"), law())["ann"].findings

    assert found.outcome is Outcome.MANDATORY
    assert Tried("NO-10", Why.DATA_MISSING) in found.tried
