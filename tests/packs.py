# SPDX-License-Identifier: EUPL-1.2
"""A small register: a whole country takes seconds to load, and most tests need three of its members."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from samband.core.country.rules import Pack


def only(*, pack: Pack, codes: Iterable[str], since: int = 0) -> Pack:
    """The pack with these authorities alone, and their inhabitants from the year ``since`` on."""
    kept = frozenset(codes)
    return replace(
        pack,
        authorities=tuple(fact for fact in pack.authorities if fact.code in kept),
        successions=tuple(s for s in pack.successions if {s.code_before, s.code_after} <= kept),
        populations=tuple(fact for fact in pack.populations if fact.code in kept and fact.year >= since),
        population_cells=tuple(cell for cell in pack.population_cells if cell.code in kept),
        digest=sha256(f"{pack.digest} {sorted(kept)} {since}".encode()).hexdigest(),
    )
