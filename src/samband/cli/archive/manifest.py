# SPDX-License-Identifier: EUPL-1.2
"""What a backup says about itself. Everything else in the file is checked against it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final, Self

KIND: Final = "samband-backup"
FORMAT: Final = 1
MANIFEST, CONFIGURATION = "manifest.json", "configuration.env"
TABLES, FILES = "tables/", "files/"
MAX_PATH: Final = 1000
SEALED: Final = "collect.envelope"


class BadBackup(ValueError):  # noqa: N818  it names the fact
    """The file is no backup, is damaged, or is one that this version cannot read. The message says which."""


@dataclass(frozen=True, slots=True)
class Content:
    """One member of the file. size: bytes before compression."""

    member: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table. last_id: the highest number ever given to a row, so that none is given twice; 0 for none."""

    label: str
    columns: tuple[str, ...]
    rows: int
    last_id: int
    content: Content


@dataclass(frozen=True, slots=True)
class Manifest:
    """migrations: app -> names applied. left_out: what of the installation is not in the file, in words."""

    version: str
    created_at: datetime
    database: str
    migrations: Mapping[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    files: tuple[Content, ...]
    configuration: Content
    has_secrets: bool
    left_out: tuple[str, ...]

    @property
    def sealed(self) -> int:
        """Answers in the ballot box, which only the key of the installation opens."""
        return sum(table.rows for table in self.tables if table.label == SEALED)

    @property
    def contents(self) -> tuple[Content, ...]:
        """Every member that the manifest speaks of."""
        return (*(table.content for table in self.tables), *self.files, self.configuration)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def size(self) -> int:
        """Bytes of everything, unpacked."""
        return sum(content.size for content in self.contents)

    def to_json(self) -> str:
        told = asdict(self) | {"kind": KIND, "format": FORMAT, "created_at": self.created_at.isoformat()}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Raises BadBackup when it is not a manifest, is of a later format, or names a place outside."""
        try:
            told = json.loads(text)
            if told["kind"] != KIND:
                raise BadBackup(f"This is a “{told['kind']}”, not a backup of Samband.")
            if told["format"] > FORMAT:
                raise BadBackup("The backup was made by a newer Samband. Install that version first.")
            return cls(**_parts(told))
        except (KeyError, TypeError, AttributeError, RecursionError, ValueError) as fault:
            if isinstance(fault, BadBackup):
                raise
            raise BadBackup(f"The manifest of the backup cannot be read: {fault!r}.") from None


def _parts(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "version": str(told["version"]),
        "created_at": datetime.fromisoformat(told["created_at"]),
        "database": str(told["database"]),
        "migrations": {str(app): tuple(map(str, names)) for app, names in told["migrations"].items()},
        "tables": tuple(map(_table, told["tables"])),
        "files": tuple(_content(each, FILES) for each in told["files"]),
        "configuration": _content(told["configuration"], CONFIGURATION),
        "has_secrets": bool(told["has_secrets"]),
        "left_out": tuple(map(str, told["left_out"])),
    }


def _table(told: Mapping[str, Any]) -> Table:
    columns: Sequence[str] = told["columns"]
    return Table(
        label=str(told["label"]),
        columns=tuple(map(str, columns)),
        rows=int(told["rows"]),
        last_id=int(told["last_id"]),
        content=_content(told["content"], TABLES),
    )


def _content(told: Mapping[str, Any], prefix: str) -> Content:
    member, size = str(told["member"]), int(told["size"])
    _check_inside(member)
    if not member.startswith(prefix) or size < 0:
        raise BadBackup(f"“{member[:80]}” is no part of a backup.")
    return Content(member, size, str(told["sha256"]))


def _check_inside(member: str) -> None:
    """A plain relative path: nothing that could lead out of the folder it is unpacked in."""
    parts = member.split("/")
    is_plain = all(part not in {"", ".", ".."} for part in parts) and member.isprintable()
    if not is_plain or "\\" in member or ":" in parts[0] or len(member) > MAX_PATH:
        raise BadBackup(f"{member[:80]!r} would lead out of the home folder. The backup was tampered with.")
    if PurePosixPath(member).is_absolute():
        raise BadBackup(f"“{member[:80]}” is an absolute path. The backup was tampered with.")
