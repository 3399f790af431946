# SPDX-License-Identifier: EUPL-1.2
"""Rules from YAML. Every fault of a file is found at once, with its line and what to do."""

from collections.abc import Callable
from pathlib import Path

from samband.engines.ballots.decisions import DecisionRule
from samband.engines.ballots.delegates import DelegateRule
from samband.engines.ballots.list_elections import ElectionRule
from samband.engines.ballots.reading import decisions, delegates, elections, rights
from samband.engines.ballots.rights import VotingRule
from samband.engines.rule_files import Faults, Reader, RuleFaults, read_yaml

Rule = DecisionRule | DelegateRule | ElectionRule | VotingRule

READERS: dict[str, Callable[[Reader], Rule]] = {
    "decision": decisions.read,
    "delegates": delegates.read,
    "votes": rights.read,
    "election": elections.read,
}


def load_rule(path: Path) -> Rule:
    """The rule in a YAML file; its key ``rule`` says which kind it is.

    Raises RuleFaults with every fault: file, line, what is wrong, what to do.
    """
    faults = Faults()
    reader = Reader(read_yaml(path), faults, owner="The rule")
    kind = reader.one_of("rule", known=list(READERS), default="")
    if not kind and not faults.found:
        faults.add(
            reader.place, "The file does not say what it rules.", f"Add “rule: {' | '.join(READERS)}”."
        )
    if not kind:
        raise RuleFaults(faults.found)
    rule = READERS[kind](reader)
    if faults.found:
        raise RuleFaults(faults.found)
    return rule
