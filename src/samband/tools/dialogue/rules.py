# SPDX-License-Identifier: EUPL-1.2
"""Needs, services used, and the plan of the year: states and what may follow what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SILENT_AFTER_MONTHS = 12
"""A member that has asked for nothing and used nothing for so long is called silent."""

FEWEST_RATINGS = 5
"""Ratings are summed up from this many on; fewer would be the opinion of one or two."""


class Channel(StrEnum):
    """How a need reached the association."""

    PAGE = "page"
    MEETING = "meeting"
    VISIT = "visit"
    PHONE = "phone"
    EMAIL = "email"
    SURVEY = "survey"


class NeedState(StrEnum):
    RECEIVED = "received"
    PLANNED = "planned"
    ANSWERED = "answered"
    DECLINED = "declined"


class PlanState(StrEnum):
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DONE = "done"
    DROPPED = "dropped"


NEXT: Mapping[PlanState, tuple[PlanState, ...]] = {
    PlanState.PROPOSED: (PlanState.ADOPTED, PlanState.DROPPED),
    PlanState.ADOPTED: (PlanState.DONE, PlanState.DROPPED),
    PlanState.DONE: (),
    PlanState.DROPPED: (PlanState.PROPOSED,),
}


class WrongStep(ValueError):  # noqa: N818  it names the fact
    """A need or a planned item is not in a state from which this follows."""


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """A field in which members are served. names: language tag -> what it is called."""

    code: str
    names: Mapping[str, str]

    def in_language(self, language: str) -> str:
        return self.names.get(language) or self.names.get("en") or self.code


@dataclass(frozen=True, slots=True)
class MemberFact:
    """A member on one day. size: code of its size class, empty when not known."""

    code: str
    name: str
    population: int | None
    size: str


@dataclass(frozen=True, slots=True)
class NeedFact:
    authority: str
    area: str
    stated_on: date
    state: NeedState


@dataclass(frozen=True, slots=True)
class UseFact:
    """rating: 1 (no help) to 5 (a great help); None when nobody has said."""

    authority: str
    area: str
    used_on: date
    participants: int
    rating: int | None


def check_step(*, before: PlanState, after: PlanState) -> None:
    """Raise WrongStep when a planned item cannot go from one state to the other."""
    if after not in NEXT[before]:
        possible = ", ".join(NEXT[before]) or "nothing"
        raise WrongStep(f"A planned item that is {before} cannot become {after}. Possible: {possible}.")
