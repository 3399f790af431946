# SPDX-License-Identifier: EUPL-1.2
"""What does not exist, and what somebody may not know of, is answered alike: 404."""

from samband.core.access.views import answering_404
from samband.core.members.rules import UnknownAuthority
from samband.core.people.rules import NoSuchBody, NoSuchPerson
from samband.tools.ethics.queries import NoSuchInterest, NoSuchOrganisation, RegisterIsPrivate
from samband.tools.ethics.queries.dilemmas import NoSuchTraining
from samband.tools.ethics.rules import NoSuchCase, NoSuchDelegation, NoSuchMeeting
from samband.tools.ethics.rules.advice import NoSuchAdvice

found = answering_404(
    NoSuchAdvice,
    NoSuchCase,
    NoSuchDelegation,
    NoSuchMeeting,
    NoSuchBody,
    NoSuchInterest,
    NoSuchOrganisation,
    NoSuchPerson,
    NoSuchTraining,
    RegisterIsPrivate,
    UnknownAuthority,
)
