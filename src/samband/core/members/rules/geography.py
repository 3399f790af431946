# SPDX-License-Identifier: EUPL-1.2
"""The facts of a country pack as a geography that figures can be carried over."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from samband.core.country.rules import Pack, PopulationFact
from samband.engines.geography import (
    Basis,
    Change,
    ChangeKind,
    Geography,
    Unit,
    Weight,
    make_geography,
    weights_from_sizes,
)


def geography_of(*, pack: Pack) -> Geography:
    """Units, changes and weights of a pack, with shares by population where whole units were counted.

    Raises GeographyFaults, which a checked pack never does.
    """
    geography = make_geography(
        units=[
            Unit(fact.code, fact.name, pack.description.level(kind=fact.kind), fact.valid_from, fact.valid_to)
            for fact in pack.authorities
        ],
        changes=[
            Change(fact.on, ChangeKind(fact.kind), fact.code_before, fact.code_after)
            for fact in pack.successions
        ],
        weights=[
            Weight(fact.on, fact.code_before, fact.code_after, Basis(fact.basis), fact.share, fact.source)
            for fact in pack.weights
        ],
    )
    return with_population_weights(geography=geography, populations=pack.populations)


def with_population_weights(*, geography: Geography, populations: Iterable[PopulationFact]) -> Geography:
    """The geography with the shares that the inhabitants of whole units tell, those it has going before.

    Forward by the inhabitants on the first 1 January on the new borders, backward by those on the last on
    the old ones.
    """
    by_year: dict[int, dict[str, float]] = {}
    for fact in populations:
        by_year.setdefault(fact.year, {})[fact.code] = float(fact.population)
    return geography.with_weights(_weights(geography, by_year))


def _weights(geography: Geography, by_year: Mapping[int, Mapping[str, float]]) -> Iterator[Weight]:
    for day in geography.days:
        after = day.year if day == date(day.year, 1, 1) else day.year + 1
        yield from weights_from_sizes(
            geography=geography,
            on=day,
            basis=Basis.POPULATION,
            sizes_before=by_year.get(after - 1, {}),
            sizes_after=by_year.get(after, {}),
            source=f"inhabitants on 1 January {after}",
            source_backward=f"inhabitants on 1 January {after - 1}",
        )
