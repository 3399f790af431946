# SPDX-License-Identifier: EUPL-1.2
"""The WSGI application that stands before Django's."""

import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from samband.core.collect.api.http import (
    Answer,
    Refused,
    check_host,
    json_body,
    language_of,
    sent,
)
from samband.core.collect.api.openapi import DESCRIPTION
from samband.core.collect.api.submissions import submission_of, taken
from samband.core.collect.operations.intake import NotTaken, Reason
from samband.core.collect.operations.intake.limits import address_of
from samband.core.collect.operations.intake.preparing import fresh_form
from samband.core.collect.operations.intake.writer import WRITER
from samband.core.collect.queries import form_files
from samband.core.collect.rules import AskState

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX: Final = "/collect/api/v1/"
_AWAY: Final = {
    "reason": Reason.BUSY.value,
    "message": "Something failed here. Nothing is stored. Send again.",
}
_log = logging.getLogger(__name__)


def with_intake(*, otherwise: "WSGIApplication") -> "WSGIApplication":
    """An application that takes answers itself and hands everything else on."""
    if not settings.SAMBAND_WRITE_AT_ONCE:
        WRITER.start()

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(PREFIX):
            return otherwise(environ, start_response)
        return sent(_answered(environ), environ, start_response)

    return application


def _answered(environ: "WSGIEnvironment") -> Answer:
    try:
        check_host(environ)
        return _routed(environ)
    except Refused as refused:
        return refused.answer
    except Exception:  # noqa: BLE001  whoever sent it is told in words, whatever happens
        _log.exception("The thin path failed.")
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, _AWAY, {"Retry-After": "5"})


def _routed(environ: "WSGIEnvironment") -> Answer:
    place, method = environ["PATH_INFO"].removeprefix(PREFIX), environ["REQUEST_METHOD"]
    is_read = method in {"GET", "HEAD"}
    if place == "submissions":
        return _submitted(environ) if method == "POST" else _wrong_method("POST")
    if place == "openapi.json":
        return Answer(HTTPStatus.OK, DESCRIPTION) if is_read else _wrong_method("GET, HEAD")
    folder, _, ask = place.partition("/")
    if folder == "forms" and ask:
        return _form(ask) if is_read else _wrong_method("GET, HEAD")
    return Answer(HTTPStatus.NOT_FOUND, {"reason": "unknown_address", "message": "There is nothing here."})


def _submitted(environ: "WSGIEnvironment") -> Answer:
    submission = submission_of(told=json_body(environ))
    return taken(
        submission=submission,
        address=address_of(environ=environ),
        language=language_of(environ),
        at=timezone.now(),
    )


def _form(ask: str) -> Answer:
    """What somebody needs who asks without a line to us: only where anybody may answer."""
    try:
        asked = fresh_form(ask=ask) if ask.isprintable() else None
    except (NotTaken, DatabaseError):
        asked = None
    if asked is None or not asked.open_link or asked.state is not AskState.OPEN or asked.form is None:
        return Answer(HTTPStatus.NOT_FOUND, {"reason": Reason.UNKNOWN_ASK.value, "message": "No such form."})
    content = {
        "ask": asked.slug,
        "title": dict(asked.title),
        "languages": list(asked.languages),
        "units": dict(asked.units),
        "groups": list(asked.instrument.groups),
        "about": {language: dict(texts) for language, texts in asked.about.items()},
        "digest": asked.instrument.digest,
        "files": form_files(form=asked.form),
    }
    return Answer(HTTPStatus.OK, content)


def _wrong_method(allowed: str) -> Answer:
    content = {"reason": "wrong_method", "message": f"Use {allowed}."}
    return Answer(HTTPStatus.METHOD_NOT_ALLOWED, content, {"Allow": allowed})
