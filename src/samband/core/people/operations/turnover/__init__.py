# SPDX-License-Identifier: EUPL-1.2
"""An election changes half a council in a week: preview, questions, and one confirmation."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.core.people.operations.refusals import Refused
from samband.core.people.operations.turnover.confirming import confirm_turnover, load_councils
from samband.core.people.operations.turnover.previewing import NewTerm, preview_turnover, recheck_turnover
from samband.core.people.operations.turnover.uploads import remove_upload
from samband.core.people.queries.turnover import (
    ANOTHER,
    DISCARDED,
    PREVIEWED,
    SAME,
    TurnoverRecord,
    turnover_record,
    turnover_row,
)

__all__ = [
    "NewTerm",
    "confirm_turnover",
    "decide_turnover",
    "discard_turnover",
    "load_councils",
    "preview_turnover",
    "recheck_turnover",
]


@transaction.atomic
def decide_turnover(*, number: int, decisions: Mapping[int, str], by: Actor, at: datetime) -> TurnoverRecord:
    """Answer questions: number of the line -> ``same``, ``another`` or empty for not yet.

    Raises NotAllowed, NoSuchTurnover, Refused when the import has ended.
    """
    row = turnover_row(actor=by, number=number)
    if row.state != PREVIEWED:
        raise Refused(gettext("This file is loaded or discarded already. Upload it again."))
    for answer in (SAME, ANOTHER, ""):
        chosen = [line for line, decision in decisions.items() if decision == answer]
        row.rows.filter(pk__in=chosen, outcome="asked").update(decision=answer)
    details = {"answers": len(decisions)}
    about = f"people.turnover:{number}"
    record(event="people.turnover_decided", by=by.reference, at=at, about=about, details=details)
    return turnover_record(row=row)


@transaction.atomic
def discard_turnover(*, number: int, by: Actor, at: datetime) -> TurnoverRecord:
    """Forget the file and all that was read from it. Raises Refused when it is loaded already."""
    row = turnover_row(actor=by, number=number)
    if row.state != PREVIEWED:
        raise Refused(gettext("This file is loaded or discarded already. Upload it again."))
    remove_upload(row=row)
    row.rows.all().delete()
    row.state, row.ended_at = DISCARDED, at
    row.save(update_fields=["upload", "state", "ended_at"])
    record(event="people.turnover_discarded", by=by.reference, at=at, about=f"people.turnover:{number}")
    return turnover_record(row=row)
