# SPDX-License-Identifier: EUPL-1.2
"""The files of which the register holds something beside the country pack. Public."""

from django.db.models import Q, QuerySet

from samband.core.members import models
from samband.core.members.rules.importing import ImportRecord, ImportSource


def imports() -> tuple[ImportRecord, ...]:
    """The files of which the register holds something, the latest first."""
    return _records(models.RegisterImport.objects.all())


def imports_of(*, code: str) -> tuple[ImportRecord, ...]:
    """The files that told of the authority with this code: of itself, its inhabitants or its changes."""
    own = (
        models.Authority.objects.filter(code=code),
        models.Population.objects.filter(code=code),
        models.Succession.objects.filter(Q(code_before=code) | Q(code_after=code)),
    )
    told = Q(pk__in=[])
    for rows in own:
        told |= Q(pk__in=rows.filter(imported__isnull=False).values("imported"))
    return _records(models.RegisterImport.objects.filter(told))


def _records(found: QuerySet[models.RegisterImport]) -> tuple[ImportRecord, ...]:
    return tuple(
        ImportRecord(ImportSource(one.title, one.publisher, one.licence, one.dated), one.imported_at.date())
        for one in found.order_by("-imported_at", "-pk")
    )
