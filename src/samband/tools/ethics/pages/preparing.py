# SPDX-License-Identifier: EUPL-1.2
"""Who prepared the items of a meeting, in the two files that ``samband screen`` reads."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from samband.engines.conflicts import Role, Stage
from samband.tools.ethics.analysis.checks import OUTSIDE
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.queries.preparing import Preparer
from samband.tools.ethics.rules import MeetingItem

Document = dict[str, Any]


def add_preparing(
    *, register: Document, agenda: Document, items: Iterable[MeetingItem], staff: Mapping[int, Preparer]
) -> None:
    """Those who prepared deal with their items. Nothing is added to an item that nobody is named for.

    Who is not in the register of people stands there by name, as somebody who has declared nothing. Whoever
    has a seat in the body as well took part in the case as an employee.
    """
    seats = agenda["body"]["members"] + agenda["body"]["deputies"]
    seated = {one["person"] for one in seats}
    outside: dict[str, str] = {}
    for told, item in zip(agenda["items"], items, strict=True):
        refs = [f"p{person}" for person in item.prepared_by if person in staff]
        refs += [_outside(name, outside, register) for name in item.others_prepare]
        if refs:
            told["handled_by"] = [_handler(ref) for ref in dict.fromkeys(refs)]
        register["ties"] += _ties(refs, seated, item.number)


def _handler(ref: str) -> Document:
    return {"person": ref, "role": Role.EMPLOYEE_PREPARES.value, "stage": Stage.PREPARE.value}


def _outside(name: str, known: dict[str, str], register: Document) -> str:
    """Id of a name, the same for all items; it is added to the register when it is new."""
    plain = fold(name) or name
    if plain not in known:
        known[plain] = f"{OUTSIDE}{len(known) + 1}"
        register["people"].append({"id": known[plain], "name": name, "declared": "no"})
    return known[plain]


def _ties(refs: Iterable[str], seated: Collection[str], case: str) -> Iterator[Document]:
    for ref in refs:
        if ref in seated:
            yield {"who": ref, "tie": "took_part", "to": case, "as": "employee", "stage": "prepare",
                   "identity": "identifier"}  # fmt: skip
