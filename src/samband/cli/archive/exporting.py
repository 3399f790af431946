# SPDX-License-Identifier: EUPL-1.2
"""Tables as CSV with a description that programs read: a data package (Frictionless Data Package 1).

Source: https://specs.frictionlessdata.io/data-package/ and …/table-schema/. Backups are for Samband; an
export is for whoever reads the data without it, and is not read back.
"""

import csv
import inspect
import json
import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import Field, ForeignKey, JSONField, Model, TextField
from django.db.models.functions import Cast

from samband import __version__
from samband.cli.archive.openness import exported, is_exported_file
from samband.cli.archive.rows import AT_ONCE
from samband.cli.archive.snapshot import SNAPSHOT, moment
from samband.engines.tables.files import harmless

TYPES: Final = {
    "BooleanField": "boolean", "DateField": "date", "DateTimeField": "datetime", "FloatField": "number",
    "DecimalField": "number", "TimeField": "time", "DurationField": "duration",
}  # fmt: skip
JSON: Final = "JSON text"
Fields = list["Field[Any, Any]"]


@dataclass(frozen=True, slots=True)
class Export:
    """What was written. rows: of all tables."""

    tables: int
    rows: int
    files: int


def write_export(*, home: Path, to: Path, at: datetime, without_people: bool) -> Export:
    """Write everything to an empty folder, as it is at this moment. Others go on working."""
    resources = []
    with moment(home=home) as files:
        chosen = list(exported(without_people=without_people))
        (to / "tables").mkdir(mode=0o700)
        for model, fields in chosen:
            resources.append(_resource(to, model, fields, {each for each, _ in chosen}))
        taken = _copied(files.found, to, without_people=without_people)
    package = _package(resources, at, without_people=without_people)
    (to / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (to / "README.md").write_text("\n".join(_readme(package, at, without_people=without_people)), "utf-8")
    return Export(len(resources), sum(resource["rows"] for resource in resources), taken)


def _copied(found: dict[str, Path], to: Path, *, without_people: bool) -> int:
    chosen = [path for path in sorted(found) if is_exported_file(path=path, without_people=without_people)]
    for path in chosen:
        target = to / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(found[path], target)
    return len(chosen)


def _resource(to: Path, model: type[Model], fields: Fields, others: set[type[Model]]) -> dict[str, Any]:
    name = model._meta.label_lower
    path = to / "tables" / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer, rows = csv.writer(file), 0
        writer.writerow([field.column for field in fields])
        for row in _rows(model, fields):
            writer.writerow(row)
            rows += 1
    with path.open("rb") as file:
        digest = _digest(file)
    return {
        "name": name,
        "path": f"tables/{name}.csv",
        "title": model.__name__,
        "description": inspect.cleandoc(_words(model)),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{digest}",
        "bytes": path.stat().st_size,
        "rows": rows,
        "schema": _schema(model, fields, others),
    }


def _digest(file: Any) -> str:  # noqa: ANN401
    """SHA-256 of an open file."""
    digest = sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _words(model: type[Model]) -> str:
    """The docstring; not the list of columns that Django writes where there is none."""
    words = model.__doc__ or ""
    return "" if words.startswith(f"{model.__name__}(") else words


def _schema(model: type[Model], fields: Fields, others: set[type[Model]]) -> dict[str, Any]:
    links = [field for field in fields if isinstance(field, ForeignKey) and field.related_model in others]
    key = model._meta.pk
    return {
        "fields": [_described(field) for field in fields],
        "primaryKey": [key.column] if key in fields and key is not None else [],
        "foreignKeys": [
            {
                "fields": [link.column],
                "reference": {
                    "resource": link.target_field.model._meta.label_lower,
                    "fields": [link.target_field.column],
                },
            }
            for link in links
        ],
        "missingValues": [""],
    }


def _described(field: "Field[Any, Any]") -> dict[str, Any]:
    kind = getattr(field, "target_field", field).get_internal_type()
    type_ = TYPES.get(kind, "integer" if "Integer" in kind or "AutoField" in kind else "string")
    told: dict[str, Any] = {"name": field.column, "type": type_}
    if isinstance(field, JSONField):
        told["description"] = JSON
    if field.choices:
        told["constraints"] = {"enum": [value for value, _ in field.flatchoices]}
    if not field.null and type_ != "string":
        told.setdefault("constraints", {})["required"] = True
    return told


def _rows(model: type[Model], fields: Fields) -> Iterator[list[object]]:
    casts = {f"json_{field.attname}": Cast(field.attname, TextField()) for field in fields if _is_json(field)}
    names = [f"json_{field.attname}" if _is_json(field) else field.attname for field in fields]
    found = model._base_manager.using(SNAPSHOT).order_by("pk").annotate(**casts).values_list(*names)
    for row in found.iterator(chunk_size=AT_ONCE):
        yield [_cell(value) for value in row]


def _is_json(field: "Field[Any, Any]") -> bool:
    return isinstance(field, JSONField)


def _cell(value: object) -> object:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return b64encode(value).decode("ascii")
        case str():
            return harmless(value)
    return value


def _package(resources: list[dict[str, Any]], at: datetime, *, without_people: bool) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "samband-export",
        "title": f"{settings.SAMBAND_ASSOCIATION}: all tables"
        + (" without people" if without_people else ""),
        "created": at.isoformat(),
        "version": __version__,
        "synthetic": settings.SAMBAND_IS_DEMO,
        "resources": resources,
    }


def _readme(package: dict[str, Any], at: datetime, *, without_people: bool) -> Iterable[str]:
    yield f"# {package['title']}\n"
    if settings.SAMBAND_IS_DEMO:
        yield "**Synthetic data made for demonstration. No figure says anything about a real authority.**\n"
    yield f"Exported {at:%Y-%m-%d %H:%M} UTC by Samband {__version__}.\n"
    yield (
        "Without people: no accounts, no offices, no answers, nobody's name behind what was done.\n"
        if without_people
        else "**Holds personal data and answers.** Keep it as safe as the installation; delete it later.\n"
    )
    yield "- `tables/`: one CSV file a table, UTF-8, with commas; `datapackage.json` describes every column."
    yield "- An empty field is nothing; in a column of text that is never missing it is an empty text."
    yield "- A text that a spreadsheet would run as a formula has an apostrophe before it: take it off."
    yield f"- Times are ISO 8601 with their zone. Columns described as “{JSON}” hold JSON."
    yield "- `publications/`: every released table as it was published, with its metadata and reports.\n"
    yield "| table | rows | what a row is |\n|---|---:|---|"
    for resource in package["resources"]:
        first = resource["description"].partition("\n")[0].replace("|", "/")
        yield f"| `{resource['name']}` | {resource['rows']} | {first} |"
    yield ""
