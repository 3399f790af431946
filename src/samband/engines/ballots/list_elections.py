# SPDX-License-Identifier: EUPL-1.2
"""Election of a committee by lists, or by agreement, with the rule that both genders are represented."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samband.engines.ballots.comparisons import ByVotesAlone, by_votes_alone
from samband.engines.ballots.divisors import Apportionment, BadVotes, Method, apportion
from samband.engines.ballots.gender import (
    GENDERS,
    Balanced,
    Candidate,
    GenderLine,
    GenderRule,
    balance,
    gender_line,
)
from samband.engines.ballots.provenance import Provenance
from samband.engines.ballots.ties import TieRule, TieStep


@dataclass(frozen=True, slots=True)
class ElectionRule:
    """How a body elects. by_list: gender rule for the members of each list; whole: for an agreed body.

    extra_deputies: a list has as many deputies as members, and so many more; None: no deputies.
    tie_steps: names of the steps in ``TieStep``.
    """

    provenance: Provenance
    method: Method
    by_list: GenderRule
    whole: GenderRule
    extra_deputies: int | None
    tie_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListProposal:
    """name: of the party or group. ballots: cast for it. candidates: in their order on the list."""

    name: str
    ballots: int
    candidates: tuple[Candidate, ...]


class ListFault(StrEnum):
    """Why a list cannot be voted on."""

    NO_CANDIDATES = "no_candidates"
    NAMED_TWICE = "named_twice"
    ON_TWO_LISTS = "on_two_lists"
    GENDER_NOT_STATED = "gender_not_stated"
    GENDER_TOO_FEW = "gender_too_few"


@dataclass(frozen=True, slots=True)
class FaultyList:
    """about: the candidate or gender meant, where there is one."""

    name: str
    fault: ListFault
    about: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True)
class ElectedList:
    """members: the list's elected in their order, with what the gender rule moved. deputies: likewise.

    short: seats that the list had votes for but no candidates; they went to the other lists. short_is_tied:
    it may be one more, by a tie that nobody had to decide.
    """

    proposal: ListProposal
    seats: int
    members: Balanced
    deputies: Balanced | None
    short: int = 0
    short_is_tied: bool = False


@dataclass(frozen=True, slots=True)
class ListElection:
    """whole: how many of each gender the body has, told beside the rule for a whole body."""

    seats: Apportionment
    lists: tuple[ElectedList, ...]
    whole: GenderLine

    @property
    def elected(self) -> tuple[Candidate, ...]:
        return tuple(one for each in self.lists for one in each.members.chosen)


def check_lists(*, lists: Sequence[ListProposal], seats: int, rule: ElectionRule) -> tuple[FaultyList, ...]:
    """What must be put right before the vote; a gender that is too few on a list need not be, when the group
    that made it has nobody more (the act asks for it as far as possible).

    seats: members to be elected, which decide the numbers. Source: Local Government Act (2018) § 7-5: of two
    or three to be elected both genders on each list, of four or more 40 per cent of each list's candidates.
    """
    found = [fault for one in lists for fault in _faults_of(one, seats, rule)]
    first: dict[str, str] = {}
    found += [
        FaultyList(one.name, ListFault.ON_TWO_LISTS, candidate.label)
        for one in lists
        for candidate in one.candidates
        if first.setdefault(candidate.label, one.name) != one.name
    ]
    return tuple(found)


def elect_by_lists(
    *, lists: Sequence[ListProposal], seats: int, rule: ElectionRule, seed: str = ""
) -> ListElection:
    """Seats to lists by highest quotient of their ballots, then to candidates in the order of each list.

    When a gender has too few of a list's members, its next candidates on that list move up. A list never
    takes more seats than it has candidates. seed: for the lot, where the rule ends in one.
    Raises BadVotes, also for a person who stands twice; UnresolvedTie.
    Source: Norway's Local Government Act (2018) §§ 7-5 and 7-6, with the act
    of 1992 §§ 36 and 37; what could not be read in the act itself is marked in the rule file.
    Reference: the ministry's worked numbers of 2011, tests/test_elect_a_committee.py.
    """
    _refuse_doubles(lists)
    votes = {one.name: one.ballots for one in lists}
    ties = tie_rule(rule=rule, seed=seed)
    limits = {one.name: len(one.candidates) for one in lists}
    shared = apportion(votes=votes, seats=seats, method=rule.method, ties=ties, limits=limits)
    wanted = ByVotesAlone(shared.seats)
    if any(shared.seats[name] == most for name, most in limits.items()):
        wanted = by_votes_alone(votes=votes, seats=seats, method=rule.method, ties=ties)
    elected = tuple(_elected(one, shared.seats[one.name], wanted, rule) for one in lists)
    group = [one for each in elected for one in each.members.chosen]
    return ListElection(shared, elected, gender_line(group=group, rule=rule.whole))


def tie_rule(*, rule: ElectionRule, seed: str) -> TieRule:
    """The rule's steps for ties; without a seed the lot is left out, and a tie that needs it is refused."""
    steps = tuple(TieStep(step) for step in rule.tie_steps)
    return TieRule(tuple(step for step in steps if seed or step is not TieStep.LOT), seed)


def _elected(one: ListProposal, seats: int, wanted: ByVotesAlone, rule: ElectionRule) -> ElectedList:
    members = balance(candidates=one.candidates, places=seats, rule=rule.by_list)
    deputies = None
    if rule.extra_deputies is not None and seats:
        left = [candidate for candidate in one.candidates if candidate not in members.chosen]
        deputies = balance(candidates=left, places=seats + rule.extra_deputies, rule=rule.by_list)
    short = max(0, wanted.seats[one.name] - seats)
    return ElectedList(one, seats, members, deputies, short, seats + short < wanted.most(name=one.name))


def _faults_of(one: ListProposal, seats: int, rule: ElectionRule) -> list[FaultyList]:
    if not one.candidates:
        return [FaultyList(one.name, ListFault.NO_CANDIDATES)]
    labels = [candidate.label for candidate in one.candidates]
    found = [
        FaultyList(one.name, ListFault.NAMED_TWICE, label)
        for label in sorted(set(labels))
        if labels.count(label) > 1
    ]
    found += [
        FaultyList(one.name, ListFault.GENDER_NOT_STATED, candidate.label)
        for candidate in one.candidates
        if candidate.gender not in GENDERS
    ]
    least = rule.by_list.least_on_list(elected=seats, size=len(labels))
    counts = {gender: sum(each.gender == gender for each in one.candidates) for gender in GENDERS}
    found += [
        FaultyList(one.name, ListFault.GENDER_TOO_FEW, gender, least - count)
        for gender, count in counts.items()
        if count < least
    ]
    return found


def _refuse_doubles(lists: Sequence[ListProposal]) -> None:
    if len({one.name for one in lists}) < len(lists):
        raise BadVotes("Two lists have the same name. Name them apart.")
    seen: set[str] = set()
    for label in (candidate.label for one in lists for candidate in one.candidates):
        if label in seen:
            raise BadVotes(
                f"{label} stands twice among the candidates and could be elected twice. "
                "Keep one; tell two persons of one name apart, as by year of birth."
            )
        seen.add(label)


class AgreementFault(StrEnum):
    """Why an election by agreement does not stand."""

    NOT_UNANIMOUS = "not_unanimous"
    WRONG_NUMBER = "wrong_number"
    NAMED_TWICE = "named_twice"
    GENDER_TOO_FEW = "gender_too_few"


@dataclass(frozen=True, slots=True)
class AgreementElection:
    """stands: whether the list is elected; else the faults say why, and the election goes by lists."""

    members: tuple[Candidate, ...]
    gender: GenderLine
    faults: tuple[AgreementFault, ...]

    @property
    def stands(self) -> bool:
        return not self.faults


def elect_by_agreement(
    *, candidates: Sequence[Candidate], seats: int, votes_for: int, votes_cast: int, rule: ElectionRule
) -> AgreementElection:
    """One common list, adopted by all; both genders in the body as a whole.

    Source: Local Government Act (2018) § 7-7, before 38 a of the act of 1992: a body of seven has at least
    three of each gender (the ministry, 2011).
    """
    line = gender_line(group=candidates, rule=rule.whole)
    checks = {
        AgreementFault.NOT_UNANIMOUS: not 0 < votes_cast == votes_for,
        AgreementFault.WRONG_NUMBER: len(candidates) != seats,
        AgreementFault.NAMED_TWICE: len({one.label for one in candidates}) < len(candidates),
        AgreementFault.GENDER_TOO_FEW: not line.is_met,
    }
    return AgreementElection(
        tuple(candidates), line, tuple(fault for fault, found in checks.items() if found)
    )
