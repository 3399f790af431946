# SPDX-License-Identifier: EUPL-1.2
"""Erasing by rule and on request. Public offices stay; the log keeps numbers, never data."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.core.access.rules import Actor, NotAllowed, require
from samband.core.audit.operations import record
from samband.core.jobs.operations import queue_job
from samband.core.jobs.queries import JobRecord
from samband.core.people import models
from samband.core.people.analysis.retention import Rule
from samband.core.people.card import APPLY_RETENTION, RETENTION_JOB
from samband.core.people.operations.balancing import count_anew
from samband.core.people.operations.following import follow_offices
from samband.core.people.operations.persons import about, held_person
from samband.core.people.operations.refusals import Refused
from samband.core.people.queries.retention import due_persons, rules
from samband.core.people.queries.seeing import is_oneself

_BATCH = 500
_EMPTY: dict[str, object] = {"contact_details": [], "images": []}


def queue_retention(*, back_to: str = "", by: Actor, at: datetime) -> JobRecord:
    """Erase in the background what the rules say today. Raises NotAllowed."""
    require(actor=by, permission=APPLY_RETENTION)
    arguments = {"by": by.reference, "at": at.isoformat()}
    return queue_job(
        kind=RETENTION_JOB, arguments=arguments, total=len(rules()), back_to=back_to, by=by, at=at
    )


def run_retention(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    """Background work: one item for each rule."""
    at = datetime.fromisoformat(str(arguments["at"]))
    for rule in rules():
        if rule.code not in done:
            _apply(rule, by=str(arguments["by"]), at=at)
            yield rule.code


def apply_retention(*, by: Actor, at: datetime) -> Mapping[str, int]:
    """Erase what the rules say at once, for the command line. Rule -> persons. Raises NotAllowed."""
    require(actor=by, permission=APPLY_RETENTION)
    return {rule.code: _apply(rule, by=by.reference, at=at) for rule in rules()}


@transaction.atomic
def ask_for_erasure(*, person: int, by: Actor, at: datetime) -> None:
    """The person asks to be erased; asking twice changes nothing. Raises NotAllowed for anybody else."""
    if not is_oneself(actor=by, person=person):
        raise NotAllowed(by, APPLY_RETENTION, "")
    found = held_person(person=person)
    _, is_new = models.ErasureRequest.objects.get_or_create(
        person=found, state="open", defaults={"asked_by": by.reference, "asked_at": at}
    )
    if is_new:
        record(event="people.erasure_asked", by=by.reference, at=at, about=about(person))


@transaction.atomic
def answer_erasure(*, request: int, is_granted: bool, answer: str, by: Actor, at: datetime) -> None:
    """Erase the person's data, or say why not. Raises NotAllowed, Refused."""
    require(actor=by, permission=APPLY_RETENTION)
    row = models.ErasureRequest.objects.select_for_update().filter(pk=request, state="open").first()
    if row is None:
        raise Refused(gettext("This request is answered already."))
    if not is_granted and not answer.strip():
        raise Refused(gettext("Say why the data is kept. The person has a right to know."))
    person = row.person_id
    row.state = "done" if is_granted else "refused"
    row.answer, row.answered_by, row.answered_at = answer.strip(), by.reference, at
    row.save()
    event = "people.erasure_refused"
    if is_granted:
        event = "people.erased"
        _erase(held_person(person=person), at)
    record(event=event, by=by.reference, at=at, about=about(person))


@transaction.atomic
def erase_person(*, person: int, by: Actor, at: datetime) -> None:
    """Erase everything but public offices; who has none is taken out altogether. Raises NotAllowed."""
    require(actor=by, permission=APPLY_RETENTION)
    _erase(held_person(person=person), at)
    record(event="people.erased", by=by.reference, at=at, about=about(person))


def _erase(person: models.Person, at: datetime) -> None:
    """Name, party and public offices stay as the record of the body; nothing else does."""
    models.PrivateData.objects.filter(person=person).delete()
    person.offices.filter(is_public=False).delete()
    if not person.offices.exists():
        person.delete()
        return
    follow_offices(persons=[person.pk])
    person.account, person.links, person.erased_at = "", [], at
    person.save(update_fields=["account", "links", "erased_at"])


def _apply(rule: Rule, *, by: str, at: datetime) -> int:
    """Batches, so that nobody waits; one event for the rule with the number of persons."""
    on, total = localdate(at), 0
    while number := _apply_batch(rule, on=on, at=at):
        total += number
    if total:
        details = {"rule": rule.code, "people": total}
        record(event="people.retention_applied", by=by, at=at, about="people.retention", details=details)
    return total


@transaction.atomic
def _apply_batch(rule: Rule, *, on: date, at: datetime) -> int:
    chosen = list(due_persons(rule=rule, on=on).order_by("pk").values_list("pk", flat=True)[:_BATCH])
    if rule.is_whole_person:
        _take_out(chosen)
    elif "account" in rule.facts:
        models.Person.objects.filter(pk__in=chosen).update(account="")
    else:
        fields = {fact: _EMPTY.get(fact, "") for fact in rule.facts}
        if "email" in fields:
            fields["email_state"] = ""
        models.PrivateData.objects.filter(person_id__in=chosen).update(**fields, changed_at=at)
    return len(chosen)


def _take_out(persons: list[int]) -> None:
    offices = models.Office.objects.filter(person_id__in=persons)
    bodies = set(offices.values_list("body_id", flat=True))
    offices.delete()
    models.Person.objects.filter(pk__in=persons).delete()
    count_anew(bodies=bodies)
