# SPDX-License-Identifier: EUPL-1.2
"""The ballot box: envelopes become answers in shuffled heaps, so that no order ties an answer to a person.

A heap is one group in one unit. While the ask is open a heap is opened only when twice as many envelopes lie
in it as must leave together, and so many, drawn blindly, stay in it: so the rest that is opened when the ask
closes is not small either. All answers of the heap are then stored anew, old and new ones mixed, under new
random numbers: neither the order nor the transaction in which they lie tells when one of them came.
"""

import logging
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, QuerySet

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.cells import Reading
from samband.core.collect.analysis.checking import content_digest
from samband.core.collect.analysis.sealing import CannotOpen, unseal
from samband.core.collect.models import Ask, Envelope, Response
from samband.core.collect.queries import NoSuchAsk
from samband.core.collect.rules import COLLECT

_AT_ONCE: Final = 1_000
_GROWTH: Final = 10
"""A heap is opened early when a tenth of what it holds waits, so that mixing anew costs little in all."""

_log = logging.getLogger(__name__)
_shuffle = secrets.SystemRandom().shuffle  # no seed: an order that could be repeated would be a way back


@dataclass(frozen=True, slots=True)
class Opened:
    """opened: envelopes that became answers. left: too few of a kind. unreadable: no key opens them."""

    opened: int
    left: int
    unreadable: int


@transaction.atomic
def open_box(*, ask: str, by: Actor, at: datetime) -> Opened:
    """Turn the envelopes of every heap that is large enough into answers. Raises NoSuchAsk, NotAllowed."""
    require(actor=by, permission=COLLECT)
    asked = Ask.objects.select_for_update().filter(slug=ask).first()
    if asked is None:
        raise NoSuchAsk(ask)
    return _open(asked, by, at, least=asked.least_together)


def empty_box(*, asked: Ask, by: Actor, at: datetime) -> Opened:
    """Turn all envelopes of a locked ask into answers, in the transaction that closes it."""
    return _open(asked, by, at, least=0)


def empty_heap(*, asked: Ask, group: str, unit: str, by: Actor, at: datetime) -> Opened:
    """All envelopes of one group in one unit of a locked ask, when nobody there can answer any more."""
    opened, unreadable = _open_heap(asked, (group, unit), 0)
    left = Envelope.objects.filter(ask=asked).count()
    if opened or unreadable:
        _told(asked, by, at, Opened(opened, left, unreadable))
    return Opened(opened, left, unreadable)


def _open(asked: Ask, by: Actor, at: datetime, *, least: int) -> Opened:
    """least: that leave together, and that stay; 0 when the ask closes."""
    waiting = _heaps(asked)
    opened = unreadable = 0
    for heap, number in waiting.items():
        if number >= _wanted(asked, heap, least):
            done, failed = _open_heap(asked, heap, least)
            opened, unreadable = opened + done, unreadable + failed
    left = sum(waiting.values()) - opened - unreadable
    if opened or unreadable:
        _told(asked, by, at, Opened(opened, left, unreadable))
    return Opened(opened, left, unreadable)


def _told(asked: Ask, by: Actor, at: datetime, done: Opened) -> None:
    about = f"collect.ask:{asked.slug}"
    record(event="collect.box_opened", by=by.reference, at=at, about=about, details=asdict(done))
    transaction.on_commit(wipe_traces)


Heap = tuple[str, str]


def _heaps(asked: Ask) -> dict[Heap, int]:
    """(group, unit) -> envelopes."""
    rows = Envelope.objects.filter(ask=asked).order_by("group", "unit").values_list("group", "unit")
    return {(group, unit): number for group, unit, number in rows.annotate(number=Count("pk"))}


def _wanted(asked: Ask, heap: Heap, least: int) -> int:
    """Envelopes that must lie in a heap before it is opened."""
    if not least:
        return 1
    group, unit = heap
    return least + max(least, _mixed_before(asked, group, unit).count() // _GROWTH)


def _mixed_before(asked: Ask, group: str, unit: str) -> QuerySet[Response]:
    """Answers that came out of the box; those of files stay where they are."""
    return Response.objects.filter(ask=asked, group=group, unit=unit, import_run__isnull=True)


def _open_heap(asked: Ask, heap: Heap, stay: int) -> tuple[int, int]:
    """Old answers and new ones, drawn together in one shuffled order, stored anew."""
    group, unit = heap
    sealed = list(Envelope.objects.filter(ask=asked, group=group, unit=unit).values_list("pk", flat=True))
    _shuffle(sealed)
    drawn = [(True, pk) for pk in sealed[stay:]]
    drawn += [(False, pk) for pk in _mixed_before(asked, group, unit).values_list("pk", flat=True)]
    _shuffle(drawn)
    opened = failed = 0
    remaining = iter(drawn)
    while part := list(islice(remaining, _AT_ONCE)):
        new, unreadable = _moved(asked, part)
        opened, failed = opened + new, failed + unreadable
    return opened, failed


def _moved(asked: Ask, part: Sequence[tuple[bool, int]]) -> tuple[int, int]:
    envelopes = Envelope.objects.in_bulk([pk for is_new, pk in part if is_new])
    answers = Response.objects.in_bulk([pk for is_new, pk in part if not is_new])
    stored = list(_answers(asked, part, envelopes, answers))
    read = [pk for pk, _ in stored if pk in envelopes]
    Response.objects.filter(pk__in=list(answers)).delete()
    Response.objects.bulk_create([response for _, response in stored], batch_size=_AT_ONCE)
    Envelope.objects.filter(pk__in=read).delete()
    return len(read), len(envelopes) - len(read)


def _answers(
    asked: Ask,
    part: Sequence[tuple[bool, int]],
    envelopes: dict[int, Envelope],
    answers: dict[int, Response],
) -> Iterator[tuple[int, Response]]:
    for is_new, pk in part:
        if not is_new:
            yield pk, _renumbered(answers[pk])
            continue
        try:
            yield pk, _unsealed(asked, envelopes[pk])
        except CannotOpen as reason:
            _log.error("An envelope of %s stays in the box: %s", asked.slug, reason)


def _renumbered(answer: Response) -> Response:
    answer.pk = Response._meta.pk.get_default()
    return answer


def _unsealed(asked: Ask, envelope: Envelope) -> Response:
    content = unseal(sealed=bytes(envelope.sealed), ask=asked.slug, keys=settings.SAMBAND_BOX_KEYS)
    reading = Reading(
        unit=envelope.unit, group=envelope.group, answers=content["answers"],
        background=content["background"], mode=content["mode"],
    )  # fmt: skip
    return Response(
        ask=asked,
        respondent_digest=secrets.token_hex(16),
        content=content_digest(reading),
        group=envelope.group,
        unit=envelope.unit,
        answers=content["answers"],
        background=content["background"],
        mode=content["mode"],
        seed=content["seed"],
        extent=content.get("extent", ""),
        ended_by=content.get("ended_by", ""),
    )


def wipe_traces() -> None:
    """What was deleted leaves the files too: SQLite's log, PostgreSQL's dead rows. Nothing depends on it."""
    if connection.in_atomic_block:
        return  # neither can be done inside a transaction
    tables = ("envelope", "response", "case", "meetingcode")
    statements = [f"VACUUM collect_{table}" for table in tables]
    if connection.vendor == "sqlite":
        patience = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
        quick, patient = "PRAGMA busy_timeout=200", f"PRAGMA busy_timeout={patience}"
        statements = [quick, "PRAGMA wal_checkpoint(TRUNCATE)", patient]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
