# SPDX-License-Identifier: EUPL-1.2
"""The description of the thin path (OpenAPI 3.1)."""

from typing import Any, Final

from samband.core.collect.api.http import LARGEST_BODY
from samband.core.collect.operations.intake.preparing import LARGEST, LONGEST, SHORTEST_NONCE

_TEXT: Final = {"type": "string", "maxLength": LONGEST}
_VALUE: Final = {
    "description": "Code of a scale, option, options in order, number, day as YYYY-MM-DD, text, tick.",
    "anyOf": [
        {"type": "integer"},
        {"type": "number"},
        {"type": "boolean"},
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
    ],
}
_SUBMISSION: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ask", "nonce", "language", "answers"],
    "properties": {
        "ask": {**_TEXT, "description": "Which questionnaire."},
        "token": {**_TEXT, "description": "From a letter or a mail. Leave out for an open link."},
        "code": {**_TEXT, "description": "Of a meeting, instead of a token."},
        "nonce": {
            **_TEXT,
            "minLength": SHORTEST_NONCE,
            "description": "Random, made once for this submission. Sent again with it, the same receipt "
            "comes back and nothing is stored twice.",
        },
        "language": {
            **_TEXT,
            "description": "It was answered in; words come back in it.",
        },
        "group": {**_TEXT, "description": "Group of respondents; for an open link."},
        "unit": {**_TEXT, "description": "Member; for an open link."},
        "answers": {"type": "object", "additionalProperties": _VALUE},
        "seed": {"type": ["integer", "null"], "minimum": 0, "maximum": LARGEST - 1},
        "draft": {**_TEXT, "description": "Secret of a draft that goes when this is taken."},
    },
}
_REFUSAL: Final = {
    "type": "object",
    "required": ["reason", "message"],
    "properties": {
        "reason": {"type": "string", "description": "For programs."},
        "message": {"type": "string", "description": "For the respondent, in their language."},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["page", "question", "message"],
                "properties": {
                    "page": {"type": "string"},
                    "question": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
_RECEIPT: Final = {
    "type": "object",
    "required": ["receipt"],
    "properties": {"receipt": {"type": "string", "pattern": "^[0-9A-Z]{5}-[0-9A-Z]{5}$"}},
}
_FORM: Final = {
    "type": "object",
    "required": ["ask", "title", "languages", "units", "groups", "about", "digest", "files"],
    "properties": {
        "ask": {"type": "string"},
        "title": {"type": "object", "additionalProperties": {"type": "string"}},
        "languages": {"type": "array", "items": {"type": "string"}},
        "units": {"type": "object", "additionalProperties": {"type": "string"}},
        "groups": {"type": "array", "items": {"type": "string"}},
        "about": {"type": "object"},
        "digest": {"type": "string"},
        "files": {
            "type": "object",
            "description": "Structure and words of the questionnaire, as YAML.",
            "additionalProperties": {"type": "string"},
        },
    },
}


def _response(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _refusals(**descriptions: str) -> dict[str, Any]:
    named = {"$ref": "#/components/schemas/Refusal"}
    return {status.removeprefix("_"): _response(words, named) for status, words in descriptions.items()}


_POST: Final = {
    "operationId": "submit",
    "summary": "Take an answer. It is durable when the receipt comes back.",
    "requestBody": {
        "required": True,
        "description": f"At most {LARGEST_BODY} bytes.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Submission"}}},
    },
    "responses": {
        "200": _response("It was taken before.", {"$ref": "#/components/schemas/Receipt"}),
        "201": _response("It is taken.", {"$ref": "#/components/schemas/Receipt"}),
        **_refusals(
            _400="Not JSON, or the name of another site.",
            _403="This questionnaire does not take answers this way.",
            _404="No such questionnaire, token or code.",
            _409="Not open yet, closed, answered already, or enough like these have answered.",
            _411="No Content-Length.",
            _413="Too large.",
            _415="Not application/json.",
            _422="Something is missing or does not fit.",
            _429="Too many from this network. Retry-After tells how long to wait.",
            _503="Not stored yet. Send the same again.",
            _507="The machine has no room. Send the same again later.",
        ),
    },
}
DESCRIPTION: Final[dict[str, Any]] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Samband: answers",
        "version": "1",
        "description": "Answers to questionnaires, one at a time. No cookies, no session.",
    },
    "paths": {
        "/collect/api/v1/submissions": {"post": _POST},
        "/collect/api/v1/forms/{ask}": {
            "get": {
                "operationId": "form",
                "summary": "The questionnaire of an open link.",
                "parameters": [{"name": "ask", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": _response("The questionnaire.", {"$ref": "#/components/schemas/Form"}),
                    **_refusals(_400="The name of another site.", _404="No such questionnaire."),
                },
            }
        },
        "/collect/api/v1/openapi.json": {
            "get": {
                "operationId": "description",
                "summary": "This description.",
                "responses": {"200": _response("OpenAPI 3.1.", {"type": "object"})},
            }
        },
    },
    "components": {
        "schemas": {"Submission": _SUBMISSION, "Receipt": _RECEIPT, "Refusal": _REFUSAL, "Form": _FORM}
    },
}
