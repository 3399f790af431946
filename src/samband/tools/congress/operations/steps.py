# SPDX-License-Identifier: EUPL-1.2
"""What every write here has in common."""

from collections.abc import Iterable
from datetime import datetime

from samband.core.access.rules import Actor
from samband.core.audit.operations import record


def tell(*, event: str, about: str, by: Actor, at: datetime, **details: object) -> None:
    """One audit event. about: kind and slug, ``ballot:2026-1``."""
    record(event=f"congress.{event}", by=by.reference, at=at, about=f"congress.{about}", details=details)


def free_name(*, wanted: str, taken: Iterable[str]) -> str:
    """The wanted slug, else the same with the first number that is free."""
    known = set(taken)
    if wanted not in known:
        return wanted
    return next(name for at in range(2, len(known) + 3) if (name := f"{wanted}-{at}") not in known)
