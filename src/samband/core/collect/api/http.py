# SPDX-License-Identifier: EUPL-1.2
"""Requests and answers of the thin path: what may come in, and what every answer carries."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

LARGEST_BODY: Final = 512_000
HEADERS: Final = (
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """status and JSON value; headers beside those that every answer has."""

    status: HTTPStatus
    content: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818  it names the fact
    """The request is none that we take."""

    def __init__(self, status: HTTPStatus, reason: str, message: str, **headers: str) -> None:
        self.answer = Answer(status, {"reason": reason, "message": message}, headers)
        super().__init__(message)


def check_host(environ: "WSGIEnvironment") -> None:
    """Raises Refused for another site's name, and for plain HTTP where there is a certificate."""
    host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
    domain, _port = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        raise Refused(HTTPStatus.BAD_REQUEST, "wrong_host", "This is not the name of this site.")
    if settings.SECURE_SSL_REDIRECT and not is_secure(environ):
        raise Refused(HTTPStatus.FORBIDDEN, "not_secure", "Use https.")


def is_secure(environ: "WSGIEnvironment") -> bool:
    proxy = settings.SECURE_PROXY_SSL_HEADER
    if proxy and proxy[0] in environ:
        return bool(environ[proxy[0]].split(",")[0].strip() == proxy[1])
    return bool(environ.get("wsgi.url_scheme") == "https")


def language_of(environ: "WSGIEnvironment") -> str:
    """The first language that the browser asks for and we speak."""
    for wanted, _weight in parse_accept_lang_header(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:500]):
        found = known_language(wanted)
        if found:
            return found
    return str(settings.LANGUAGE_CODE)


def known_language(wanted: object) -> str:
    """The language of ours that comes nearest; empty when none does."""
    try:
        return get_supported_language_variant(wanted) if isinstance(wanted, str) and wanted else ""
    except LookupError:
        return ""


def json_body(environ: "WSGIEnvironment") -> dict[str, Any]:
    """The object that was sent. Raises Refused."""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", "Send application/json.")
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdecimal()):
        raise Refused(HTTPStatus.LENGTH_REQUIRED, "no_length", "Say how long it is (Content-Length).")
    if int(length) > LARGEST_BODY:
        words = f"Send at most {LARGEST_BODY} bytes."
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", words)
    return _object(environ["wsgi.input"].read(int(length)))


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST, "not_json", "What was sent is not JSON.") from None
    if not isinstance(value, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "not_json", "Send one JSON object.")
    return value


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def sent(answer: Answer, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """The answer on its way, with what every answer carries."""
    body = json.dumps(answer.content, ensure_ascii=False, separators=(",", ":")).encode()
    headers = [*HEADERS, ("Content-Length", str(len(body))), *answer.headers.items()]
    if settings.SECURE_HSTS_SECONDS and is_secure(environ):
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    start_response(f"{answer.status.value} {answer.status.phrase}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
