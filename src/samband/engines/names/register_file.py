# SPDX-License-Identifier: EUPL-1.2
"""A register from a table with a header, with all its faults told at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samband.engines.names.registers import Register

KNOWN = ("id", "name", "given", "family", "birth_date", "place", "number")
_FAULTS_TOLD = 10


class BadRegister(ValueError):  # noqa: N818  it names the fact
    """The table is no register; the message tells what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """ids: what each record is called in the result; the number of its row where the table has no ``id``."""

    ids: tuple[str, ...]
    register: Register


def read_register(
    *, columns: Sequence[str], rows: Iterable[tuple[int, list[str]]], traits: Sequence[str] = ()
) -> RegisterFile:
    """Read ``name`` (or ``given`` and ``family``) and, where they are, id, birth_date, place, number, traits.

    rows: number of the row in the file and its cells. birth_date: 1970, 1970-05 or 1970-05-17.
    Raises BadRegister with the first ten faults and how many there are.
    """
    _check_columns(columns, traits)
    place = {column: at for at, column in enumerate(columns)}
    numbered = list(rows)
    faults = list(_faults(place, numbered))
    if faults:
        more = f" And {len(faults) - _FAULTS_TOLD} more." if len(faults) > _FAULTS_TOLD else ""
        raise BadRegister(" ".join(faults[:_FAULTS_TOLD]) + more)

    def column(name: str) -> list[str]:
        at = place.get(name)
        return [cells[at].strip() for _, cells in numbered] if at is not None else []

    names = column("name") or [
        f"{family}, {given}" if given and family else given or family
        for given, family in zip(column("given"), column("family"), strict=True)
    ]
    register = Register(
        names,
        column("birth_date"),
        column("place"),
        column("number"),
        {trait: column(trait) for trait in traits},
    )
    return RegisterFile(tuple(column("id") or (str(number) for number, _ in numbered)), register)


def _check_columns(columns: Sequence[str], traits: Sequence[str]) -> None:
    if "name" not in columns and not {"given", "family"} <= set(columns):
        raise BadRegister(
            f"There is no column name, nor given and family. The file has: {', '.join(columns)}. "
            f"Known columns: {', '.join(KNOWN)}."
        )
    missing = [trait for trait in traits if trait not in columns]
    if missing:
        raise BadRegister(f"There is no column {', '.join(missing)}. The file has: {', '.join(columns)}.")


def _faults(place: dict[str, int], rows: Iterable[tuple[int, list[str]]]) -> Iterator[str]:
    width = max(place.values()) + 1
    seen: dict[str, int] = {}
    for number, cells in rows:
        if len(cells) < width:
            yield f"Row {number} has {len(cells)} cells, the header {width}."
            continue
        born = cells[place["birth_date"]].strip() if "birth_date" in place else ""
        if born and not is_date(born):
            yield f"Row {number}, column birth_date: “{born}” is no date. Write it as 1970-05-17 or 1970."
        own = cells[place["id"]].strip() if "id" in place else str(number)
        if own in seen:
            yield f"Row {number}, column id: “{own}” stands in row {seen[own]} too. Each needs its own."
        seen.setdefault(own, number)


def is_date(text: str) -> bool:
    """Whether a text is a date of birth as we take it: a day, a month or a year."""
    whole = {4: f"{text}-01-01", 7: f"{text}-01", 10: text}.get(len(text), "")
    try:
        date.fromisoformat(whole)
    except ValueError:
        return False
    return text.replace("-", "").isdecimal()
