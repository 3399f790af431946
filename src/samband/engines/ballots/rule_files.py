# SPDX-License-Identifier: EUPL-1.2
"""Rules from YAML. Every fault of a file is found at once, with its line and what to do."""

from collections.abc import Callable, Iterable
from pathlib import Path

from samband.engines.ballots.decisions import DecisionRule
from samband.engines.ballots.delegates import DelegateRule
from samband.engines.ballots.list_elections import ElectionRule
from samband.engines.ballots.reading import decisions, delegates, elections, rights
from samband.engines.ballots.rights import VotingRule
from samband.engines.instrument import Fault, InstrumentFaults
from samband.engines.rule_files.reader import Faults, Reader
from samband.engines.rule_files.yaml_files import read_yaml

Rule = DecisionRule | DelegateRule | ElectionRule | VotingRule

READERS: dict[str, Callable[[Reader], Rule]] = {
    "decision": decisions.read,
    "delegates": delegates.read,
    "votes": rights.read,
    "election": elections.read,
}


class RuleFaults(ValueError):  # noqa: N818  it names the fact
    """A rule file that cannot be used. faults: everything found, in the order of the lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def load_rule(path: Path) -> Rule:
    """The rule in a YAML file; its key ``rule`` says which kind it is.

    Raises RuleFaults with every fault: file, line, what is wrong, what to do.
    """
    try:
        tree = read_yaml(path)
    except InstrumentFaults as found:
        raise RuleFaults(found.faults) from None
    faults = Faults()
    reader = Reader(tree, faults, owner="The rule")
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
