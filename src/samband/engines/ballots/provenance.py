# SPDX-License-Identifier: EUPL-1.2
"""What every rule says of itself: name, dates, where it comes from, how sure we are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    PUBLISHED = "published"
    """Stands so in the sources named."""
    TO_VERIFY = "to_verify"
    """From reading about it; look at the primary source before anything depends on it."""
    EXAMPLE = "example"
    """Nobody's rule; shows the form."""


@dataclass(frozen=True, slots=True)
class RuleSource:
    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """title, note: language -> text. valid_from, valid_to: half-open."""

    code: str
    title: Mapping[str, str]
    status: Status
    sources: tuple[RuleSource, ...]
    valid_from: date
    valid_to: date | None = None
    note: Mapping[str, str] | None = None

    def in_language(self, language: str) -> str:
        return self.title.get(language) or next(iter(self.title.values()), self.code)

    def note_in(self, language: str) -> str:
        notes = self.note or {}
        return notes.get(language) or next(iter(notes.values()), "")

    def is_valid(self, *, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
