# SPDX-License-Identifier: EUPL-1.2
"""Who is asked and who has answered. Never what: nothing here knows an answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from samband.core.access.rules import Actor, require
from samband.core.collect.models import Case
from samband.core.collect.rules import MANAGE_CASES


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One who may answer once. contact: name, address, email, phone; empty when forgotten. See ``Case``."""

    id: int
    ask: str
    number: str
    unit: str
    group: str
    language: str
    stratum: str
    inclusion_probability: float | None
    batch: int
    contact: Mapping[str, str]
    known: Mapping[str, str]
    disposition: str
    answered_on: date | None

    @property
    def has_answered(self) -> bool:
        return self.answered_on is not None


@dataclass(frozen=True, slots=True)
class CaseCount:
    """How many were asked, and how many of them have answered."""

    asked: int
    answered: int


class NoSuchCase(LookupError):  # noqa: N818  it names the fact
    """There is no such case in this ask."""


def cases(*, actor: Actor, ask: str, unit: str = "", answered: bool | None = None) -> Iterator[CaseRecord]:
    """Those asked, streamed in the order of their numbers; of one unit, or only those (not) answered."""
    require(actor=actor, permission=MANAGE_CASES)
    found = Case.objects.filter(ask__slug=ask)
    if unit:
        found = found.filter(unit=unit)
    if answered is not None:
        found = found.filter(answered_on__isnull=not answered)
    return _records(found)


def case(*, actor: Actor, ask: str, case_id: int) -> CaseRecord:
    """Raises NoSuchCase."""
    require(actor=actor, permission=MANAGE_CASES)
    found = next(_records(Case.objects.filter(ask__slug=ask, pk=case_id)), None)
    if found is None:
        raise NoSuchCase(case_id)
    return found


def case_counts(*, ask: str) -> Mapping[tuple[str, str], CaseCount]:
    """(unit, group) -> asked and answered. Unguarded: counts, which tell of nobody."""
    answered = Count("pk", filter=Q(answered_on__isnull=False))
    rows = Case.objects.filter(ask__slug=ask).values_list("unit", "group").order_by()
    return {
        (unit, group): CaseCount(asked, done)
        for unit, group, asked, done in rows.annotate(asked=Count("pk"), done=answered)
    }


def case_by_digest(*, ask: str, digest: str) -> CaseRecord | None:
    """The case that a token or code opens (``analysis.sealing``); None when it opens none.

    Unguarded: whoever holds the token is the one.
    """
    if not digest:
        return None
    found = Case.objects.filter(ask__slug=ask)
    by_last = next(_records(found.filter(token_digest=digest)), None)
    return by_last or next(_records(found.filter(earlier_links__digest=digest)), None)


def ask_of_digest(*, digest: str) -> str | None:
    """Slug of the ask that a token belongs to: an address in a letter names the token alone."""
    found = Case.objects.filter(token_digest=digest).exclude(token_digest="")
    asks = list(found.values_list("ask__slug", flat=True)[:2])
    if not asks and digest:
        asks = list(Case.objects.filter(earlier_links__digest=digest).values_list("ask__slug", flat=True))
    return asks[0] if len(asks) == 1 else None


def _records(found: QuerySet[Case]) -> Iterator[CaseRecord]:
    rows = found.order_by("number", "pk").select_related("ask").iterator(chunk_size=2_000)
    return (case_record(case=one) for one in rows)


def case_record(*, case: Case) -> CaseRecord:
    return CaseRecord(
        id=case.pk,
        ask=case.ask.slug,
        number=case.number,
        unit=case.unit,
        group=case.group,
        language=case.language,
        stratum=case.stratum,
        inclusion_probability=case.inclusion_probability,
        batch=case.batch,
        contact=case.contact,
        known=case.known,
        disposition=case.disposition,
        answered_on=case.answered_on,
    )
