# SPDX-License-Identifier: EUPL-1.2
"""The rules of retention and a received Popolo file, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from samband.core.people.analysis.popolo import Reading
from samband.core.people.pages import words
from samband.core.people.pages.own import rule_words
from samband.core.people.queries.retention import Due

SHOWN_FAULTS = 100


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """people: of whom the rule would erase something today."""

    what: str
    months: int
    reason: str
    ended_by: str
    people: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class PopoloPage:
    """counts: what would be loaded. unread: what would not be kept, and how often."""

    source: str
    counts: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, int], ...]
    faults: tuple[str, ...]
    hidden: int


def retention_lines(*, due: Iterable[Due]) -> tuple[RetentionLine, ...]:
    return tuple(
        RetentionLine(
            rule_words(code=one.rule.code), one.rule.months, gettext(one.rule.reason),
            words.day(one.ended_by), one.people,
            one.has_more,
        )
        for one in due
    )  # fmt: skip


def popolo_preview(*, reading: Reading, kept: Mapping[str, str]) -> PopoloPage:
    popolo = reading.popolo
    counts = (
        (gettext("Persons"), len(popolo.persons)),
        (gettext("Bodies, parties and other organisations"), len(popolo.organizations)),
        (gettext("Terms"), len(popolo.events)),
        (gettext("Areas"), len(popolo.areas)),
        (gettext("Offices"), len(popolo.memberships)),
    )
    return PopoloPage(
        source=kept.get("source", ""),
        counts=counts,
        unread=tuple(reading.unread.items()),
        faults=tuple(fault.words(gettext) for fault in reading.faults[:SHOWN_FAULTS]),
        hidden=max(0, len(reading.faults) - SHOWN_FAULTS),
    )
