# SPDX-License-Identifier: EUPL-1.2
"""What a member's report is made of: the published table, the one before, names and sizes."""

from collections.abc import Mapping
from dataclasses import dataclass

from samband.core.publications import queries as publications
from samband.core.publications.queries import PublicationRecord
from samband.engines.instrument import Instrument
from samband.engines.tables import ReleasedTable
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.rows import wave_frame
from samband.tools.surveys.queries.waves import (
    ParticipantRecord,
    WaveRecord,
    find_wave,
    participants_of,
    wave_record,
)


class NotPublished(LookupError):  # noqa: N818  it names the fact
    """Nothing is published yet."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"“{slug}” is not published yet. Reports are made of published figures only.")


@dataclass(frozen=True)
class ReportSource:
    """Read once for all reports of a wave. members: code -> who takes part. classes: size class -> codes.

    previous: the wave before and its latest published table; None when there is none.
    """

    wave: WaveRecord
    instrument: Instrument
    publication: PublicationRecord
    table: ReleasedTable
    members: Mapping[str, ParticipantRecord]
    classes: Mapping[str, tuple[str, ...]]
    previous: "ReportSource | None" = None

    def size_class_of(self, authority: str) -> str:
        """``size:small`` …; empty when no class holds the member."""
        return next((name for name, units in self.classes.items() if authority in units), "")


def report_source(*, wave: str, version: int | None = None, with_previous: bool = True) -> ReportSource:
    """Unguarded: everything in it is published. Raises NoSuchWave, NotPublished."""
    found = find_wave(slug=wave)
    publication = (
        publications.version(found.series, version) if version else publications.latest(found.series)
    )
    if publication is None:
        raise NotPublished(wave)
    before = found.previous if with_previous else None
    has_previous = before is not None and publications.latest(before.series) is not None
    return ReportSource(
        wave=wave_record(wave=found),
        instrument=instrument(code=found.instrument_code, version=found.instrument_version),
        publication=publication,
        table=publications.table(publication),
        members={one.authority: one for one in participants_of(wave=found)},
        classes=wave_frame(wave=wave).classes,
        previous=report_source(wave=before.slug, with_previous=False) if before and has_previous else None,
    )
