# SPDX-License-Identifier: EUPL-1.2
"""What readers put together: records by id, and at the end whether every tie has its two ends."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from samband.engines.conflicts import TieKind
from samband.engines.files import Fault, FaultKind, shown
from samband.engines.registers.days import day_after, first_day
from samband.engines.registers.faults import LeftOut, RegisterFault
from samband.engines.registers.found import Found, FoundOrganisation, FoundPerson, FoundTie

MOST_FAULTS = 500
BETWEEN_PEOPLE = frozenset({TieKind.PARENT_OF, TieKind.MARRIED_TO, TieKind.REGISTERED_PARTNER_OF})
OF_ORGANISATIONS = frozenset({TieKind.OWNS})
"""Ties in which an organisation can be the one who has them; all others are of people."""


class Gathering:
    """source: where everything is from that says nothing itself."""

    def __init__(self, *, source: str) -> None:
        self.source = source
        self.people: dict[str, FoundPerson] = {}
        self.organisations: dict[str, FoundOrganisation] = {}
        self.ties: list[FoundTie] = []
        self.unused: set[str] = set()
        """Ids of records that are there and of no use, such as a ship that somebody owns."""
        self._faults: list[Fault] = []
        self._left: Counter[tuple[LeftOut, str]] = Counter()

    def fault(self, kind: FaultKind, *, line: int = 0, record: str = "") -> None:
        self.add(Fault(kind, value=shown(record), limit=str(line)))

    def add(self, fault: Fault) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(fault)
        elif len(self._faults) == MOST_FAULTS:
            self._faults.append(Fault(RegisterFault.MORE, limit=str(MOST_FAULTS)))

    def leave(self, kind: LeftOut, what: str = "") -> None:
        key = (kind, shown(what))
        if len(self._left) < MOST_FAULTS or key in self._left:
            self._left[key] += 1

    def person(self, one: FoundPerson, *, line: int) -> None:
        if one.id in self.people or one.id in self.organisations:
            self.fault(RegisterFault.TWICE, line=line, record=one.id)
        else:
            self.people[one.id] = one

    def organisation(self, one: FoundOrganisation, *, line: int) -> None:
        if one.id in self.people or one.id in self.organisations:
            self.fault(RegisterFault.TWICE, line=line, record=one.id)
        else:
            self.organisations[one.id] = one

    def period(
        self, start: str, end: str, *, line: int, record: str
    ) -> tuple[date | None, date | None] | None:
        """[valid_from, valid_to); None, and a fault, when the days cannot be read."""
        try:
            found = first_day(start) if start else None, day_after(end) if end else None
        except ValueError:
            self.fault(RegisterFault.BAD_DAY, line=line, record=record)
            return None
        if found[0] and found[1] and found[1] <= found[0]:
            self.fault(RegisterFault.TURNED, line=line, record=record)
            return None
        return found

    def found(self) -> Found:
        """Everything whose two ends are there and of the right kind."""
        ties = tuple(tie for tie in self.ties if self._is_whole(tie))
        for tie in ties:
            if tie.part and tie.part.exact is None:
                self.leave(LeftOut.ONLY_BOUNDS)
        return Found(self.people, self.organisations, ties, tuple(self._faults), tuple(self._notes()))

    def _notes(self) -> Iterator[Fault]:
        for (kind, what), number in sorted(self._left.items()):
            yield Fault(kind, value=what, limit=str(number))

    def _is_whole(self, tie: FoundTie) -> bool:
        is_person, is_organisation = tie.to in self.people, tie.to in self.organisations
        fits = is_person if tie.kind in BETWEEN_PEOPLE else is_organisation
        fits = fits or (tie.kind is TieKind.REPRESENTS and is_person)
        if {tie.who, tie.to} & self.unused:
            self.leave(LeftOut.UNUSED, tie.kind.value)
        elif not fits or (tie.who not in self.people and tie.who not in self.organisations):
            self.fault(RegisterFault.NOBODY, line=tie.line, record=tie.record)
        elif tie.who == tie.to:
            self.leave(LeftOut.SAME_ENDS)
        elif tie.who in self.organisations and tie.kind not in OF_ORGANISATIONS:
            self.leave(LeftOut.ROLE_OF_COMPANY)
        else:
            return True
        return False
