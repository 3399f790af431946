# SPDX-License-Identifier: EUPL-1.2
"""Popolo JSON (popoloproject.com) in the shape of EveryPolitician, read without trust and written. Pure."""

from samband.core.people.analysis.popolo.model import (
    LEGISLATIVE_PERIOD,
    AreaItem,
    Event,
    Membership,
    Organization,
    Person,
    Popolo,
    PopoloPost,
)
from samband.core.people.analysis.popolo.reading import NotPopolo, Reading, read_popolo
from samband.core.people.analysis.popolo.writing import write_popolo

__all__ = [
    "LEGISLATIVE_PERIOD",
    "AreaItem",
    "Event",
    "Membership",
    "NotPopolo",
    "Organization",
    "Person",
    "Popolo",
    "PopoloPost",
    "Reading",
    "read_popolo",
    "write_popolo",
]
