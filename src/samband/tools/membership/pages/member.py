# SPDX-License-Identifier: EUPL-1.2
"""The membership of one member: of what, since when, what it pays, and how it could leave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from samband.core.access.queries import access_in
from samband.core.access.rules import Actor, NotAllowed, Role, may
from samband.core.members.queries import (
    earliest_end,
    member_code,
    memberships_of,
    scopes,
    scopes_of,
    scopes_to_decide,
)
from samband.core.members.rules.memberships import (
    AUTHORITY,
    LawfulEnd,
    MembershipRecord,
    NoLawfulEnd,
)
from samband.tools.membership import queries
from samband.tools.membership.pages import words
from samband.tools.membership.pages.members import member_name
from samband.tools.membership.rules import PREPARE_NOTICE, NoticeState, can_run


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """A scope as the member has it. ends: in words. leave_url: where notice is prepared, if it may be."""

    name: str
    is_member: bool
    since: date | None
    ends: str
    leave_url: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    when: str
    what: str
    source: str
    correct_url: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    year: int
    amount: str
    per_head: str
    url: str


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    number: int
    is_credit: bool
    year: int
    amount: str
    due_on: date | None
    state: str
    colour: str
    url: str


@dataclass(frozen=True, slots=True)
class MemberPage:
    """leaving: names of scopes, and when and why one could leave them at the earliest.

    contacts: name and e-mail address of its contact persons, for those who may know.
    """

    code: str
    name: str
    register_url: str
    scopes: tuple[ScopeLine, ...]
    leaving: tuple[tuple[tuple[str, ...], str], ...]
    history: tuple[HistoryLine, ...]
    notices: tuple[tuple[str, str, date, str], ...]
    fees: tuple[FeeLine, ...]
    invoices: tuple[InvoiceLine, ...]
    undecided: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...]
    can_run: bool


def member_page(*, actor: Actor, code: str, today: date) -> MemberPage:
    """Guarded by its queries. Raises NotAllowed."""
    code = member_code(code=code, on=today)
    records = memberships_of(actor=actor, member=code)
    is_authority = any(one.member_kind == AUTHORITY for one in records) or not records
    return MemberPage(
        code=code,
        name=member_name(code=code, today=today),
        register_url=reverse("members:unit", args=[code]) if is_authority else "",
        scopes=tuple(_scopes(actor, code, records, today)),
        leaving=_when_to_leave(code, records, today),
        history=tuple(_history(one, code if can_run(actor=actor) else "") for one in records),
        notices=tuple(
            (words.scope_name(one.scope), words.notice_state(one.state), one.decided_on, one.remark)
            for one in queries.notices_of(actor=actor, member=code)
        ),
        fees=tuple(
            FeeLine(
                year.year,
                words.amount(fee.amount, year.minor_units, year.currency),
                per_head_text(fee.per_head, year),
                reverse("membership:own_fee", args=[fee.member, year.year]),
            )
            for year, fee in queries.fees_of(actor=actor, member=code)
        ),
        invoices=tuple(invoice_line(record=one) for one in queries.invoices_of(actor=actor, member=code)),
        undecided=tuple(
            words.scope_name(one.scope) for one in scopes_to_decide(on=today) if one.member == code
        ),
        contacts=_contacts(actor, code, today),
        can_run=can_run(actor=actor),
    )


def _contacts(actor: Actor, code: str, today: date) -> tuple[tuple[str, str], ...]:
    try:
        lines = access_in(actor=actor, authority=code)
    except NotAllowed:
        return ()
    return tuple(
        (line.name, line.email)
        for line in lines
        if line.is_active and line.grant.role is Role.CONTACT and line.grant.period.holds_on(today)
    )


def per_head_text(value: float | None, year: queries.FeeYearRecord) -> str:
    """value: minor units."""
    if value is None:
        return "–"
    return f"{year.currency} {words.count(value / 10**year.minor_units, 2)}"


def invoice_line(*, record: queries.InvoiceRecord) -> InvoiceLine:
    return InvoiceLine(
        number=record.number,
        is_credit=record.is_credit,
        year=record.year,
        amount=words.signed(record.amount, record.minor_units, record.currency)
        if record.is_credit
        else words.amount(record.amount, record.minor_units, record.currency),
        due_on=record.due_on,
        state=words.invoice_state(record.state),
        colour=words.STATE_COLOURS[record.state],
        url=reverse("membership:invoice", args=[record.number]),
    )


def _scopes(
    actor: Actor, code: str, records: tuple[MembershipRecord, ...], today: date
) -> Iterator[ScopeLine]:
    held = scopes_of(member=code, on=today)
    waiting = {
        one.scope for one in queries.notices_of(actor=actor, member=code) if one.state is NoticeState.PREPARED
    }
    for scope in scopes():
        one = next((r for r in records if (r.member, r.scope) == (code, scope.code) and r.holds(today)), None)
        may_leave = may(actor=actor, permission=PREPARE_NOTICE, authority=code)
        is_running = one is not None and one.notice_given_on is None and scope.code not in waiting
        yield ScopeLine(
            name=scope.in_language(words.language()),
            is_member=scope.code in held,
            since=one.valid_from if one else None,
            ends=_ends(one),
            leave_url=reverse("membership:prepare", args=[code, scope.code])
            if may_leave and is_running
            else "",
        )


def _when_to_leave(
    code: str, records: tuple[MembershipRecord, ...], today: date
) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Scopes of which one may say the same stand together."""
    found: dict[str, list[str]] = {}
    for one in records:
        if one.member == code and one.holds(today) and one.valid_to is None:
            found.setdefault(leaving_text(scope=one.scope, today=today), []).append(
                words.scope_name(one.scope)
            )
    return tuple((tuple(names), text) for text, names in found.items() if text)


def _ends(one: MembershipRecord | None) -> str:
    if one is None or one.valid_to is None:
        return ""
    text = gettext("Last day %(day)s (%(why)s)")
    why = words.reason(one.end_reason) if one.end_reason else ""
    return text % {"day": words.day(words.last_day(one.valid_to)), "why": why}


def leaving_text(*, scope: str, today: date) -> str:
    """When one could leave at the earliest with notice today, and why then; empty where no rule is known."""
    try:
        end = earliest_end(scope=scope, notice_on=today)
    except NoLawfulEnd:
        return ""
    return " ".join(_leaving(end))


def _leaving(end: LawfulEnd) -> Iterator[str]:
    rule = end.rule
    values = {
        "last": words.day(end.last_day),
        "deadline": words.day(end.deadline),
        "body": rule.received_by.get(words.language()) or rule.received_by.get("en", ""),
        "section": rule.section,
        "agreement": rule.agreement.get(words.language()) or rule.agreement.get("en", ""),
    }
    yield gettext("With notice today the earliest last day is %(last)s.") % values
    text = gettext(
        "Leaving takes effect when %(agreement)s expires, and notice must reach %(body)s by %(deadline)s "
        "for that (articles, section %(section)s)."
    )
    yield text % values
    if end.missed is not None and end.missed_deadline is not None:
        late = gettext("For the agreement that expires on %(day)s it would have had to come by %(deadline)s.")
        yield late % {"day": words.day(end.missed.last_day), "deadline": words.day(end.missed_deadline)}
    if end.is_expected:
        yield gettext("That agreement is not made yet: its period is expected from those before.")


def _history(one: MembershipRecord, correctable: str) -> HistoryLine:
    """correctable: the member whose lines the reader may correct; empty for none."""
    start, scope = words.day(one.valid_from), words.scope_name(one.scope)
    if one.valid_to is None:
        when = gettext("From %(start)s") % {"start": start}
    else:
        when = gettext("%(start)s to %(end)s") % {
            "start": start,
            "end": words.day(words.last_day(one.valid_to)),
        }
    what = gettext("%(scope)s, as %(member)s: %(reason)s") % {
        "scope": scope,
        "member": one.member,
        "reason": words.reason(one.reason),
    }
    if one.end_reason is not None:
        what += "; " + gettext("ends by %(reason)s") % {"reason": words.reason(one.end_reason)}
    if one.notice_given_on is not None:
        what += "; " + gettext("notice received %(day)s") % {"day": words.day(one.notice_given_on)}
    url = reverse("membership:correct", args=[one.member, one.id]) if one.member == correctable else ""
    return HistoryLine(when, what, one.source, url)
