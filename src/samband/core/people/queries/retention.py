# SPDX-License-Identifier: EUPL-1.2
"""What is kept too long by the rules, and who has asked to be erased."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from samband.core.access.rules import Actor, require
from samband.core.people import models
from samband.core.people.analysis.retention import (
    ACCOUNT,
    NOT_PUBLIC,
    WITHOUT_OFFICE,
    Rule,
    cutoff,
    read_rules,
)
from samband.core.people.card import APPLY_RETENTION

MOST = 1_000
_EMPTY: dict[str, object] = {"contact_details": [], "images": []}


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule would erase today. ended_by: whose last office ended on or before the day.

    people: of how many, counted up to MOST; has_more: there are more.
    """

    rule: Rule
    ended_by: date
    people: int
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class ErasureRecord:
    """state: open, done or refused. answer: what was done, or why not."""

    id: int
    person: int
    name: str
    asked_at: datetime
    state: str
    answer: str
    holds_office: bool


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this installation, which everybody may read. Raises BadRules."""
    return read_rules(text=(files("samband.core.people") / "parameters/retention.yaml").read_text("utf-8"))


def due(*, actor: Actor, on: date) -> tuple[Due, ...]:
    """What each rule would erase on the day. Raises NotAllowed."""
    require(actor=actor, permission=APPLY_RETENTION)
    return tuple(_due(rule, on) for rule in rules())


def _due(rule: Rule, on: date) -> Due:
    found = due_persons(rule=rule, on=on)[: MOST + 1].count()
    return Due(rule, cutoff(rule=rule, on=on), min(found, MOST), has_more=found > MOST)


def due_persons(*, rule: Rule, on: date) -> QuerySet[models.Person]:
    """Persons of whom the rule erases something. For this area alone."""
    day = cutoff(rule=rule, on=on)
    ended = Q(last_office_to__lte=day)
    if rule.code == WITHOUT_OFFICE:
        midnight = make_aware(datetime.combine(day + timedelta(days=1), time.min))
        return models.Person.objects.filter(last_office_to__isnull=True, created_at__lt=midnight, account="")
    if rule.code == NOT_PUBLIC:
        return models.Person.objects.filter(ended, has_public_office=False)
    if rule.code == ACCOUNT:
        linked = models.Person.objects.exclude(account="").values_list("pk", "last_office_to")
        return models.Person.objects.filter(pk__in=[key for key, last in linked if last and last <= day])
    filled = Q()
    for fact in rule.facts:
        filled |= ~Q(**{f"private__{fact}": _EMPTY.get(fact, "")})
    return models.Person.objects.filter(ended, filled, private__isnull=False)


def erasure_requests(*, actor: Actor) -> tuple[ErasureRecord, ...]:
    """Those that wait first, then the latest. Raises NotAllowed."""
    require(actor=actor, permission=APPLY_RETENTION)
    found = models.ErasureRequest.objects.select_related("person").order_by("-asked_at")
    records = [_record(row) for row in found[:100]]
    return tuple(sorted(records, key=lambda one: one.state != "open"))


def own_requests(*, person: int) -> tuple[ErasureRecord, ...]:
    """For the page of the person, which has asked who is looking."""
    found = models.ErasureRequest.objects.select_related("person").filter(person_id=person)
    return tuple(_record(row) for row in found.order_by("-asked_at"))


def _record(row: models.ErasureRequest) -> ErasureRecord:
    today = Q(valid_to__isnull=True) | Q(valid_to__gt=row.asked_at.date())
    holds = row.person.offices.filter(today).exists()
    return ErasureRecord(row.pk, row.person_id, row.person.name, row.asked_at, row.state, row.answer, holds)
