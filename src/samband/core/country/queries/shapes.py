# SPDX-License-Identifier: EUPL-1.2
"""Do the spells, the successions and the weights of a pack tell one story? The geography engine judges."""

from collections.abc import Iterator
from datetime import date

from samband.core.country.rules import Fault, Pack, SuccessionFact, WeightFact
from samband.engines.geography import (
    Basis,
    Change,
    ChangeKind,
    Geography,
    GeographyFault,
    Unit,
    Weight,
    geography_faults,
)

KINDS = ", ".join(ChangeKind)
BASES = ", ".join(Basis)


def shape_faults(*, pack: Pack) -> Iterator[Fault]:
    """Unknown kinds and bases, and, when all are known, everything that the engine finds."""
    unknown = [*_unknown_kinds(pack), *_unknown_bases(pack)]
    yield from unknown
    if not unknown:
        yield from (_located(fault, pack) for fault in geography_faults(geography=geography(pack=pack)))


def geography(*, pack: Pack) -> Geography:
    """The facts of a pack as the engine takes them, unchecked. Raises ValueError for an unknown kind.

    A tier of the engine is a level of the pack: a city may go into a municipality, not into a county.
    """
    levels = {tier.kind: tier.level for tier in pack.description.tiers}
    return Geography(
        tuple(
            Unit(fact.code, fact.name, levels.get(fact.kind, fact.kind), fact.valid_from, fact.valid_to)
            for fact in pack.authorities
        ),
        tuple(_change(fact) for fact in pack.successions),
        tuple(_weight(fact) for fact in pack.weights),
    )


def _change(fact: SuccessionFact) -> Change:
    return Change(fact.on, ChangeKind(fact.kind), fact.code_before, fact.code_after)


def _weight(fact: WeightFact) -> Weight:
    return Weight(fact.on, fact.code_before, fact.code_after, Basis(fact.basis), fact.share, fact.source)


def _unknown_kinds(pack: Pack) -> Iterator[Fault]:
    for line, fact in enumerate(pack.successions, start=2):
        if fact.kind not in set(ChangeKind):
            text = f"“{fact.kind}” is no kind of succession. Write one of: {KINDS}."
            yield Fault("successions.csv", line, text)


def _unknown_bases(pack: Pack) -> Iterator[Fault]:
    for line, fact in enumerate(pack.weights, start=2):
        if fact.basis not in set(Basis):
            yield Fault("weights.csv", line, f"“{fact.basis}” is no basis. Write one of: {BASES}.")
        if not fact.source.strip():
            yield Fault(
                "weights.csv", line, f"the share of {fact.code_before} has no source. Only published shares."
            )


def _located(fault: GeographyFault, pack: Pack) -> Fault:
    """The row that tells of the code on the day: its weight, its succession, or its spell."""
    text = f"{fault.code} {fault.text} ({fault.on.isoformat()})"
    if " share" in fault.text and (line := _line_of_weight(fault.code, fault.on, pack)):
        return Fault("weights.csv", line, text)
    for line, fact in enumerate(pack.successions, start=2):
        if fact.on == fault.on and fault.code in {fact.code_before, fact.code_after}:
            return Fault("successions.csv", line, text)
    for line, spell in enumerate(pack.authorities, start=2):
        if spell.code == fault.code and fault.on in {spell.valid_from, spell.valid_to}:
            return Fault("authorities.csv", line, text)
    return Fault("successions.csv", 0, text)


def _line_of_weight(code: str, on: date, pack: Pack) -> int:
    rows = enumerate(pack.weights, start=2)
    return next((line for line, fact in rows if (fact.on, fact.code_before) == (on, code)), 0)
