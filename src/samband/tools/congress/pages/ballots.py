# SPDX-License-Identifier: EUPL-1.2
"""The result of a ballot in words and numbers: what was asked, who voted, both sides of every threshold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, ngettext

from samband.engines.ballots import DecisionRule, VotingRule
from samband.engines.reports import (
    Block,
    Facts,
    Heading,
    KeySentence,
    Note,
    NoteKind,
    Paragraph,
    Report,
    Table,
)
from samband.tools.congress.analysis.parameters import rule
from samband.tools.congress.analysis.results import FEWEST
from samband.tools.congress.pages.words import (
    choice_words,
    exact,
    language,
    moment,
    percent,
    report,
    rule_blocks,
    told,
    way_words,
    whole,
)
from samband.tools.congress.queries import BallotRecord, RollLine


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """How a ballot is decided, for its page. weight: what the weight is, empty when none counts."""

    title: str
    note: str
    weight: str


def rule_in_words(ballot: BallotRecord) -> RuleInWords:
    if ballot.options:
        return RuleInWords(way_words()[ballot.rule], "", "")
    chosen = rule(DecisionRule, ballot.rule)
    weights = chosen.weight or {}
    weight = weights.get(language()) or next(iter(weights.values()), "")
    return RuleInWords(
        chosen.provenance.in_language(language()), chosen.provenance.note_in(language()), weight
    )


def result_sentence(ballot: BallotRecord) -> str:
    """The result in one sentence."""
    result = ballot.result
    if result["kind"] == "decision":
        return gettext("Adopted.") if result["is_adopted"] else gettext("Not adopted.")
    if result["winner"]:
        words = gettext("“%(winner)s” is adopted.")
        return words % {"winner": choice_words(ballot=ballot, choice=result["winner"])}
    if result["run_off"]:
        first, second = (choice_words(ballot=ballot, choice=one) for one in result["run_off"])
        words = gettext(
            "No alternative has more than half. A second ballot is held between “%(first)s” and “%(second)s”."
        )
        return words % {"first": first, "second": second}
    return gettext("No alternative has more than half: none is adopted.")


def ballot_report(*, ballot: BallotRecord, roll: Sequence[RollLine] = ()) -> Report:
    """The protocol of a declared ballot. roll: members with their votes, when the reader may see them."""
    declared = ballot.declared_at or ballot.closes_at
    blocks: list[Block] = [
        KeySentence(result_sentence(ballot)),
        Paragraph(ballot.question),
        _facts(ballot),
        *(_outcome_alone() if ballot.is_outcome_alone else _counts(ballot)),
        *_rule(ballot),
    ]
    if ballot.is_secret and not ballot.is_outcome_alone:
        title, text = gettext("A secret ballot"), secrecy_words()
        blocks.append(Note(NoteKind.METHOD, title, text))
    elif roll and not ballot.is_secret:
        blocks += [Heading(gettext("How each member voted")), _members(ballot, roll)]
    return report(
        title=ballot.title,
        subject=gettext("Protocol of a ballot"),
        blocks=blocks,
        is_synthetic=ballot.is_synthetic,
        created=declared,
    )


def _counts(ballot: BallotRecord) -> list[Block]:
    return [
        Heading(gettext("The votes")),
        _votes(ballot),
        Heading(gettext("Why")),
        *(_thresholds(ballot) if ballot.result["kind"] == "decision" else _ranking(ballot)),
    ]


def _outcome_alone() -> list[Block]:
    words = gettext(
        "Fewer than %(fewest)s voted. Numbers by answer would tell how a person voted, so they are neither "
        "shown nor kept."
    )
    return [Note(NoteKind.CAUTION, gettext("Only the outcome is told"), words % {"fewest": told(FEWEST)})]


def secrecy_words() -> str:
    return gettext(
        "A code and the vote given with it are never kept together. What is kept is that the code has been "
        "used, and how many votes each answer has. Nobody can find out afterwards how a person voted, unless "
        "all voted alike."
    )


def _facts(ballot: BallotRecord) -> Facts:
    cast, entitled = ballot.result["cast"], ballot.result["entitled"]
    pairs = [
        (gettext("Opened"), moment(ballot.opens_at)),
        (gettext("Closed"), moment(ballot.closes_at)),
        (gettext("Entitled to vote"), told(entitled["voters"])),
        (
            gettext("Voted"),
            f"{told(cast['voters'])} ({percent(_share(cast['voters'], entitled['voters']), 1)})",
        ),
    ]
    if entitled["votes"] != entitled["voters"]:
        pairs.append((gettext("Votes cast"), f"{told(cast['votes'])} / {told(entitled['votes'])}"))
    if ballot.declared_at:
        pairs.append((gettext("Declared"), moment(ballot.declared_at)))
    pairs.append((gettext("Fingerprint of the result"), ballot.digest))
    return Facts(tuple(pairs))


def _votes(ballot: BallotRecord) -> Table:
    weight = rule_in_words(ballot).weight
    choices: Mapping[str, Any] = ballot.result["choices"]
    has_votes = ballot.result["entitled"]["votes"] != ballot.result["entitled"]["voters"]
    header = [gettext("Answer"), gettext("Voters")]
    header += [gettext("Votes")] if has_votes else []
    header += [weight[:1].title() + weight[1:]] if weight else []
    rows = [
        (
            choice_words(ballot=ballot, choice=choice),
            whole(count["voters"]),
            *((whole(count["votes"]),) if has_votes else ()),
            *((whole(count["weight"]),) if weight else ()),
        )
        for choice, count in choices.items()
    ]
    return Table(gettext("Votes by answer"), tuple(header), tuple(rows))


def _thresholds(ballot: BallotRecord) -> list[Block]:
    lines: Sequence[Mapping[str, Any]] = ballot.result["thresholds"]
    weight = rule_in_words(ballot).weight
    header = (
        gettext("What must be met"),
        gettext("Needed"),
        gettext("Reached"),
        gettext("Share"),
        gettext("Met"),
    )
    rows = tuple(
        (
            threshold_words(line, weight),
            (gettext("above %(number)s") if line["is_strict"] else "%(number)s")
            % {"number": exact(line["needed"])},
            whole(line["reached"]),
            percent(_share(line["reached"], line["whole"])),
            gettext("Yes") if line["is_met"] else gettext("No"),
        )
        for line in lines
    )
    missing = [threshold_words(line, weight) for line in lines if not line["is_met"]]
    blocks: list[Block] = [Table(gettext("Each threshold with its numbers"), header, rows)]
    if not ballot.result["cast"]["votes"]:
        blocks.append(Paragraph(gettext("Nobody voted, so nothing is adopted.")))
    elif missing:
        words = gettext("It fails on this: %(missing)s.")
        blocks.append(Paragraph(words % {"missing": "; ".join(missing)}))
    elif len(lines) > 1:
        blocks.append(Paragraph(gettext("Every threshold is met.")))
    return blocks


def threshold_words(line: Mapping[str, Any], weight: str) -> str:
    """One threshold as a phrase."""
    measure = {
        "voters": gettext("voters"),
        "votes": gettext("votes"),
        "weight": weight or gettext("weight"),
    }[line["measure"]]
    side = {"yes": gettext("yes"), "cast": gettext("turnout")}[line["side"]]
    of = {
        "cast": gettext("of all cast"),
        "yes_and_no": gettext("of yes and no"),
        "entitled": gettext("of all entitled"),
    }[line["of"]]
    least = gettext("more than %(share)s") if line["is_strict"] else gettext("at least %(share)s")
    return f"{measure[:1].title()}{measure[1:]}: {side} {least % {'share': line['share']}} {of}"


def _ranking(ballot: BallotRecord) -> list[Block]:
    ranking: Sequence[tuple[str, int]] = ballot.result["ranking"]
    total = sum(votes for _, votes in ranking)
    rows = tuple(
        (choice_words(ballot=ballot, choice=choice), whole(votes), percent(_share(votes, total)))
        for choice, votes in ranking
    )
    header = (gettext("Alternative"), gettext("Votes"), gettext("Share"))
    blocks: list[Block] = [
        Table(gettext("Alternatives, most votes first; blank votes left out"), header, rows)
    ]
    more = gettext("More than %(needed)s of %(total)s votes are more than half.")
    blocks.append(Paragraph(more % {"needed": exact(ballot.result["needed"]), "total": told(total)}))
    if ballot.result["tie"]:
        names = ", ".join(choice_words(ballot=ballot, choice=one) for one in ballot.result["tie"])
        words = gettext("Equal: %(names)s. Decided by lot, drawn from the seed “%(seed)s”.")
        blocks.append(Paragraph(words % {"names": names, "seed": ballot.seed}))
    return blocks


def _rule(ballot: BallotRecord) -> list[Block]:
    if ballot.options:
        return [Heading(gettext("The rule")), Paragraph(way_words()[ballot.rule] + ".")]
    blocks = rule_blocks(rule(DecisionRule, ballot.rule).provenance, ballot.result["rule_digest"])
    if ballot.votes_rule:
        votes = rule(VotingRule, ballot.votes_rule).provenance
        words = gettext("Votes of each member: %(rule)s.") % {"rule": votes.in_language(language())}
        blocks.append(Paragraph(words))
    return blocks


def _members(ballot: BallotRecord, roll: Sequence[RollLine]) -> Table:
    weight = rule_in_words(ballot).weight
    header = [gettext("Member"), gettext("Vote"), gettext("Votes")]
    header += [weight[:1].title() + weight[1:]] if weight else []
    header.append(gettext("Decision"))
    rows = [
        (
            line.name,
            choice_words(ballot=ballot, choice=line.choice) if line.choice else gettext("did not vote"),
            whole(line.votes),
            *((whole(line.weight),) if weight else ()),
            line.decision,
        )
        for line in sorted(roll, key=lambda line: line.name)
    ]
    return Table(gettext("Members on the roll and their votes"), tuple(header), tuple(rows))


def turnout_words(voted: int, entitled: int) -> str:
    words = ngettext("%(voted)s of %(count)s has voted", "%(voted)s of %(count)s have voted", entitled)
    return words % {"voted": told(voted), "count": told(entitled)}


def vote_rows(
    ballot: BallotRecord, roll: Sequence[RollLine]
) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Header and rows of the file of votes: by member when open, by answer when secret."""
    if ballot.is_secret:
        counts = ballot.result["choices"]
        return ("answer", "votes"), [
            (choice_words(ballot=ballot, choice=one), count["votes"]) for one, count in counts.items()
        ]
    return ("member", "name", "votes", "weight", "vote", "decision", "decided_on"), [
        (one.code, one.name, one.votes, one.weight, one.choice, one.decision, one.decided_on) for one in roll
    ]


def _share(part: int, of: int) -> Fraction | None:
    return Fraction(part, of) if of else None
