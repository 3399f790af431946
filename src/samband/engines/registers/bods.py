# SPDX-License-Identifier: EUPL-1.2
"""Statements of the Beneficial Ownership Data Standard, version 0.4 (standard.openownership.org).

Statements about one record follow one another: each stands from its date until the next. A record that is
closed ends on the day that its interest says, else on the day of the closing statement.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from samband.engines.conflicts import TieKind
from samband.engines.files import Fault, Unreadable
from samband.engines.registers.days import day_after, first_day
from samband.engines.registers.faults import LeftOut, RegisterFault
from samband.engines.registers.found import FoundOrganisation, FoundPerson, FoundTie, Part, Role
from samband.engines.registers.gathering import Gathering
from samband.engines.registers.records import Record, first_text, inside, objects_at, plain, text_at
from samband.engines.registers.shares import part_of

PUBLIC = frozenset({"state", "stateBody"})
UNKNOWN = frozenset({"anonymousEntity", "unknownEntity", "anonymousPerson", "unknownPerson"})
SHARES = "shareholding"
CONTROL = frozenset({
    "votingRights", "appointmentOfBoard", "otherInfluenceOrControl", "controlViaCompanyRulesOrArticles",
    "controlByLegalFramework",
})  # fmt: skip
"""Whoever controls otherwise than by shares owns a part that is not known."""
POSTS: Mapping[str, Role] = {
    "boardMember": Role.BOARD_MEMBER,
    "boardChair": Role.CHAIR,
    "seniorManagingOfficial": Role.MANAGER,
}


@dataclass(frozen=True, slots=True)
class _Statement:
    line: int
    record: str
    day: date | None
    told: Record

    @property
    def details(self) -> Record:
        found = inside(self.told, "recordDetails")
        return found if isinstance(found, dict) else {}

    @property
    def is_closed(self) -> bool:
        return text_at(self.told, "recordStatus") == "closed"


def read_bods(*, found: Iterable[tuple[int, Record]], into: Gathering) -> None:
    """Raises Unreadable for statements of an older version."""
    by_record: dict[tuple[str, str], list[_Statement]] = {}
    for line, told in found:
        kind = text_at(told, "recordType")
        if not kind and "statementType" in told:
            raise Unreadable(Fault(RegisterFault.OLD_BODS))
        one = _statement(line, told, into)
        if one and kind in {"entity", "person", "relationship"}:
            by_record.setdefault((kind, one.record), []).append(one)
        elif one:
            into.leave(LeftOut.UNUSED, kind)
    for (kind, _), statements in by_record.items():
        statements.sort(key=lambda one: one.day or date.min)
        if kind == "entity":
            into.organisation(_entity(statements[-1]), line=statements[0].line)
        elif kind == "person":
            into.person(_person(statements[-1]), line=statements[0].line)
        else:
            into.ties += _followed(statements, into)


def _statement(line: int, told: Record, into: Gathering) -> _Statement | None:
    record = text_at(told, "recordId") or text_at(told, "statementId")
    if not record:
        into.fault(RegisterFault.RECORD_WITHOUT_ID, line=line)
        return None
    day = text_at(told, "statementDate")
    try:
        return _Statement(line, record, first_day(day) if day else None, told)
    except ValueError:
        into.fault(RegisterFault.BAD_DAY, line=line, record=record)
        return None


def _entity(one: _Statement) -> FoundOrganisation:
    kind = text_at(one.details, "entityType", "type")
    numbers = (text_at(each, "id") for each in objects_at(one.details, "identifiers"))
    return FoundOrganisation(
        id=one.record,
        name=text_at(one.details, "name"),
        number=next((number for number in numbers if number), ""),
        kind="authority" if kind in PUBLIC else "",
        is_public=kind in PUBLIC,
        is_unknown=kind in UNKNOWN,
    )


def _person(one: _Statement) -> FoundPerson:
    names = [name for name in map(_name, objects_at(one.details, "names")) if name]
    return FoundPerson(
        id=one.record,
        name=names[0] if names else "",
        birth_date=text_at(one.details, "birthDate"),
        other_names=tuple(names[1:20]),
        is_unknown=text_at(one.details, "personType") in UNKNOWN,
    )


def _name(told: Record) -> str:
    parts = (text_at(told, part) for part in ("givenName", "patronymicName", "familyName"))
    return text_at(told, "fullName") or " ".join(part for part in parts if part)


def _followed(statements: list[_Statement], into: Gathering) -> Iterator[FoundTie]:
    """The ties of one record through its statements. Of two of one day, or without one, the later counts."""
    lasting = [
        one for one, after in zip(statements, [*statements[1:], None], strict=True)
        if after is None or (one.day is not None and after.day != one.day)
    ]  # fmt: skip
    for one, after in zip(lasting, [*lasting[1:], None], strict=True):
        for tie in _ties(one, into):
            yield replace(tie, recorded=one.day, withdrawn=after.day if after else None)


def _ties(one: _Statement, into: Gathering) -> Iterator[FoundTie]:
    subject = text_at(one.details, "subject")
    party = text_at(one.details, "interestedParty") or _somebody(one, into)
    interests = list(objects_at(one.details, "interests")) or [{"type": "unknownInterest"}]
    if not subject:
        into.leave(LeftOut.UNUSED, "subject not known")
        return
    controls = frozenset() if any(text_at(told, "type") == SHARES for told in interests) else CONTROL
    for told in interests:
        tie = _tie(told, one, (party, subject), controls, into)
        if tie:
            yield tie


def _somebody(one: _Statement, into: Gathering) -> str:
    """An owner of whom is told only why nobody knows them."""
    code = f"unknown-{one.record}"
    if code not in into.people:
        reason = text_at(one.details, "interestedParty", "reason")
        into.person(FoundPerson(code, reason or "unknown", is_unknown=True), line=one.line)
    return code


def _tie(
    told: Record, one: _Statement, ends: tuple[str, str], controls: frozenset[str], into: Gathering
) -> FoundTie | None:
    """controls: kinds of interest that count as owning a part that is not known."""
    party, subject = ends
    kind = text_at(told, "type")
    is_unknown = kind == "unknownInterest" and party in into.people and into.people[party].is_unknown
    role = POSTS.get(kind)
    if not (kind == SHARES or role or kind in controls or is_unknown):
        into.leave(LeftOut.UNUSED, kind)
        return None
    is_indirect = text_at(told, "directOrIndirect") == "indirect"
    if is_indirect and first_text(inside(one.told, "recordDetails", "componentRecords")):
        into.leave(LeftOut.INDIRECT)
        return None
    days = _days(told, one, into)
    if days is None:
        return None
    return FoundTie(
        who=party, to=subject, kind=TieKind.POST if role else TieKind.OWNS, role=role, record=one.record,
        line=one.line, part=_part(told, one, into) if kind == SHARES and not is_indirect else None,
        valid_from=days[0], valid_to=days[1], source=_source(one, into),
    )  # fmt: skip


def _days(told: Record, one: _Statement, into: Gathering) -> tuple[date | None, date | None] | None:
    start, end = text_at(told, "startDate"), text_at(told, "endDate")
    found = into.period(start, end, line=one.line, record=one.record)
    if found is None or not one.is_closed or end:
        return found
    over = one.day or (day_after(start) if start else None)
    if over is None or (found[0] and over <= found[0]):
        return None
    return found[0], over


def _part(told: Record, one: _Statement, into: Gathering) -> Part | None:
    low = text_at(told, "share", "minimum") or text_at(told, "share", "exclusiveMinimum")
    high = text_at(told, "share", "maximum") or text_at(told, "share", "exclusiveMaximum")
    try:
        return part_of(exact=text_at(told, "share", "exact"), low=low, high=high)
    except ValueError:
        into.fault(RegisterFault.BAD_SHARE, line=one.line, record=one.record)
        return None


def _source(one: _Statement, into: Gathering) -> str:
    told = inside(one.told, "source", "description")
    publisher = text_at(one.told, "publicationDetails", "publisher", "name")
    return ", ".join(part for part in (publisher, plain(told)) if part) or into.source
