# SPDX-License-Identifier: EUPL-1.2
"""Everything about a publication in one archive, and the catalogue for portals. Open to everybody."""

import json
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from samband.core.publications.analysis.bundle import packed, read_me
from samband.core.publications.analysis.columns import described_columns
from samband.core.publications.analysis.portal import Publisher, Table, portal_catalogue, portal_dataset
from samband.core.publications.queries.catalogue import PublicationRecord, catalogue
from samband.core.publications.queries.files import file_of
from samband.core.publications.rules import BUNDLE, DESCRIBED, FILES, SYNTHETIC


def publisher(*, address: str) -> Publisher:
    """The association. address: of the pages, as https://data.example.org/."""
    return Publisher(settings.SAMBAND_ASSOCIATION, address, settings.SAMBAND_DATA_LICENCE)


def bundle(publication: PublicationRecord, *, address: str) -> bytes:
    """The archive, the same bytes each time from one address. Raises Tampered."""
    who = publisher(address=address)
    files = {name: file_of(publication, name).read_bytes() for name in publication.digests}
    files[DESCRIBED] = _json(described_columns(title=publication.title, licence=who.licence))
    files["dcat.json"] = _json(portal_dataset(table=_entry(publication), publisher=who))
    about = read_me(
        title=publication.title_in("en"),
        files=files,
        publisher=who.name,
        licence=who.licence,
        cite=_citation(publication, who),
        notice=SYNTHETIC if publication.provenance.is_synthetic else "",
    )
    return packed(files={"README.txt": about.encode(), **files})


def portal(*, address: str, path: str) -> bytes:
    """All versions of all tables as a DCAT-AP catalogue in JSON-LD."""
    tables = (_entry(one) for series in catalogue() for one in series.versions)
    return _json(portal_catalogue(tables=tables, publisher=publisher(address=address), path=path))


def _entry(publication: PublicationRecord) -> Table:
    place = [publication.series, publication.version]
    files = {name: (reverse(f"publications:{name}", args=place), publication.digests[name]) for name in FILES}
    return Table(
        series=publication.series,
        version=publication.version,
        title=publication.title,
        population=publication.provenance.population,
        source=publication.provenance.source,
        period=publication.provenance.period,
        published_at=publication.published_at,
        page=f"{reverse('publications:catalogue')}#series-{publication.series}",
        files={**files, BUNDLE: (reverse("publications:bundle", args=place), "")},
        supersedes=publication.supersedes,
    )


def _citation(publication: PublicationRecord, who: Publisher) -> str:
    return (
        f"{who.name} ({publication.published_at.year}): {publication.title_in('en')}, "
        f"version {publication.version}. SHA-256 {publication.digest}"
    )


def _json(document: Mapping[str, object]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
