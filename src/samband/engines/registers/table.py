# SPDX-License-Identifier: EUPL-1.2
"""A table of roles and shares: a row for each, with the columns of COLUMNS in any order.

A row with a share, or with the role ``owner``, is ownership: by the organisation in ``owner_number``, else
by the person in ``name``. Every other row is the role of a person. ``share_class`` tells two classes of
shares apart that are alike in all else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from samband.engines.conflicts import TieKind
from samband.engines.files import Fault, Row, Unreadable, shown
from samband.engines.registers.brreg import person_id
from samband.engines.registers.days import day_after, first_day, is_day
from samband.engines.registers.faults import RegisterFault
from samband.engines.registers.found import FoundOrganisation, FoundPerson, FoundTie, Part, Role
from samband.engines.registers.gathering import Gathering
from samband.engines.registers.records import plain
from samband.engines.registers.roles import role_of
from samband.engines.registers.shares import part_of

COLUMNS = (
    "number", "organisation", "form", "role", "name", "birth_date", "owner_number", "share", "share_low",
    "share_high", "share_class", "public", "valid_from", "valid_to",
)  # fmt: skip
REQUIRED = ("number", "name")
OWNER = "owner"
SHARES = ("share", "share_low", "share_high")
Cells = Mapping[str, str]
Check = Callable[[str], bool]


def read_table_of_roles(
    *, columns: Sequence[str], rows: Iterable[Row], into: Gathering, is_number: Check = bool
) -> None:
    """is_number: whether a text can be the number of an organisation there. Raises Unreadable."""
    wanted = (*REQUIRED, *(() if {"owner_number", "share"} & set(columns) else ("role", "birth_date")))
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise Unreadable(*(Fault(RegisterFault.NO_COLUMN, column=name, allowed=COLUMNS) for name in missing))
    seen: set[tuple[str, ...]] = set()
    for row, cells in rows:
        told = dict(zip(columns, map(plain, cells), strict=False))
        if not any(told.values()):
            continue
        found = tuple(_faults(row, told, is_number))
        for fault in found:
            into.add(fault)
        if not found and not _is_twice(row, told, seen, into):
            _take(row, told, into)


def _is_twice(row: int, told: Cells, seen: set[tuple[str, ...]], into: Gathering) -> bool:
    """A share told in two rows is one share; two classes of shares differ in their column."""
    said = tuple(value.casefold() for value in told.values())
    is_twice = said in seen and _is_share_of_some(told)
    if is_twice:
        into.add(Fault(RegisterFault.ROW_TWICE, row))
    seen.add(said)
    return is_twice


def _is_share_of_some(told: Cells) -> bool:
    return any(told.get(name) for name in SHARES)


def _is_ownership(told: Cells) -> bool:
    role = told.get("role", "").casefold()
    return role == OWNER or bool(told.get("owner_number")) or _is_share_of_some(told)


def _faults(row: int, told: Cells, is_number: Check) -> Iterator[Fault]:
    is_owned, owner = _is_ownership(told), told.get("owner_number", "")
    checks: Mapping[str, tuple[RegisterFault, Check]] = {
        "number": (RegisterFault.NO_NUMBER, is_number),
        "owner_number": (RegisterFault.NO_NUMBER, lambda text: not text or is_number(text)),
        "role": (RegisterFault.NO_NAME, lambda text: bool(text) or is_owned),
        "name": (RegisterFault.NO_NAME, lambda text: bool(text) or bool(owner)),
        "birth_date": (RegisterFault.NO_DAY, lambda text: _is_whole_day(text) or (is_owned and not text)),
        "valid_from": (RegisterFault.NO_DAY, lambda text: not text or is_day(text)),
        "valid_to": (RegisterFault.NO_DAY, lambda text: not text or is_day(text)),
        **dict.fromkeys(SHARES, (RegisterFault.NO_SHARE, _is_share)),
    }
    for column, (kind, is_right) in checks.items():
        text = told.get(column, "")
        if not is_right(text):
            yield Fault(kind, row, column, shown(text) or "—")


def _is_whole_day(text: str) -> bool:
    return len(text) >= len("2026-03-31") and is_day(text)


def _is_share(text: str) -> bool:
    try:
        part_of(exact=text)
    except ValueError:
        return False
    return True


def _take(row: int, told: Cells, into: Gathering) -> None:
    number, start, end = told["number"], told.get("valid_from", ""), told.get("valid_to", "")
    days = first_day(start) if start else None, day_after(end) if end else None
    if days[0] and days[1] and days[1] <= days[0]:
        into.add(Fault(RegisterFault.NO_DAY, row, "valid_to", shown(end)))
        return
    into.organisations.setdefault(
        number, FoundOrganisation(number, told.get("organisation", ""), number, form=told.get("form", ""))
    )
    is_owned, word = _is_ownership(told), told.get("role", "")
    role = None if is_owned else role_of(word) or Role.OTHER
    into.ties.append(
        FoundTie(
            who=_holder(row, told, into), to=number, role=role,
            kind=TieKind.OWNS if is_owned else TieKind.POST,
            what=word if role is Role.OTHER else "", part=_part(row, told, into) if is_owned else None,
            record=f"row {row}", line=row, valid_from=days[0], valid_to=days[1], source=into.source,
        )
    )  # fmt: skip


def _holder(row: int, told: Cells, into: Gathering) -> str:
    name, born, owner = told.get("name", ""), told.get("birth_date", "")[:10], told.get("owner_number", "")
    if owner:
        is_public = told.get("public", "").casefold() in {"yes", "true", "1", "ja"}
        known = into.organisations.get(owner)
        into.organisations[owner] = FoundOrganisation(
            owner, name or (known.name if known else ""), owner, "authority" if is_public else "",
            is_public or bool(known and known.is_public),
        )  # fmt: skip
        return owner
    code = person_id(name=name, birth_date=born, place=f"row {row}")
    into.people.setdefault(code, FoundPerson(code, name, born))
    return code


def _part(row: int, told: Cells, into: Gathering) -> Part | None:
    exact, low, high = (told.get(name, "") for name in SHARES)
    try:
        return part_of(exact=exact, low=low, high=high)
    except ValueError:
        into.add(Fault(RegisterFault.NO_SHARE, row, "share_low", shown(low)))
        return None
