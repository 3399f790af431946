# SPDX-License-Identifier: EUPL-1.2
"""What can be said of a submission before anybody looks who sent it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from samband.core.collect.analysis.sealing import code_digest, receipt_number, spent_mark, token_digest
from samband.core.collect.operations.intake.refusals import NotTaken, Reason
from samband.core.collect.queries import AskedForm, NoSuchAsk, asked_form
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
    is_partial: an interview that ends before its end, and may be kept: taken with required answers missing
    when enough are there by the questionnaire's rule.
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
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A submission on its way. key: of the case that answers, digest or number; None for an open link.

    mark, receipt: made of the nonce, see ``analysis.sealing``. at: when it came. Never written.
    """

    submission: Submission
    asked: AskedForm
    key: str | int | None
    mark: str
    receipt: str
    at: datetime


def begin(*, submission: Submission, at: datetime) -> Begun:
    """Raises NotTaken for what fits no submission, no ask or no way of answering it."""
    _check_signs(submission)
    asked = fresh_form(ask=submission.ask)
    return Begun(
        submission=submission,
        asked=asked,
        key=_key(submission, asked),
        mark=spent_mark(ask=submission.ask, secret=submission.secret, nonce=submission.nonce),
        receipt=receipt_number(ask=submission.ask, nonce=submission.nonce),
        at=at,
    )


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
    if not is_nonce(text=submission.nonce):
        raise NotTaken(Reason.BAD_NONCE)
    if not (submission.ask.isprintable() and len(submission.ask) <= LONGEST):
        raise NotTaken(Reason.UNKNOWN_ASK)
    if not all(word.isprintable() and len(word) <= LONGEST for word in (submission.secret, submission.draft)):
        raise NotTaken(Reason.UNKNOWN_SECRET)
    if submission.seed is not None and not 0 <= submission.seed < LARGEST:
        raise NotTaken(Reason.BAD_NONCE)


def is_nonce(*, text: str) -> bool:
    """Whether it may be the random number of a submission."""
    return SHORTEST_NONCE <= len(text) <= LONGEST and text.isprintable()


def _key(submission: Submission, asked: AskedForm) -> str | int | None:
    match submission.kind:
        case SecretKind.OPEN:
            if not asked.open_link:
                raise NotTaken(Reason.NO_OPEN_LINK)
            return None
        case SecretKind.TOKEN:
            return token_digest(token=submission.secret)
        case SecretKind.CODE:
            return code_digest(ask=asked.slug, code=submission.secret, keys=settings.SAMBAND_BOX_KEYS)
        case SecretKind.CASE:
            return _number(submission.secret)


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    return number if number < LARGEST else 0
