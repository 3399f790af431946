# SPDX-License-Identifier: EUPL-1.2
"""Who may have a conflict in which item, by which rule, and what becomes of the quorum. People decide."""

from samband.engines.conflicts.agenda import (
    Agenda,
    Body,
    Claim,
    Handler,
    Item,
    Matter,
    Participant,
    Role,
    Seat,
    Stage,
)
from samband.engines.conflicts.agenda_reading import load_agenda
from samband.engines.conflicts.facts import (
    Identity,
    Organisation,
    OrganisationKind,
    Person,
    Register,
    Tie,
    TieKind,
    facts_at,
)
from samband.engines.conflicts.law import Law, Outcome, Rule, Who, in_language
from samband.engines.conflicts.law_file import NoSuchLaw, check_law, choose_law, load_law, load_laws
from samband.engines.conflicts.register_reading import load_register
from samband.engines.conflicts.result_file import screening_to_json, screening_to_plain
from samband.engines.conflicts.results import (
    Assessment,
    Attendance,
    Call,
    Collective,
    Finding,
    Missing,
    MissingKind,
    Place,
    Screened,
    Screening,
    Tried,
    Voters,
    Why,
)
from samband.engines.conflicts.screening import rescreen, screen
from samband.engines.conflicts.vignettes import Expectation, Vignette, disagreements, load_vignettes
from samband.engines.conflicts.wording import tie_sentence, words_in

__all__ = [
    "Agenda",
    "Assessment",
    "Attendance",
    "Body",
    "Call",
    "Claim",
    "Collective",
    "Expectation",
    "Finding",
    "Handler",
    "Identity",
    "Item",
    "Law",
    "Matter",
    "Missing",
    "MissingKind",
    "NoSuchLaw",
    "Organisation",
    "OrganisationKind",
    "Outcome",
    "Participant",
    "Person",
    "Place",
    "Register",
    "Role",
    "Rule",
    "Screened",
    "Screening",
    "Seat",
    "Stage",
    "Tie",
    "TieKind",
    "Tried",
    "Vignette",
    "Voters",
    "Who",
    "Why",
    "check_law",
    "choose_law",
    "disagreements",
    "facts_at",
    "in_language",
    "load_agenda",
    "load_law",
    "load_laws",
    "load_register",
    "load_vignettes",
    "rescreen",
    "screen",
    "screening_to_json",
    "screening_to_plain",
    "tie_sentence",
    "words_in",
]
