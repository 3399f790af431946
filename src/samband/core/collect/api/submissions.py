# SPDX-License-Identifier: EUPL-1.2
"""A submission out of JSON, and what became of it as JSON."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext, override

from samband.core.collect.api.http import Answer, Refused, known_language
from samband.core.collect.operations.intake import NotTaken, Reason, Submission, submit
from samband.core.collect.operations.intake.limits import LIMITS, WRONG_PER_HOUR
from samband.core.collect.operations.intake.preparing import fresh_form
from samband.core.collect.rules import Mode, SecretKind

STATUS: Final[Mapping[Reason, HTTPStatus]] = {
    Reason.UNKNOWN_ASK: HTTPStatus.NOT_FOUND,
    Reason.UNKNOWN_SECRET: HTTPStatus.NOT_FOUND,
    Reason.NO_OPEN_LINK: HTTPStatus.FORBIDDEN,
    Reason.WRONG_MODE: HTTPStatus.FORBIDDEN,
    Reason.EARLY: HTTPStatus.CONFLICT,
    Reason.CLOSED: HTTPStatus.CONFLICT,
    Reason.ANSWERED: HTTPStatus.CONFLICT,
    Reason.FULL: HTTPStatus.CONFLICT,
    Reason.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    Reason.BUSY: HTTPStatus.SERVICE_UNAVAILABLE,
    Reason.NO_ROOM: HTTPStatus.INSUFFICIENT_STORAGE,
}
"""Everything else: what was sent does not fit (422)."""
RETRY_SECONDS: Final = {Reason.BUSY: "2", Reason.NO_ROOM: "60", Reason.TOO_MANY: "600"}
TEXTS: Final = ("ask", "nonce", "language", "token", "code", "group", "unit", "draft")
FIELDS: Final = frozenset({*TEXTS, "answers", "seed"})


def submission_of(*, told: Mapping[str, Any]) -> Submission:
    """Raises Refused with what does not fit."""
    if unknown := sorted(told.keys() - FIELDS):
        raise _unfit(f"“{unknown[0][:80]}” is no field of a submission.")
    words = {name: told.get(name, "") for name in TEXTS}
    if wrong := [name for name, value in words.items() if not isinstance(value, str)]:
        raise _unfit(f"“{wrong[0]}” is a text.")
    answers, seed = told.get("answers"), told.get("seed")
    if not isinstance(answers, dict):
        raise _unfit("“answers” is an object: question to value.")
    if seed is not None and type(seed) is not int:
        raise _unfit("“seed” is a whole number.")
    kind = _kind(words)
    return Submission(
        ask=words["ask"],
        kind=kind,
        secret=words["token"] or words["code"],
        nonce=words["nonce"],
        answers=answers,
        language=words["language"],
        mode=Mode.MEETING if kind is SecretKind.CODE else Mode.WEB,
        group=words["group"],
        unit=words["unit"],
        seed=seed,
        draft=words["draft"],
    )


def taken(*, submission: Submission, address: str, language: str, at: datetime) -> Answer:
    """Submit it. language: of the words, when the submission's own is none of ours."""
    try:
        _check_limits(submission, address, at)
        receipt = submit(submission=submission, at=at)
    except NotTaken as reason:
        if reason.reason is Reason.UNKNOWN_SECRET:
            LIMITS.count(what="wrong", address=address, at=at)
        with override(known_language(submission.language) or language):
            return _told(reason)
    status = HTTPStatus.OK if receipt.is_repeat else HTTPStatus.CREATED
    return Answer(status, {"receipt": receipt.number})


def _check_limits(submission: Submission, address: str, at: datetime) -> None:
    if submission.kind is not SecretKind.OPEN:
        if LIMITS.is_over(what="wrong", address=address, most=WRONG_PER_HOUR, at=at):
            raise NotTaken(Reason.TOO_MANY)
        return
    most = fresh_form(ask=submission.ask).link_per_hour
    what = f"link:{submission.ask}"
    if LIMITS.is_over(what=what, address=address, most=most, at=at):
        raise NotTaken(Reason.TOO_MANY)
    LIMITS.count(what=what, address=address, at=at)


def _kind(words: Mapping[str, str]) -> SecretKind:
    if words["token"] and words["code"]:
        raise _unfit("Send a token or a code, not both.")
    if words["token"]:
        return SecretKind.TOKEN
    return SecretKind.CODE if words["code"] else SecretKind.OPEN


def _unfit(message: str) -> Refused:
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "unfit", message)


def _told(refused: NotTaken) -> Answer:
    problems = [
        {"page": lack.step, "question": lack.problem.question, "message": lack.problem.words(gettext)}
        for lack in refused.lacks[:100]
    ]
    content = {"reason": refused.reason.value, "message": refused.words, "problems": problems}
    after = RETRY_SECONDS.get(refused.reason)
    status = STATUS.get(refused.reason, HTTPStatus.UNPROCESSABLE_ENTITY)
    return Answer(status, content, {"Retry-After": after} if after else {})
