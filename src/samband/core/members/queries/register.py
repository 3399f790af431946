# SPDX-License-Identifier: EUPL-1.2
"""Public facts about the members: everybody may read them, so nothing is guarded here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from statistics import fmean, median

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from samband.core.country.rules import LOCAL, UPPER, OfficialName, SizeClass, Source, Tier
from samband.core.members import models
from samband.core.members.queries.sources import imports
from samband.core.members.rules import (
    THRESHOLD,
    AuthorityRecord,
    PopulationCell,
    RegisterStatistics,
    SizeClassCount,
    SuccessionRecord,
    UnknownAuthority,
    Vintage,
)


def authorities_on(*, on: date, kind: str = "", level: str = LOCAL) -> tuple[AuthorityRecord, ...]:
    """Authorities in force on the day, in the order of their codes; empty before the register.

    kind: a kind of authority; all of the level when there is none, the local authorities if left out.
    """
    wanted = {"kind": kind} if kind else {"level": level}
    records = tuple(map(_record, _with_population(_in_force(on, **wanted), on)))
    return _counties(records, on) if any(one.level == UPPER for one in records) else records


def authority(*, code: str, on: date) -> AuthorityRecord:
    """The authority with this code on the day. Raises UnknownAuthority."""
    found = _with_population(_in_force(on, code=code), on).first()
    if found is None:
        raise UnknownAuthority(code, on)
    return _whole(_record(found), on)


def latest_authority(*, code: str, on: date) -> AuthorityRecord:
    """The authority that has or had this code: on the day, else when it last was, else first is.

    Raises UnknownAuthority when no authority ever had the code.
    """
    spells = list(models.Authority.objects.filter(code=code).order_by("valid_from"))
    if not spells:
        raise UnknownAuthority(code)
    spell = next((one for one in reversed(spells) if one.valid_from <= on), spells[0])
    day = max(on, spell.valid_from)
    if spell.valid_to is not None and day >= spell.valid_to:
        day = date.fromordinal(spell.valid_to.toordinal() - 1)
    return authority(code=code, on=day)


def names_on(*, codes: Iterable[str], on: date) -> Mapping[str, str]:
    """Code -> name on the day, else the latest before it, else the first; unknown codes are left out."""
    spells = models.Authority.objects.filter(code__in=set(codes)).order_by("valid_from")
    names: dict[str, str] = {}
    for code, name, begins in spells.values_list("code", "name", "valid_from"):
        if code not in names or begins <= on:
            names[code] = name
    return names


def places_on(*, codes: Iterable[str], on: date) -> Mapping[str, tuple[str, str]]:
    """Code -> name and name of the county, as ``names_on``; the county is empty where there is none."""
    spells = models.Authority.objects.filter(code__in=set(codes)).order_by("valid_from")
    places: dict[str, tuple[str, str]] = {}
    for code, name, county, begins in spells.values_list("code", "name", "county_name", "valid_from"):
        if code not in places or begins <= on:
            places[code] = (name, county)
    return places


def unit_names(*, on: date) -> tuple[tuple[str, str], ...]:
    """(code, name) of all units in force on the day, by name; one query, for choices."""
    return tuple(_in_force(on).order_by("name", "code").values_list("code", "name"))


def population_by_sex_and_age(*, year: int) -> tuple[PopulationCell, ...]:
    """Inhabitants on 1 January by unit, sex and age group, children too.

    Units are those in force on that day. Empty for a year that the register does not hold.
    """
    cells = models.PopulationBySexAndAge.objects.filter(year=year).order_by("code", "sex", "age_group")
    rows = cells.values_list("code", "sex", "age_group", "count")
    return tuple(PopulationCell(*row) for row in rows.iterator(chunk_size=5000))


def successions_of(*, code: str) -> tuple[SuccessionRecord, ...]:
    """What the code came from and what it became, oldest first, with the names of the others."""
    own = models.Succession.objects.filter(Q(code_before=code) | Q(code_after=code))
    return _successions(own.order_by("date", "code_before", "code_after"), are_named=True)


def register_statistics(*, on: date) -> RegisterStatistics:
    """Number, size and counties of the municipalities in force on the day (three queries)."""
    municipalities = authorities_on(on=on)
    known = sorted((one for one in municipalities if one.population is not None), key=_population)
    counts = [_population(one) for one in known]
    years = Counter(one.population_year for one in known)
    year = max((year for year in years if year is not None), default=None)
    return RegisterStatistics(
        on=on,
        population_year=year,
        count=len(municipalities),
        counties=_in_force(on, level=UPPER).count(),
        without_population=len(municipalities) - len(known),
        older_figures=len(known) - years[year],
        population=sum(counts),
        smallest=known[0] if known else None,
        largest=known[-1] if known else None,
        mean=fmean(counts) if counts else None,
        median=median(counts) if counts else None,
        below_threshold=sum(count < THRESHOLD for count in counts),
        size_classes=tuple(_class_count(size, counts) for size in size_classes()),
    )


def county_names(*, on: date) -> tuple[tuple[str, str], ...]:
    """(code, name) of what local authorities lie in on the day, counties in most countries, by name."""
    return tuple(_in_force(on, level=UPPER).order_by("name").values_list("code", "name"))


def notable_days(*, most: int = 4) -> tuple[date, ...]:
    """The latest days on which the division into units changed, or with inhabitants by sex and age."""
    divisions = models.Succession.objects.exclude(kind__in=("renamed", "transferred"))
    first = models.Authority.objects.aggregate(first=Min("valid_from"))["first"]
    changes = {*divisions.values_list("date", flat=True).distinct(), *([first] if first else [])}
    years = models.PopulationBySexAndAge.objects.values_list("year", flat=True).distinct()
    return tuple(sorted(changes | {date(year, 1, 1) for year in years})[-most:])


def size_classes() -> tuple[SizeClass, ...]:
    """The size classes of the country, smallest first; empty before a pack is loaded."""
    stored = models.LoadedPack.objects.values_list("size_classes", flat=True).first() or []
    return tuple(SizeClass(**fields) for fields in stored)


def tiers() -> tuple[Tier, ...]:
    """The kinds of authority of the country and their words; empty before a pack is loaded."""
    stored = models.LoadedPack.objects.values_list("tiers", flat=True).first() or []
    return tuple(Tier(**fields) for fields in stored)


def kinds_on(*, on: date) -> frozenset[str]:
    """The kinds of authority that somebody is of on the day."""
    return frozenset(_in_force(on).order_by().values_list("kind", flat=True).distinct())


def population_days() -> Mapping[int, date]:
    """Year -> the day on which its inhabitants were counted, for years in which that was not 1 January."""
    days = models.LoadedPack.objects.values_list("population_days", flat=True).first() or {}
    return {int(year): date.fromisoformat(day) for year, day in days.items()}


def population_day(*, year: int) -> date:
    """The day on which the inhabitants of the year were counted: 1 January unless the pack says otherwise."""
    return population_days().get(year, date(year, 1, 1))


def vintage() -> Vintage | None:
    """The country pack in the register and its sources; None before a pack is loaded."""
    pack = models.LoadedPack.objects.first()
    if pack is None:
        return None
    sources = tuple(Source(**fields) for fields in pack.sources)
    return Vintage(pack.name, pack.version, pack.compiled_on, sources, imports())


def _in_force(on: date, **wanted: str) -> QuerySet[models.Authority]:
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return models.Authority.objects.filter(still, valid_from__lte=on, **wanted).order_by("code")


def _with_population(authorities: QuerySet[models.Authority], on: date) -> QuerySet[models.Authority]:
    latest = models.Population.objects.filter(code=OuterRef("code"), year__lte=on.year).order_by("-year")
    return authorities.annotate(
        population=Subquery(latest.values("count")[:1]), population_year=Subquery(latest.values("year")[:1])
    )


def _record(row: models.Authority) -> AuthorityRecord:
    return AuthorityRecord(
        code=row.code,
        name=row.name,
        kind=row.kind,
        county_code=row.county_code,
        county_name=row.county_name,
        longitude=row.longitude,
        latitude=row.latitude,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        population=row.population,  # type: ignore[attr-defined]
        population_year=row.population_year,  # type: ignore[attr-defined]
        official_names=tuple(OfficialName(*pair) for pair in row.official_names),
        level=row.level,
    )


def _whole(record: AuthorityRecord, on: date) -> AuthorityRecord:
    return _counties((record,), on)[0] if record.level == UPPER else record


def _counties(counties: tuple[AuthorityRecord, ...], on: date) -> tuple[AuthorityRecord, ...]:
    """A county's inhabitants are those of its municipalities; unknown when one of them is."""
    inside: dict[str, list[AuthorityRecord]] = {}
    for one in authorities_on(on=on):
        inside.setdefault(one.county_code, []).append(one)
    return tuple(_summed(county, inside.get(county.code, [])) for county in counties)


def _summed(county: AuthorityRecord, municipalities: list[AuthorityRecord]) -> AuthorityRecord:
    if not municipalities or any(one.population is None for one in municipalities):
        return county
    years = [one.population_year for one in municipalities if one.population_year is not None]
    return replace(county, population=sum(map(_population, municipalities)), population_year=min(years))


def _population(record: AuthorityRecord) -> int:
    return record.population or 0


def _class_count(size: SizeClass, counts: list[int]) -> SizeClassCount:
    inside = [count for count in counts if size.holds(count)]
    return SizeClassCount(size.code, size.minimum, size.below, len(inside), sum(inside))


def _successions(
    rows: QuerySet[models.Succession], *, are_named: bool = False
) -> tuple[SuccessionRecord, ...]:
    fields = rows.values_list("date", "kind", "code_before", "code_after")
    steps = tuple(SuccessionRecord(*row) for row in fields)
    return _named(steps) if are_named else steps


def _named(steps: tuple[SuccessionRecord, ...]) -> tuple[SuccessionRecord, ...]:
    codes = {step.code_before for step in steps} | {step.code_after for step in steps}
    names = dict(
        models.Authority.objects.filter(code__in=codes).order_by("valid_from").values_list("code", "name")
    )
    return tuple(
        replace(step, name_before=names.get(step.code_before, ""), name_after=names.get(step.code_after, ""))
        for step in steps
    )
