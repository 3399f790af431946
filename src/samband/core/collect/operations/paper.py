# SPDX-License-Identifier: EUPL-1.2
"""Sheets of paper: numbered, keyed in twice, stored when both entries agree.

What is keyed in is sealed and kept apart from all answers until then. A stored sheet leaves nothing of its
answers here: they lie in the ballot box with all others, under no number.
"""

import os
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.paper import differences, fields_of
from samband.core.collect.analysis.sealing import NONCE_BYTES, seal
from samband.core.collect.models import Case, PaperBatch, PaperSheet
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.operations.intake import NotTaken, Submission, submit
from samband.core.collect.operations.planning import form_of
from samband.core.collect.queries.paper import (
    BatchRecord,
    NoSuchSheet,
    SheetRecord,
    batch_record,
    entry_of,
    sheet_record,
)
from samband.core.collect.rules import KEY_SHEETS, MOST_SHEETS, AskState, Mode, SecretKind, SheetState
from samband.engines.instrument import Value

Answers = Mapping[str, Value]


class SheetNotTaken(ValueError):  # noqa: N818  it names the fact
    """The text says why, and what to do."""


@transaction.atomic
def make_sheets(
    *, ask: str, unit: str, group: str, language: str, number: int, by: Actor, at: datetime
) -> BatchRecord:
    """Number so many sheets of one group in one member. Raises SheetNotTaken, NoSuchAsk, NotAllowed."""
    require(actor=by, permission=KEY_SHEETS, authority=unit)
    asked = locked_ask(slug=ask)
    if asked.state == AskState.CLOSED:
        raise SheetNotTaken(gettext("This questionnaire is closed."))
    if Mode.PAPER not in asked.channels:
        raise SheetNotTaken(gettext("Paper is not among the ways of answering this questionnaire."))
    if unit not in asked.units or group not in form_of(asked=asked).groups or language not in asked.languages:
        raise SheetNotTaken(
            gettext("This questionnaire is not asked there, of this group, in this language.")
        )
    if not 1 <= number <= MOST_SHEETS:
        raise SheetNotTaken(gettext("Between 1 and %(most)d sheets at a time.") % {"most": MOST_SHEETS})
    last = asked.paper_batches.order_by("-number").values_list("number", flat=True).first() or 0
    made = PaperBatch.objects.create(
        ask=asked, number=last + 1, unit=unit, group=group, language=language, made_on=timezone.localdate(at)
    )
    PaperSheet.objects.bulk_create(PaperSheet(batch=made, place=place) for place in range(1, number + 1))
    _tell("collect.sheets_made", made, by, at, sheets=number)
    return batch_record(batch=made)


@transaction.atomic
def key_sheet(*, sheet: int, answers: Answers, by: Actor, at: datetime) -> SheetRecord:
    """Keep one entry of a sheet: the first one, or the second, which stores the sheet when both agree.

    Two entries that agree but cannot be stored leave the sheet to be settled. answers: as ``read_entry``
    gives them. Raises SheetNotTaken, NoSuchSheet, NotAllowed.
    """
    row = _held(sheet, by)
    match row.state:
        case SheetState.WAITING:
            row.first, row.first_by, row.state = _sealed(row, answers), by.reference, SheetState.ONCE
        case SheetState.ONCE:
            _keyed_again(row, answers, by, at)
        case _:
            raise SheetNotTaken(gettext("This sheet is keyed in twice already."))
    row.save()
    _tell("collect.sheet_keyed", row.batch, by, at)
    return sheet_record(sheet=row, actor=by)


def _keyed_again(row: PaperSheet, answers: Answers, by: Actor, at: datetime) -> None:
    row.second, row.second_by = _sealed(row, answers), by.reference
    row.is_same_person = row.first_by == row.second_by
    row.state = SheetState.UNLIKE
    asked = row.batch.ask
    fields = fields_of(instrument=form_of(asked=asked), group=row.batch.group)
    if not differences(fields=fields, first=entry_of(asked=asked, sealed=row.first or b""), second=answers):
        try:
            with transaction.atomic():
                _store(row, answers, at)
        except NotTaken as refusal:
            if refusal.may_send_again:
                raise


@transaction.atomic
def settle_sheet(*, sheet: int, answers: Answers, by: Actor, at: datetime) -> SheetRecord:
    """Store a sheet as whoever looked at it again says. Raises as ``key_sheet``, and NotTaken."""
    row = _held(sheet, by)
    if row.state != SheetState.UNLIKE:
        raise SheetNotTaken(gettext("There is nothing to settle on this sheet."))
    _store(row, answers, at)
    row.save()
    _tell("collect.sheet_settled", row.batch, by, at)
    return sheet_record(sheet=row, actor=by)


@transaction.atomic
def set_sheet_aside(*, sheet: int, by: Actor, at: datetime) -> SheetRecord:
    """Do not count a sheet: empty, torn, without what is needed. Raises as ``key_sheet``."""
    row = _held(sheet, by)
    _refuse_stored(row)
    row.state = SheetState.ASIDE
    _emptied(row)
    row.save()
    _tell("collect.sheet_set_aside", row.batch, by, at)
    return sheet_record(sheet=row, actor=by)


@transaction.atomic
def begin_sheet_again(*, sheet: int, by: Actor, at: datetime) -> SheetRecord:
    """Forget what was keyed in of a sheet that is not stored. Raises as ``key_sheet``."""
    row = _held(sheet, by)
    _refuse_stored(row)
    row.state, row.is_same_person = SheetState.WAITING, False
    _emptied(row)
    row.save()
    _tell("collect.sheet_begun_again", row.batch, by, at)
    return sheet_record(sheet=row, actor=by)


def _held(sheet: int, by: Actor) -> PaperSheet:
    """Held until the transaction ends, so that two who key in the same sheet wait for one another."""
    row = (
        PaperSheet.objects.select_for_update(of=("self",))
        .filter(pk=sheet)
        .select_related("batch__ask")
        .first()
    )
    if row is None:
        raise NoSuchSheet(sheet)
    require(actor=by, permission=KEY_SHEETS, authority=row.batch.unit)
    return row


def _refuse_stored(row: PaperSheet) -> None:
    if row.state == SheetState.STORED:
        raise SheetNotTaken(
            gettext("The answers of this sheet are stored. They can no longer be told apart.")
        )


def _store(row: PaperSheet, answers: Answers, at: datetime) -> None:
    """Through the same door as every answer, with a right to answer that lasts as long as this."""
    batch = row.batch
    right = Case.objects.create(ask=batch.ask, unit=batch.unit, group=batch.group, language=batch.language)
    submit(
        submission=Submission(
            ask=batch.ask.slug,
            kind=SecretKind.CASE,
            secret=str(right.pk),
            nonce=secrets.token_urlsafe(24),
            answers=dict(answers),
            language=batch.language,
            mode=Mode.PAPER,
        ),
        at=at,
    )
    right.delete()
    row.state = SheetState.STORED
    _emptied(row)


def _emptied(row: PaperSheet) -> None:
    row.first = row.second = None
    row.first_by = row.second_by = ""


def _sealed(row: PaperSheet, answers: Answers) -> bytes:
    keys = settings.SAMBAND_BOX_KEYS
    return seal(
        content={"answers": dict(answers)}, ask=row.batch.ask.slug, keys=keys, nonce=os.urandom(NONCE_BYTES)
    )


def _tell(event: str, batch: PaperBatch, by: Actor, at: datetime, **details: object) -> None:
    """Which sheet it was is told nowhere: it would tell when its answers came."""
    about = f"collect.ask:{batch.ask.slug}"
    record(event=event, by=by.reference, at=at, about=about, details={"unit": batch.unit, **details})
