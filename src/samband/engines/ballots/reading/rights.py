# SPDX-License-Identifier: EUPL-1.2
"""``rule: votes``: votes by kind of member and category of question."""

from samband.engines.ballots.reading.common import (
    COMMON,
    bands,
    names,
    optional_number,
    read_provenance,
)
from samband.engines.ballots.rights import Grant, KindOfVoter, Votes, VotesByBand, VotesPer, VotingRule
from samband.engines.rule_files import Reader

GRANTS = ("votes", "votes_per", "bands", "none")


def read(reader: Reader) -> VotingRule:
    reader.refuse_unknown_keys(
        *COMMON, "categories", "members", "representatives_at_most", "joint_bodies_vote"
    )
    categories = names(reader, "categories")
    members = reader.inside("members", owner="members")
    if not members.keys:
        reader.faults.add(
            reader.place, "The rule has no members.", "Add “members: {municipality: {votes: 1}}”."
        )
    return VotingRule(
        provenance=read_provenance(reader),
        categories=categories,
        kinds=tuple(
            _kind(kind, members.inside(kind, owner=f"The member {kind}"), categories) for kind in members.keys
        ),
        representatives_at_most=optional_number(reader, "representatives_at_most"),
        joint_bodies_vote=reader.flag("joint_bodies_vote", default=False),
    )


def _kind(kind: str, reader: Reader, categories: tuple[str, ...]) -> KindOfVoter:
    reader.refuse_unknown_keys(*GRANTS, "on")
    on = reader.inside("on", owner="on")
    on.refuse_unknown_keys(*categories)
    by_category = {category: on.inside(category, owner=f"{kind} on {category}") for category in on.keys}
    for inside in by_category.values():
        inside.refuse_unknown_keys(*GRANTS)
    return KindOfVoter(kind, _grant(reader), {name: _grant(inside) for name, inside in by_category.items()})


def _grant(reader: Reader) -> Grant | None:
    given = [key for key in GRANTS if key in reader.keys]
    if len(given) != 1:
        what = f"{reader.owner} says {len(given)} ways to have votes."
        reader.faults.add(reader.place, what, f"Say one: {', '.join(GRANTS)}.")
        return None
    if given == ["votes"]:
        return Votes(reader.whole("votes"))
    if given == ["votes_per"]:
        return VotesPer(reader.text("votes_per", is_required=True))
    return VotesByBand(bands(reader, "bands", counts="votes")) if given == ["bands"] else None
