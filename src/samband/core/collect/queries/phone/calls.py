# SPDX-License-Identifier: EUPL-1.2
"""The one person an interviewer has in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.phone import Attempt, CallOutcome
from samband.core.collect.models import CallState
from samband.core.collect.queries.cases import CaseRecord, case_record
from samband.core.collect.rules import CALL
from samband.core.notices.queries import in_one_spelling
from samband.core.notices.rules import Channel


@dataclass(frozen=True, slots=True)
class CallRecord:
    """history: calls so far, none of them by name of the caller. secret: of the draft of a begun interview;
    '' when none is begun. held_until: the person goes back then, unless something is done.
    """

    case: CaseRecord
    history: tuple[Attempt, ...]
    note: str
    is_appointment: bool
    due_at: datetime | None
    held_until: datetime | None
    secret: str

    @property
    def ask(self) -> str:
        return self.case.ask

    @property
    def phone(self) -> str:
        """As it stands in the list."""
        return self.case.contact.get("phone", "")

    @property
    def dialled(self) -> str:
        """As it is dialled from anywhere; as it stands, without spaces, when the country is not known."""
        found = in_one_spelling(channel=Channel.PHONE, address=self.phone)
        return found or "".join(one for one in self.phone if one.isdigit() or one == "+")


def call_in_hand(*, actor: Actor) -> CallRecord | None:
    """Whom this interviewer was given and has not ended with; nobody else is ever shown to them."""
    require(actor=actor, permission=CALL)
    found = CallState.objects.filter(holder=actor.reference).select_related("case__ask").first()
    return None if found is None else state_record(state=found)


def state_record(*, state: CallState) -> CallRecord:
    return CallRecord(
        case=case_record(case=state.case),
        history=attempts(history=state.history),
        note=state.note,
        is_appointment=state.is_appointment,
        due_at=state.due_at,
        held_until=state.held_until,
        secret=state.secret,
    )


def attempts(*, history: Sequence[Sequence[Any]]) -> tuple[Attempt, ...]:
    """From what the column holds."""
    return tuple(
        Attempt(CallOutcome(outcome), code, date.fromisoformat(day), hour)
        for outcome, code, day, hour in history
    )
