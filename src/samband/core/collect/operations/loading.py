# SPDX-License-Identifier: EUPL-1.2
"""Responses into the database, in batches, each respondent once."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis import CheckedRow, Known, Outcome
from samband.core.collect.analysis.cells import Reading
from samband.core.collect.analysis.checking import content_digest
from samband.core.collect.models import Ask, ImportRun, Response
from samband.core.collect.operations.asks import check_instrument, open_ask_for_update
from samband.core.collect.rules import COLLECT
from samband.engines.instrument.model import Instrument

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response that the program itself made or received, its codes known to fit the instrument.

    respondent: any name that is unique within the ask; only its keyed digest is kept.
    """

    respondent: str
    unit: str
    group: str
    answers: Mapping[str, int]
    background: Mapping[str, str]
    mode: str = ""
    weight: float | None = None


@transaction.atomic
def load_responses(
    *, ask: str, instrument: Instrument, responses: Iterable[NewResponse], by: Actor, at: datetime
) -> int:
    """Load responses that need no file, such as the demo's; return how many were new.

    Respondents already here are passed over. Raises AskIsClosed, WrongInstrument, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    asked = open_ask_for_update(slug=ask)
    check_instrument(asked=asked, instrument=instrument)
    known = known_responses(asked=asked)
    rows = (_row_of(response, known) for response in responses)
    loaded, _ = store(asked=asked, run=None, rows=rows, replace_changed=False)
    details = {"loaded": loaded}
    record(
        event="collect.responses_loaded", by=by.reference, at=at, about=f"collect.ask:{ask}", details=details
    )
    return loaded


def known_responses(*, asked: Ask) -> Known:
    """How to recognise respondents of this ask, and those it has."""
    key = bytes(asked.respondent_key)
    loaded = asked.responses.values_list("respondent_digest", "content").iterator(chunk_size=10_000)

    def recognise(respondent: str) -> str:
        return hmac.digest(key, respondent.encode(), "sha256").hex()[:32]

    return Known(recognise, dict(loaded))


def store(
    *, asked: Ask, run: ImportRun | None, rows: Iterable[CheckedRow], replace_changed: bool
) -> tuple[int, int]:
    """Write new rows, and changed ones when they are to replace; return how many of each."""
    wanted = {Outcome.NEW, Outcome.CHANGED} if replace_changed else {Outcome.NEW}
    loaded = replaced = 0
    for batch in _batches(row for row in rows if row.outcome in wanted):
        changed = [row.respondent for row in batch if row.outcome is Outcome.CHANGED]
        asked.responses.filter(respondent_digest__in=changed).delete()
        Response.objects.bulk_create([_response(asked, run, row) for row in batch], batch_size=_BATCH)
        loaded, replaced = loaded + len(batch) - len(changed), replaced + len(changed)
    return loaded, replaced


def _batches(rows: Iterable[CheckedRow]) -> Iterator[list[CheckedRow]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _response(asked: Ask, run: ImportRun | None, row: CheckedRow) -> Response:
    return Response(
        ask=asked,
        import_run=run,
        respondent_digest=row.respondent,
        content=row.content,
        group=row.group,
        unit=row.unit,
        answers=row.answers,
        background=row.background,
        mode=row.mode,
        weight=row.weight,
    )


def _row_of(new: NewResponse, known: Known) -> CheckedRow:
    respondent = known.recognise(new.respondent)
    reading = Reading(
        new.respondent, new.unit, new.group, dict(new.answers), dict(new.background), new.mode, new.weight
    )
    outcome = Outcome.ALREADY_HERE if respondent in known.loaded else Outcome.NEW
    return CheckedRow(
        0, outcome, respondent, new.unit, new.group, reading.answers, reading.background,
        new.mode, new.weight, content_digest(reading),
    )  # fmt: skip
