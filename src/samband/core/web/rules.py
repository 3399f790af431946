# SPDX-License-Identifier: EUPL-1.2
"""How well an installation is, from the signs that its parts leave behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SIGNS = ".signs"
"""Folder of the home: the worker touches ``worker``; ``backup.json`` and ``rehearsal.json`` tell when."""
WORKER_SILENT = timedelta(minutes=2)


class Sign(StrEnum):
    """Words that tell a stranger nothing about the installation."""

    WELL = "well"
    OLD = "old"
    NEVER = "never"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Health:
    """watched: the parts that must be well for the whole to be; the others are told all the same."""

    database: Sign
    worker: Sign
    backup: Sign
    rehearsal: Sign
    watched: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        return all(getattr(self, part) is Sign.WELL for part in self.watched)

    def words(self) -> dict[str, str]:
        parts = ("database", "worker", "backup", "rehearsal")
        overall = Sign.WELL if self.is_well else Sign.FAILS
        return {"health": overall.value} | {part: getattr(self, part).value for part in parts}


def sign_of(*, last: datetime | None, now: datetime, longest: timedelta) -> Sign:
    """longest: age from which on it counts as old."""
    if last is None:
        return Sign.NEVER
    return Sign.OLD if now - last >= longest else Sign.WELL
