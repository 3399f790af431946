# SPDX-License-Identifier: EUPL-1.2
"""Load and check a rule file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from samband.engines.fees.model import FeeRules
from samband.engines.instrument import Fault


class FeeRuleFaults(ValueError):  # noqa: N818  it names the fact
    """A rule file that cannot be used. faults: everything found, in the order of the lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """faults: what makes the file unusable. warnings: what holds, but somebody should know, as a cliff."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def load_rules(path: Path) -> FeeRules:
    """The rules in a YAML file. Raises FeeRuleFaults with every fault: line, what is wrong, what to do."""
    raise NotImplementedError


def check_rules(path: Path) -> RuleCheck:
    """Everything that is wrong with a rule file, and everything in it that deserves a second look."""
    raise NotImplementedError
