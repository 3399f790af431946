# SPDX-License-Identifier: EUPL-1.2
from typing import Any, NoReturn

from django.db import models


class PublishedStays(TypeError):  # noqa: N818  it names the fact
    """Somebody tried to change or delete what was published."""

    def __init__(self) -> None:
        super().__init__("What was published is never changed or deleted. Publish a new version instead.")


class LastingQuerySet(models.QuerySet[Any]):
    def update(self, **_kwargs: object) -> NoReturn:
        raise PublishedStays

    def delete(self) -> NoReturn:
        raise PublishedStays

    def bulk_update(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise PublishedStays


class Lasting(models.Model):
    """A row that is written once."""

    objects = LastingQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise PublishedStays
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise PublishedStays


class Publication(Lasting):
    """One version of a released table. digest: SHA-256 of table.csv. digests: of every file by name.

    folder: under the home folder's publications.
    """

    series = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    title = models.JSONField()
    digest = models.CharField(max_length=64)
    digests = models.JSONField()
    folder = models.CharField(max_length=200)
    figures = models.PositiveIntegerField()
    provenance = models.JSONField()
    rules = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)
    override_reason = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "version"], name="publication_version_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.version}"


class StoredReport(Lasting):
    """A report made of a publication, kept as a file. path: under the publication's folder."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="reports")
    unit = models.CharField(max_length=130)
    language = models.CharField(max_length=35)
    format = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=250)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "unit", "language", "format"], name="publication_report_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.path}"
