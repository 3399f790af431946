# SPDX-License-Identifier: EUPL-1.2
"""Members vote in the open, each once, while the ballot is open; the result is counted later and stays."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from samband.core.access.queries import audit_trail
from samband.core.access.rules import NotAllowed
from samband.tools.congress import operations, queries
from samband.tools.congress.models import Ballot, DeclaredStays, Vote
from samband.tools.congress.rules import Electorate, NotNow, Phase
from samband.tools.congress.tests.conftest import AFTER, CLOSES, MEDIAN, NOON, OPENS, OSLO, UTSIRA, WEIGHTS


def test_oslo_is_on_the_roll_once_though_it_is_both_tiers(called, analyst):
    lines = queries.roll_of(actor=analyst, slug=called)

    assert {line.code: line.weight for line in lines} == WEIGHTS


def test_a_vote_is_cast_with_the_decision_of_the_council(called, contact):
    operations.cast_vote(
        ballot=called, member=UTSIRA, choice="yes", decision="45/26", decided_on=date(2026, 3, 1),
        by=contact, at=NOON,
    )  # fmt: skip

    (line,) = queries.roll_of(actor=contact, slug=called)
    assert (line.choice, line.decision, line.decided_on) == ("yes", "45/26", date(2026, 3, 1))


@pytest.mark.parametrize("at", [OPENS - timedelta(seconds=1), CLOSES, AFTER])
def test_a_vote_before_the_opening_or_after_closing_is_refused(called, cast, at):
    with pytest.raises(NotNow):
        cast(called, UTSIRA, "yes", at=at)
    assert not Vote.objects.exists()


def test_a_second_vote_is_refused_and_the_first_stands(called, cast, contact):
    cast(called, UTSIRA, "yes")
    with pytest.raises(operations.AlreadyVoted):
        cast(called, UTSIRA, "no")
    assert queries.roll_of(actor=contact, slug=called)[0].choice == "yes"


def test_the_database_itself_lets_a_member_vote_once(called, cast):
    cast(called, UTSIRA, "yes")
    vote = Vote.objects.get()
    vote.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        vote.save(force_insert=True)


def test_when_two_vote_at_once_the_second_is_told(called, contact, monkeypatch):
    """The second has looked before the first has written."""

    class Nothing:
        def exists(self):
            return False

    operations.cast_vote(ballot=called, member=UTSIRA, choice="yes", decision="1", by=contact, at=NOON)
    monkeypatch.setattr(Vote.objects, "filter", lambda **_: Nothing())
    with pytest.raises(operations.AlreadyVoted):
        operations.cast_vote(ballot=called, member=UTSIRA, choice="no", decision="2", by=contact, at=NOON)


def test_an_unknown_answer_is_refused(called, cast):
    with pytest.raises(operations.UnknownChoice):
        cast(called, UTSIRA, "perhaps")


def test_nobody_votes_for_another_member(called, contact, analyst, councillor):
    for actor, member in ((contact, OSLO), (analyst, UTSIRA), (councillor, UTSIRA)):
        with pytest.raises(NotAllowed):
            operations.cast_vote(ballot=called, member=member, choice="yes", decision="1", by=actor, at=NOON)


def test_a_weight_is_needed_for_every_member_and_for_no_stranger(draft, analyst):
    ballot = Ballot.objects.get()
    ballot.weights = {code: 1 for code in WEIGHTS if code != OSLO}
    ballot.save()
    with pytest.raises(operations.NoRoll, match="0301"):
        operations.call_ballot(ballot=draft, by=analyst, at=OPENS)
    ballot.weights = {**WEIGHTS, "9999": 1}
    ballot.save()
    with pytest.raises(operations.NoRoll, match="9999"):
        operations.call_ballot(ballot=draft, by=analyst, at=OPENS)


def test_no_answer_shows_before_the_declaration_not_even_to_those_who_run_it(called, cast, analyst):
    cast(called, UTSIRA, "yes")

    assert {line.choice for line in queries.roll_of(actor=analyst, slug=called)} == {""}
    counted = queries.turnout(actor=analyst, slug=called)
    assert (counted.voted.voters, counted.entitled.voters) == (1, 5)


def test_a_ballot_is_not_declared_while_it_is_open(called, cast, analyst):
    with pytest.raises(NotNow, match="open for votes"):
        operations.declare_ballot(ballot=called, by=analyst, at=NOON)


def test_the_result_shows_both_thresholds_with_their_numbers(declared, analyst):
    result = queries.ballot(actor=analyst, slug=declared).result

    assert [
        (line["measure"], line["reached"], line["whole"], line["is_met"]) for line in result["thresholds"]
    ] == [
        ("votes", 2, 3, True),
        ("weight", 660, 50_660, False),
    ]
    assert result["is_adopted"] is False
    assert result["entitled"] == {"voters": 5, "votes": 5, "weight": sum(WEIGHTS.values())}


def test_staff_of_members_that_stay_away_count_in_neither_threshold(called, cast, analyst):
    cast(called, UTSIRA, "yes")
    cast(called, MEDIAN, "yes")
    operations.declare_ballot(ballot=called, by=analyst, at=AFTER)

    assert queries.ballot(actor=analyst, slug=called).result["is_adopted"] is True


def test_a_declared_result_stays(declared, analyst, cast):
    before = queries.ballot(actor=analyst, slug=declared)
    for again in (
        lambda: operations.declare_ballot(ballot=declared, by=analyst, at=AFTER),
        lambda: operations.withdraw_ballot(ballot=declared, reason="late", by=analyst, at=AFTER),
        lambda: operations.call_ballot(ballot=declared, by=analyst, at=AFTER),
        lambda: cast(declared, "46", "yes"),
    ):
        with pytest.raises(NotNow):
            again()
    with pytest.raises(DeclaredStays):
        Ballot.objects.get().delete()
    after = queries.ballot(actor=analyst, slug=declared)
    assert (after.digest, after.result) == (before.digest, before.result)


def test_a_withdrawn_ballot_stays_on_record_with_its_reason(called, analyst, cast):
    operations.withdraw_ballot(ballot=called, reason="Wrong text", by=analyst, at=NOON)

    record = queries.ballot(actor=analyst, slug=called)
    assert (record.phase, record.withdrawn_because) == (Phase.WITHDRAWN, "Wrong text")
    with pytest.raises(NotNow):
        cast(called, UTSIRA, "yes")


def test_every_step_is_in_the_log_and_no_answer_is(published, administrator):
    events = audit_trail(actor=administrator, about=f"congress.ballot:{published}").events

    assert [event.event for event in reversed(events)] == [
        "congress.ballot_created", "congress.ballot_called", "congress.vote_cast", "congress.vote_cast",
        "congress.vote_cast", "congress.ballot_declared", "congress.result_published",
    ]  # fmt: skip
    assert all({"yes", "no"}.isdisjoint(map(str, event.details.values())) for event in events)


@pytest.mark.parametrize(
    ("rule", "votes", "winner", "run_off"),
    [
        ("plurality", "aab", "a1", []),
        ("run_off", "abc", "", ["a1", "a2"]),
        ("majority", "abc", "", []),
        ("run_off", "aab", "a1", []),
    ],
)
def test_amendments_are_voted_on_as_alternatives(members, analyst, cast, rule, votes, winner, run_off):
    made = operations.create_ballot(
        slug="text", title="Text", question="Which?", electorate=Electorate.MEMBERS, rule=rule,
        options=[("a1", "One"), ("a2", "Two"), ("a3", "Three")], votes_rule="by_size",
        category="general", roll_on=date(2026, 1, 1), opens_at=OPENS, closes_at=CLOSES, seed="noon",
        by=analyst, at=OPENS,
    ).slug  # fmt: skip
    operations.call_ballot(ballot=made, by=analyst, at=OPENS)
    for member, letter in zip((OSLO, "11", UTSIRA), votes, strict=True):
        cast(made, member, {"a": "a1", "b": "a2", "c": "a3"}[letter])
    result = operations.declare_ballot(ballot=made, by=analyst, at=AFTER).result

    assert dict(result["ranking"])["a1"] >= 4
    assert (result["winner"], sorted(result["run_off"])) == (winner, run_off)


def test_a_ballot_in_preparation_is_changed_and_called_afterwards(
    draft, signed_in, analyst, administrator, before
):
    client, url = signed_in(analyst), f"/congress/ballots/{draft}/change/"
    assert "0301;50000" in client.get(url).content.decode()

    refused = client.post(url, {**before, "weights": ""})
    assert "This rule counts weight. Give one for each member." in refused.content.decode()
    assert client.post(url, before).status_code == 302

    changed = operations.call_ballot(ballot=draft, by=analyst, at=OPENS - timedelta(days=1))
    assert (changed.title, changed.weights["1151"]) == ("Another title", 61)
    kept = {one.event for one in audit_trail(actor=administrator).events}
    assert "congress.ballot_changed" in kept


def test_a_ballot_that_is_called_is_no_longer_changed(called, signed_in, analyst, before):
    client, url = signed_in(analyst), f"/congress/ballots/{called}/change/"
    assert client.post(url, before).url == f"/congress/ballots/{called}/"
    assert client.get(url).url == f"/congress/ballots/{called}/"
    given = {
        "title": "T", "question": "Q", "electorate": Electorate.MEMBERS, "rule": "simple_majority",
        "votes_rule": "one_each", "roll_on": OPENS.date(), "opens_at": OPENS, "closes_at": CLOSES,
    }  # fmt: skip
    with pytest.raises(NotNow):
        operations.change_ballot(ballot=called, **given, by=analyst, at=NOON)
    assert queries.ballot(actor=analyst, slug=called).title == "The settlement"


@pytest.fixture
def before() -> dict[str, object]:
    """The form of the ballot in preparation, with another title and a corrected weight."""
    weights = {**WEIGHTS, UTSIRA: 61}
    return {
        "title": "Another title", "question": "Shall it?", "electorate": "members",
        "votes": "one_each/general", "decided_by": "settlement_ballot",
        "roll_on": "2026-01-01", "opens_at": "2026-03-02T09:00",
        "closes_at": "2026-03-09T09:00", "weights": "\n".join(f"{k};{v}" for k, v in weights.items()),
    }  # fmt: skip


def test_a_decision_in_the_future_is_not_a_decision(called, signed_in, contact):
    with time_machine.travel(NOON, tick=False):
        refused = signed_in(contact).post(
            f"/congress/ballots/{called}/vote/{UTSIRA}/",
            {"choice": "yes", "decision": "1/26", "decided_on": "2099-01-01"},
        )
    assert "That day has not come." in refused.content.decode()
    assert not Vote.objects.exists()


def test_a_member_finds_its_vote_on_the_first_page_until_it_is_cast(called, signed_in, contact, cast):
    client, button = signed_in(contact), f'href="/congress/ballots/{called}/vote/{UTSIRA}/"'
    with time_machine.travel(NOON, tick=False):
        assert button in client.get("/congress/").content.decode()
        cast(called, UTSIRA, "yes")
        assert button not in client.get("/congress/").content.decode()
