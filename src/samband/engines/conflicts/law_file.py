# SPDX-License-Identifier: EUPL-1.2
"""Load and check law files, and choose the one that a decision is judged by."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from samband.engines.conflicts.law import Law
from samband.engines.conflicts.law_reading import read_law
from samband.engines.rule_files import Fault, Faults, Reader, RuleFaults, parse_yaml, yaml_text


class NoSuchLaw(ValueError):  # noqa: N818  it names the fact
    """No law, or more than one, holds for a decision."""


def load_law(*, path: Path) -> Law:
    """The law in a YAML file. Raises RuleFaults with every fault: line, what is wrong, what to do."""
    return parse_law(text=yaml_text(path=path), name=path.name)


def parse_law(*, text: str, name: str) -> Law:
    """The law in a text of the same form, as it is kept with what was screened under it. Raises RuleFaults.

    name: what faults call it.
    """
    reader = Reader(parse_yaml(text=text, name=name), Faults())
    law = read_law(reader)
    if reader.faults.found:
        raise RuleFaults(reader.faults.found)
    return replace(law, text=text, digest=sha256(text.encode()).hexdigest())


def check_law(*, path: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with a law file; nothing when it can be used."""
    try:
        load_law(path=path)
    except RuleFaults as found:
        return found.faults
    return ()


def load_laws(*, folder: Path) -> tuple[Law, ...]:
    """All laws of a folder, each by its own name, no two active ones for the same day.

    Raises RuleFaults with the faults of all files together.
    """
    faults: list[Fault] = []
    laws: list[Law] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            laws.append(load_law(path=path))
        except RuleFaults as found:
            faults += found.faults
    faults += _contradictions(laws)
    if faults:
        raise RuleFaults(faults)
    return tuple(laws)


def choose_law(*, laws: Sequence[Law], on: date, code: str = "") -> Law:
    """The active law of the day of the decision; a prepared one only by its name. Raises NoSuchLaw."""
    if code:
        for law in laws:
            if law.code == code:
                return law
        known = ", ".join(law.code for law in laws) or "none"
        raise NoSuchLaw(f"There is no law {code}. Known: {known}.")
    found = [law for law in laws if law.is_active and law.holds_on(on)]
    if len(found) == 1:
        return found[0]
    periods = "; ".join(_period(law) for law in laws if law.is_active) or "none"
    raise NoSuchLaw(
        f"{len(found) or 'No'} active law{'s hold' if found else ' holds'} on {on}. Active: {periods}."
    )


def _period(law: Law) -> str:
    return f"{law.code} from {law.valid_from} to {law.valid_to or 'now'}"


def _contradictions(laws: Sequence[Law]) -> Iterable[Fault]:
    for place, law in enumerate(laws):
        for other in laws[:place]:
            if law.code == other.code:
                yield Fault(law.code, 1, f"Two laws are called {law.code}.", "Give each its own name.")
            elif _overlap(law, other):
                what = f"{law.code} and {other.code} are both active for the same days."
                yield Fault(law.code, 1, what, "End one where the other begins.")


def _overlap(law: Law, other: Law) -> bool:
    if not (law.is_active and other.is_active and law.jurisdiction == other.jurisdiction):
        return False
    last = date.max
    return law.valid_from < (other.valid_to or last) and other.valid_from < (law.valid_to or last)
