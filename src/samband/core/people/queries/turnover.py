# SPDX-License-Identifier: EUPL-1.2
"""Files of those elected: what each would do, and what waits for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from samband.core.access.rules import Actor, may, require
from samband.core.people import models
from samband.core.people.analysis.columns import Columns
from samband.core.people.analysis.entries import Entry, EntryFault
from samband.core.people.analysis.matching import Outcome, Reason
from samband.core.people.card import IMPORT_ELECTION
from samband.core.people.queries.records import term_record
from samband.core.people.rules import BodyKind, TermRecord
from samband.engines.files import Fault, FileFault, fault_from_json

PREVIEWED, LOADING, CONFIRMED, DISCARDED = "previewed", "loading", "confirmed", "discarded"
SAME, ANOTHER = "same", "another"
ROWS_PER_PAGE = 50


class NoSuchTurnover(LookupError):  # noqa: N818  it names the fact
    """No file has this number, or none this reader may know of."""


@dataclass(frozen=True, slots=True)
class TurnoverRecord:
    """A file of those elected. counts: what it says; undecided: questions that wait for an answer.

    authority: empty for the whole country. held_back: members whose council stays out because of faults.
    """

    id: int
    filename: str
    authority: str
    body_kind: BodyKind
    term: TermRecord
    begins: date
    state: str
    encoding: str
    columns: tuple[str, ...]
    mapping: Columns
    counts: Mapping[str, int]
    undecided: int
    held_back: tuple[str, ...]
    new_lists: tuple[str, ...]
    fault_count: int
    faults: tuple[Fault, ...]
    uploaded_at: datetime
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state == PREVIEWED

    @property
    def can_be_confirmed(self) -> bool:
        """Something can be loaded and every question is answered."""
        return self.is_open and not self.undecided and self.counts.get("councils", 0) > 0


@dataclass(frozen=True, slots=True)
class TurnoverLine:
    """One person of the file, or one who leaves. known: who it is or may be in the register."""

    id: int
    row: int
    authority: str
    name: str
    kinds: tuple[str, ...]
    party: str
    birth_date: str
    outcome: Outcome
    known: int | None
    known_name: str
    known_authority: str
    known_birth_date: str
    score: int | None
    reasons: tuple[Reason, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class TurnoverLines:
    """One page of the lines with one outcome."""

    lines: tuple[TurnoverLine, ...]
    page: int
    pages: int
    total: int


def turnovers(*, actor: Actor) -> tuple[TurnoverRecord, ...]:
    """Files this reader may load, latest first."""
    found = models.Turnover.objects.select_related("term").order_by("-uploaded_at", "-pk")
    if not may(actor=actor, permission=IMPORT_ELECTION):
        found = found.filter(authority__in=_own(actor))
    return tuple(turnover_record(row=row) for row in found[:50])


def turnover(*, actor: Actor, number: int) -> TurnoverRecord:
    """Raises NoSuchTurnover, NotAllowed."""
    return turnover_record(row=turnover_row(actor=actor, number=number))


def turnover_row(*, actor: Actor, number: int) -> models.Turnover:
    found = models.Turnover.objects.select_related("term").filter(pk=number).first()
    if found is None:
        raise NoSuchTurnover(number)
    require(actor=actor, permission=IMPORT_ELECTION, authority=found.authority)
    return found


def turnover_lines(*, actor: Actor, number: int, outcome: Outcome, page: int = 1) -> TurnoverLines:
    """The persons with this outcome, by member and name."""
    row = turnover_row(actor=actor, number=number)
    found = row.rows.filter(_with(outcome))
    total = found.count()
    pages = max(1, -(-total // ROWS_PER_PAGE))
    at = min(max(page, 1), pages)
    shown = found.order_by("authority", "name", "pk")[(at - 1) * ROWS_PER_PAGE : at * ROWS_PER_PAGE]
    return TurnoverLines(_lines(shown), at, pages, total)


def by_member(*, actor: Actor, number: int) -> Mapping[str, Mapping[str, int]]:
    """Member -> outcome -> persons."""
    row = turnover_row(actor=actor, number=number)
    counted = row.rows.values_list("authority", "outcome").annotate(Count("pk")).order_by("authority")
    found: dict[str, dict[str, int]] = {}
    for authority, outcome, count in counted:
        found.setdefault(authority, {})[outcome] = count
    return found


def undecided(*, row: models.Turnover) -> int:
    return row.rows.filter(outcome=Outcome.ASKED, decision="").count()


def turnover_record(*, row: models.Turnover) -> TurnoverRecord:
    counts = {name: int(count) for name, count in row.counts.items() if isinstance(count, int)}
    return TurnoverRecord(
        id=row.pk,
        filename=row.filename,
        authority=row.authority,
        body_kind=BodyKind(row.body_kind),
        term=term_record(term=row.term),
        begins=row.begins,
        state=row.state,
        encoding=row.encoding,
        columns=tuple(row.columns),
        mapping=Columns.from_json(row.mapping),
        counts=counts,
        undecided=undecided(row=row) if row.state == PREVIEWED else 0,
        held_back=tuple(row.counts.get("held_back", ())),
        new_lists=tuple(row.counts.get("new_lists", ())),
        fault_count=row.fault_count,
        faults=tuple(fault_from_json(kept=kept, kinds=(FileFault, EntryFault)) for kept in row.faults),
        uploaded_at=row.uploaded_at,
        ended_at=row.ended_at,
    )


def _own(actor: Actor) -> list[str]:
    return [
        code
        for code in sorted(actor.authorities)
        if may(actor=actor, permission=IMPORT_ELECTION, authority=code)
    ]


def _with(outcome: Outcome) -> Q:
    """Whoever is asked about stays among the questions, answered or not."""
    return Q(outcome=outcome)


def _lines(rows: QuerySet[models.TurnoverRow]) -> tuple[TurnoverLine, ...]:
    shown = list(rows)
    persons = models.Person.objects.select_related("private").in_bulk(
        [row.person_id for row in shown if row.person_id]
    )
    return tuple(_line(row, persons.get(row.person_id or 0)) for row in shown)


def _line(row: models.TurnoverRow, person: models.Person | None) -> TurnoverLine:
    entries = [Entry.from_json(kept) for kept in row.entry.get("rows", ())]
    first = entries[0] if entries else None
    private = getattr(person, "private", None) if person else None
    return TurnoverLine(
        id=row.pk,
        row=row.row,
        authority=row.authority,
        name=row.name,
        kinds=tuple(entry.kind for entry in entries),
        party=(first.party or first.party_name) if first else "",
        birth_date=first.birth_date if first else "",
        outcome=Outcome(row.outcome),
        known=row.person_id,
        known_name=person.name if person else "",
        known_authority=row.candidate_from,
        known_birth_date=private.birth_date if private else "",
        score=row.score,
        reasons=tuple(Reason(reason) for reason in row.reasons),
        decision=row.decision,
    )
