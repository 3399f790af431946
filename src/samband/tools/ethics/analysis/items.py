# SPDX-License-Identifier: EUPL-1.2
"""Items of a meeting as plain values that are kept, and back."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.rules import Basis, MeetingItem, PartyChoice, PartyEntry

Plain = dict[str, Any]
_PREPARING = ("prepared_by", "others_prepare")
"""Left out while empty, so that older rows stay the same when nothing is changed."""


def items_to_plain(*, items: Iterable[MeetingItem]) -> list[Plain]:
    """Lists, texts and numbers alone; a day as ISO writes it. Who prepares: only when somebody does."""
    return [
        {name: _seen(value) for name, value in asdict(one).items() if value or name not in _PREPARING}
        | {"begun": one.begun.isoformat() if one.begun else ""}
        for one in items
    ]


def _seen(value: object) -> object:
    """Every text in it without signs that nobody sees: it stands in minutes and mails."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: _seen(one) for name, one in value.items()}
    return [_seen(one) for one in value] if isinstance(value, (list, tuple)) else value


def items_from_plain(*, rows: Iterable[Mapping[str, Any]]) -> tuple[MeetingItem, ...]:
    return tuple(_item(row) for row in rows)


def items_state(*, rows: Iterable[Mapping[str, Any]], absent: Iterable[int]) -> str:
    """A digest of what is kept of a meeting, for whoever has it before them."""
    kept = json.dumps([list(rows), sorted(absent)], sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def _item(row: Mapping[str, Any]) -> MeetingItem:
    begun = date.fromisoformat(row["begun"]) if row["begun"] else None
    told = {
        "begun": begun,
        "parties": tuple(_party(one) for one in row["parties"]),
        "unrecognised": tuple(row["unrecognised"]),
        **{name: tuple(row.get(name, ())) for name in _PREPARING},
    }
    return MeetingItem(**(dict(row) | told))


def _party(row: Mapping[str, str]) -> PartyEntry:
    basis, choice = Basis(row["basis"]), PartyChoice(row["choice"])
    return PartyEntry(row["ref"], row["name"], row["number"], row["kind"], basis, choice)
