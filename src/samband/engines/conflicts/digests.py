# SPDX-License-Identifier: EUPL-1.2
"""Digests of what a screening rests on, so that it can be shown later that it was this and nothing else."""

import json
from dataclasses import asdict, fields
from datetime import date
from fractions import Fraction
from hashlib import sha256

from samband.engines.conflicts.agenda import Agenda
from samband.engines.conflicts.facts import Facts, Tie

_KNOWN_LATER = {"withdrawn"}
_FIELDS = tuple(field.name for field in fields(Tie) if field.name not in _KNOWN_LATER)


def facts_digest(*, facts: Facts) -> str:
    """Of the ties as they were known. A register that has grown since gives the same, for the same two days.

    That a record is withdrawn is known later only, so it is left out; so are people without any tie.
    """
    ties = (*facts.current, *facts.former)
    rows = sorted([_plain(getattr(tie, name)) for name in _FIELDS] for tie in ties)
    ends = {end for tie in ties for end in (tie.who, tie.to)}
    organisations = facts.register.organisations
    kinds = sorted(
        [one.id, one.kind, str(one.is_public)] for code, one in organisations.items() if code in ends
    )
    return _digest([facts.on.isoformat(), rows, kinds])


def agenda_digest(*, agenda: Agenda) -> str:
    """Of everything in an agenda."""
    plain = asdict(agenda) | {"absent": sorted(agenda.absent)}
    return _digest(plain)


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _digest(value: object) -> str:
    text = json.dumps(value, default=_as_text, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _as_text(value: object) -> str:
    if isinstance(value, date | Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a digest.")
