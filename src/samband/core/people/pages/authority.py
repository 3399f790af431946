# SPDX-License-Identifier: EUPL-1.2
"""The people of one authority, body by body, or those of the association's own bodies."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor, may
from samband.core.members.queries import latest_authority
from samband.core.members.rules import UnknownAuthority
from samband.core.people import queries
from samband.core.people.card import IMPORT_ELECTION, MANAGE
from samband.core.people.pages.offices import OfficeLine, office_lines
from samband.core.people.pages.words import BODIES
from samband.core.people.rules import BodyKind, BodyRecord, PostKind

LEADING = (BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.BOARD, BodyKind.ADMINISTRATION)
"""Bodies whose people the page names."""


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A body with those who hold office in it today, substitutes apart."""

    body: BodyRecord
    name: str
    lines: tuple[OfficeLine, ...]
    substitutes: int


@dataclass(frozen=True, slots=True)
class OtherBody:
    """A body of which the page says only how many sit in it."""

    body: BodyRecord
    name: str
    kind: str
    people: int


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """code, name: of the authority; an empty code is the association itself.

    parts: the bodies that lead, with their people; others: committees and the like.
    """

    code: str
    name: str
    parts: tuple[BodyPart, ...]
    others: tuple[OtherBody, ...]
    may_change: bool
    may_import: bool


def authority_page(*, actor: Actor, code: str, today: date) -> AuthorityPage:
    """Raises UnknownAuthority when neither the register nor a body knows the code."""
    bodies = queries.bodies(actor=actor, authority=code, on=today)
    offices = queries.offices_on(actor=actor, on=today, authority=code, body_kinds=LEADING)
    counts = queries.held_in_bodies(actor=actor, authority=code, on=today)
    by_body = {
        body: list(lines)
        for body, lines in groupby(
            sorted(office_lines(offices=offices, today=today), key=lambda line: line.office.body.code),
            key=lambda line: line.office.body.code,
        )
    }
    return AuthorityPage(
        code=code,
        name=_name(code, today, is_known=bool(bodies)),
        parts=tuple(_part(body, by_body.get(body.code, [])) for body in bodies if body.kind in LEADING),
        others=tuple(_other(body, counts.get(body.code, 0)) for body in bodies if body.kind not in LEADING),
        may_change=may(actor=actor, permission=MANAGE, authority=code),
        may_import=bool(code) and may(actor=actor, permission=IMPORT_ELECTION, authority=code),
    )


def _name(code: str, today: date, *, is_known: bool) -> str:
    if not code:
        return gettext("The association")
    try:
        return latest_authority(code=code, on=today).name
    except UnknownAuthority:
        if is_known:
            return code
        raise


def _other(body: BodyRecord, people: int) -> OtherBody:
    return OtherBody(body, body.in_language(get_language() or "en"), str(BODIES[body.kind]), people)


def _part(body: BodyRecord, lines: list[OfficeLine]) -> BodyPart:
    shown = tuple(line for line in lines if line.office.kind is not PostKind.SUBSTITUTE)
    return BodyPart(body, body.in_language(get_language() or "en"), shown, len(lines) - len(shown))
