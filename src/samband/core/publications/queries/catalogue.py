# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from samband.core.publications.models import Publication
from samband.core.publications.rules import Provenance, UnknownPublication, text_in


@dataclass(frozen=True)
class PublicationRecord:
    """One version of a released table.

    title: language -> text. digest: SHA-256 of table.csv; digests: of each file. folder: below the home
    folder's publications. figures: rows of the table, withheld ones included. published_by: actor reference.
    supersedes, superseded_by: version numbers of the neighbours, None when there is none.
    """

    id: int
    series: str
    version: int
    title: Mapping[str, str]
    digest: str
    digests: Mapping[str, str]
    folder: str
    figures: int
    provenance: Provenance
    rules: Mapping[str, object]
    published_at: datetime
    published_by: str
    override_reason: str
    supersedes: int | None
    superseded_by: int | None

    @property
    def is_latest(self) -> bool:
        return self.superseded_by is None

    def title_in(self, language: str) -> str:
        """The title in the language, else in English, else in whichever there is."""
        return text_in(self.title, language)


@dataclass(frozen=True, slots=True)
class Series:
    """Versions of one table, newest first."""

    name: str
    versions: tuple[PublicationRecord, ...]

    @property
    def latest(self) -> PublicationRecord:
        return self.versions[0]


def latest(series: str) -> PublicationRecord | None:
    """The newest version, None when nothing was published in the series."""
    return next(iter(versions(series)), None)


def version(series: str, n: int) -> PublicationRecord:
    """Raises UnknownPublication."""
    for found in _all().filter(series=series, version=n):
        return record_of(found)
    raise UnknownPublication(series, n)


def versions(series: str) -> tuple[PublicationRecord, ...]:
    """Every version, newest first; none when nothing was published in the series."""
    return tuple(record_of(found) for found in _all().filter(series=series).order_by("-version"))


def catalogue() -> tuple[Series, ...]:
    """Every series with its versions, the series published in last before the others."""
    found = [record_of(each) for each in _all().order_by("series", "-version")]
    series = (Series(name, tuple(group)) for name, group in groupby(found, key=lambda one: one.series))
    return tuple(sorted(series, key=lambda one: one.latest.published_at, reverse=True))


def record_of(found: Publication) -> PublicationRecord:
    """The record of a row that was read with its neighbours."""
    newer = getattr(found, "superseded_by", None)
    return PublicationRecord(
        id=found.pk,
        series=found.series,
        version=found.version,
        title=found.title,
        digest=found.digest,
        digests=found.digests,
        folder=found.folder,
        figures=found.figures,
        provenance=Provenance(**found.provenance),
        rules=found.rules,
        published_at=found.published_at,
        published_by=found.published_by,
        override_reason=found.override_reason,
        supersedes=found.supersedes.version if found.supersedes else None,
        superseded_by=newer.version if newer else None,
    )


def _all() -> QuerySet[Publication]:
    return Publication.objects.select_related("supersedes", "superseded_by")
