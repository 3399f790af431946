# SPDX-License-Identifier: EUPL-1.2
"""One term ends and the next begins, council by council. Doing it twice gives the same as doing it once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.core.jobs.operations import queue_job
from samband.core.people import models
from samband.core.people.analysis.columns import signature
from samband.core.people.card import TURNOVER_JOB
from samband.core.people.operations.refusals import Refused
from samband.core.people.operations.turnover.council import load_council
from samband.core.people.operations.turnover.uploads import remove_upload
from samband.core.people.queries.turnover import (
    ANOTHER,
    CONFIRMED,
    LOADING,
    PREVIEWED,
    TurnoverRecord,
    turnover_record,
    turnover_row,
    undecided,
)

AT_ONCE = 5
"""So many councils are loaded while the reader waits; more become background work."""


@transaction.atomic
def confirm_turnover(*, number: int, by: Actor, at: datetime, back_to: str = "") -> TurnoverRecord:
    """Load the councils without faults. Many councils are queued; the record then says ``loading``.

    back_to: path of the page with the result. Raises Refused while questions are open; NotAllowed.
    """
    row = turnover_row(actor=by, number=number)
    _check(row)
    _remember(row, at)
    councils = _councils(row)
    about = f"people.turnover:{row.pk}"
    details = {"term": row.term.code, "councils": len(councils)}
    record(
        event="people.turnover_confirmed", by=by.reference, at=at, about=about, authority=row.authority,
        details=details,
    )  # fmt: skip
    row.state = LOADING
    row.save(update_fields=["state"])
    arguments = {"turnover": row.pk, "at": at.isoformat()}
    if len(councils) > AT_ONCE:
        queue_job(kind=TURNOVER_JOB, arguments=arguments, total=len(councils), back_to=back_to, by=by, at=at)
    else:
        list(load_councils(arguments=arguments, done=frozenset()))
    row.refresh_from_db()
    return turnover_record(row=row)


def load_councils(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    """Background work: one item for each council, each in a transaction of its own."""
    row = models.Turnover.objects.select_related("term").get(pk=int(str(arguments["turnover"])))
    at = datetime.fromisoformat(str(arguments["at"])).astimezone(UTC)
    for code in _councils(row):
        if code not in done:
            load_council(turnover=row, authority=code, at=at)
            yield code
    _end(row, at)


@transaction.atomic
def _end(row: models.Turnover, at: datetime) -> None:
    """What the file said of people is forgotten; the offices stand in the register."""
    remove_upload(row=row)
    row.rows.all().delete()
    row.state, row.ended_at = CONFIRMED, at
    row.save(update_fields=["upload", "state", "ended_at"])


def _check(row: models.Turnover) -> None:
    if row.state != PREVIEWED:
        raise Refused(gettext("This file is loaded or discarded already. Upload it again."))
    if undecided(row=row):
        raise Refused(
            gettext("Some questions are not answered yet. Say for each whether it is the same person.")
        )
    if twice := _named_twice(row):
        text = gettext(
            "Several rows name the same person: %(names)s. Say for one of them that it is another."
        )
        raise Refused(text % {"names": ", ".join(twice)})
    if not row.rows.exclude(row=0).exists():
        raise Refused(gettext("There is nothing to load. Put the faults right and upload the file again."))


def _named_twice(row: models.Turnover) -> list[str]:
    """Nobody is elected in two councils, or stands for two persons of one."""
    meant = row.rows.exclude(row=0).filter(person__isnull=False).exclude(decision=ANOTHER)
    persons = meant.values("person").annotate(times=Count("pk")).filter(times__gt=1).values("person")
    names = models.Person.objects.filter(pk__in=persons).order_by("sort_name").values_list("name", flat=True)
    return list(names[:10])


def _councils(row: models.Turnover) -> list[str]:
    """Members with somebody in the file; one whom the file does not name keeps its council."""
    codes: Iterable[str] = (
        row.rows.filter(~Q(row=0)).order_by("authority").values_list("authority", flat=True)
    )
    return list(dict.fromkeys(codes))


def _remember(row: models.Turnover, at: datetime) -> None:
    models.ColumnMapping.objects.update_or_create(
        signature=signature(columns=row.columns), defaults={"mapping": row.mapping, "used_at": at}
    )
