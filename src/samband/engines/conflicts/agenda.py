# SPDX-License-Identifier: EUPL-1.2
"""What is to be handled, and by whom: items with their parties, a body with members and deputies."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samband.engines.conflicts.facts import Identity


class Role(StrEnum):
    """As what somebody deals with a case."""

    ELECTED = "elected"
    DEPUTY_ELECTED = "deputy_elected"
    EMPLOYEE_PREPARES = "employee_prepares"
    EMPLOYEE_DECIDES = "employee_decides"
    DIRECTOR = "director"
    MAYOR = "mayor"
    BOARD_MEMBER_PUBLIC_ENTERPRISE = "board_member_public_enterprise"
    PROCUREMENT_EVALUATOR = "procurement_evaluator"
    CONTROL_COMMITTEE = "control_committee"


class Matter(StrEnum):
    INDIVIDUAL_DECISION = "individual_decision"
    CONTRACT = "contract"
    GRANT = "grant"
    ZONING_BUILDING = "zoning_building"
    PROCUREMENT = "procurement"
    APPEAL = "appeal"
    BUDGET = "budget"
    GENERAL_PLAN = "general_plan"
    ELECTION_TO_POST = "election_to_post"
    REMUNERATION = "remuneration"
    EMPLOYMENT = "employment"
    AUDIT = "audit"
    OTHER = "other"


class Stage(StrEnum):
    PREPARE = "prepare"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Participant:
    """A person or organisation of an item. identity: how surely it was recognised."""

    ref: str
    identity: Identity = Identity.IDENTIFIER


@dataclass(frozen=True, slots=True)
class Claim:
    """Reasons given by those who decide, that an exception holds for a person."""

    person: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Handler:
    """Somebody outside the body who prepares or decides an item."""

    person: str
    role: Role
    stage: Stage


@dataclass(frozen=True, slots=True)
class Item:
    """case, appeal_of: how ties of earlier work name this case and the one appealed. begun None: not known.

    patrimonial: yes, no or unknown. unrecognised: names that nobody has matched with anybody.
    """

    id: str
    title: str = ""
    matter: Matter = Matter.OTHER
    stage: Stage = Stage.DECIDE
    case: str = ""
    appeal_of: str = ""
    begun: date | None = None
    parties: tuple[Participant, ...] = ()
    affected: tuple[Participant, ...] = ()
    unrecognised: tuple[str, ...] = ()
    has_general_effect: bool = False
    patrimonial: str = "unknown"
    is_urgent: bool = False
    has_objection: bool = False
    handlers: tuple[Handler, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """list: on whose list somebody was elected; deputies step in for their own list first."""

    person: str
    list: str = ""
    role: Role = Role.ELECTED


@dataclass(frozen=True, slots=True)
class Body:
    """authority: the organisation it decides for. deputies: in the order in which they are called."""

    id: str
    name: str = ""
    authority: str = ""
    members: tuple[Seat, ...] = ()
    deputies: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """absent: members and deputies who are known not to come."""

    code: str
    title: str
    body: Body
    items: tuple[Item, ...]
    absent: frozenset[str] = frozenset()
