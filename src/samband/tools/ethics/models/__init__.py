# SPDX-License-Identifier: EUPL-1.2
"""Rows of this tool; only its queries and operations know them."""

from samband.tools.ethics.models.advice import Advice
from samband.tools.ethics.models.attendance import PresenceNote
from samband.tools.ethics.models.cases import CaseCheck, CaseHand, CaseOutcome
from samband.tools.ethics.models.delegations import Delegation
from samband.tools.ethics.models.details import InterestDetail
from samband.tools.ethics.models.figures import Figures
from samband.tools.ethics.models.interests import Confirmation, Interest, Organisation
from samband.tools.ethics.models.kin import KinList
from samband.tools.ethics.models.laws import LawAsItWas
from samband.tools.ethics.models.meetings import BodyDecision, Meeting, ScreenedPerson, Screening, ToldOf
from samband.tools.ethics.models.ownership import Ownership
from samband.tools.ethics.models.training import Training, TrainingAnswers, TrainingCount

__all__ = [
    "Advice",
    "BodyDecision",
    "CaseCheck",
    "CaseHand",
    "CaseOutcome",
    "Confirmation",
    "Delegation",
    "Figures",
    "Interest",
    "InterestDetail",
    "KinList",
    "LawAsItWas",
    "Meeting",
    "Organisation",
    "Ownership",
    "PresenceNote",
    "ScreenedPerson",
    "Screening",
    "ToldOf",
    "Training",
    "TrainingAnswers",
    "TrainingCount",
]
