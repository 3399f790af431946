# SPDX-License-Identifier: EUPL-1.2
"""What a register in any format says, in one shape: people, organisations, dated ties with their source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from samband.engines.conflicts import TieKind
from samband.engines.files import Fault


class Format(StrEnum):
    """How the file is written."""

    BODS = "bods"
    FTM = "ftm"
    POPOLO = "popolo"
    BRREG = "brreg"
    CSV = "csv"


class Role(StrEnum):
    """What somebody is in an organisation, as finely as the sources tell it."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    BOARD_MEMBER = "board_member"
    DEPUTY_MEMBER = "deputy_member"
    MANAGER = "manager"
    ASSEMBLY = "assembly"
    SOLE_OWNER = "sole_owner"
    PARTNER = "partner"
    EMPLOYEE = "employee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """birth_date: as the file writes it, perhaps the year alone. is_unknown: an owner whom nobody names."""

    id: str
    name: str
    birth_date: str = ""
    other_names: tuple[str, ...] = ()
    is_unknown: bool = False

    @property
    def is_sure(self) -> bool:
        """Name and full date of birth tell one person from another; a name alone does not."""
        return bool(self.name) and len(self.birth_date) == len("2026-03-31") and not self.is_unknown


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """number: in a public register, which identifies it. kind: of ``OrganisationKind``, '' not known.

    is_public: the state, a county, a municipality or another public body itself, not what it owns.
    form: code of the legal form, as the register writes it.
    """

    id: str
    name: str
    number: str = ""
    kind: str = ""
    is_public: bool = False
    is_unknown: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How much is owned, in percent from 0 to 100: exactly, or between two bounds."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> Decimal | None:
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class FoundTie:
    """who stands in it to whom. role: of a post; what: as the file calls it when none of ours fits.

    part: of ownership; None when the file does not say. Days as in ``engines.conflicts.Tie``: valid_to is
    the first day on which it no longer holds. record: its id in the file. line: where it begins, from 1.
    detail: of a tie between people, as there.
    """

    who: str
    kind: TieKind
    to: str
    record: str
    line: int
    role: Role | None = None
    what: str = ""
    detail: str = ""
    part: Part | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    recorded: date | None = None
    withdrawn: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """faults: records that could not be used. left_out: what was not taken and is no fault, counted."""

    people: dict[str, FoundPerson]
    organisations: dict[str, FoundOrganisation]
    ties: tuple[FoundTie, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[Fault, ...]
