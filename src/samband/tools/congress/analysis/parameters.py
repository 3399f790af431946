# SPDX-License-Identifier: EUPL-1.2
"""The rules that come with the tool: one file each, by kind."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from samband.engines.ballots import DecisionRule, DelegateRule, ElectionRule, VotingRule, load_rule

FOLDER = Path(__file__).parents[1] / "parameters"
FOLDERS = {
    DecisionRule: "decisions",
    DelegateRule: "delegates",
    ElectionRule: "elections",
    VotingRule: "votes",
}

R = TypeVar("R", DecisionRule, DelegateRule, ElectionRule, VotingRule)


class UnknownRule(LookupError):  # noqa: N818  it names the fact
    """No file has this rule."""

    def __init__(self, code: str) -> None:
        super().__init__(f"There is no rule “{code}”.")


def rules(kind: type[R]) -> tuple[R, ...]:
    """All rules of a kind, in the order of their file names."""
    return tuple(one for one in _loaded(FOLDERS[kind]) if isinstance(one, kind))


def rule(kind: type[R], code: str) -> R:
    """Raises UnknownRule."""
    found = next((one for one in rules(kind) if one.provenance.code == code), None)
    if found is None:
        raise UnknownRule(code)
    return found


def fingerprint(kind: type[R], code: str) -> str:
    """SHA-256 of the file, so that a result says by which text it was made."""
    return sha256((FOLDER / FOLDERS[kind] / f"{code}.yaml").read_bytes()).hexdigest()


@cache
def _loaded(folder: str) -> tuple[object, ...]:
    return tuple(load_rule(file) for file in sorted((FOLDER / folder).glob("*.yaml")))
