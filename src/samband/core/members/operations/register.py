# SPDX-License-Identifier: EUPL-1.2
"""Filling the register from a country pack."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.country.rules import AuthorityFact, Pack
from samband.core.members import models
from samband.core.members.card import LOAD_PACK
from samband.core.members.operations.import_writing import forget_unused_imports

Row = TypeVar("Row", bound=Model)
BATCH = 500


@dataclass(frozen=True, slots=True)
class LoadedRegister:
    """What the register holds after loading. has_changed: False when it held exactly this pack already."""

    pack: str
    version: str
    has_changed: bool
    authorities: int
    successions: int
    populations: int
    population_cells: int


@transaction.atomic
def load_pack(*, pack: Pack, by: Actor, at: datetime) -> LoadedRegister:
    """Make the register hold the facts of the pack, and what was imported beside it. Again changes nothing.

    Rows keep their keys: what is new is added, what differs is corrected, what is gone is removed. Where the
    pack tells of a code that was imported, the pack goes first; what was imported for another country goes.
    Raises NotAllowed.
    """
    require(actor=by, permission=LOAD_PACK)
    description = pack.description
    has_changed = not models.LoadedPack.objects.filter(name=description.code, digest=pack.digest).exists()
    loaded = LoadedRegister(
        pack=description.code,
        version=description.version,
        has_changed=has_changed,
        authorities=len(pack.authorities),
        successions=len(pack.successions),
        populations=len(pack.populations),
        population_cells=len(pack.population_cells),
    )
    if has_changed:
        _replace_register(pack)
        _note(pack, at)
        details = {**asdict(loaded), "digest": pack.digest}
        about = f"members.pack:{description.code}"
        record(event="members.pack_loaded", by=by.reference, at=at, about=about, details=details)
    return loaded


def _replace_register(pack: Pack) -> None:
    models.RegisterImport.objects.exclude(pack=pack.description.code).delete()
    models.Authority.objects.filter(
        imported__isnull=False, code__in={fact.code for fact in pack.authorities}
    ).delete()
    _replace(models.Authority, _authorities(pack), keys=("code", "valid_from"))
    _replace(
        models.Succession,
        [
            models.Succession(
                date=fact.on, kind=fact.kind, code_before=fact.code_before, code_after=fact.code_after
            )
            for fact in pack.successions
        ],
        keys=("date", "code_before", "code_after"),
    )
    _replace(
        models.DivisionWeight,
        [
            models.DivisionWeight(
                date=fact.on,
                code_before=fact.code_before,
                code_after=fact.code_after,
                basis=fact.basis,
                share=fact.share,
                source=fact.source,
            )
            for fact in pack.weights
        ],
        keys=("date", "code_before", "code_after", "basis"),
    )
    _replace(
        models.Population,
        [
            models.Population(code=fact.code, year=fact.year, count=fact.population)
            for fact in pack.populations
        ],
        keys=("code", "year"),
    )
    _replace(
        models.PopulationBySexAndAge,
        [
            models.PopulationBySexAndAge(
                code=fact.code,
                year=fact.year,
                sex=fact.sex,
                age_group=fact.age_group,
                count=fact.population,
            )
            for fact in pack.population_cells
        ],
        keys=("year", "code", "sex", "age_group"),
    )
    _follow_pack(pack)
    forget_unused_imports()


def _follow_pack(pack: Pack) -> None:
    """What was imported lies in units of the pack: their names may be others now, and the levels of kinds."""
    names = dict(models.Authority.objects.order_by("valid_from").values_list("code", "name"))
    imported = list(models.Authority.objects.filter(imported__isnull=False))
    for one in imported:
        one.county_name = names.get(one.county_code, "")
        one.level = pack.description.level(kind=one.kind) or one.level
    models.Authority.objects.bulk_update(imported, ["county_name", "level"], batch_size=BATCH)


def _authorities(pack: Pack) -> list[models.Authority]:
    spells: dict[str, list[AuthorityFact]] = {}
    for fact in pack.authorities:
        spells.setdefault(fact.code, []).append(fact)
    return [
        _authority(
            fact,
            level=pack.description.level(kind=fact.kind),
            county_name=_county_name(fact, spells.get(fact.county_code, ())),
        )
        for fact in pack.authorities
    ]


def _authority(fact: AuthorityFact, *, level: str, county_name: str) -> models.Authority:
    return models.Authority(
        code=fact.code,
        name=fact.name,
        official_names=[[official.language, official.name] for official in fact.official_names],
        kind=fact.kind,
        level=level,
        county_code=fact.county_code,
        county_name=county_name,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        longitude=fact.longitude,
        latitude=fact.latitude,
    )


def _county_name(fact: AuthorityFact, spells: Iterable[AuthorityFact]) -> str:
    """The county's name on the day the authority began. spells: those of the county's code."""
    return next((county.name for county in spells if county.is_in_force(on=fact.valid_from)), "")


def _replace(model: type[Row], rows: Sequence[Row], *, keys: tuple[str, ...]) -> None:
    """Make the table hold exactly these rows and what was imported, in a few statements for thousands."""
    wanted = {tuple(getattr(row, key) for key in keys) for row in rows}
    others = [f.name for f in model._meta.concrete_fields if f.name not in keys and not f.primary_key]
    of_the_pack = {"imported__isnull": True} if "imported" in others else {}
    held = model._default_manager.filter(**of_the_pack).values_list("pk", *keys)
    gone = [pk for pk, *key in held if tuple(key) not in wanted]
    for start in range(0, len(gone), BATCH):
        model._default_manager.filter(pk__in=gone[start : start + BATCH]).delete()
    model._default_manager.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=bool(others),
        update_fields=others or None,
        unique_fields=keys if others else None,
    )


def _note(pack: Pack, at: datetime) -> None:
    description = pack.description
    models.LoadedPack.objects.exclude(name=description.code).delete()
    models.LoadedPack.objects.update_or_create(
        name=description.code,
        defaults={
            "version": description.version,
            "compiled_on": description.compiled_on,
            "digest": pack.digest,
            "loaded_at": at,
            "sources": [asdict(source) for source in description.sources],
            "size_classes": [asdict(size) for size in description.size_classes],
            "tiers": [asdict(tier) for tier in description.tiers],
            "population_days": {
                str(year): day.isoformat() for year, day in description.population_days.items()
            },
        },
    )
