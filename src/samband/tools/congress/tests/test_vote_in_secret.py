# SPDX-License-Identifier: EUPL-1.2
"""A code and the vote given with it can never be joined, whoever holds the whole database."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction

from samband.tools.congress import operations, queries
from samband.tools.congress.models import Code
from samband.tools.congress.rules import NotNow
from samband.tools.congress.tests.conftest import AFTER, NOON, OPENS

YES, NO = "yes", "no"


def everything() -> str:
    """Every row of every table, in the order of their keys; keys that the database gives by rank.

    A key says in which order rows came, and so does its rank; where counting goes on after a test is chance.
    """
    tables = [
        json.loads(serializers.serialize("json", model._base_manager.order_by("pk")))
        for model in apps.get_models()
    ]
    ranked = [[{**row, "pk": rank} for rank, row in enumerate(rows)] for rows in tables]
    return json.dumps(ranked)


def voted(codes, choices) -> str:
    """The whole database after these votes, one after the other; then everything is as before."""
    with transaction.atomic():
        for code, choice in zip(codes, choices, strict=True):
            operations.cast_secret_vote(code=code, choice=choice, at=NOON)
        kept = everything()
        transaction.set_rollback(True)
    return kept


def test_the_whole_database_is_the_same_whoever_voted_what(codes):
    first, second, third = codes.values()

    assert voted([first, second, third], [YES, NO, NO]) == voted([first, second, third], [NO, NO, YES])
    assert voted([first, second], [YES, NO]) != voted([first, second], [YES, YES])


def declared(secret, codes, choices, analyst) -> str:
    """The whole database when these votes are declared; then everything is as before."""
    with transaction.atomic():
        for code, choice in zip(codes, choices, strict=False):
            operations.cast_secret_vote(code=code, choice=choice, at=NOON)
        operations.declare_ballot(ballot=secret, by=analyst, at=AFTER)
        kept = everything()
        transaction.set_rollback(True)
    return kept


def test_of_few_votes_the_database_keeps_only_whether_it_is_adopted(secret, codes, analyst):
    adopted = declared(secret, codes.values(), [YES, YES, YES], analyst)

    assert adopted == declared(secret, codes.values(), [YES, YES, NO], analyst)
    assert adopted != declared(secret, codes.values(), [YES, NO, NO], analyst)


def test_the_protocol_of_few_votes_has_no_number_by_answer(secret, codes, analyst, signed_in):
    operations.cast_secret_vote(code=next(iter(codes.values())), choice=YES, at=NOON)
    result = operations.declare_ballot(ballot=secret, by=analyst, at=AFTER).result
    operations.publish_ballot(ballot=secret, by=analyst, at=AFTER)
    page = signed_in(analyst).get("/congress/ballots/secret/")

    assert (result["is_adopted"], result["cast"]["voters"]) == (True, 1)
    assert "Adopted." in page.content.decode()
    assert "Only the outcome is told" in page.content.decode()
    assert "Votes by answer" not in page.content.decode()
    assert "votes.csv" not in page.content.decode()
    assert signed_in(analyst).get("/congress/ballots/secret/votes.csv").status_code == 404


def test_as_many_votes_as_are_asked_for_are_told(secret, codes, analyst, monkeypatch):
    monkeypatch.setattr("samband.tools.congress.operations.ballots.FEWEST", 3)
    for code, choice in zip(codes.values(), [YES, YES, NO], strict=True):
        operations.cast_secret_vote(code=code, choice=choice, at=NOON)
    result = operations.declare_ballot(ballot=secret, by=analyst, at=AFTER).result

    assert {name: count["votes"] for name, count in result["choices"].items()} == {YES: 2, NO: 1, "blank": 0}


def test_a_secret_ballot_in_which_nobody_voted_says_so(secret, codes, analyst):
    result = operations.declare_ballot(ballot=secret, by=analyst, at=AFTER).result

    assert (result["is_adopted"], result["choices"]["yes"]["votes"]) == (False, 0)


def test_declaring_keeps_who_voted_and_forgets_every_code(secret, codes, analyst):
    first, second, _ = codes.values()
    operations.cast_secret_vote(code=first, choice=YES, at=NOON)
    operations.cast_secret_vote(code=second, choice=YES, at=NOON)
    result = operations.declare_ballot(ballot=secret, by=analyst, at=AFTER).result

    assert result["is_adopted"] is True
    assert not Code.objects.exists()
    assert sorted(line.has_voted for line in queries.roll_of(actor=analyst, slug=secret)) == [
        False,
        True,
        True,
    ]


def test_a_code_is_stored_nowhere(codes):
    kept = everything()

    assert [code for code in codes.values() if code in kept or code.replace("-", "") in kept] == []


def test_a_code_votes_once(codes, secret, analyst):
    code = next(iter(codes.values()))
    operations.cast_secret_vote(code=code, choice=YES, at=NOON)
    with pytest.raises(operations.AlreadyVoted):
        operations.cast_secret_vote(code=code, choice=NO, at=NOON)
    assert queries.turnout(actor=analyst, slug=secret).voted.voters == 1


def test_small_letters_spaces_and_hyphens_do_not_matter(codes, secret, analyst):
    code = next(iter(codes.values()))
    operations.cast_secret_vote(code=code.lower().replace("-", " "), choice=YES, at=NOON)

    assert queries.turnout(actor=analyst, slug=secret).voted.voters == 1


def test_new_codes_make_the_old_ones_worthless_and_leave_out_who_has_voted(codes, secret, analyst):
    (name, used), (_, old), *_ = codes.items()
    operations.cast_secret_vote(code=used, choice=YES, at=NOON)
    renewed = dict(operations.make_codes(ballot=secret, by=analyst, at=NOON))

    assert name not in renewed
    assert len(renewed) == 2
    with pytest.raises(operations.UnknownCode):
        operations.cast_secret_vote(code=old, choice=YES, at=NOON)


@pytest.mark.parametrize("at", [AFTER])
def test_a_secret_vote_after_closing_is_refused(codes, at):
    with pytest.raises(NotNow):
        operations.cast_secret_vote(code=next(iter(codes.values())), choice=YES, at=at)


def test_only_delegates_who_are_present_have_a_vote(secret, analyst):
    names = {line.name for line in queries.roll_of(actor=analyst, slug=secret)}

    assert names == {"Delegate of Utsira", "Delegate of Årdal", "Delegate of Oslo"}


def test_members_cannot_vote_in_a_ballot_of_delegates(secret, contact):
    with pytest.raises(operations.NotOnTheRoll):
        operations.cast_vote(ballot=secret, member="1151", choice=YES, decision="1", by=contact, at=OPENS)
