# SPDX-License-Identifier: EUPL-1.2
"""Who may decide what, as lines of a page and rows of a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.tools.ethics.pages.cases import money
from samband.tools.ethics.pages.meetings import MATTERS
from samband.tools.ethics.pages.words import period_of
from samband.tools.ethics.rules import DelegationRecord

HEADER = (
    "member", "body_code", "body", "office", "person", "matters", "amount", "currency", "decision",
    "decided_on", "conditions", "valid_from", "valid_to", "recorded_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A delegation in words."""

    one: DelegationRecord
    matters: str
    amount: str
    decision: str
    period: str


def delegation_lines(*, found: Iterable[DelegationRecord]) -> tuple[DelegationLine, ...]:
    return tuple(_line(one) for one in found)


def delegation_rows(*, found: Iterable[DelegationRecord], with_people: bool) -> Iterator[tuple[str, ...]]:
    """Codes and days as machines read them, in the order of HEADER."""
    for one in found:
        told = one.told
        yield (
            one.authority, told.body, one.body_name, told.holder, one.person_name if with_people else "",
            " ".join(told.matters), "" if told.amount is None else f"{told.amount:f}", told.currency,
            told.reference, told.decided_on.isoformat(), told.conditions, told.valid_from.isoformat(),
            told.valid_to.isoformat() if told.valid_to else "", localdate(one.recorded_at).isoformat(),
        )  # fmt: skip


def _line(one: DelegationRecord) -> DelegationLine:
    told = one.told
    named = ", ".join(str(MATTERS[code]) for code in MATTERS if code in told.matters)
    words = {"decision": told.reference, "day": date_format(told.decided_on)}
    return DelegationLine(
        one=one,
        matters=named or gettext("Every kind of case"),
        amount=money(amount=told.amount, currency=told.currency),
        decision=gettext("%(decision)s of %(day)s") % words,
        period=period_of(first=told.valid_from, end=told.valid_to),
    )
