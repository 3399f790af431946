# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire that somebody is filling in: begun, kept sealed between two pages, sent.

Where nobody but the respondent holds the secret, nobody but the respondent can open what is kept.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from samband.core.collect.analysis.sealing import CannotOpen
from samband.core.collect.analysis.visits import Visit, visit_of
from samband.core.collect.operations.drafts import load_draft, save_draft
from samband.core.collect.operations.evidence import drop_evidence, hand_over
from samband.core.collect.operations.intake import Receipt, Submission, submit, taken_before
from samband.core.collect.operations.intake.preparing import LARGEST
from samband.core.collect.rules import Mode, SecretKind

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none is taken for another when somebody copies them by hand."""
CODE_LENGTH: Final = 16
"""80 random bits."""
_MISREAD: Final = str.maketrans(
    {"I": "1", "L": "1", "O": "0", " ": None, "-": None, "\N{NO-BREAK SPACE}": None}
)


@dataclass(frozen=True, slots=True)
class Way:
    """What somebody came with. secret: '' for an open link. draft: secret of what is kept between pages."""

    ask: str
    kind: SecretKind
    secret: str
    draft: str
    mode: str = Mode.WEB


@dataclass(frozen=True, slots=True)
class Sheet:
    """A questionnaire under way. unit: where it is answered; '' when a case says it. nonce: of the submission
    that will be made of it. files: id -> name of files that were sent.
    """

    visit: Visit
    unit: str
    nonce: str
    files: Mapping[str, str] = field(default_factory=dict)


def new_return_code() -> str:
    """A word to come back with, for somebody whom no letter gave one."""
    return "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))


def read_return_code(*, text: str) -> str:
    """What somebody typed as the word they were given; '' when it cannot be one."""
    code = text.upper().translate(_MISREAD)
    return code if len(code) == CODE_LENGTH and set(code) <= set(_LETTERS) else ""


def new_sheet(*, group: str, unit: str, language: str) -> Sheet:
    """Nothing answered yet; the order of questions is drawn now."""
    visit = Visit(group=group, language=language, seed=secrets.randbelow(LARGEST))
    return Sheet(visit, unit, secrets.token_urlsafe(24))


def load_sheet(*, way: Way) -> Sheet | None:
    """What was kept; None when there is nothing, or nothing that can be opened any more."""
    try:
        kept = load_draft(ask=way.ask, secret=way.draft)
    except CannotOpen:
        return None
    return None if kept is None else _sheet_of(kept)


def save_sheet(*, way: Way, sheet: Sheet, on: date) -> None:
    """Keep it until it is sent or nobody touches it for long. on: today; no time is kept."""
    content = {
        "visit": sheet.visit.as_json(),
        "unit": sheet.unit,
        "nonce": sheet.nonce,
        "files": dict(sheet.files),
    }
    save_draft(ask=way.ask, secret=way.draft, content=content, on=on)


def in_language(*, sheet: Sheet, language: str) -> Sheet:
    return replace(sheet, visit=replace(sheet.visit, language=language))


def send_sheet(*, way: Way, sheet: Sheet, at: datetime, is_partial: bool = False) -> Receipt:
    """Take it as an answer; what was kept of it goes in the same transaction. Raises NotTaken.

    is_partial: as of ``Submission``.
    """
    for name in sheet.files:
        hand_over(ask=way.ask, secret=way.draft, name=name)
    submission = Submission(
        ask=way.ask,
        kind=way.kind,
        secret=way.secret,
        nonce=sheet.nonce,
        answers=sheet.visit.answers,
        language=sheet.visit.language,
        mode=way.mode,
        group=sheet.visit.group,
        unit=sheet.unit,
        seed=sheet.visit.seed,
        draft=way.draft,
        is_partial=is_partial,
    )
    receipt = submit(submission=submission, at=at)
    for name in sheet.files:
        drop_evidence(name=name)
    return receipt


def receipt_of(*, way: Way, nonce: str) -> str:
    """Number of the receipt for what was sent with this nonce before; '' when nothing was."""
    return taken_before(ask=way.ask, secret=way.secret, nonce=nonce)


def _sheet_of(kept: Mapping[str, Any]) -> Sheet:
    return Sheet(visit_of(kept=kept["visit"]), kept["unit"], kept["nonce"], kept["files"])
