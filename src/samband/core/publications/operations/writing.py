# SPDX-License-Identifier: EUPL-1.2
"""The files of a publication: each says what it holds, and whether the data is synthetic."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from samband.core.publications.analysis.columns import COLUMN_WORDS
from samband.core.publications.rules import CSV, METADATA, PARQUET, SYNTHETIC, Provenance
from samband.engines.tables import ReleasedTable, write_csv
from samband.engines.tables.files import synthetic_mark


@dataclass(frozen=True, slots=True)
class Heading:
    """What the metadata says beside the table. supersedes: version before this one."""

    series: str
    version: int
    title: Mapping[str, str]
    provenance: Provenance
    published_at: datetime
    supersedes: int | None


def write_files(
    *, folder: Path, table: ReleasedTable, heading: Heading, documents: Mapping[str, bytes]
) -> dict[str, str]:
    """Write the table, the documents and the metadata. Returns the SHA-256 of each file by name."""
    synthetic = heading.provenance.is_synthetic
    with (folder / CSV).open("w", encoding="utf-8", newline="") as file:
        write_csv(rows=table, to=file, also=synthetic_mark(is_synthetic=synthetic))
    digests = {CSV: _digest(folder / CSV)}
    _write_parquet(folder / PARQUET, table, heading, digests[CSV])
    digests[PARQUET] = _digest(folder / PARQUET)
    for name, content in documents.items():
        (folder / name).write_bytes(content)
        digests[name] = _digest(folder / name)
    text = json.dumps(_metadata(table, heading, digests), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / METADATA).write_text(text + "\n", encoding="utf-8")
    return {**digests, METADATA: _digest(folder / METADATA)}


def _metadata(table: ReleasedTable, heading: Heading, digests: Mapping[str, str]) -> dict[str, object]:
    notice = {"notice": SYNTHETIC} if heading.provenance.is_synthetic else {}
    return {
        **notice,
        "series": heading.series,
        "version": heading.version,
        "supersedes": heading.supersedes,
        "title": dict(heading.title),
        "synthetic": heading.provenance.is_synthetic,
        "published_at": heading.published_at.isoformat(),
        "digest": digests[CSV],
        "files": {name: {"sha256": digest} for name, digest in digests.items()},
        "columns": dict(COLUMN_WORDS),
        "figures": len(table),
        "provenance": heading.provenance.to_mapping(),
        "disclosure_rules": dict(table.rules),
    }


_FIGURES: Final = ("value", "se", "lower", "upper")
_TEXTS: Final = ("group", "unit", "measure", "statistic", "category", "status")


def _write_parquet(path: Path, table: ReleasedTable, heading: Heading, digest: str) -> None:
    """Typed columns in the order of the table, by one thread so that the bytes are the same each time."""
    synthetic = str(heading.provenance.is_synthetic).lower()
    figures = ", ".join(f"CASE WHEN NOT isnan({name}) THEN {name} END AS {name}" for name in _FIGURES)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("figures", _columns(table))
        connection.execute(  # our own names, and a path with its quotes doubled
            f"""COPY (
                SELECT "group", unit, measure, statistic, category,
                    CASE WHEN n >= 0 THEN n::INTEGER END AS n, {figures}, status, {synthetic} AS synthetic
                FROM figures
            ) TO '{_quoted(str(path))}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{
                series: '{heading.series}', version: '{heading.version}',
                synthetic: '{synthetic}', table_csv_sha256: '{digest}'
            }})"""  # noqa: S608
        )


def _columns(table: ReleasedTable) -> dict[str, NDArray[Any]]:
    """Arrays by column: missing figures are NaN, a missing n is -1."""
    texts = {name: np.array([str(getattr(row, name)) for row in table], dtype=object) for name in _TEXTS}
    figures = {name: np.array([getattr(row, name) for row in table], dtype=np.float64) for name in _FIGURES}
    n = np.array([-1 if row.n is None else row.n for row in table], dtype=np.int64)
    return {**texts, **figures, "n": n}


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
