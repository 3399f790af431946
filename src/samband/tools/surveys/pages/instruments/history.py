# SPDX-License-Identifier: EUPL-1.2
"""The versions of a questionnaire, and what became of each statement from one to the next."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samband.engines.instrument import Continuity, Crosswalk, CrosswalkRow, Instrument, Words


@dataclass(frozen=True, slots=True)
class Version:
    name: str
    valid_from: object
    is_this: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One statement over one step. before, after: its words, '' where it was not asked."""

    before: str
    after: str
    status: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepPart:
    """summary: how many statements went which way."""

    from_version: str
    to_version: str
    summary: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """source: of the comparison, '' when there is none."""

    versions: tuple[Version, ...]
    steps: tuple[StepPart, ...]
    source: str


def history(
    *, instrument: Instrument, others: Iterable[Instrument], crosswalk: Crosswalk | None, language: str
) -> History:
    """others: all versions of the questionnaire, in any order. Steps are those from or to this version."""
    known = {one.version: one for one in others}
    by_age = sorted(known.values(), key=lambda one: (one.valid_from, one.version))
    versions = tuple(
        Version(one.version, one.valid_from, one.version == instrument.version) for one in by_age
    )
    rows = crosswalk.rows if crosswalk else ()
    steps = [
        _step(
            names, list(found), {name: known[name].in_language(language) for name in names if name in known}
        )
        for names, found in groupby(rows, key=lambda row: (row.from_version, row.to_version))
        if instrument.version in names
    ]
    return History(versions, tuple(steps), crosswalk.source if crosswalk and steps else "")


def _step(names: tuple[str, str], rows: Sequence[CrosswalkRow], words: Mapping[str, Words]) -> StepPart:
    counts = Counter(row.status for row in rows)
    summary = ", ".join(_counted(status, counts[status]) for status in Continuity if counts[status])
    return StepPart(*names, f"{summary}.", tuple(_change(row, words) for row in rows))


def _counted(status: Continuity, number: int) -> str:
    texts = {
        Continuity.IDENTICAL: ngettext("%(number)d unchanged", "%(number)d unchanged", number),
        Continuity.REWORDED: ngettext("%(number)d reworded", "%(number)d reworded", number),
        Continuity.NEW: ngettext("%(number)d new", "%(number)d new", number),
        Continuity.DROPPED: ngettext("%(number)d dropped", "%(number)d dropped", number),
    }
    return texts[status] % {"number": number}


def _change(row: CrosswalkRow, words: Mapping[str, Words]) -> Change:
    remarks = [row.note] if row.note else []
    if not row.is_verified:
        remarks.append(_("To be verified against both questionnaires."))
    return Change(
        before=_said(row.from_version, row.from_item, words),
        after=_said(row.to_version, row.to_item, words),
        status=_status_words()[row.status],
        remarks=tuple(remarks),
    )


def _said(version: str, item: str, words: Mapping[str, Words]) -> str:
    return words[version].measure(item) if item and version in words else item


def _status_words() -> Mapping[Continuity, str]:
    return {
        Continuity.IDENTICAL: _("Unchanged: one line in a chart"),
        Continuity.REWORDED: _("Reworded: the line breaks"),
        Continuity.NEW: _("New: a line begins"),
        Continuity.DROPPED: _("Dropped: the line ends"),
    }
