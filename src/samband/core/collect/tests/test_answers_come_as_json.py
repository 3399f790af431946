# SPDX-License-Identifier: EUPL-1.2
"""The thin path: answers as JSON without Django's request cycle, refused in words, never with an error."""

import io
import json
from http import HTTPStatus

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from samband.core.collect import operations as collect
from samband.core.collect.api import with_intake
from samband.core.collect.api.http import LARGEST_BODY
from samband.core.collect.api.openapi import DESCRIPTION
from samband.core.collect.models import Envelope
from samband.core.collect.operations import NewCase, Plan
from samband.core.collect.operations.intake import limits
from samband.core.collect.tests.conftest import ANALYST, NOON

SHEET = {
    "ask": "asked-2025", "nonce": "nonce-of-this-sheet-1", "language": "en", "group": "inhabitants",
    "unit": "1151", "answers": {"trust": 3},
}  # fmt: skip


class Got:
    """What came back: status, headers, JSON."""

    def __init__(self, environ):
        def start(status, headers, exc_info=None):
            self.status, self.headers = int(status[:3]), dict(headers)

        self.body = b"".join(APPLICATION(environ, start))
        self.json = json.loads(self.body) if self.body else None


APPLICATION = with_intake(otherwise=lambda environ, start: (start("204 No Content", []), [])[1])


def request(method="POST", place="submissions", body=b"", **environ):
    return Got(
        {
            "REQUEST_METHOD": method, "PATH_INFO": f"/collect/api/v1/{place}", "HTTP_HOST": "testserver",
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)), "REMOTE_ADDR": "192.0.2.1",
            "wsgi.input": io.BytesIO(body), "wsgi.url_scheme": "http",
        } | environ
    )  # fmt: skip


def post(content, **environ):
    return request(body=json.dumps(content).encode(), **environ)


@pytest.fixture(autouse=True)
def _nobody_came_before(monkeypatch):
    fresh = limits.Limits()
    monkeypatch.setattr("samband.core.collect.api.submissions.LIMITS", fresh)


def test_an_answer_is_taken_and_taken_again_is_the_same(asked):
    first, again = post(SHEET), post(SHEET)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json
    assert Envelope.objects.count() == 1
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] == "no-store"


def test_a_token_and_a_code_are_taken_too(asked):
    cases = [NewCase("1151", "inhabitants"), NewCase("0301", "councillors", code="493817")]
    person, _ = collect.add_cases(ask="asked-2025", cases=cases, by=ANALYST, at=NOON)
    bare = {"ask": "asked-2025", "language": "en", "answers": {"trust": 1}}
    assert post(bare | {"token": person.token, "nonce": "nonce-of-the-person"}).status == 201
    assert post(bare | {"token": person.token, "nonce": "another-nonce-of-it"}).status == 409
    assert post(bare | {"code": "493817", "nonce": "nonce-of-the-member"}).status == 201


def test_a_refusal_is_worded_in_the_language_of_the_answer(asked):
    got = post(SHEET | {"unit": "4601"})
    assert (got.status, got.json["reason"]) == (422, "wrong_place")
    norwegian = post(SHEET | {"language": ""}, HTTP_ACCEPT_LANGUAGE="nb-NO,nb;q=0.9")
    english = post(SHEET | {"language": ""}, HTTP_ACCEPT_LANGUAGE="en")
    assert norwegian.json["message"] != english.json["message"]


def test_what_is_missing_is_named_by_question(asked):
    got = post(SHEET | {"answers": {"trust": 17}})
    assert (got.status, got.json["reason"]) == (422, "incomplete")
    (problem,) = got.json["problems"]
    assert problem["question"] == "trust"
    assert problem["message"]


@pytest.mark.parametrize(
    ("environ", "body", "status"),
    [
        ({"HTTP_HOST": "elsewhere.example"}, b"{}", 400),
        ({"HTTP_HOST": ""}, b"{}", 400),
        ({"CONTENT_TYPE": "text/plain"}, b"{}", 415),
        ({"CONTENT_LENGTH": ""}, b"{}", 411),
        ({"CONTENT_LENGTH": "-1"}, b"{}", 411),
        ({"CONTENT_LENGTH": str(LARGEST_BODY + 1)}, b"{}", 413),
        ({}, b"not json", 400),
        ({}, b"[1]", 400),
        ({}, b'{"ask": NaN}', 400),
        ({}, b'{"seed": ' + b"9" * 5000 + b"}", 400),
        ({}, b"[" * 100_000, 400),
        ({}, b"\xff\xfe", 400),
        ({}, b"{}", 422),
        ({}, b'{"unknown": 1}', 422),
        ({"REQUEST_METHOD": "GET"}, b"", 405),
        ({"REQUEST_METHOD": "OPTIONS"}, b"", 405),
        ({"PATH_INFO": "/collect/api/v1/nothing"}, b"{}", 404),
    ],
)
def test_what_is_no_submission_is_refused(asked, environ, body, status):
    got = request(body=body, **environ)
    assert got.status == status
    assert got.json["message"]


def test_a_name_that_no_database_takes_names_nothing(asked):
    assert post(SHEET | {"ask": "none\x00such"}).status == post(SHEET | {"ask": "none-such"}).status


def test_plain_http_is_refused_where_there_is_a_certificate(asked, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert post(SHEET).status == 403
    got = post(SHEET, HTTP_X_FORWARDED_PROTO="https")
    assert (got.status, got.headers["Strict-Transport-Security"]) == (201, "max-age=3600")


def test_t23_an_open_link_takes_only_so_many_from_one_network(asked):
    collect.change_ask(ask="asked-2025", plan=Plan(open_link=True, link_per_hour=2), by=ANALYST, at=NOON)
    sheets = [SHEET | {"nonce": f"nonce-by-number-{number}"} for number in range(3)]
    assert [post(sheet).status for sheet in sheets] == [201, 201, 429]
    assert post(sheets[2], REMOTE_ADDR="192.0.2.2").status == 201


def test_the_address_is_the_one_that_the_front_server_tells(asked, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    collect.change_ask(ask="asked-2025", plan=Plan(open_link=True, link_per_hour=1), by=ANALYST, at=NOON)
    sheets = [SHEET | {"nonce": f"nonce-by-number-{number}"} for number in range(3)]
    assert post(sheets[0], HTTP_X_FORWARDED_FOR="192.0.2.7").status == 201
    assert post(sheets[1], HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7").status == 429
    assert post(sheets[1], HTTP_X_FORWARDED_FOR="192.0.2.8").status == 201


def test_t23_whoever_tries_codes_has_to_wait(asked):
    sheet = {"ask": "asked-2025", "language": "en", "answers": {}, "nonce": "nonce-of-a-guesser-1"}
    tried = [post(sheet | {"code": f"{number:06}"}).status for number in range(limits.WRONG_PER_HOUR + 1)]
    assert set(tried[:-1]) == {404}
    assert tried[-1] == 429


def test_addresses_are_not_kept_in_clear_and_are_forgotten_by_the_hour():
    kept = limits.Limits()
    kept.count(what="wrong", address="192.0.2.1", at=NOON)
    assert kept.is_over(what="wrong", address="192.0.2.1", most=1, at=NOON)
    assert "192.0.2" not in str(vars(kept))
    assert not kept.is_over(what="wrong", address="192.0.2.1", most=1, at=NOON.replace(hour=13))


def test_the_form_of_an_open_link_can_be_fetched(asked):
    got = request("GET", "forms/asked-2025")
    assert got.status == 200
    assert got.json["groups"] == ["inhabitants", "councillors"]
    assert "form.yaml" in got.json["files"]
    collect.change_ask(ask="asked-2025", plan=Plan(), by=ANALYST, at=NOON)
    assert request("GET", "forms/asked-2025").status == 404
    assert request("GET", "forms/\x00").status == 404


def test_other_addresses_are_handed_on(asked):
    assert request("GET", "", PATH_INFO="/members/").status == 204


def test_the_writer_being_away_is_told_in_words(asked, monkeypatch):
    def away(**_given):
        raise RuntimeError

    monkeypatch.setattr("samband.core.collect.api.submissions.submit", away)
    got = post(SHEET)
    assert (got.status, got.json["reason"]) == (503, "busy")


NOT_DESCRIBED = {"responses": {"405": {}}}
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)


@SCHEMA.parametrize()
@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_is_answered_as_described(case, asked):
    """Fits the description or not: an answer that the description knows, never an error of ours."""
    body = json.dumps(case.body, default=str).encode() if case.media_type else b""
    got = request(case.method.upper(), case.formatted_path.removeprefix("/collect/api/v1/"), body)
    described = DESCRIPTION["paths"][case.path].get(case.method.lower(), NOT_DESCRIBED)
    assert str(got.status) in described["responses"]
    assert got.status < HTTPStatus.INTERNAL_SERVER_ERROR
