# SPDX-License-Identifier: EUPL-1.2
"""“May I take part?”, with what a councillor says of herself. Asking leaves no trace, whatever comes out.

No event is written of a self-check, be it positive or negative: one that were written of some outcomes alone
would tell them, and one of each would tell which items somebody thinks about. What the private list says is
told after it was opened, and that is the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from samband.core.access.rules import Actor
from samband.engines.conflicts import Agenda, Law, Register, in_language, parse_agenda, parse_register
from samband.tools.ethics.analysis.kin import relations_asked
from samband.tools.ethics.analysis.self_check import (
    Checked,
    answers_from,
    checked,
    parties_of,
    without_register,
)
from samband.tools.ethics.models import Meeting
from samband.tools.ethics.queries.evidence import law_of
from samband.tools.ethics.queries.kin import kin_owner, own_kin
from samband.tools.ethics.queries.meetings import last_screening
from samband.tools.ethics.queries.own_meetings import own_rows
from samband.tools.ethics.rules import (
    CheckParty,
    KinAnswer,
    KinEntry,
    NoSuchMeeting,
    Relation,
)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """An item to ask oneself about. place: in the agenda, from 1. relations: that the law asks about."""

    meeting: int
    place: int
    body_name: str
    day: date
    number: str
    title: str
    parties: tuple[CheckParty, ...]
    relations: tuple[Relation, ...]
    law: str


@dataclass(frozen=True, slots=True)
class FromList:
    """What the private list says of the items of meetings to come.

    found: (meeting, place) -> entries that point at a party, by the number of the answer, and what comes out.
    is_unreadable: there is a list, and no key opens it.
    """

    found: Mapping[tuple[int, int], tuple[tuple[KinEntry, ...], Checked]]
    is_unreadable: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """One item as it was screened last. person: id in the register."""

    register: Register
    agenda: Agenda
    parties: tuple[CheckParty, ...]
    person: str
    law: Law
    known_at: date


def check_item(*, actor: Actor, meeting: int, place: int, on: date, language: str) -> CheckItem:
    """An item of a screened meeting to come, in which one sits or may be called, or that one prepared.

    Raises NoSuchMeeting, NotAllowed.
    """
    row = _own_row(actor, meeting, on)
    asked = _asked(row, place, kin_owner(actor=actor).id)
    (item,) = asked.agenda.items
    return CheckItem(
        meeting=meeting, place=place, body_name=row.body_name, day=row.day, number=item.id,
        title=item.title, parties=asked.parties, relations=relations_asked(law=asked.law, on=row.day),
        law=in_language(words=asked.law.title, language=language),
    )  # fmt: skip


def self_check(
    *, actor: Actor, meeting: int, place: int, answers: tuple[KinAnswer, ...], on: date, language: str
) -> Checked:
    """What the answers mean, with the own interests. Writes nothing. Raises NoSuchMeeting, NotAllowed."""
    row = _own_row(actor, meeting, on)
    return _checked(_asked(row, place, kin_owner(actor=actor).id), answers, row.day, language)


def from_list(*, actor: Actor, on: date, language: str, at: datetime) -> FromList:
    """What the private list adds to every item of the meetings to come; opening it is an event.

    Raises NotAllowed.
    """
    entries = own_kin(actor=actor, at=at)
    if entries is None:
        return FromList({}, is_unreadable=True)
    found = {}
    person = f"p{kin_owner(actor=actor).id}"
    for row in own_rows(actor=actor, on=on) if entries else ():
        for place, asked in enumerate(_all_asked(row, person), start=1):
            told = _pointing(entries, asked.parties) if asked else []
            if asked and told:
                answers = tuple(answer for _, answer in told)
                alone = replace(
                    asked, register=without_register(register=asked.register, person=asked.person)
                )
                outcome = _checked(alone, answers, row.day, language)
                if outcome.is_positive:
                    found[row.pk, place] = (tuple(entry for entry, _ in told), outcome)
    return FromList(found)


def _pointing(
    entries: tuple[KinEntry, ...], parties: tuple[CheckParty, ...]
) -> list[tuple[KinEntry, KinAnswer]]:
    return [(one, answer) for one in entries for answer in answers_from(entries=[one], parties=parties)]


def _own_row(actor: Actor, meeting: int, on: date) -> Meeting:
    row = next((one for one in own_rows(actor=actor, on=on) if one.pk == meeting), None)
    if row is None:
        raise NoSuchMeeting(meeting)
    return row


def _asked(row: Meeting, place: int, person: int) -> _Asked:
    """Raises NoSuchMeeting when there is no such item, or the person does not deal with it."""
    listed = _all_asked(row, f"p{person}")
    asked = listed[place - 1] if 1 <= place <= len(listed) else None
    if asked is None:
        raise NoSuchMeeting(row.pk)
    return asked


def _all_asked(row: Meeting, person: str) -> tuple[_Asked | None, ...]:
    """Every item, each in an agenda of its own; None for one that somebody without a seat did not prepare."""
    screening = last_screening(meeting=row)
    register = parse_register(text=screening.register)
    agenda = parse_agenda(text=screening.agenda, register=register)
    seated = {one.person for one in (*agenda.body.members, *agenda.body.deputies)}
    law = law_of(on=row.day)
    return tuple(
        _Asked(
            register, replace(agenda, items=(item,)), parties_of(register=register, item=item), person, law,
            screening.known_at,
        ) if person in seated or any(one.person == person for one in item.handlers) else None
        for item in agenda.items
    )  # fmt: skip


def _checked(asked: _Asked, answers: tuple[KinAnswer, ...], on: date, language: str) -> Checked:
    return checked(
        register=asked.register, agenda=asked.agenda, parties=asked.parties, person=asked.person,
        answers=answers, law=asked.law, on=on, known_at=asked.known_at, language=language,
    )  # fmt: skip
