# SPDX-License-Identifier: EUPL-1.2
"""People of a member's administration, who prepare cases or decide them by delegation."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class NewEmployee:
    """Somebody in the administration on [valid_from, valid_to).

    person: number of somebody in the register of people, None for somebody new with a name and perhaps an
    e-mail address. title: what they are, as Head of planning.
    """

    title: str
    valid_from: date
    valid_to: date | None = None
    person: int | None = None
    name: str = ""
    email: str = ""


class Asked(StrEnum):
    """How somebody was asked to write the own list."""

    INVITED = "invited"
    """With an account or a role that they did not have."""
    WRITTEN_TO = "written_to"
