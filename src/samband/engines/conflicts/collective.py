# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a body when some of it step aside: deputies, quorum, and who votes on taking part.

Where deputies are called the base of the quorum stays the whole body; elsewhere it shrinks by those who
step aside.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from samband.engines.conflicts.agenda import Agenda, Role, Seat
from samband.engines.conflicts.law import Law, Outcome, Procedure, Who
from samband.engines.conflicts.results import (
    Assessment,
    Attendance,
    Call,
    Collective,
    Place,
    Voters,
)

SEVERAL = 2


def collective(*, agenda: Agenda, law: Law, assessments: Iterable[Assessment]) -> Collective:
    """Attendance if those with a mandatory outcome step aside, and if those to be assessed do so too."""
    outcomes = {one.person: one.outcome for one in assessments if one.place is not Place.HANDLER}
    surely = _with_outcome(outcomes, Outcome.MANDATORY)
    at_most = _with_outcome(outcomes, Outcome.MANDATORY, Outcome.ASSESS)
    present = _present(agenda, law)
    at_issue = tuple(person for person in present if person in at_most)
    return Collective(
        surely=_attendance(agenda, law, surely),
        at_most=_attendance(agenda, law, at_most),
        at_issue=at_issue,
        voters=_voters(len(present), len(at_issue), len(agenda.body.members), law.procedure),
    )


def needed(*, base: int, procedure: Procedure) -> int:
    """How many have to be present, of a base; never nobody."""
    wanted = Fraction(base) * procedure.quorum
    return max(floor(wanted) + 1 if procedure.needs_more_than else ceil(wanted), 1)


def _with_outcome(outcomes: Mapping[str, Outcome], *wanted: Outcome) -> frozenset[str]:
    return frozenset(person for person, outcome in outcomes.items() if outcome in wanted)


def _attendance(agenda: Agenda, law: Law, leaving: Collection[str]) -> Attendance:
    """Who is left when these leave: members step aside, deputies are passed over."""
    members = [seat for seat in agenda.body.members if seat.person not in agenda.absent]
    aside = tuple(seat.person for seat in members if seat.person in leaving)
    called, passed_over = _called(agenda, leaving) if law.procedure.calls_deputies else ((), ())
    base = len(agenda.body.members) - (0 if law.procedure.calls_deputies else len(aside))
    present = len(members) - len(aside) + len(called)
    spare = present - needed(base=base, procedure=law.procedure)
    return Attendance(aside, called, passed_over, present, base, spare)


def _called(agenda: Agenda, leaving: Collection[str]) -> tuple[tuple[Call, ...], tuple[str, ...]]:
    """For each empty chair the next deputy of the same list who comes and does not have to leave."""
    waiting = [seat for seat in agenda.body.deputies if seat.person not in agenda.absent]
    calls: list[Call] = []
    passed_over: list[str] = []
    for seat in agenda.body.members:
        if seat.person in agenda.absent or seat.person in leaving:
            deputy = _next(seat, waiting, leaving, passed_over)
            if deputy:
                calls.append(Call(deputy.person, seat.person))
    return tuple(calls), tuple(passed_over)


def _next(seat: Seat, waiting: list[Seat], leaving: Collection[str], passed_over: list[str]) -> Seat | None:
    """The next of the list; those before who have to leave themselves are passed over."""
    for deputy in [one for one in waiting if one.list == seat.list]:
        waiting.remove(deputy)
        if deputy.person not in leaving:
            return deputy
        passed_over.append(deputy.person)
    return None


def _present(agenda: Agenda, law: Law) -> Sequence[str]:
    """Those who come before anybody has stepped aside, deputies of the absent among them."""
    members = [seat.person for seat in agenda.body.members if seat.person not in agenda.absent]
    called = _called(agenda, ())[0] if law.procedure.calls_deputies else ()
    return [*members, *(call.deputy for call in called)]


def _voters(present: int, at_issue: int, base: int, procedure: Procedure) -> Voters:
    """Who votes on the question: never oneself; when several are at issue, none of them, if the law says so.

    Unless the body could then not decide: where the law lets all vote in that case, all do. Nobody votes
    where members announce their interest and abstain.
    """
    if procedure.decided_by(Role.ELECTED) is not Who.BODY:
        return Voters.NOBODY
    leaving = at_issue if procedure.excludes_all_at_issue else min(at_issue, 1)
    if present - leaving >= needed(base=base, procedure=procedure):
        return Voters.OTHERS
    return Voters.ALL if procedure.all_if_no_quorum and at_issue >= SEVERAL else Voters.NOBODY
