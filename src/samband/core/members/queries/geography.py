# SPDX-License-Identifier: EUPL-1.2
"""The register as a geography: what a number was and became, and figures carried over its changes. Public."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from samband.core.country.rules import PopulationFact
from samband.core.members import models
from samband.core.members.rules import NotConvertible, PopulationPoint, UnknownAuthority
from samband.core.members.rules.geography import became, population_points, with_population_weights
from samband.engines.geography import (
    EXACT,
    Basis,
    Change,
    ChangeKind,
    ConvertedFigure,
    ConvertedTable,
    Geography,
    Layer,
    Method,
    Quantity,
    Series,
    Unit,
    Weight,
    ask,
    convert,
    convert_table,
    lineage,
)

_REMEMBERED: dict[tuple[str, str], Geography] = {}
"""Digests of the loaded pack and of what was imported beside it -> the geography: the last asked for."""


def geography() -> Geography:
    """All units, changes and weights of the register; empty before a pack is loaded.

    Read once for each loaded pack or import and remembered: one query when nothing changed, else five.
    """
    digest = models.LoadedPack.objects.values_list("digest", "imports_digest").first() or ("", "")
    found = _REMEMBERED.get(digest)
    if found is None:
        found = _read()
        _REMEMBERED.clear()
        _REMEMBERED[digest] = found
    return found


def code_on(*, code: str, known_on: date, on: date) -> str | NotConvertible:
    """The code on ``on`` of the unit that has ``code`` on ``known_on``. Raises UnknownAuthority."""
    return codes_on(codes=(code,), known_on=known_on, on=on)[code]


def codes_on(*, codes: Iterable[str], known_on: date, on: date) -> Mapping[str, str | NotConvertible]:
    """``code_on`` for many codes. Only the same territory keeps its figures: see ``converted`` for sums.

    Raises UnknownAuthority for the first code that is not in force on ``known_on``.
    """
    register, wanted = geography(), tuple(codes)
    known = register.generation(on=known_on)
    if unknown := next((code for code in wanted if code not in known), None):
        raise UnknownAuthority(unknown, known_on)
    return {code: became(geography=register, code=code, known_on=known_on, on=on) for code in wanted}


def converted(*, series: Series, to: date, method: Method = EXACT) -> tuple[ConvertedFigure, ...]:
    """A series of figures by authority on the borders of ``to``; see ``engines.geography.convert``."""
    return convert(series=series, geography=geography(), to=to, method=method)


def converted_table(
    *, layers: Sequence[Layer], to: date, quantity: Quantity, method: Method = EXACT
) -> ConvertedTable:
    """Many indicators at once on the borders of ``to``; see ``engines.geography.convert_table``."""
    return convert_table(geography=geography(), layers=layers, to=to, quantity=quantity, method=method)


def population_series(*, code: str, on: date) -> tuple[PopulationPoint, ...]:
    """Inhabitants by year of the territory that ``code`` has on ``on``, or nearest to it, oldest first.

    Units that it was put together of are added up; years in which a part of it was elsewhere are left out.
    """
    register = geography()
    if code not in register.spells:
        return ()
    unit = ask(geography=register, code=code, on=on).nearest
    return population_points(
        geography=register, unit=unit, populations=_populations(_relatives(register, unit))
    )


def _relatives(register: Geography, unit: Unit) -> set[str]:
    """The codes that may hold figures of the unit's territory."""
    links = lineage(geography=register, unit=unit).links
    return {unit.code} | {one.code for link in links for one in (link.before, link.after)}


def _populations(codes: Iterable[str]) -> list[PopulationFact]:
    return _facts(models.Population.objects.filter(code__in=set(codes)))


def _facts(rows: QuerySet[models.Population]) -> list[PopulationFact]:
    return [
        PopulationFact(*row) for row in rows.values_list("code", "year", "count").order_by("year", "code")
    ]


def _read() -> Geography:
    units = models.Authority.objects.values_list("code", "name", "level", "valid_from", "valid_to")
    changes = models.Succession.objects.values_list("date", "kind", "code_before", "code_after")
    weights = models.DivisionWeight.objects.values_list(
        "date", "code_before", "code_after", "basis", "share", "source"
    )
    plain = Geography(
        tuple(Unit(*row) for row in units.order_by("code", "valid_from")),
        tuple(
            Change(on, ChangeKind(kind), before, after)
            for on, kind, before, after in changes.order_by("date", "code_before", "code_after")
        ),
        tuple(
            Weight(on, before, after, Basis(basis), share, source)
            for on, before, after, basis, share, source in weights.order_by("date", "code_before")
        ),
    )
    years = {year for day in plain.days for year in (day.year - 1, day.year, day.year + 1)}
    return with_population_weights(
        geography=plain, populations=_facts(models.Population.objects.filter(year__in=years))
    )
