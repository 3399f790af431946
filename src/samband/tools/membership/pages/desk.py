# SPDX-License-Identifier: EUPL-1.2
"""What waits at the association: notices to register, and changes of the register to settle."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.members.queries import members_on, notices, scopes, steps_to_follow, vintage
from samband.core.members.rules.inheritance import Cease, Inherit, Step, Undecided
from samband.tools.membership import queries
from samband.tools.membership.pages import words
from samband.tools.membership.pages.members import member_name


@dataclass(frozen=True, slots=True)
class NoticeLine:
    name: str
    scope: str
    decided_on: date
    case_number: str
    url: str


@dataclass(frozen=True, slots=True)
class UndecidedLine:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class LeavingLine:
    name: str
    scope: str
    notice_on: date | None
    last_day: date
    url: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """settled: what follows by itself, in words. has_members: False before the first members are recorded."""

    notices: tuple[NoticeLine, ...]
    undecided: tuple[UndecidedLine, ...]
    to_follow: tuple[str, ...]
    leaving: tuple[LeavingLine, ...]
    has_members: bool
    has_register: bool


def desk_page(*, actor: Actor, today: date) -> DeskPage:
    """Raises NotAllowed."""
    prepared = queries.prepared_notices(actor=actor)
    steps = steps_to_follow(on=today)
    return DeskPage(
        notices=tuple(_notice(one, today) for one in prepared),
        undecided=tuple(_undecided(one, today) for one in steps if isinstance(one, Undecided)),
        to_follow=tuple(_to_follow(steps)),
        leaving=tuple(_leaving(actor, today)),
        has_members=bool(members_on(on=today, scope=scopes()[0].code)),
        has_register=vintage() is not None,
    )


def _notice(one: queries.NoticeRecord, today: date) -> NoticeLine:
    return NoticeLine(
        member_name(code=one.member, today=today),
        words.scope_name(one.scope),
        one.decided_on,
        one.case_number,
        reverse("membership:register", args=[one.id]),
    )


def _undecided(one: Undecided, today: date) -> UndecidedLine:
    text = gettext(
        "%(name)s: of those it came from on %(day)s, %(having)s had %(scope)s and %(lacking)s had not."
    )
    values = {
        "name": member_name(code=one.member, today=today),
        "day": words.day(one.on),
        "having": ", ".join(one.having),
        "lacking": ", ".join(one.lacking),
        "scope": words.scope_name(one.scope),
    }
    return UndecidedLine(text % values, reverse("membership:decide", args=[one.member, one.scope]))


def _to_follow(steps: tuple[Step, ...]) -> Iterator[str]:
    for day in sorted({one.on for one in steps if not isinstance(one, Undecided)}):
        gained = sum(isinstance(one, Inherit) and one.on == day for one in steps)
        ceased = sum(isinstance(one, Cease) and one.on == day for one in steps)
        text = gettext("%(day)s: %(gained)s memberships pass to successors, %(ceased)s end.")
        yield text % {"day": words.day(day), "gained": gained, "ceased": ceased}


def _leaving(actor: Actor, today: date) -> Iterator[LeavingLine]:
    for one in notices(actor=actor, on=today):
        if one.valid_to is not None:
            yield LeavingLine(
                member_name(code=one.member, today=today),
                words.scope_name(one.scope),
                one.notice_given_on,
                words.last_day(one.valid_to),
                reverse("membership:member", args=[one.member]),
            )
