# SPDX-License-Identifier: EUPL-1.2
"""An election: the files so far, and what one of them would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.core.access.rules import Actor, may
from samband.core.members.queries.register import names_on
from samband.core.people import queries
from samband.core.people.analysis.matching import Outcome, Reason
from samband.core.people.card import IMPORT_ELECTION
from samband.core.people.pages import words
from samband.core.people.pages.search import authority_choices, party_choices
from samband.core.people.queries.turnover import TurnoverLine, TurnoverLines, TurnoverRecord
from samband.core.people.rules import PostKind

SHOWN_FAULTS = 50
EVERYWHERE = "all"
"""What stands for the whole country among the choices of a member."""
OUTCOMES = {
    Outcome.CAME: _("Come in"),
    Outcome.LEFT: _("Leave"),
    Outcome.STAYED: _("Stay"),
}
REASONS = {
    Reason.SAME_NUMBER: _("the same number in the source"),
    Reason.SAME_NAME: _("the same name"),
    Reason.LIKE_NAME: _("a name that is much alike"),
    Reason.SAME_BIRTH: _("the same day of birth"),
    Reason.SAME_YEAR: _("the same year of birth"),
    Reason.SAME_PARTY: _("the same party"),
    Reason.OTHER_PARTY: _("but another party"),
    Reason.SAME_BODY: _("in office here before"),
    Reason.OTHER_MEMBER: _("but in another place"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Two names that may be one person. because: what speaks for it and against it."""

    line: TurnoverLine
    said: str
    place: str
    known_place: str
    because: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the lists: who comes, leaves, stays."""

    outcome: Outcome
    title: str
    total: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ListLine:
    line: TurnoverLine
    place: str
    offices: str
    party: str


@dataclass(frozen=True, slots=True)
class MemberLine:
    place: str
    counts: tuple[int, ...]
    is_held_back: bool


@dataclass(frozen=True, slots=True)
class TurnoverPage:
    """questions: one page of them. lists, lines: the list that is shown. hidden: faults that are not."""

    record: TurnoverRecord
    title: str
    begins: str
    faults: tuple[str, ...]
    hidden: int
    questions: tuple[Question, ...]
    question_page: TurnoverLines
    lists: tuple[Shown, ...]
    lines: tuple[ListLine, ...]
    chosen: TurnoverLines
    members: tuple[MemberLine, ...]
    held_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnoverFile:
    """A file on the list of files."""

    record: TurnoverRecord
    place: str
    state: str


def turnover_files(*, actor: Actor, today: date) -> tuple[TurnoverFile, ...]:
    records = queries.turnovers(actor=actor)
    names = names_on(codes={one.authority for one in records if one.authority}, on=today)
    return tuple(
        TurnoverFile(one, names.get(one.authority, gettext("The whole country")), state_word(record=one))
        for one in records
    )


def state_word(*, record: TurnoverRecord) -> str:
    states = {
        "previewed": gettext("waits for you"),
        "loading": gettext("is being loaded"),
        "confirmed": gettext("loaded"),
        "discarded": gettext("discarded"),
    }
    return states[record.state]


def councils_to_choose(*, actor: Actor, today: date) -> list[tuple[str, str]]:
    """The members whose elections this reader may load; the whole country first where that is allowed."""
    if may(actor=actor, permission=IMPORT_ELECTION):
        return [(EVERYWHERE, gettext("The whole country")), *authority_choices(on=today)]
    own = [
        code
        for code in sorted(actor.authorities)
        if may(actor=actor, permission=IMPORT_ELECTION, authority=code)
    ]
    return sorted(names_on(codes=own, on=today).items(), key=lambda pair: pair[1])


def turnover_page(*, actor: Actor, number: int, wanted: Mapping[str, str]) -> TurnoverPage:
    """wanted: show, page, questions as in the address. Raises NoSuchTurnover, NotAllowed."""
    record = queries.turnover(actor=actor, number=number)
    show = Outcome(wanted["show"]) if wanted.get("show") in {*OUTCOMES} else Outcome.CAME
    chosen = queries.turnover_lines(actor=actor, number=number, outcome=show, page=_page(wanted, "page"))
    asked = queries.turnover_lines(
        actor=actor, number=number, outcome=Outcome.ASKED, page=_page(wanted, "questions")
    )
    counted = queries.by_member(actor=actor, number=number)
    codes = {*counted, *record.held_back}
    codes |= {code for one in (*chosen.lines, *asked.lines) for code in (one.authority, one.known_authority)}
    names = names_on(codes=codes, on=record.begins)
    parties = dict(party_choices())
    return TurnoverPage(
        record=record,
        title=_title(record, names),
        begins=words.day(record.begins),
        faults=tuple(fault.words(gettext) for fault in record.faults[:SHOWN_FAULTS]),
        hidden=max(0, record.fault_count - SHOWN_FAULTS),
        questions=tuple(_question(one, names, parties) for one in asked.lines),
        question_page=asked,
        lists=tuple(
            Shown(outcome, str(title), record.counts.get(outcome, 0), outcome is show)
            for outcome, title in OUTCOMES.items()
        ),
        lines=tuple(
            ListLine(
                one,
                names.get(one.authority, one.authority),
                _offices(one),
                parties.get(one.party, one.party),
            )
            for one in chosen.lines
        ),
        chosen=chosen,
        members=_members(record, counted, names),
        held_back=tuple(names.get(code, code) for code in record.held_back),
    )


def _page(wanted: Mapping[str, str], name: str) -> int:
    text = wanted.get(name, "1")
    return int(text) if text.isdecimal() else 1


def _title(record: TurnoverRecord, names: Mapping[str, str]) -> str:
    place = names.get(record.authority, record.authority) or gettext("The whole country")
    return f"{place}, {record.term.in_language(get_language() or 'en')}"


def _question(line: TurnoverLine, names: Mapping[str, str], parties: Mapping[str, str]) -> Question:
    party = parties.get(line.party, line.party)
    said = ", ".join(part for part in (_offices(line), party, line.birth_date) if part)
    return Question(
        line=line,
        said=said,
        place=names.get(line.authority, line.authority),
        known_place=names.get(line.known_authority, line.known_authority),
        because=", ".join(str(REASONS[reason]) for reason in line.reasons),
    )


def _offices(line: TurnoverLine) -> str:
    return ", ".join(str(words.POSTS[PostKind(kind)]) for kind in line.kinds)


def _members(
    record: TurnoverRecord, counted: Mapping[str, Mapping[str, int]], names: Mapping[str, str]
) -> tuple[MemberLine, ...]:
    """Only for a file of several members, by name."""
    if record.authority:
        return ()
    order = (Outcome.STAYED, Outcome.CAME, Outcome.LEFT, Outcome.ASKED)
    lines = [
        MemberLine(names.get(code, code), tuple(counts.get(one, 0) for one in order), is_held_back=False)
        for code, counts in counted.items()
    ]
    held = [MemberLine(names.get(code, code), (), is_held_back=True) for code in record.held_back]
    return tuple(sorted([*lines, *held], key=lambda line: line.place))
