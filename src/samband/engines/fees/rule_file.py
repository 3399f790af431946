# SPDX-License-Identifier: EUPL-1.2
"""Load and check a rule file. Every fault is found at once, with its line and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from samband.engines.fees.cliffs import find_cliffs
from samband.engines.fees.model import FeeRules, Tariff
from samband.engines.fees.results import Cliff, CliffKind
from samband.engines.fees.rule_reading import read_rules
from samband.engines.fees.wording import cliff_sentence
from samband.engines.rule_files import Fault, Faults, Listing, Reader, RuleFaults, Section, read_yaml


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """faults: what makes the file unusable. warnings: what holds, but somebody should know, as a cliff."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def load_rules(path: Path) -> FeeRules:
    """The rules in a YAML file. Raises RuleFaults with every fault: line, what is wrong, what to do."""
    rules, reader = _read(path)
    faults = [*reader.faults.found, *_broken_promises(rules, reader)]
    if faults:
        raise RuleFaults(faults)
    return rules


def check_rules(path: Path) -> RuleCheck:
    """Everything that is wrong with a rule file, and everything in it that deserves a second look."""
    try:
        rules, reader = _read(path)
    except RuleFaults as found:
        return RuleCheck(found.faults, ())
    faults = [*reader.faults.found, *_broken_promises(rules, reader)]
    warnings = () if faults else _warnings(rules, reader)
    return RuleCheck(tuple(sorted(set(faults))), tuple(sorted(set(warnings))))


def _read(path: Path) -> tuple[FeeRules, Reader]:
    reader = Reader(read_yaml(path), Faults())
    return read_rules(reader), reader


def _broken_promises(rules: FeeRules, reader: Reader) -> list[Fault]:
    """Tariffs that promise never to fall, and do."""
    if reader.faults.found:
        return []
    lines = _lines(reader)
    promising = {tariff.code for tariff in rules.tariffs if tariff.never_lower}
    return [
        Fault(
            reader.place.file,
            lines[cliff.tariff],
            f"The tariff {cliff.tariff} promises never to be lower. {_words(cliff, rules)}",
            "Mend it, or remove never_lower.",
        )
        for cliff in find_cliffs(rules=rules)
        if cliff.kind is CliffKind.DROP and cliff.tariff in promising
    ]


def _warnings(rules: FeeRules, reader: Reader) -> list[Fault]:
    file, lines = reader.place.file, _lines(reader)
    found: list[Fault] = []
    for tariff in rules.tariffs:
        line = lines[tariff.code]
        found += [Fault(file, line, what, remedy) for what, remedy in _tariff_warnings(tariff, rules)]
    choices = reader.inside("choices", owner="choices")
    for choice in rules.choices.values():
        what = f"The source leaves open: {choice.question}"
        found.append(Fault(file, choices.place_of(choice.code).line, what, f"Taken here: {choice.taken}."))
    return found


def _tariff_warnings(tariff: Tariff, rules: FeeRules) -> Sequence[tuple[str, str]]:
    cliffs = [cliff for cliff in find_cliffs(rules=rules) if cliff.tariff == tariff.code]
    drops = [cliff for cliff in cliffs if cliff.kind is CliffKind.DROP]
    found = [
        (f"Cliff. {_words(cliff, rules)}", "A rate for the part above alone would have none.")
        for cliff in drops
    ]
    jumps = [cliff for cliff in cliffs if cliff.kind is CliffKind.JUMP]
    if jumps:
        largest = max(jumps, key=lambda cliff: cliff.at - cliff.below)
        what = f"The tariff {tariff.code} rises by {len(jumps)} jumps, the largest: {_words(largest, rules)}"
        found.append((what, "Members just above it will ask why."))
    bare = [part.code for part in tariff.parts if not (part.source or tariff.source)]
    return found + [(f"The part {tariff.code}/{code} has no source.", "Add “source: …”.") for code in bare]


def _words(cliff: Cliff, rules: FeeRules) -> str:
    return cliff_sentence(cliff=cliff, currency=rules.currency)


def _lines(reader: Reader) -> Mapping[str, int]:
    """Where each tariff begins."""
    node = reader.section.entries.get("tariffs")
    entries: Iterable[object] = node.entries if isinstance(node, Listing) else ()
    sections = [entry for entry in entries if isinstance(entry, Section)]
    return {Reader(section, Faults()).text("tariff"): section.place.line for section in reversed(sections)}
