# SPDX-License-Identifier: EUPL-1.2
"""A planned import into the tables of the register."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db.models import Exists, Model, OuterRef

from samband.core.access.rules import Actor
from samband.core.members import models
from samband.core.members.rules.importing import ImportPlan, ImportSource

BATCH = 500


def write_plan(
    *, plan: ImportPlan, source: ImportSource, loaded: models.LoadedPack, by: Actor, at: datetime
) -> None:
    """What is another than before is written anew, so that it names the file that told it last."""
    told = models.RegisterImport.objects.create(
        pack=loaded.name, **asdict(source), imported_at=at, imported_by=by.reference
    )
    _take_out(plan)
    _add(_units(plan, loaded, told))
    _add(
        models.Population(code=fact.code, year=fact.year, count=fact.population, imported=told)
        for fact in plan.populations
    )
    _add(
        models.Succession(
            date=fact.on,
            kind=fact.kind,
            code_before=fact.code_before,
            code_after=fact.code_after,
            imported=told,
        )
        for fact in plan.successions
    )
    forget_unused_imports()


def forget_unused_imports() -> None:
    """A file of which nothing is left in the register is no source of it any more."""
    unused = models.RegisterImport.objects.all()
    for model in (models.Authority, models.Population, models.Succession):
        unused = unused.exclude(Exists(model._default_manager.filter(imported=OuterRef("pk"))))
    unused.delete()


def _units(
    plan: ImportPlan, loaded: models.LoadedPack, told: models.RegisterImport
) -> Iterable[models.Authority]:
    levels = {str(tier["kind"]): str(tier["level"]) for tier in loaded.tiers}
    for unit in plan.units:
        yield models.Authority(
            code=unit.code,
            name=unit.name,
            official_names=[[official.language, official.name] for official in unit.official_names],
            kind=unit.kind,
            level=levels[unit.kind],
            county_code=unit.county_code,
            county_name=plan.county_names[unit.code, unit.valid_from],
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            longitude=unit.longitude,
            latitude=unit.latitude,
            imported=told,
        )


def _add(rows: Iterable[Model]) -> None:
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=BATCH)


def _take_out(plan: ImportPlan) -> None:
    """Only what was imported: the pack's rows are never among what goes."""
    _delete(models.Authority, ("code",), {(code,) for code in plan.gone_units})
    counts = {(fact.code, fact.year) for fact in plan.populations} | plan.gone_populations
    _delete(models.Population, ("code", "year"), counts)
    changes = {(fact.on, fact.code_before, fact.code_after) for fact in plan.successions}
    _delete(models.Succession, ("date", "code_before", "code_after"), changes | plan.gone_successions)


def _delete(model: type[Model], names: tuple[str, ...], keys: Iterable[tuple[object, ...]]) -> None:
    wanted, table = set(keys), model._default_manager
    held = table.filter(imported__isnull=False).values_list("pk", *names)
    gone = [pk for pk, *key in held if tuple(key) in wanted]
    for start in range(0, len(gone), BATCH):
        table.filter(pk__in=gone[start : start + BATCH]).delete()
