# SPDX-License-Identifier: EUPL-1.2
"""What a pack holds, counted."""

from dataclasses import dataclass
from datetime import date

from samband.core.country.queries.histories import in_force
from samband.core.country.queries.inhabitants import Total, total_of
from samband.core.country.rules import LEVELS, Pack


@dataclass(frozen=True, slots=True)
class PackSummary:
    """units: (kind, how many now). days: on which units changed. to_verify: what is not verified yet."""

    units: tuple[tuple[str, int], ...]
    days: tuple[date, ...]
    totals: tuple[Total, ...]
    to_verify: tuple[str, ...]


def pack_summary(*, pack: Pack) -> PackSummary:
    """Units now, generations, inhabitants by year, open facts."""
    years = sorted({fact.year for fact in pack.populations})
    return PackSummary(
        units=_units(pack),
        days=tuple(sorted({fact.on for fact in pack.successions})),
        totals=tuple(total_of(pack=pack, year=year) for year in years),
        to_verify=_to_verify(pack),
    )


def _units(pack: Pack) -> tuple[tuple[str, int], ...]:
    on = pack.description.compiled_on
    now = [fact.kind for level in LEVELS for fact in in_force(pack=pack, on=on, level=level)]
    return tuple((tier.kind, now.count(tier.kind)) for tier in pack.description.tiers)


def _to_verify(pack: Pack) -> tuple[str, ...]:
    description = pack.description
    facts = {
        **{f"size class {size.code}": size.is_verified for size in description.size_classes},
        "least size of councils": description.council_sizes.is_verified
        or not description.council_sizes.bands,
        "election days": description.council_terms.is_verified,
    }
    if description.population_totals:
        facts["published totals of inhabitants"] = description.population_totals.is_verified
    return tuple(name for name, is_verified in facts.items() if not is_verified)
