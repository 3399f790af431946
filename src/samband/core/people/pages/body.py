# SPDX-License-Identifier: EUPL-1.2
"""One body on one day: members in order, substitutes in order, parties, women and men."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor, may
from samband.core.members.queries.register import names_on
from samband.core.people import queries
from samband.core.people.analysis.balance import Balance, summed
from samband.core.people.card import MANAGE
from samband.core.people.forms import DayForm
from samband.core.people.pages import words
from samband.core.people.pages.balance import balance_chart
from samband.core.people.pages.offices import OfficeLine, office_lines
from samband.core.people.rules import SEATED, BodyRecord, PostKind
from samband.engines.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in the body. seats: persons."""

    name: str
    seats: int


@dataclass(frozen=True, slots=True)
class BodyPage:
    """summary: women and men on the day, in one sentence. chart: None when nothing changed over time."""

    form: DayForm
    body: BodyRecord
    name: str
    kind: str
    authority_name: str
    on: date
    is_today: bool
    members: tuple[OfficeLine, ...]
    substitutes: tuple[OfficeLine, ...]
    others: tuple[OfficeLine, ...]
    parties: tuple[PartyLine, ...]
    seats: int
    summary: str
    chart: Chart | None
    may_change: bool


def body_page(*, actor: Actor, code: str, wanted: Mapping[str, str], today: date) -> BodyPage:
    """Raises NoSuchBody."""
    body = queries.body(actor=actor, code=code)
    form = DayForm(wanted if wanted.get("on") else {"on": today.isoformat()})
    on = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    lines = office_lines(offices=queries.offices_on(actor=actor, on=on, body=code), today=today)
    spells = queries.balance_of_body(actor=actor, body=code)
    members = tuple(one for one in lines if one.office.kind in SEATED)
    name = body.in_language(get_language() or "en")
    return BodyPage(
        form=form,
        body=body,
        name=name,
        kind=str(words.BODIES[body.kind]),
        authority_name=names_on(codes=[body.authority], on=on).get(body.authority, body.authority),
        on=on,
        is_today=on == today,
        members=members,
        substitutes=tuple(one for one in lines if one.office.kind is PostKind.SUBSTITUTE),
        others=tuple(one for one in lines if one.office.kind not in {*SEATED, PostKind.SUBSTITUTE}),
        parties=_parties(members),
        seats=len({one.office.person for one in members}),
        summary=_summary(summed(spells=spells, on=on)),
        chart=balance_chart(spells=spells, today=today, name=name),
        may_change=may(actor=actor, permission=MANAGE, authority=body.authority),
    )


def _parties(members: tuple[OfficeLine, ...]) -> tuple[PartyLine, ...]:
    """By number of persons, the largest first."""
    persons: dict[str, set[int]] = {}
    for one in members:
        persons.setdefault(one.party, set()).add(one.office.person)
    named = [PartyLine(name or gettext("Without a party"), len(held)) for name, held in persons.items()]
    return tuple(sorted(named, key=lambda line: (-line.seats, line.name)))


def _summary(balance: Balance) -> str:
    if balance.share is None:
        return ""
    text = gettext("%(women)s of %(known)s are women: %(share)s.")
    known = balance.total - balance.unknown
    parts = {"women": words.figure(balance.women), "known": words.figure(known)}
    told = text % {**parts, "share": words.share(balance.share)}
    if not balance.unknown:
        return told
    rest = gettext("For %(unknown)s the source declares no gender.")
    return f"{told} {rest % {'unknown': words.figure(balance.unknown)}}"
