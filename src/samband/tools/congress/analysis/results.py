# SPDX-License-Identifier: EUPL-1.2
"""The result of a ballot as plain data: kept when it is declared, and read again to the last digit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from samband.engines.ballots import (
    BLANK,
    Count,
    DecisionRule,
    Tally,
    TieRule,
    TieStep,
    Way,
    choose,
    decide,
)
from samband.tools.congress.analysis.parameters import fingerprint, rule

WAYS = tuple(way.value for way in Way)
FEWEST = 5
"""Votes in a secret ballot below which only the outcome is told: counts of so few tell how a person voted."""
_OUTCOME = ("rule", "seed", "kind", "rule_digest", "is_adopted", "winner", "run_off", "cast", "entitled")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a result depends on beside the votes. options: alternatives, empty for yes and no."""

    rule: str
    options: tuple[str, ...]
    seed: str = ""


def choices_of(*, options: tuple[str, ...]) -> tuple[str, ...]:
    """What one may vote: yes, no, blank, or an alternative or blank."""
    return (*(options or ("yes", "no")), BLANK)


def counted(*, asked: Asked, tally: Tally) -> dict[str, object]:
    """The result. Raises UnresolvedTie when alternatives are equal and there is no seed for a lot."""
    made = _chosen(asked, tally) if asked.options else _decided(asked, tally)
    return {
        "rule": asked.rule,
        "seed": asked.seed,
        "choices": {name: _numbers(tally.side(name)) for name in choices_of(options=asked.options)},
        "cast": _numbers(tally.cast),
        "entitled": _numbers(tally.entitled),
        **made,
    }


def outcome_alone(*, result: Mapping[str, object]) -> dict[str, object]:
    """What may be kept of a secret ballot in which fewer than FEWEST voted: no answer has a number."""
    return {**{name: result[name] for name in _OUTCOME if name in result}, "is_outcome_alone": True}


def _decided(asked: Asked, tally: Tally) -> dict[str, object]:
    decision = decide(tally=tally, rule=rule(DecisionRule, asked.rule))
    return {
        "kind": "decision",
        "rule_digest": fingerprint(DecisionRule, asked.rule),
        "is_adopted": decision.is_adopted,
        "thresholds": [
            {
                "measure": line.threshold.measure.value,
                "share": str(line.threshold.share),
                "of": line.threshold.of.value,
                "side": line.threshold.side.value,
                "is_strict": line.threshold.is_strict,
                "reached": line.reached,
                "whole": line.whole,
                "needed": str(line.needed),
                "is_met": line.is_met,
            }
            for line in decision.lines
        ],
    }


def _chosen(asked: Asked, tally: Tally) -> dict[str, object]:
    steps = (TieStep.LOT,) if asked.seed else ()
    votes = {name: tally.side(name).votes for name in asked.options}
    choice = choose(votes=votes, way=Way(asked.rule), ties=TieRule(steps, asked.seed))
    return {
        "kind": "choice",
        "ranking": [list(pair) for pair in choice.ranking],
        "winner": choice.winner,
        "needed": str(choice.needed),
        "run_off": list(choice.run_off),
        "tie": list(choice.tie.names) if choice.tie else [],
    }


def _numbers(count: Count) -> dict[str, int]:
    return {"voters": count.voters, "votes": count.votes, "weight": count.weight}


def digest(*, result: Mapping[str, object]) -> str:
    """SHA-256 of the result in one written form."""
    return sha256(json.dumps(result, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def share(text: str) -> Fraction:
    """A fraction as it was kept."""
    return Fraction(text)
