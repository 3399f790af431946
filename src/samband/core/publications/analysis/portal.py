# SPDX-License-Identifier: EUPL-1.2
"""Publications as open-data portals harvest them: DCAT-AP 3.0 in JSON-LD."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from samband.core.publications.rules import media_type

CONTEXT: Final[Mapping[str, object]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "adms": "http://www.w3.org/ns/adms#",
}
_THEME: Final = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_PUBLIC: Final = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes. name: of the association. address: of its pages, with the scheme and a / at the end."""

    name: str
    address: str
    licence: str


@dataclass(frozen=True, slots=True)
class Table:
    """A version of a published table. page: path of what people read. files: name -> (path, SHA-256)."""

    series: str
    version: int
    title: Mapping[str, str]
    population: str
    source: str
    period: str
    published_at: datetime
    page: str
    files: Mapping[str, tuple[str, str]]
    supersedes: int | None


def portal_catalogue(*, tables: Iterable[Table], publisher: Publisher, path: str) -> Mapping[str, object]:
    """A dcat:Catalog of the tables. path: where it is served."""
    entries = [_dataset(table, publisher) for table in tables]
    return {
        "@context": CONTEXT,
        "@id": publisher.address + path.lstrip("/"),
        "@type": "dcat:Catalog",
        "dct:title": [_said("Open data", "en")],
        "dct:description": [_said(f"Tables published by {publisher.name}, in all versions.", "en")],
        "dct:publisher": _agent(publisher),
        "dct:license": {"@id": publisher.licence},
        "dcat:dataset": entries,
    }


def portal_dataset(*, table: Table, publisher: Publisher) -> Mapping[str, object]:
    """A dcat:Dataset that stands by itself."""
    return {"@context": CONTEXT, **_dataset(table, publisher)}


def _dataset(table: Table, publisher: Publisher) -> Mapping[str, object]:
    before = _name(table.series, table.supersedes, publisher) if table.supersedes else None
    return {
        "@id": _name(table.series, table.version, publisher),
        "@type": "dcat:Dataset",
        "dct:identifier": f"{table.series}/{table.version}",
        "dct:title": [_said(text, language) for language, text in table.title.items()],
        "dct:description": [_said(f"Covers: {table.population}. Source: {table.source}.", "en")],
        "dct:publisher": _agent(publisher),
        "dct:issued": {"@value": table.published_at.isoformat(), "@type": "xsd:dateTime"},
        "dct:accessRights": {"@id": _PUBLIC},
        **_temporal(table.period),
        "dcat:theme": {"@id": _THEME},
        "dcat:version": str(table.version),
        **({"dcat:previousVersion": {"@id": before}} if before else {}),
        "dcat:landingPage": {"@id": publisher.address + table.page.lstrip("/")},
        "dcat:distribution": [_file(name, *where, publisher) for name, where in table.files.items()],
    }


def _file(name: str, path: str, digest: str, publisher: Publisher) -> Mapping[str, object]:
    address = publisher.address + path.lstrip("/")
    checked = {"@type": "spdx:Checksum", "spdx:algorithm": {"@id": _SHA256}, "spdx:checksumValue": digest}
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": [_said(name, "en")],
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _MEDIA + media_type(name).partition(";")[0]},
        "dct:license": {"@id": publisher.licence},
        **({"spdx:checksum": checked} if digest else {}),
    }


def _temporal(period: str) -> Mapping[str, object]:
    """A year, or two days with a stroke between; of other words nothing can be said."""
    days = re.fullmatch(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", period)
    year = re.fullmatch(r"\d{4}", period)
    if not days and not year:
        return {}
    first, last = days.groups() if days else (f"{period}-01-01", f"{period}-12-31")
    return {
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": first, "@type": "xsd:date"},
            "dcat:endDate": {"@value": last, "@type": "xsd:date"},
        }
    }


def _name(series: str, version: int | None, publisher: Publisher) -> str:
    return f"{publisher.address}publications/{series}/{version}/"


def _agent(publisher: Publisher) -> Mapping[str, object]:
    return {"@type": "foaf:Agent", "@id": publisher.address, "foaf:name": publisher.name}


def _said(text: str, language: str) -> Mapping[str, str]:
    return {"@value": text, "@language": language}
