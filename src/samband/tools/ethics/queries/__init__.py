# SPDX-License-Identifier: EUPL-1.2
"""Reads of the register of interests: one's own, one's own member's, counts of all, and what is public."""

from samband.tools.ethics.queries.members import (
    Coverage,
    PersonState,
    Reconciliation,
    Todo,
    coverage,
    own_member,
    reconciliation,
)
from samband.tools.ethics.queries.own import (
    Interests,
    history_of,
    interest,
    interests_of,
    is_own,
    may_declare,
    own_interests,
    own_person,
)
from samband.tools.ethics.queries.policy import BadPolicy, country, policy_on
from samband.tools.ethics.queries.register import (
    PublicInterest,
    PublicPerson,
    RegisterIsPrivate,
    RegisterPage,
    Wanted,
    public_organisation,
    public_person,
    register,
    whole_register,
)
from samband.tools.ethics.queries.screening import (
    KnownInterest,
    KnownOfMember,
    bodies_of_member,
    known_of_member,
    seats_of_body,
)
from samband.tools.ethics.queries.start import waiting
from samband.tools.ethics.rules import InterestRecord, NoSuchInterest, NoSuchOrganisation

__all__ = [
    "BadPolicy",
    "Coverage",
    "InterestRecord",
    "Interests",
    "KnownInterest",
    "KnownOfMember",
    "NoSuchInterest",
    "NoSuchOrganisation",
    "PersonState",
    "PublicInterest",
    "PublicPerson",
    "Reconciliation",
    "RegisterIsPrivate",
    "RegisterPage",
    "Todo",
    "Wanted",
    "bodies_of_member",
    "country",
    "coverage",
    "history_of",
    "interest",
    "interests_of",
    "is_own",
    "known_of_member",
    "may_declare",
    "own_interests",
    "own_member",
    "own_person",
    "policy_on",
    "public_organisation",
    "public_person",
    "reconciliation",
    "register",
    "seats_of_body",
    "waiting",
    "whole_register",
]
