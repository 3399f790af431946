# SPDX-License-Identifier: EUPL-1.2
"""A register out of a file, whatever published format it has; nothing in it is trusted."""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from samband.engines.files import Fault, FileFault, Limits, Unreadable, read_table, unpacked_parts
from samband.engines.registers.bods import read_bods
from samband.engines.registers.brreg import is_unit, read_brreg, read_brreg_table
from samband.engines.registers.faults import RegisterFault
from samband.engines.registers.followthemoney import read_followthemoney
from samband.engines.registers.found import Format, Found
from samband.engines.registers.gathering import Gathering
from samband.engines.registers.popolo import read_popolo
from samband.engines.registers.records import Record, records
from samband.engines.registers.table import read_table_of_roles

LIMITS = Limits(file_bytes=50_000_000, rows=500_000, columns=100, unpacked_bytes=120_000_000, parts=50)
JSON_KINDS = frozenset({".json", ".jsonl", ".ndjson", ".ftm"})
TABLE_KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
KNOWN = tuple(sorted({*JSON_KINDS, *TABLE_KINDS, ".gz", ".zip"}))
Check = Callable[[str], bool]


def read_register_file(
    *,
    path: Path,
    filename: str,
    folder: Path,
    into: Gathering,
    shape: Format | None = None,
    is_number: Check = bool,
    with_kin: bool = False,
    limits: Limits = LIMITS,
) -> None:
    """Put what the file says into the gathering; what cannot be used is among its faults.

    filename: of which the ending counts. folder: private, for what is unpacked. shape: None to tell it by
    what stands in the file. is_number: for the numbers of a table. with_kin: see ``read_followthemoney``.
    Raises Unreadable: too large, damaged, encrypted, or none of these formats.
    """
    kind = Path(filename).suffix.lower()
    if path.stat().st_size > limits.file_bytes:
        raise Unreadable(Fault(FileFault.TOO_LARGE, limit=str(limits.file_bytes // 1_000_000)))
    if kind == ".gz":
        unpacked = folder / "unpacked"
        unpacked.write_bytes(_gunzipped(path, limits))
        path, kind = unpacked, Path(Path(filename).stem).suffix.lower()
    if kind in TABLE_KINDS:
        _table(path, kind, folder, into, shape, is_number, limits)
    elif kind == ".zip":
        _documents(list(_texts_of(path, limits)), into, shape, limits, with_kin=with_kin)
    elif kind in JSON_KINDS:
        _documents([_decoded(path.read_bytes())], into, shape, limits, with_kin=with_kin)
    else:
        raise Unreadable(Fault(RegisterFault.NOT_A_REGISTER))


def read_register(
    *,
    path: Path,
    filename: str,
    folder: Path,
    shape: Format | None = None,
    source: str = "",
    with_kin: bool = False,
    limits: Limits = LIMITS,
) -> Found:
    """One file alone. source: where everything is from that says nothing itself. Raises Unreadable."""
    into = Gathering(source=source)
    read_register_file(
        path=path, filename=filename, folder=folder, into=into, shape=shape, with_kin=with_kin, limits=limits
    )
    return into.found()


def _table(
    path: Path,
    kind: str,
    folder: Path,
    into: Gathering,
    shape: Format | None,
    is_number: Check,
    limits: Limits,
) -> None:
    table = read_table(path=path, filename=f"register{kind}", folder=folder, limits=limits)
    columns = [name.strip().casefold() for name in table.columns]
    if shape is Format.BRREG or (shape is None and "organisasjonsnummer" in columns):
        if "organisasjonsnummer" not in columns:
            raise Unreadable(Fault(RegisterFault.NO_COLUMN, column="organisasjonsnummer", allowed=(
                "organisasjonsnummer", "navn", "organisasjonsform.kode")))  # fmt: skip
        read_brreg_table(columns=columns, rows=table.rows(), into=into)
    elif shape in {None, Format.CSV}:
        read_table_of_roles(columns=columns, rows=table.rows(), into=into, is_number=is_number)
    else:
        raise Unreadable(Fault(RegisterFault.NOT_A_REGISTER))


def _documents(
    texts: list[str], into: Gathering, shape: Format | None, limits: Limits, *, with_kin: bool
) -> None:
    found = chain.from_iterable(records(text=text, most=limits.rows) for text in texts)
    first = next(found)
    shape = shape or _shape_of(first[1])
    rest: Iterable[tuple[int, Record]] = chain([first], found)
    if shape is Format.BODS:
        read_bods(found=rest, into=into)
    elif shape is Format.FTM:
        read_followthemoney(found=rest, into=into, with_kin=with_kin)
    elif shape is Format.POPOLO:
        for _, document in rest:
            read_popolo(document=document, into=into)
    elif shape is Format.BRREG:
        read_brreg(found=rest, into=into)
    else:
        raise Unreadable(Fault(RegisterFault.NOT_A_REGISTER))


def _shape_of(first: Record) -> Format:
    """By names that only one of the formats has."""
    if {"recordType", "statementId", "statementID"} & first.keys():
        return Format.BODS
    if "schema" in first and "properties" in first:
        return Format.FTM
    if {"persons", "memberships", "organizations"} & first.keys():
        return Format.POPOLO
    if is_unit(first):
        return Format.BRREG
    raise Unreadable(Fault(RegisterFault.NOT_A_REGISTER))


def _texts_of(path: Path, limits: Limits) -> Iterator[str]:
    parts = unpacked_parts(source=path, limits=limits)
    wanted = [name for name in sorted(parts) if Path(name).suffix.lower() in JSON_KINDS]
    if not wanted:
        raise Unreadable(Fault(RegisterFault.NOT_A_REGISTER))
    return (_decoded(parts[name]) for name in wanted)


def _gunzipped(path: Path, limits: Limits) -> bytes:
    try:
        with gzip.open(path) as stream:
            content = stream.read(limits.unpacked_bytes + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable(Fault(FileFault.NOT_AN_ARCHIVE)) from None
    if len(content) > limits.unpacked_bytes:
        raise Unreadable(
            Fault(FileFault.SPREADSHEET_BOMB, value=f"> {limits.unpacked_bytes // 1_000_000} MB")
        )
    return content


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise Unreadable(Fault(FileFault.EMPTY_FILE))
    if b"\0" in content[:4096]:
        raise Unreadable(Fault(FileFault.NUL_BYTE))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(Fault(FileFault.ENCODING, value="Windows-1252")) from None
