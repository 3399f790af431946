# SPDX-License-Identifier: EUPL-1.2
"""What the articles of association say of membership: ``membership.yaml`` of the home or the pack."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.conf import settings

from samband import packs
from samband.core.country.rules import Source
from samband.core.members.rules.memberships import (
    Agreement,
    LeavingRule,
    Opening,
    Scope,
    Statutes,
    TwoTier,
)

NAME = "membership.yaml"
PLAIN = Statutes("", (Scope("advocacy", {"en": "Interest politics"}),), (), (), (), (), ())
"""For a country whose pack says nothing of membership: one scope, and nothing known of leaving."""

Made = TypeVar("Made")
Row = Mapping[str, Any]


class BadStatutes(ValueError):  # noqa: N818  it names what was found
    """Every fault of the file, at once."""

    def __init__(self, file: Path, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{file.name}: {fault}" for fault in faults))
        self.faults = faults


def statutes() -> Statutes:
    """``home/membership.yaml`` of this association, else that of the country pack. Raises BadStatutes."""
    own = Path(settings.SAMBAND_HOME) / NAME
    shipped = Path(next(iter(packs.__path__))) / settings.SAMBAND_COUNTRY / NAME
    file = next((one for one in (own, shipped) if one.is_file()), None)
    return PLAIN if file is None else _remembered(file, file.stat().st_mtime_ns)


def read_statutes(*, file: Path) -> Statutes:
    """Raises BadStatutes with every fault in words."""
    values, faults = _values(file), list[str]()
    found = Statutes(
        association=str(values.get("association", "")),
        scopes=tuple(_each(values, "scopes", _scope, faults)),
        two_tier=tuple(_each(values, "two_tier", _two_tier, faults)),
        opening=tuple(_each(values, "opening", _opening, faults)),
        leaving=tuple(_each(values, "leaving", _leaving, faults)),
        agreements=tuple(_each(values, "agreements", _agreement, faults)),
        sources=tuple(_each(values, "sources", _source, faults)),
    )
    if faults := faults or list(_contradictions(found)):
        raise BadStatutes(file, tuple(faults))
    return found


@lru_cache(maxsize=4)
def _remembered(file: Path, changed: int) -> Statutes:  # noqa: ARG001  a changed file is read again
    return read_statutes(file=file)


def _values(file: Path) -> Row:
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadStatutes(file, (f"line {line}: {error.problem}. Correct the YAML.",)) from None
    if not isinstance(values, dict):
        raise BadStatutes(file, ("the file must be a mapping of names to values.",))
    return values


def _each(values: Row, name: str, make: Callable[[Row], Made], faults: list[str]) -> Iterator[Made]:
    rows = values.get(name) or []
    if not isinstance(rows, list):
        faults.append(f"“{name}” must be a list.")
        return
    for number, row in enumerate(rows, start=1):
        try:
            yield make(row)
        except KeyError as missing:
            faults.append(f"{name}, entry {number}: {missing} is missing. Add it.")
        except (TypeError, ValueError, AttributeError) as error:
            faults.append(f"{name}, entry {number}: {error}. Correct it.")


def _contradictions(found: Statutes) -> Iterator[str]:
    if not found.scopes:
        yield "“scopes” is missing. Name at least one."
    known = {scope.code for scope in found.scopes}
    for rule in found.leaving:
        yield from (f"leaving: “{code}” is no scope." for code in rule.scopes if code not in known)
        if not 1 <= rule.month <= 12 or not 1 <= rule.day <= 28:
            yield f"leaving: {rule.day}.{rule.month}. must be a day of every year."
    yield from (f"opening: “{one.scope}” is no scope." for one in found.opening if one.scope not in known)
    ordered = sorted(found.agreements, key=lambda one: one.valid_from)
    for one in ordered:
        if one.valid_to <= one.valid_from:
            yield f"agreements: {one.valid_from} ends before it begins. valid_to is the day after the last."
    for earlier, later in pairwise(ordered):
        if later.valid_from < earlier.valid_to:
            yield f"agreements: {later.valid_from} begins before {earlier.valid_to}, when the former ends."


def _scope(row: Row) -> Scope:
    return Scope(str(row["code"]), _words(row["names"]))


def _words(value: Row) -> dict[str, str]:
    return {key: str(text) for key, text in value.items()}


def _two_tier(row: Row) -> TwoTier:
    pair = str(row["municipality"]), str(row["county"])
    return TwoTier(*pair, _day(row["valid_from"]), _day_or_none(row.get("valid_to")))


def _opening(row: Row) -> Opening:
    left_out = {str(code): _words(why) for code, why in (row.get("leave_out") or {}).items()}
    return Opening(str(row["scope"]), tuple(map(str, row["tiers"])), left_out, str(row.get("source", "")))


def _leaving(row: Row) -> LeavingRule:
    return LeavingRule(
        valid_from=_day(row["valid_from"]),
        valid_to=_day_or_none(row.get("valid_to")),
        scopes=tuple(map(str, row["scopes"])),
        received_by=_words(row["received_by"]),
        agreement=_words(row["agreement"]),
        month=int(row["month"]),
        day=int(row["day"]),
        years_before=int(row["years_before"]),
        agreement_years=int(row.get("agreement_years", 0)),
        source=str(row.get("source", "")),
        section=str(row.get("section", "")),
    )


def _agreement(row: Row) -> Agreement:
    days = _day(row["valid_from"]), _day(row["valid_to"])
    return Agreement(*days, str(row.get("source", "")), is_verified=bool(row.get("verified", False)))


def _source(row: Row) -> Source:
    key, title, publisher, licence = (str(row[name]) for name in ("key", "title", "publisher", "licence"))
    return Source(key, title, publisher, licence, str(row.get("address", "")), str(row.get("note", "")))


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"“{value}” is no date; write it as 2024-01-01")
    return value


def _day_or_none(value: object) -> date | None:
    return None if value is None else _day(value)
