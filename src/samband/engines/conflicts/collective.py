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
    Quorum,
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


def quorum(*, present: int, members: int, aside: int, procedure: Procedure) -> Quorum:
    """Whether a body can decide an item.

    present: how many take part, deputies among them. members: all its seats. aside: how many members are
    there and take no part in the item; where no deputies are called they are not counted in the base.
    """
    base = members - (0 if procedure.calls_deputies else aside)
    return Quorum(present, base, needed(base=base, procedure=procedure))


def deputies_called(*, agenda: Agenda, procedure: Procedure) -> tuple[Call, ...]:
    """Deputies for those who are known not to come; nobody where the law calls none."""
    return _called(agenda, ())[0] if procedure.calls_deputies else ()


def _with_outcome(outcomes: Mapping[str, Outcome], *wanted: Outcome) -> frozenset[str]:
    return frozenset(person for person, outcome in outcomes.items() if outcome in wanted)


def _attendance(agenda: Agenda, law: Law, leaving: Collection[str]) -> Attendance:
    """Who is left when these leave: members step aside, deputies are passed over."""
    members = [seat for seat in agenda.body.members if seat.person not in agenda.absent]
    aside = tuple(seat.person for seat in members if seat.person in leaving)
    stepping_in, passed_over = _called(agenda, leaving) if law.procedure.calls_deputies else ((), ())
    found = quorum(
        present=len(members) - len(aside) + len(stepping_in),
        members=len(agenda.body.members), aside=len(aside), procedure=law.procedure,
    )  # fmt: skip
    return Attendance(aside, stepping_in, passed_over, found.present, found.base, found.spare)


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
    called = deputies_called(agenda=agenda, procedure=law.procedure)
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
