# SPDX-License-Identifier: EUPL-1.2
from samband.core.members.models.geography import DivisionWeight
from samband.core.members.models.importing import RegisterImport
from samband.core.members.models.memberships import Membership, Organisation, ScopeDecision
from samband.core.members.models.register import (
    Authority,
    LoadedPack,
    Population,
    PopulationBySexAndAge,
    Succession,
)

__all__ = [
    "Authority",
    "DivisionWeight",
    "LoadedPack",
    "Membership",
    "Organisation",
    "Population",
    "PopulationBySexAndAge",
    "RegisterImport",
    "ScopeDecision",
    "Succession",
]
