# SPDX-License-Identifier: EUPL-1.2
"""An election of a committee: lists pasted in, every step told, the result kept."""

import pytest
from django.utils import timezone

from samband.core.access.rules import INSTALLATION, NotAllowed
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.elections import BadLists, read_lists
from samband.tools.congress.management.demo import load
from samband.tools.congress.rules import Phase
from samband.tools.congress.tests.conftest import AFTER, NOON

LISTS = """list,ballots,candidate,gender
List A,9,A1,man
List A,9,A2,mann
List A,,A3,kvinne
List B,4,B1,woman
"""


@pytest.fixture
def election(db, analyst):
    return operations.create_election(
        slug="board",
        title="Board",
        seats=3,
        rule="norway_2018",
        lists=read_lists(text=LISTS),
        by=analyst,
        at=NOON,
    ).slug


def test_the_gender_rule_is_told_step_by_step_on_the_page(election, signed_in, analyst):
    page = signed_in(analyst).get("/congress/elections/board/").content.decode()

    assert "3 seats: List A 2, List B 1." in page
    assert "A3 moved up and A2 moved down, because there were too few women." in page
    assert "A preview: nothing is declared yet." in page
    assert "Check before use" in page


def test_a_list_without_more_candidates_is_told_in_the_proof(db, signed_in, analyst):
    operations.create_election(
        slug="short", title="Short", seats=3, rule="norway_2018",
        lists=read_lists(text="A,30,A1,woman\nB,4,B1,man\nB,,B2,woman"), by=analyst, at=NOON,
    )  # fmt: skip
    page = signed_in(analyst).get("/congress/elections/short/").content.decode()

    assert "3 seats: A 1, B 2." in page
    assert "no more candidates" in page
    assert "too few candidates: 2 seats went on" in page


def test_a_tie_over_a_seat_that_a_list_cannot_fill_is_told_and_decides_nothing(db, signed_in, analyst):
    operations.create_election(
        slug="even", title="Even", seats=3, rule="norway_2018",
        lists=read_lists(text="A,20,A1,man\nB,20,B1,man\nB,,B2,woman\nB,,B3,man"), by=analyst, at=NOON,
    )  # fmt: skip
    page = signed_in(analyst).get("/congress/elections/even/").content.decode()

    assert "3 seats: A 1, B 2." in page
    assert "with more candidates a lot might have given the list one more seat" in page


def test_a_declared_result_is_not_changed(election, analyst):
    operations.declare_election(election=election, by=analyst, at=AFTER)
    kept = queries.election(actor=analyst, slug=election)
    with pytest.raises(operations.AlreadyDeclared):
        operations.change_election(
            election=election, seats=9, rule="norway_1992", lists=kept.lists, by=analyst, at=AFTER
        )
    with pytest.raises(operations.AlreadyDeclared):
        operations.declare_election(election=election, by=analyst, at=AFTER)
    after = queries.election(actor=analyst, slug=election)
    assert (after.result, after.digest) == (kept.result, kept.digest)
    assert [line["seats"] for line in after.result["lists"]] == [2, 1]


def test_nobody_else_holds_an_election(election, contact, outsider):
    for actor in (contact, outsider):
        with pytest.raises(NotAllowed):
            operations.declare_election(election=election, by=actor, at=NOON)
        with pytest.raises(queries.NoSuchElection):
            queries.election(actor=actor, slug=election)


def test_a_tie_is_told_on_the_page_until_there_is_a_seed(db, signed_in, analyst):
    client = signed_in(analyst)
    text = "A,5,A1,woman\nB,5,B1,man"
    given = {"title": "One seat", "seats": "1", "rule": "norway_2018", "way": "lists", "text": text}
    page = client.post("/congress/elections/new/", given, follow=True).content.decode()
    assert "These are equal: A, B." in page
    assert "Declare the result" not in page
    seeded = {**given, "seed": "noon"}
    page = client.post("/congress/elections/one-seat/change/", seeded, follow=True).content.decode()
    assert "By lot, drawn from" in page
    assert "Declare the result" in page


def test_an_agreement_without_both_genders_or_unanimity_cannot_be_declared(db, analyst, signed_in):
    operations.create_election(
        slug="agreed", title="Agreed", seats=2, rule="norway_2018", by_agreement=True,
        lists=read_lists(text="All,,A,man\nAll,,B,man"), votes_for=24, votes_cast=25, by=analyst, at=NOON,
    )  # fmt: skip
    page = signed_in(analyst).get("/congress/elections/agreed/").content.decode()
    assert "Not everybody voted for it" in page
    assert "One gender has too few" in page
    with pytest.raises(operations.DoesNotStand):
        operations.declare_election(election="agreed", by=analyst, at=AFTER)
    operations.change_election(
        election="agreed", seats=2, rule="norway_2018", by_agreement=True,
        lists=read_lists(text="All,,A,man\nAll,,B,woman"), votes_for=25, votes_cast=25, by=analyst, at=NOON,
    )  # fmt: skip
    assert operations.declare_election(election="agreed", by=analyst, at=AFTER).result["stands"] is True


def test_all_faults_of_pasted_lists_are_named_on_the_page(db, signed_in, analyst):
    text = "A,five,A1,woman\n,5,,neither\nB,3,B1,man\nB,4,B2,man"
    with pytest.raises(BadLists):
        read_lists(text=text)
    given = {"title": "Bad", "seats": "1", "rule": "norway_2018", "way": "lists", "text": text}
    page = signed_in(analyst).post("/congress/elections/new/", given)
    told = page.content.decode()
    assert page.status_code == 400
    assert "Line 1: “five” is not a number of ballots." in told
    assert "Line 2: the name of the list is missing." in told
    assert "Line 2: the gender is “neither”." in told
    assert "“B” has different numbers of ballots." in told


def test_the_demo_is_synthetic_from_end_to_end(members):
    load(by=INSTALLATION, at=timezone.now())
    known = queries.ballots(actor=INSTALLATION)

    assert {one.phase for one in known} == {Phase.DECLARED, Phase.OPEN}
    assert all(one.is_synthetic for one in (*known, *queries.elections(actor=INSTALLATION)))
    assert {one.electorate.value for one in known} == {"members", "delegates"}
