# SPDX-License-Identifier: EUPL-1.2
"""The sample for a polling firm: who is asked, with the weights of the draw, with or without links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.models import Case
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.operations.links import fresh_links
from samband.core.collect.rules import MANAGE_CASES

CONTACT = ("name", "phone", "email", "address")


@dataclass(frozen=True, slots=True)
class SampleTable:
    """One row for each person who has not answered. probability and weight are of the draw."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@transaction.atomic
def sample_rows(
    *,
    ask: str,
    with_links: bool,
    address: str,
    batches: Sequence[int] = (),
    by: Actor,
    at: datetime,
) -> SampleTable:
    """Whoever has not answered; taking it is an event. address: of the pages, as https://name.

    with_links: makes everybody a new link; those sent before stay good. Raises NoSuchAsk, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    asked = locked_ask(slug=ask)
    found = Case.objects.filter(ask=asked, answered_on=None).exclude(number="").order_by("number", "pk")
    cases = list(found.filter(batch__in=batches) if batches else found)
    tokens = fresh_links(cases=[case.pk for case in cases]) if with_links else {}
    known = sorted({name for case in cases for name in case.known})
    links = {pk: address + reverse("answering:personal_link", args=[token]) for pk, token in tokens.items()}
    event = "collect.sample_exported_with_links" if with_links else "collect.sample_exported"
    record(event=event, by=by.reference, at=at, about=f"collect.ask:{ask}", details={"people": len(cases)})
    header = ("number", "member", "member_name", "group", *known, "stratum", "batch", "probability", "weight")
    rows = tuple(
        tuple(_row(case, asked.units, known, links.get(case.pk, "") if with_links else None))
        for case in cases
    )
    return SampleTable((*header, "language", *CONTACT, *(("link",) if with_links else ())), rows)


def _row(case: Case, units: dict[str, str], known: list[str], link: str | None) -> Iterator[str]:
    chance = case.inclusion_probability
    yield from (case.number, case.unit, units.get(case.unit, ""), case.group)
    yield from (case.known.get(name, "") for name in known)
    yield from (case.stratum, str(case.batch))
    yield from (f"{chance:.12g}", f"{1 / chance:.12g}") if chance else ("", "")
    yield case.language
    yield from (case.contact.get(name, "") for name in CONTACT)
    if link is not None:
        yield link
