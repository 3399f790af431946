# SPDX-License-Identifier: EUPL-1.2
"""Answers as CSV with a description of its columns (CSV on the Web), and as Parquet."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.engines.microdata.model import Dataset, Kind, Said, Variable
from samband.engines.tables import harmless

ANSWERS, CODES, DESCRIPTION = "answers.csv", "codes.csv", "csv-metadata.json"
_DIALECT = (
    "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
    "new_line = '\\n', max_line_size = 10000000"
)
_COLUMN_TYPES = {Kind.NUMBER: "DOUBLE", Kind.DAY: "DATE", Kind.TEXT: "VARCHAR"}


def csv_files(*, data: Dataset) -> dict[str, str]:
    """File name -> text: answers, the codes in words, and what describes both after the W3C's CSVW."""
    return {
        ANSWERS: _csv([variable.name for variable in data.variables], data.rows),
        CODES: _csv(_code_columns(data), _code_rows(data)),
        DESCRIPTION: json.dumps(_description(data), ensure_ascii=False, indent=2) + "\n",
    }


def write_parquet(*, data: Dataset, path: Path) -> None:
    """Write the file; its key ``samband`` describes the columns as JSON. Same data, same bytes."""
    import duckdb

    names = {variable.name: _column_type(variable) for variable in data.variables}
    labels = json.dumps(_description(data), ensure_ascii=False, sort_keys=True)
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as connection:
        source = Path(folder) / ANSWERS
        source.write_text(_raw_csv(data), encoding="utf-8", newline="")
        rows = f"read_csv({_sql(str(source))}, columns = {_sql_map(names)}, {_DIALECT})"
        connection.execute(
            f"COPY (SELECT * FROM {rows}) TO "  # noqa: S608  texts are quoted
            f"{_sql(str(path))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{samband: {_sql(labels)}}})"
        )


def _csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """What a spreadsheet would run is made harmless."""
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return target.getvalue()


def _raw_csv(data: Dataset) -> str:
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([variable.name for variable in data.variables])
    writer.writerows(data.rows)
    return target.getvalue()


def _code_columns(data: Dataset) -> list[str]:
    return ["variable", "code", "number", "missing", *(f"label_{language}" for language in data.languages)]


def _code_rows(data: Dataset) -> list[list[object]]:
    return [
        [
            variable.name, code.value, code.number, code.why.value if code.why else "",
            *(code.label.get(language, "") for language in data.languages),
        ]
        for variable in data.variables
        for code in variable.codes
    ]  # fmt: skip


def _description(data: Dataset) -> Mapping[str, object]:
    columns = [_column(variable) for variable in data.variables]
    codes = [{"name": name, "datatype": "string"} for name in _code_columns(data)]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": data.language}],
        "dc:title": _said(data.title),
        "dc:identifier": f"{data.code} {data.version}",
        "dc:source": data.source,
        **({"dc:rights": data.licence} if data.licence else {}),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tables": [
            {"url": ANSWERS, "dc:title": _said(data.title), "tableSchema": {"columns": columns}},
            {"url": CODES, "tableSchema": {"columns": codes}},
        ],
    }


def _said(texts: Said) -> list[Mapping[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _column(variable: Variable) -> Mapping[str, object]:
    described = {"name": variable.name, "titles": variable.name, "dc:description": _said(variable.label)}
    return {**described, "datatype": _datatype(variable), "null": "", "required": False}


def _datatype(variable: Variable) -> object:
    if variable.codes:
        allowed = "|".join(re.escape(str(code.value)) for code in variable.codes)
        return {"base": "string", "format": f"({allowed})"}
    return {Kind.NUMBER: "number", Kind.DAY: {"base": "date", "format": "yyyy-MM-dd"}}.get(
        variable.kind, "string"
    )


def _column_type(variable: Variable) -> str:
    if variable.codes:
        return "INTEGER" if all(isinstance(code.value, int) for code in variable.codes) else "VARCHAR"
    return _COLUMN_TYPES[variable.kind]


def _sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sql_map(names: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_sql(name)}: {_sql(kind)}" for name, kind in names.items()) + "}"
