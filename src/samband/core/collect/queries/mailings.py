# SPDX-License-Identifier: EUPL-1.2
"""What was sent to how many, and what became of everybody who is asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, FloatField, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.invitations import MailingState, Purpose, SendingState
from samband.core.collect.models import Case, Mailing, Sending
from samband.core.collect.queries.cases import CaseRecord, case_record
from samband.core.collect.rules import MANAGE_CASES
from samband.core.notices.rules import Channel
from samband.engines.sampling import NEVER_TRIED


@dataclass(frozen=True, slots=True)
class MailingRecord:
    """counts: state -> people. reasons: why left out or failed -> people. batches: empty for all."""

    id: int
    ask: str
    channel: Channel
    purpose: Purpose
    batches: tuple[int, ...]
    on: date
    texts: Mapping[str, Mapping[str, str]]
    state: MailingState
    counts: Mapping[SendingState, int]
    reasons: Mapping[str, int]

    @property
    def people(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class OutcomeCounts:
    """Final disposition -> people, and the sum of their design weights where all of them have one."""

    people: Mapping[str, int]
    weighted: Mapping[str, float] | None


class NoSuchMailing(LookupError):  # noqa: N818  it names the fact
    """There is no such mailing."""


def mailing(*, actor: Actor, ask: str, mailing_id: int) -> MailingRecord:
    """Raises NoSuchMailing, NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    found = Mailing.objects.filter(ask__slug=ask, pk=mailing_id).select_related("ask").first()
    if found is None:
        raise NoSuchMailing(mailing_id)
    return _record(found)


def mailings(*, actor: Actor, ask: str) -> tuple[MailingRecord, ...]:
    """The latest day first. Raises NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    found = Mailing.objects.filter(ask__slug=ask).select_related("ask").order_by("-on", "-made_at")
    return tuple(_record(one) for one in found)


def outcome_counts(*, actor: Actor, ask: str, unit: str = "") -> OutcomeCounts:
    """Of people who were drawn or listed, also when their contact data is gone. Raises NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    found = Case.objects.filter(~Q(number="") | Q(inclusion_probability__isnull=False), ask__slug=ask)
    found = found.filter(unit=unit) if unit else found
    weight = Cast(Value(1.0), FloatField()) / F("inclusion_probability")
    people: Counter[str] = Counter()
    weighted: Counter[str] = Counter()
    is_drawn = True
    rows = (
        found.order_by()
        .values_list("disposition")
        .annotate(Count("pk"), weights=Coalesce(Sum(weight), 0.0), with_weight=Count("inclusion_probability"))
    )
    for code, number, sum_of_weights, with_weight in rows:
        people[code or NEVER_TRIED] += number
        weighted[code or NEVER_TRIED] += sum_of_weights
        is_drawn &= number == with_weight
    return OutcomeCounts(dict(people), dict(weighted) if is_drawn and people else None)


def batch_counts(*, actor: Actor, ask: str) -> Mapping[int, tuple[int, int]]:
    """Batch -> people, and how many of them have answered. Raises NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    rows = Case.objects.filter(ask__slug=ask).exclude(number="").order_by("batch").values_list("batch")
    return {batch: (number, done) for batch, number, done in rows.annotate(Count("pk"), Count("answered_on"))}


def reachable(*, actor: Actor, ask: str) -> Mapping[str, int]:
    """How many have an address, an e-mail, a phone, of those who have not answered. Raises NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    found = Case.objects.filter(ask__slug=ask, answered_on=None).exclude(number="")
    counts: Counter[str] = Counter()
    for contact in found.values_list("contact", flat=True).iterator(chunk_size=2_000):
        counts.update(name for name, text in contact.items() if text)
    return dict(counts)


def read_people(
    *,
    actor: Actor,
    ask: str,
    wanted: str = "",
    unit: str = "",
    page: int = 1,
    at: datetime,
    per_page: int = 50,
) -> tuple[tuple[CaseRecord, ...], int]:
    """One page of people by number, and how many there are. Reading it is an event.

    wanted: part of a number, a name or an address. Raises NotAllowed.
    """
    require(actor=actor, permission=MANAGE_CASES)
    found = Case.objects.filter(ask__slug=ask).exclude(number="").order_by("number", "pk")
    found = found.filter(unit=unit) if unit else found
    part = slice((page - 1) * per_page, page * per_page)
    rows = found.select_related("ask")
    if wanted:
        fitting = [one for one in rows.iterator(chunk_size=2_000) if _fits(one, wanted.casefold())]
        shown, total = fitting[part], len(fitting)
    else:
        shown, total = list(rows[part]), found.count()
    details = {"people": len(shown)}
    record(
        event="collect.people_read", by=actor.reference, at=at, about=f"collect.ask:{ask}", details=details
    )
    return tuple(case_record(case=one) for one in shown), total


def _fits(case: Case, wanted: str) -> bool:
    return any(wanted in text.casefold() for text in (case.number, *case.contact.values()))


def _record(found: Mailing) -> MailingRecord:
    rows = (
        Sending.objects.filter(mailing=found).order_by().values_list("state", "reason").annotate(Count("pk"))
    )
    counts: Counter[SendingState] = Counter()
    reasons: Counter[str] = Counter()
    for state, reason, number in rows:
        counts[SendingState(state)] += number
        if reason and state in {SendingState.SKIPPED, SendingState.FAILED}:
            reasons[reason] += number
    return MailingRecord(
        id=found.pk,
        ask=found.ask.slug,
        channel=Channel(found.channel),
        purpose=Purpose(found.purpose),
        batches=tuple(found.batches),
        on=found.on,
        texts=found.texts,
        state=MailingState(found.state),
        counts=dict(counts),
        reasons=dict(reasons),
    )
