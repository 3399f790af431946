# SPDX-License-Identifier: EUPL-1.2
"""Everything about a submission that can be looked at without holding up the others."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import Cursor as PlannedCursor

from samband.core.collect.analysis.deciding import Wish
from samband.core.collect.analysis.sealing import (
    NONCE_BYTES,
    code_digest,
    draft_id,
    receipt_number,
    seal,
    spent_mark,
    token_digest,
)
from samband.core.collect.analysis.validity import validated
from samband.core.collect.operations.intake.refusals import NotTaken, Reason
from samband.core.collect.queries import AskedForm, NoForm, NoSuchAsk, asked_form
from samband.core.collect.rules import SecretKind

SHORTEST_NONCE: Final = 16
LONGEST: Final = 200
LARGEST: Final = 2**63
FRESH_SECONDS: Final = 1.0
"""An ask is read anew after this long. An older copy does no harm: the writer looks at its revision."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody sends.

    group, unit: for an open link; otherwise those of the case hold. language: code of the one it was answered
    in. mode: see ``rules.Mode``. secret: token, code or number of the case, by kind; empty for an open link.
    nonce: 16 random letters or more, made once for this submission: sent again, it gets the same receipt.
    answers: question -> value. seed: of the order things were shown in. draft: secret of the draft that goes.
    """

    ask: str
    kind: SecretKind
    secret: str
    nonce: str
    answers: Mapping[str, Any]
    language: str
    mode: str
    group: str = ""
    unit: str = ""
    seed: int | None = None
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Ready to be written. wish: what it would take. day: no more of the time is kept.

    at: when it came, to see which places in the quotas are kept for others then. Never written.
    """

    wish: Wish
    receipt: str
    group: str
    unit: str
    mode: str
    language: str
    day: date
    sealed: bytes
    draft: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """Who may answer. case: None for an open link."""

    group: str
    unit: str
    case: int | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    has_answered: bool = False


def prepare(*, submission: Submission, at: datetime) -> Prepared | str:
    """What is to be written; the number of the receipt when it was taken before. Raises NotTaken."""
    _check_signs(submission)
    asked = fresh_form(ask=submission.ask)
    holder = _holder(submission, asked)
    mark = spent_mark(ask=submission.ask, secret=submission.secret, nonce=submission.nonce)
    number = receipt_number(ask=submission.ask, nonce=submission.nonce)
    if holder.has_answered or not asked.is_open(at=at):
        if _is_spent(mark):
            return number
        raise NotTaken(_reason_closed(asked, at, holder))
    _check_way(submission, asked, holder)
    return _sealed(submission, asked, holder, mark, number, at)


def fresh_form(*, ask: str) -> AskedForm:
    """The ask as it was a second ago at most. Raises NotTaken."""
    now = time.monotonic()
    kept = _FORMS.get(ask)
    if kept is None or now - kept[0] > settings.SAMBAND_FORM_SECONDS:
        try:
            kept = now, asked_form(ask=ask)
        except NoSuchAsk:
            raise NotTaken(Reason.UNKNOWN_ASK) from None
        _FORMS[ask] = kept
    return kept[1]


def forget_form(*, ask: str) -> None:
    """Read it anew the next time."""
    _FORMS.pop(ask, None)


_FORMS: dict[str, tuple[float, AskedForm]] = {}


def _check_signs(submission: Submission) -> None:
    """Nothing goes to the database that it could stumble over."""
    if not SHORTEST_NONCE <= len(submission.nonce) <= LONGEST or not submission.nonce.isprintable():
        raise NotTaken(Reason.BAD_NONCE)
    if not (submission.ask.isprintable() and len(submission.ask) <= LONGEST):
        raise NotTaken(Reason.UNKNOWN_ASK)
    if not all(word.isprintable() and len(word) <= LONGEST for word in (submission.secret, submission.draft)):
        raise NotTaken(Reason.UNKNOWN_SECRET)
    if submission.seed is not None and not 0 <= submission.seed < LARGEST:
        raise NotTaken(Reason.BAD_NONCE)


def _holder(submission: Submission, asked: AskedForm) -> Holder:
    match submission.kind:
        case SecretKind.OPEN:
            return _of_the_link(submission, asked)
        case SecretKind.TOKEN:
            return _of_token(token_digest(token=submission.secret), asked)
        case SecretKind.CODE:
            keys = settings.SAMBAND_BOX_KEYS
            digest = code_digest(ask=asked.slug, code=submission.secret, keys=keys)
            return _of_case("token_digest", digest, asked)
        case SecretKind.CASE:
            return _of_case("id", _number(submission.secret), asked)


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    return number if number < LARGEST else 0


def _of_the_link(submission: Submission, asked: AskedForm) -> Holder:
    if not asked.open_link:
        raise NotTaken(Reason.NO_OPEN_LINK)
    return Holder(submission.group, submission.unit)


def _of_token(digest: str, asked: AskedForm) -> Holder:
    """By the link that was sent last, or by one sent before."""
    try:
        return _of_case("token_digest", digest, asked)
    except NotTaken:
        row = _looked_up("SELECT case_id FROM collect_earlierlink WHERE digest = %s", (digest,))
        return _of_case("id", row[0] if row else 0, asked)


def _of_case(column: str, value: str | int, asked: AskedForm) -> Holder:
    row = _looked_up(_CASE.format(column=column), (asked.id, value))
    if row is None:
        raise NotTaken(Reason.UNKNOWN_SECRET)
    group, unit, case, known, answered_on = row
    return Holder(group, unit, case, _known(known), answered_on is not None)


_CASE: Final = (
    'SELECT "group", unit, id, known, answered_on FROM collect_case WHERE ask_id = %s AND {column} = %s'
)


def _looked_up(sql: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """One row. PostgreSQL keeps the plan, since this is asked for every answer."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()
    connection.ensure_connection()
    with connection.wrap_database_errors, PlannedCursor(connection.connection) as planned:
        row: tuple[Any, ...] | None = planned.execute(sql, values, prepare=True).fetchone()
        return row


def _known(value: str | Mapping[str, str]) -> Mapping[str, str]:
    """The database gives the column as text."""
    known: Mapping[str, str] = json.loads(value) if isinstance(value, str) else value
    return known


def taken_before(*, ask: str, secret: str, nonce: str) -> str:
    """Number of the receipt of a submission that was taken; '' when none was.

    secret: as of the submission, so '' for an open link. For a page whose draft is gone because it was sent.
    """
    if not (SHORTEST_NONCE <= len(nonce) <= LONGEST and nonce.isprintable()):
        return ""
    is_taken = _is_spent(spent_mark(ask=ask, secret=secret, nonce=nonce))
    return receipt_number(ask=ask, nonce=nonce) if is_taken else ""


def _is_spent(mark: str) -> bool:
    return _looked_up("SELECT 1 FROM collect_spentmark WHERE mark = %s", (mark,)) is not None


def _reason_closed(asked: AskedForm, at: datetime, holder: Holder) -> Reason:
    if holder.has_answered:
        return Reason.ANSWERED
    return Reason.EARLY if asked.is_early(at=at) else Reason.CLOSED


def _check_way(submission: Submission, asked: AskedForm, holder: Holder) -> None:
    if submission.mode not in asked.channels:
        raise NotTaken(Reason.WRONG_MODE)
    if submission.language not in asked.languages:
        raise NotTaken(Reason.WRONG_LANGUAGE)
    if holder.unit not in asked.units or holder.group not in _instrument(asked).groups:
        raise NotTaken(Reason.WRONG_PLACE)


def _instrument(asked: AskedForm) -> Any:  # noqa: ANN401
    try:
        return asked.instrument
    except NoForm:
        raise NotTaken(Reason.WRONG_MODE) from None


def _sealed(
    submission: Submission, asked: AskedForm, holder: Holder, mark: str, number: str, at: datetime
) -> Prepared:
    day = timezone.localdate(at)
    flow = asked.instrument.flow
    valid = validated(flow=flow, group=holder.group, answers=submission.answers, today=day)
    if valid.lacking:
        raise NotTaken(Reason.INCOMPLETE, valid.lacking)
    place = {"unit": holder.unit, "group": holder.group, "mode": submission.mode}
    cells = asked.quotas.cells_of(traits={**holder.known, **valid.background, **place})
    keys = settings.SAMBAND_BOX_KEYS
    content = {
        "answers": valid.answers,
        "background": valid.background,
        "mode": submission.mode,
        "seed": submission.seed,
    }
    return Prepared(
        wish=Wish(mark, asked.id, asked.revision, holder.case, cells),
        receipt=number,
        group=holder.group,
        unit=holder.unit,
        mode=submission.mode,
        language=submission.language,
        day=day,
        sealed=seal(content=content, ask=asked.slug, keys=keys, nonce=os.urandom(NONCE_BYTES)),
        draft=draft_id(ask=asked.slug, secret=submission.draft, keys=keys) if submission.draft else "",
        at=at,
    )
