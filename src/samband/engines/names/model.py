# SPDX-License-Identifier: EUPL-1.2
"""Who is compared and what comes of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from samband.engines.names.reasons import Reason


class Identity(StrEnum):
    """How sure it is that two are one person. Only a number, or a person who says so, makes it certain."""

    IDENTIFIER = "identifier"
    STRONG = "strong"
    POSSIBLE = "possible"
    NONE = "none"

    @property
    def rank(self) -> int:
        """3 for a number down to 0 for nothing."""
        return (self.NONE, self.POSSIBLE, self.STRONG, self.IDENTIFIER).index(self)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as one source writes them.

    name: in any order, ``Hansen, Kari`` too. birth_date: ISO, as precise as known (``1970``); "" unknown.
    identifiers: ``kind:number``; two numbers of one kind that differ are two people. place: any code or "".
    """

    name: str
    birth_date: str = ""
    identifiers: frozenset[str] = field(default_factory=frozenset)
    place: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """score: 0 to 1, for putting pairs in order; it is no probability.

    namesakes: others expected to bear the name in the population of the frequencies, None without them.
    """

    identity: Identity
    score: float
    reasons: tuple[Reason, ...]
    namesakes: float | None = None
