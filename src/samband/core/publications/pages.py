# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format

from samband.core.publications import queries
from samband.core.publications.rules import BUNDLE, FILES


@dataclass(frozen=True, slots=True)
class Download:
    """A file to fetch. name: as it lies there; what: its kind."""

    name: str
    what: str
    url: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as it is listed."""

    version: int
    published_at: datetime
    period: str
    figures: int
    digest: str
    is_latest: bool
    is_synthetic: bool
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series with its newest title, population and source, and its versions, newest first."""

    name: str
    title: str
    population: str
    source: str
    versions: tuple[VersionLine, ...]


def catalogue_lines(*, language: str) -> tuple[SeriesLine, ...]:
    """The open catalogue in the reader's language."""
    return tuple(
        SeriesLine(
            name=series.name,
            title=series.latest.title_in(language),
            population=series.latest.provenance.population,
            source=series.latest.provenance.source,
            versions=tuple(_version_line(publication) for publication in series.versions),
        )
        for series in queries.catalogue()
    )


def _version_line(publication: queries.PublicationRecord) -> VersionLine:
    return VersionLine(
        version=publication.version,
        published_at=publication.published_at,
        period=_period(publication.provenance.period),
        figures=publication.figures,
        digest=publication.digest,
        is_latest=publication.is_latest,
        is_synthetic=publication.provenance.is_synthetic,
        downloads=(*(_download(publication, name) for name in FILES), _everything(publication)),
    )


def _period(text: str) -> str:
    """Two days of ISO 8601 as the reader's language writes them; anything else, such as a year, as it is."""
    try:
        first, last = (date_format(date.fromisoformat(day), "DATE_FORMAT") for day in text.split("/"))
    except ValueError:
        return text
    return f"{first} – {last}"


def _download(publication: queries.PublicationRecord, name: str) -> Download:
    address = reverse(f"publications:{name}", args=[publication.series, publication.version])
    return Download(name, name.rpartition(".")[2].upper(), address)


def _everything(publication: queries.PublicationRecord) -> Download:
    address = reverse("publications:bundle", args=[publication.series, publication.version])
    return Download(BUNDLE, "ZIP", address)
