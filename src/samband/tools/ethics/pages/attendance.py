# SPDX-License-Identifier: EUPL-1.2
"""Who was in a meeting, in words: the opening to be confirmed, then what changed at each item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.engines.conflicts import Quorum
from samband.tools.ethics.analysis.attendance import (
    OPENING,
    AtItem,
    Change,
    Presence,
    Step,
    changes,
    expected,
)
from samband.tools.ethics.analysis.attendance_minutes import attendance_told
from samband.tools.ethics.queries.attendance import AttendedMeeting, OwnPresence

STEPS: Mapping[Step, Promise] = {
    Step.LEFT: _("%(person)s left"),
    Step.CAME: _("%(person)s came"),
    Step.ASIDE: _("%(person)s steps aside"),
    Step.RETURNED: _("%(person)s is back"),
    Step.STEPPED_IN: _("%(person)s takes the seat of %(member)s"),
    Step.STEPPED_OUT: _("%(person)s gives up the seat of %(member)s"),
}


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """The opening, or an item: what differs from the one before, and what may be noted.

    place: 0 for the opening. moves: (value, words), those of ``possible_moves``.
    """

    place: int
    number: str
    title: str
    quorum: Quorum
    told: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]


def attendance_lines(*, found: AttendedMeeting) -> tuple[AttendanceLine, ...]:
    """The opening, then each item."""
    titles = {one.number: one.title for one in found.meeting.items}
    before = [None, *found.at]
    return tuple(
        AttendanceLine(
            place=place,
            number=now.item,
            title=titles.get(now.item, ""),
            quorum=now.quorum,
            told=tuple(_opening(found, now) if was is None else _changed(found, was, now)),
            moves=tuple((_code(place, one), _move(found, one)) for one in found.moves(at=now)),
        )
        for place, (was, now) in enumerate(zip(before, found.at, strict=False))
    )


def opening_choices(*, found: AttendedMeeting) -> tuple[tuple[Presence, str], ...]:
    """Everybody who may be there at the opening with their name: members, then the deputies who are called.

    ``is_present`` tells who is expected.
    """
    return tuple(
        (one, _move(found, one) if one.instead_of else found.names[one.person])
        for one in expected(agenda=found.agenda, procedure=found.procedure)
    )


def attendance_minutes(*, found: AttendedMeeting, language: str) -> Mapping[str, str]:
    """For the minutes, by item; nothing of what is only expected."""
    if not found.is_recorded:
        return {}
    return attendance_told(at=found.at, names=found.names, language=language, is_whole=found.is_whole)


def presence_words(*, one: OwnPresence) -> str:
    """What is kept about oneself: there or not, from the opening or from an item on."""
    if one.item == OPENING:
        return gettext("Present at the opening") if one.is_present else gettext("Absent at the opening")
    text = gettext("Present from item %(item)s") if one.is_present else gettext("Absent from item %(item)s")
    return text % {"item": one.item}


def possible_moves(*, found: AttendedMeeting) -> Mapping[str, Presence]:
    """What may be noted of the opening and of each item, by the value that the page gives it."""
    return {_code(place, one): one for place, at in enumerate(found.at) for one in found.moves(at=at)}


def _code(place: int, one: Presence) -> str:
    return f"{place}.{one.person}.{int(one.is_present)}.{one.instead_of}"


def _opening(found: AttendedMeeting, now: AtItem) -> Iterator[str]:
    for chair in now.chairs:
        if chair.deputy:
            yield _words(found, Change(Step.STEPPED_IN, chair.deputy, chair.member))
        elif chair.why and found.names[chair.member]:
            yield gettext("%(person)s did not come") % {"person": found.names[chair.member]}


def _changed(found: AttendedMeeting, was: AtItem, now: AtItem) -> Iterator[str]:
    return (_words(found, one) for one in changes(before=was, now=now) if found.names[one.person])


def _move(found: AttendedMeeting, one: Presence) -> str:
    step = Step.STEPPED_IN if one.instead_of else Step.CAME if one.is_present else Step.LEFT
    return _words(found, Change(step, one.person, one.instead_of))


def _words(found: AttendedMeeting, one: Change) -> str:
    names = {"person": found.names[one.person], "member": found.names.get(one.member, "")}
    return str(STEPS[one.step]) % names
