# SPDX-License-Identifier: EUPL-1.2
"""What a member's report is made of: the published table, the one before on today's borders, names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import timezone as fixed_zone
from functools import cached_property, lru_cache

from django.conf import settings
from django.utils import timezone

from samband.core.collect.queries import response_modes
from samband.core.members.queries import codes_on
from samband.core.members.rules import NotConvertible
from samband.core.publications import queries as publications
from samband.core.publications.queries import PublicationRecord
from samband.engines.instrument import Continuity, Instrument
from samband.engines.small_areas import Figure
from samband.engines.tables import ReleasedTable, released_table
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.comparison import continuities
from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.member_report import Earlier, Made, Member, Mode, Study, Wave
from samband.tools.surveys.analysis.modelled import model_members
from samband.tools.surveys.analysis.similar import most_alike
from samband.tools.surveys.analysis.standings import AllStandings
from samband.tools.surveys.queries.instruments import crosswalk, instrument
from samband.tools.surveys.queries.rows import wave_frame
from samband.tools.surveys.queries.waves import (
    ParticipantRecord,
    WaveRecord,
    find_wave,
    participants_of,
    wave_record,
)
from samband.tools.surveys.rules import INHABITANTS


class NotPublished(LookupError):  # noqa: N818  it names the fact
    """Nothing is published yet."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"“{slug}” is not published yet. Reports are made of published figures only.")


@dataclass(frozen=True)
class EarlierSource:
    """The wave before, its figures under the codes of today.

    members: codes of today that took part then. changed: codes whose territory is another since.
    """

    wave: Wave
    titles: WaveRecord
    members: frozenset[str]
    changed: frozenset[str]
    continuity: Mapping[str, Continuity]

    @property
    def figures(self) -> Mapping[str, Mapping[str, float]]:
        """Measure -> member -> what its inhabitants answered then, where both are the same still."""
        found: dict[str, dict[str, float]] = {}
        for row in self.wave.table.where(group=INHABITANTS):
            goes_on = self.continuity.get(row.measure) is Continuity.IDENTICAL
            is_member = row.unit in self.members and row.unit not in self.changed
            if row.statistic == "mean" and row.is_known and goes_on and is_member:
                found.setdefault(row.measure, {})[row.unit] = row.value
        return found


@dataclass(frozen=True)
class ReportSource:
    """Read once for all reports of a wave. participants: code -> who takes part.

    created: when the figures were published, or reviewed where members see them before that. made: None
    before publication; figures then stand beside no model, no place and no members alike.
    """

    wave: WaveRecord
    instrument: Instrument
    table: ReleasedTable
    created: datetime
    participants: Mapping[str, ParticipantRecord]
    frame: WaveFrame
    modes: Mapping[str, Mode]
    earlier: EarlierSource | None = None
    made: Made | None = None

    @cached_property
    def modelled(self) -> Mapping[str, Figure]:
        """Measure -> its modelled figure in all members; none where the wave's plan does not ask for it."""
        below = self.wave.model_below
        if not below or self.made is None:
            return {}
        before = self.earlier.figures if self.earlier else None
        return model_members(table=self.table, frame=self.frame, below=below, before=before)

    @cached_property
    def standings(self) -> AllStandings:
        """Where the members stand, computed once for all of their reports."""
        return AllStandings(self.table, tuple(self.participants))

    def similar_to(self, authority: str) -> tuple[str, ...]:
        """The members most like it, the most alike first."""
        if authority not in self._similar:
            self._similar[authority] = most_alike(frame=self.frame, unit=authority) if self.made else ()
        return self._similar[authority]

    @cached_property
    def _similar(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def national_pages(self) -> dict[str, bytes]:
        """Language -> the report of all members as a page, once somebody has asked for it."""
        return {}

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """Code -> the member as a report names it."""
        return {
            code: Member(code, one.name, self.size_class_of(code), one.inhabitants)
            for code, one in self.participants.items()
        }

    def size_class_of(self, authority: str) -> str:
        """``size:small`` …; empty when no class holds the member."""
        return next((name for name, units in self.frame.classes.items() if authority in units), "")

    def study(self, *, authority: str, language: str, chosen: tuple[str, ...] = ()) -> Study:
        """What ``member_report.compose`` takes. chosen: members to compare with besides.

        Raises KeyError for a member that does not take part. Dated as the figures are, so that the
        same figures always give the same report.
        """
        return self._study(
            unit=self.participants[authority].authority,
            language=language,
            chosen=chosen,
            earlier=self._earlier(authority, language),
            similar=self.similar_to(authority),
        )

    def national_study(self, *, language: str) -> Study:
        """What ``national_report.compose`` takes: all members together, and one by one."""
        before = self.earlier
        earlier = Earlier(self._titled(before, language), before.continuity) if before else None
        return self._study(unit=ALL, language=language, chosen=(), earlier=earlier, similar=())

    def _study(
        self,
        *,
        unit: str,
        language: str,
        chosen: tuple[str, ...],
        earlier: Earlier | None,
        similar: tuple[str, ...],
    ) -> Study:
        return Study(
            unit=unit,
            wave=_wave(self.wave, language, self.instrument, self.table, self.frame, self.modes),
            members=self.members,
            created=_with_fixed_offset(self.created),
            publisher=settings.SAMBAND_ASSOCIATION,
            chosen=chosen,
            earlier=earlier,
            is_synthetic=self.wave.is_synthetic,
            similar=similar,
            modelled=self.modelled,
            model_below=self.wave.model_below,
            shared=self.standings,
            made=self.made,
        )

    def _earlier(self, authority: str, language: str) -> Earlier | None:
        """None for a member that had no part in it."""
        before = self.earlier
        if before is None or authority not in before.members | before.changed:
            return None
        wave = self._titled(before, language)
        return Earlier(wave, before.continuity, territory_changed=authority in before.changed)

    @staticmethod
    def _titled(before: EarlierSource, language: str) -> Wave:
        return replace(before.wave, title=before.titles.in_language(language))


def report_source(*, wave: str, version: int | None = None) -> ReportSource:
    """All that reports of a wave share; the latest version unless another is named.

    Unguarded: everything in it is published. Raises NoSuchWave, NotPublished, UnknownPublication.
    """
    publication = published_version(wave=wave, version=version)
    before = find_wave(slug=wave).previous
    earlier = publications.latest(before.series) if before else None
    digests = (publication.digest, earlier.digest if earlier else "")
    return _published_source(str(settings.SAMBAND_HOME), wave, publication.version, digests)


def published_version(*, wave: str, version: int | None = None) -> PublicationRecord:
    """The named version of a wave's figures, else the latest. Unguarded.

    Raises NoSuchWave, NotPublished, UnknownPublication.
    """
    series = find_wave(slug=wave).series
    found = publications.version(series, version) if version else publications.latest(series)
    if found is None:
        raise NotPublished(wave)
    return found


def source_of(
    *, wave: str, table: ReleasedTable, created: datetime, publication: PublicationRecord | None = None
) -> ReportSource:
    """What pages and reports of a wave are made of, around the given protected figures. Unguarded.

    publication: of the figures, once they are public.
    """
    found = wave_record(wave=find_wave(slug=wave))
    asked = _instrument_of(found)
    return ReportSource(
        wave=found,
        instrument=asked,
        table=table,
        created=created,
        participants=_participants(wave),
        frame=wave_frame(wave=wave),
        modes=_modes(found),
        earlier=_earlier_source(found, asked),
        made=_made(publication, found) if publication else None,
    )


def _made(publication: PublicationRecord, wave: WaveRecord) -> Made:
    return Made(
        version=publication.version,
        digest=publication.digest,
        code_version=publication.provenance.code_version,
        methods=publication.provenance.methods,
        rules=publication.rules,
        weighting=wave.weighting,
    )


@lru_cache(maxsize=8)
def _published_source(_home: str, wave: str, version: int, _digests: tuple[str, str]) -> ReportSource:
    """Kept in memory: what is published never changes, and every page of a member asks for it."""
    publication = published_version(wave=wave, version=version)
    return source_of(
        wave=wave,
        table=publications.table(publication),
        created=publication.published_at,
        publication=publication,
    )


def _with_fixed_offset(moment: datetime) -> datetime:
    """Local time whose zone is a mere offset, as PDF dates have it."""
    local = timezone.localtime(moment)
    return local.replace(tzinfo=fixed_zone(local.utcoffset() or timedelta()))


def _earlier_source(now: WaveRecord, asked: Instrument) -> EarlierSource | None:
    before = wave_record(wave=find_wave(slug=now.previous)) if now.previous else None
    publication = publications.latest(before.series) if before else None
    if before is None or publication is None:
        return None
    asked_before = _instrument_of(before)
    names = _crosswalk_of(asked, asked_before)
    became = _codes(before, now)
    table = _carried(publications.table(publication), became)
    return EarlierSource(
        wave=_wave(before, "", asked_before, table, wave_frame(wave=before.slug), _modes(before)),
        titles=before,
        members=frozenset(code for code in became.values() if isinstance(code, str)),
        changed=_changed(became),
        continuity=names,
    )


def _crosswalk_of(now: Instrument, before: Instrument) -> Mapping[str, Continuity]:
    """Nothing goes on between instruments that no crosswalk joins."""
    found = crosswalk(code=now.code) if now.code == before.code else None
    return continuities(crosswalk=found, now=now, before=before) if found else {}


def _codes(before: WaveRecord, now: WaveRecord) -> Mapping[str, str | NotConvertible]:
    members = _participants(before.slug)
    return codes_on(codes=members, known_on=before.reference_date, on=now.reference_date)


def _changed(became: Mapping[str, str | NotConvertible]) -> frozenset[str]:
    lost = [new for new in became.values() if isinstance(new, NotConvertible)]
    return frozenset(code for one in lost for code in (one.code, *one.others))


def _carried(table: ReleasedTable, became: Mapping[str, str | NotConvertible]) -> ReleasedTable:
    """Members under their codes of today; those that were merged or divided since are left out."""
    moved = ((row, became.get(row.unit, row.unit)) for row in table)
    rows = [replace(row, unit=unit) for row, unit in moved if isinstance(unit, str)]
    return released_table(rows=rows, rules=table.rules)


def _wave(
    wave: WaveRecord,
    language: str,
    asked: Instrument,
    table: ReleasedTable,
    frame: WaveFrame,
    modes: Mapping[str, Mode],
) -> Wave:
    has_period = wave.fieldwork_from is not None and wave.fieldwork_to is not None
    return Wave(
        title=wave.in_language(language),
        instrument=asked,
        table=table,
        period=(wave.fieldwork_from, wave.fieldwork_to) if has_period else None,  # type: ignore[arg-type]
        modes=modes,
        persons=frame.populations,
    )


def _modes(wave: WaveRecord) -> dict[str, Mode]:
    """How each group was asked; mixed when in more than one way."""
    by_group: dict[str, set[str]] = {}
    for group, mode in response_modes(ask=wave.ask):
        by_group.setdefault(group, set()).add(mode)
    known = {group: modes for group, modes in by_group.items() if modes <= {mode.value for mode in Mode}}
    return {group: Mode(*modes) if len(modes) == 1 else Mode.MIXED for group, modes in known.items()}


def _participants(slug: str) -> dict[str, ParticipantRecord]:
    return {one.authority: one for one in participants_of(wave=find_wave(slug=slug))}


def _instrument_of(wave: WaveRecord) -> Instrument:
    return instrument(code=wave.instrument_code, version=wave.instrument_version)
