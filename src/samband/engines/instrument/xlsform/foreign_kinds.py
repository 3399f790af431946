# SPDX-License-Identifier: EUPL-1.2
"""How a question of another tool's form is asked here."""

import re
from collections.abc import Callable, Mapping

from samband.engines.instrument.question_kinds import MOST_FILES
from samband.engines.instrument.workbook import Row
from samband.engines.instrument.xlsform.foreign_lists import Lists
from samband.engines.instrument.xlsform.honoured import NOT_TAKEN, TYPES

Entries = dict[str, object]
IMAGES = ("jpg", "jpeg", "png", "webp", "heic")
MULTILINE, MOST_LINES = 5, 50
_NUMERIC = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
_LIMIT = re.compile(r"\.\s*(>=|<=)\s*(-?[0-9]{1,9}(?:\.[0-9]{1,6})?)")


class NotTaken(ValueError):  # noqa: N818  it names the fact
    """A row that cannot become a question. Its text says why."""


def kind_entries(*, kind: str, named: str, row: Row, lists: Lists) -> Entries:
    """``ask`` and the keys that go with it. Raises NotTaken."""
    if kind in NOT_TAKEN:
        raise NotTaken(f"{NOT_TAKEN[kind]}.")
    if kind not in TYPES:
        raise NotTaken(f"questions of the type “{kind[:40]}” are not supported.")
    if kind in _CHOICES:
        return _choice(kind, named, row, lists)
    return _PLAIN[kind](row)


def is_statement(entries: Mapping[str, object]) -> bool:
    return entries.get("ask") == "scale"


def parameters_of(row: Row) -> dict[str, str]:
    """``start=1 end=10`` as names and values."""
    text = re.sub(r"\s*=\s*", "=", row.cells.get("parameters", ""))
    pairs = (part.partition("=") for part in re.split(r"[\s,;]+", text) if part)
    return {name.lower(): value for name, _sign, value in pairs}


def limits_of(constraint: str) -> dict[str, str] | None:
    """low and high when the constraint says nothing else; None when it does."""
    found: dict[str, str] = {}
    for part in re.split(r"\s+and\s+", constraint.strip()):
        one = _LIMIT.fullmatch(part.strip())
        key = "low" if one and one[1] == ">=" else "high"
        if one is None or key in found:
            return None
        found[key] = one[2]
    return found


_CHOICES = {"select_one": "one_of", "select_multiple": "some_of", "rank": "ranked"}


def _choice(kind: str, named: str, row: Row, lists: Lists) -> Entries:
    name, _space, rest = named.partition(" ")
    with_other = rest.strip().lower() in ("or_other", "or other", "or specify other")
    if rest and not with_other:
        name = named
    if not lists.can_be_offered(name):
        raise NotTaken(f"the sheet choices has no list “{name[:40]}” with 1 to 499 choices.")
    drawn = parameters_of(row).get("randomize", "").lower() in ("true", "yes")
    if kind == "select_one" and not (with_other or drawn) and lists.is_scale(name):
        return {"ask": "scale", "scale": lists.scale(name)}
    if kind == "rank" and len(lists.lists[name]) < 2:
        raise NotTaken("there are fewer than two choices to put in order.")
    code = lists.offered(name, with_other=with_other)
    return {"ask": _CHOICES[kind], "options": code, "is_shuffled": "true" if drawn else ""}


def _text(row: Row) -> Entries:
    is_long = "multiline" in row.cells.get("appearance", "").split()
    rows = row.cells.get("rows", "")
    lines = min(int(rows), MOST_LINES) if rows.isdigit() and int(rows[:4]) > 1 else 0
    return {"ask": "text", "lines": lines or (MULTILINE if is_long else "")}


def _range(row: Row) -> Entries:
    said = parameters_of(row)
    wrong = [key for key in ("start", "end", "step") if key in said and not _NUMERIC.fullmatch(said[key])]
    if wrong:
        raise NotTaken(f"{wrong[0]} in its parameters is not a number.")
    decimals = max(len(said.get(key, "").partition(".")[2].rstrip("0")) for key in ("start", "end", "step"))
    low, high = said.get("start", "1"), said.get("end", "10")
    if float(low) > float(high):
        low, high = high, low
    return {"ask": "number", "low": low, "high": high, "decimals": decimals or ""}


def _calculated(row: Row) -> Entries:
    if not (row.cells.get("calculation") or row.cells.get("default")):
        raise NotTaken("nothing is worked out.")
    return {"ask": "computed"}


def _file(row: Row) -> Entries:
    """Endings; ``image/*`` and the like name none. ``most=3``: so many files, as LimeSurvey allows."""
    said = row.cells.get("body::accept") or parameters_of(row).get("accepted", "")
    parts = [part.strip() for part in re.split(r"[,;\s]+", said)]
    endings = [part.lstrip(".").lower() for part in parts if re.fullmatch(r"\.?[A-Za-z0-9]{1,10}", part)]
    most = parameters_of(row).get("most", "")
    several = most.isdigit() and 1 < int(most[:4]) <= MOST_FILES
    return {"ask": "evidence", "endings": endings, "most": most if several else ""}


_PLAIN: Mapping[str, Callable[[Row], Entries]] = {
    "text": _text,
    "integer": lambda _row: {"ask": "number"},
    "decimal": lambda _row: {"ask": "number", "decimals": 6},
    "range": _range,
    "date": lambda _row: {"ask": "day"},
    "datetime": lambda _row: {"ask": "day"},
    "time": lambda _row: {"ask": "text", "longest": 8},
    "note": lambda _row: {"ask": "note"},
    "acknowledge": lambda _row: {"ask": "consent"},
    "trigger": lambda _row: {"ask": "consent"},
    "image": lambda _row: {"ask": "evidence", "endings": list(IMAGES)},
    "file": _file,
    "calculate": _calculated,
    "hidden": _calculated,
}
