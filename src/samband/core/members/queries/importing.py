# SPDX-License-Identifier: EUPL-1.2
"""The register as facts: to hold a file against, to download, and to say where each is from. Public."""

from collections.abc import Iterator

from samband.core.country.rules import (
    AuthorityFact,
    OfficialName,
    PopulationFact,
    SuccessionFact,
    WeightFact,
)
from samband.core.members import models
from samband.core.members.queries.register import population_days, tiers
from samband.core.members.rules.importing import (
    CHANGES,
    UNITS,
    RegisterFacts,
)


def register_facts() -> RegisterFacts:
    """All units, inhabitants by year, changes and shares, and which of them were imported (six queries)."""
    units = models.Authority.objects.order_by("code", "valid_from")
    populations = models.Population.objects.order_by("code", "year")
    changes = models.Succession.objects.order_by("date", "code_before", "code_after")
    imported = {"imported__isnull": False}
    return RegisterFacts(
        tiers=tiers(),
        population_days=population_days(),
        units=tuple(map(_unit, units)),
        populations=tuple(PopulationFact(*row) for row in populations.values_list("code", "year", "count")),
        changes=tuple(
            SuccessionFact(*row) for row in changes.values_list("date", "kind", "code_before", "code_after")
        ),
        weights=tuple(map(_weight, models.DivisionWeight.objects.all())),
        imported_codes=frozenset(units.filter(**imported).values_list("code", flat=True)),
        imported_populations=frozenset(populations.filter(**imported).values_list("code", "year")),
        imported_changes=frozenset(
            changes.filter(**imported).values_list("date", "code_before", "code_after")
        ),
    )


def is_loaded() -> bool:
    """Whether a country pack is in the register, beside which something can be imported."""
    return models.LoadedPack.objects.exists()


def table_rows(*, table: str) -> Iterator[tuple[object, ...]]:
    """The rows of one of TABLES in the shape in which they are imported."""
    if table == UNITS:
        return map(_unit_row, models.Authority.objects.order_by("code", "valid_from"))
    if table == CHANGES:
        changes = models.Succession.objects.order_by("date", "code_before", "code_after")
        rows = changes.values_list("date", "kind", "code_before", "code_after").iterator()
        return ((day.isoformat(), kind, before, after) for day, kind, before, after in rows)
    populations = models.Population.objects.order_by("code", "year")
    return iter(populations.values_list("code", "year", "count").iterator())


def _unit(row: models.Authority) -> AuthorityFact:
    return AuthorityFact(
        code=row.code,
        name=row.name,
        official_names=tuple(OfficialName(*pair) for pair in row.official_names),
        kind=row.kind,
        county_code=row.county_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        longitude=row.longitude,
        latitude=row.latitude,
    )


def _weight(row: models.DivisionWeight) -> WeightFact:
    return WeightFact(row.date, row.code_before, row.code_after, row.basis, row.share, row.source)


def _unit_row(row: models.Authority) -> tuple[object, ...]:
    official = "|".join(":".join(pair) for pair in row.official_names)
    end = row.valid_to.isoformat() if row.valid_to else ""
    days = (row.valid_from.isoformat(), end)
    return (row.code, row.name, official, row.kind, row.county_code, *days, row.longitude, row.latitude)
