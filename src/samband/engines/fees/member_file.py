# SPDX-License-Identifier: EUPL-1.2
"""Members with their values from a table. Every fault is found at once, with its row and column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.engines.fees.model import Member
from samband.engines.files import Row, Unreadable, read_table
from samband.engines.rule_files import NUMBER

NEEDED = ("code", "name", "kind")
OPTIONAL = ("joined", "left", "merged_from")
VALUE = re.compile(r"([a-z][a-z0-9_]*)_([12][0-9]{3})")


class MemberFaults(ValueError):  # noqa: N818  it names the fact
    """A file of members that cannot be used. faults: all, worded with row and column."""

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        self.file, self.faults = file, faults
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))


def read_members(path: Path) -> tuple[Member, ...]:
    """A table with a header: CSV in UTF-8, .xlsx or .sav.

    Columns: code, name, kind, and values with their year, as population_2019. joined, left (half-open days,
    as 2020-01-31) and merged_from (codes with a space between) when needed. An empty value is a missing one.
    Raises MemberFaults.
    """
    header, rows = _rows(path)
    faults = list(_header_faults(header))
    members: dict[str, Member] = {}
    for number, fields in rows if not faults else ():
        found = list(_row_faults(header, fields))
        faults += [f"Row {number}{fault}" for fault in found]
        if not found:
            member = _member(dict(zip(header, fields, strict=True)))
            if member.code in members:
                faults.append(f"Row {number}, column code: {member.code} stands in an earlier row. Keep one.")
            members[member.code] = member
    if not faults and not members:
        faults = ["There is a header, but no member. Add at least one row."]
    if faults:
        raise MemberFaults(path.name, tuple(faults))
    return tuple(members.values())


def _rows(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    """The header, and the rows that are not empty with their numbers as a spreadsheet counts."""
    with TemporaryDirectory() as folder:
        try:
            table = read_table(path=path, filename=path.name, folder=Path(folder))
            rows = [(number, _cells(row, len(table.columns))) for number, row in table.rows()]
        except Unreadable as found:
            raise MemberFaults(path.name, tuple(fault.words() for fault in found.faults)) from None
    return table.columns, [(number, cells) for number, cells in rows if any(cells)]


def _cells(row: list[str], width: int) -> list[str]:
    """The cells without spaces around them; empty ones beyond the header are none."""
    cells = [cell.strip() for cell in row]
    return cells if any(cells[width:]) else cells[:width]


def _header_faults(header: Sequence[str]) -> Iterator[str]:
    for name in NEEDED:
        if name not in header:
            yield f"The column {name} is missing. Add it; needed are {', '.join(NEEDED)}."
    for name in header:
        if name not in (*NEEDED, *OPTIONAL) and not VALUE.fullmatch(name):
            yield f"The column {name} has no year. Write variable and year, as population_2019."


def _row_faults(header: Sequence[str], fields: Sequence[str]) -> Iterator[str]:
    if len(fields) != len(header):
        yield f": {len(fields)} fields, but the header has {len(header)}. Check the separators."
        return
    for name, field in zip(header, fields, strict=True):
        if name in ("code", "kind") and not field:
            yield f", column {name}: nothing stands here. Fill it in."
        elif name in ("joined", "left") and field and not _is_day(field):
            yield f", column {name}: “{field[:20]}” is not a day. Write it as 2020-01-31."
        elif VALUE.fullmatch(name) and field and not NUMBER.fullmatch(field):
            yield f", column {name}: “{field[:20]}” is not a number. Write digits, as 5100 or 0.5."

    yield from _membership_faults(dict(zip(header, fields, strict=True)))


def _membership_faults(row: Mapping[str, str]) -> Iterator[str]:
    joined, left = row.get("joined", ""), row.get("left", "")
    if _is_day(joined) and _is_day(left) and left <= joined:
        yield f", column left: {left} is not after {joined}, when it joined. Correct one of the two days."
    codes = row.get("merged_from", "").split()
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f", column merged_from: {code} stands there twice. Keep one."


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


def _member(row: Mapping[str, str]) -> Member:
    values: dict[str, dict[int, Decimal]] = {}
    for name, field in row.items():
        found = VALUE.fullmatch(name)
        if found and field:
            values.setdefault(found[1], {})[int(found[2])] = Decimal(field)
    return Member(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        values=values,
        joined=_day(row.get("joined", "")),
        left=_day(row.get("left", "")),
        merged_from=tuple(row.get("merged_from", "").split()),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
