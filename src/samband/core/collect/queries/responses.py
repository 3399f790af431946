# SPDX-License-Identifier: EUPL-1.2
"""What was answered, and how much."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count

from samband.core.access.rules import Actor, require
from samband.core.collect.models import Response
from samband.core.collect.rules import READ_ANSWERS


@dataclass(frozen=True, slots=True)
class ResponseRecord:
    """One respondent's answers. answers: item -> code, missing codes included. extent, ended_by: see
    ``models.Response``.
    """

    group: str
    unit: str
    answers: Mapping[str, int]
    background: Mapping[str, str]
    mode: str
    weight: float | None
    extent: str = ""
    ended_by: str = ""


def responses(*, actor: Actor, ask: str) -> Iterator[ResponseRecord]:
    """The answers of an ask in a fixed order that tells nothing, streamed."""
    require(actor=actor, permission=READ_ANSWERS)
    rows = Response.objects.filter(ask__slug=ask).order_by("respondent_digest")
    fields = ("group", "unit", "answers", "background", "mode", "weight", "extent", "ended_by")
    return (ResponseRecord(*row) for row in rows.values_list(*fields).iterator(chunk_size=5_000))


def response_counts(*, ask: str) -> Mapping[tuple[str, str], int]:
    """(unit, group) -> responses. Unguarded: a tool shows each member its own and the association all."""
    counted = Response.objects.filter(ask__slug=ask).values_list("unit", "group").annotate(number=Count("pk"))
    return {(unit, group): number for unit, group, number in counted.order_by()}


def response_modes(*, ask: str) -> frozenset[tuple[str, str]]:
    """(group, mode) pairs that occur. Unguarded: it tells of nobody."""
    return frozenset(
        Response.objects.filter(ask__slug=ask).order_by().values_list("group", "mode").distinct()
    )


def responses_digest(*, ask: str) -> str:
    """SHA-256, hex, of everything answered: equal when and only when the same respondents said the same."""
    digest = hashlib.sha256()
    rows = Response.objects.filter(ask__slug=ask).order_by("respondent_digest")
    for respondent, content in rows.values_list("respondent_digest", "content").iterator(chunk_size=10_000):
        digest.update(f"{respondent}:{content}\n".encode())
    return digest.hexdigest()
