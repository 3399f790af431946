# SPDX-License-Identifier: EUPL-1.2
"""From a reviewed wave to open figures."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from samband import __version__
from samband.core.access.rules import Actor, require
from samband.core.collect.queries import response_counts
from samband.core.publications.operations import publish
from samband.core.publications.queries import PublicationRecord
from samband.core.publications.rules import Embargo, Provenance
from samband.engines.instrument import Instrument
from samband.tools.surveys.analysis.documents import documents
from samband.tools.surveys.models import Wave
from samband.tools.surveys.operations.breaking_down import keep_breakdown
from samband.tools.surveys.operations.estimating import released_table_of
from samband.tools.surveys.operations.steps import stepping, tell
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.waves import (
    ParticipantRecord,
    find_wave,
    participant_record,
    participants_of,
)
from samband.tools.surveys.rules import MARK_PRESENTED, WaveState


class NotTakingPart(LookupError):  # noqa: N818  it names the fact
    """The member is not among the participants."""

    def __init__(self, authority: str, wave: str) -> None:
        super().__init__(f"{authority} does not take part in “{wave}”.")


METHODS = {"weighting": "1", "estimation": "1", "disclosure": "2"}
"""Raised when a method gives other figures than before."""


@transaction.atomic
def publish_wave(*, wave: str, by: Actor, at: datetime, override_reason: str = "") -> PublicationRecord:
    """Release the estimates and publish them as a new version of the wave's series.

    override_reason: why it need not wait for councils that have not had their results. Raises Embargoed,
    WrongStep, EstimatesChanged, NoSuchWave, NotAllowed.
    """
    found = stepping(slug=wave, to=WaveState.PUBLISHED, by=by)
    asked = instrument(code=found.instrument_code, version=found.instrument_version)
    table = released_table_of(wave=found, by=by)
    record = publish(
        series=found.series,
        title=found.title,
        table=table,
        provenance=_provenance(found, asked),
        embargoes=tuple(map(_embargo, filter(_has_embargo, participants_of(wave=found)))),
        by=by,
        at=at,
        override_reason=override_reason,
        documents=documents(instrument=asked),
    )
    keep_breakdown(wave=found, table=table, version=record.version, by=by)
    found.state, found.first_published_at = WaveState.PUBLISHED, found.first_published_at or at
    found.save(update_fields=["state", "first_published_at"])
    tell(
        event="surveys.wave_published", wave=found, by=by, at=at, version=record.version, digest=record.digest
    )
    return record


@transaction.atomic
def mark_presented(*, wave: str, authority: str, by: Actor, at: datetime) -> ParticipantRecord:
    """Say that the council has had the results; saying it again changes nothing.

    For the member's secretary and for analysts. Raises NotAllowed, NoSuchWave, NotTakingPart.
    """
    require(actor=by, permission=MARK_PRESENTED, authority=authority)
    found = find_wave(slug=wave)
    one = found.participations.select_for_update().filter(authority=authority).first()
    if one is None:
        raise NotTakingPart(authority, wave)
    if one.presented_at is None:
        one.presented_at = at
        one.save(update_fields=["presented_at"])
        tell(event="surveys.results_presented", wave=found, by=by, at=at, authority=authority)
    return participant_record(participation=one)


def _has_embargo(one: ParticipantRecord) -> bool:
    return one.has_embargo


def _embargo(one: ParticipantRecord) -> Embargo:
    return Embargo(one.authority, one.name, one.council_date, one.has_been_presented)


def _provenance(wave: Wave, asked: Instrument) -> Provenance:
    return Provenance(
        instrument_code=asked.code,
        instrument_version=asked.version,
        instrument_digest=asked.digest,
        population=f"Adults, and councillors, in {wave.participations.count()} member authorities",
        period=_period(wave),
        source="Synthetic answers, drawn by Samband for demonstration" if wave.is_synthetic else asked.source,
        sample=_sample(wave),
        is_synthetic=wave.is_synthetic,
        code_version=__version__,
        methods=METHODS,
    )


def _period(wave: Wave) -> str:
    if wave.fieldwork_from and wave.fieldwork_to:
        return f"{wave.fieldwork_from.isoformat()}/{wave.fieldwork_to.isoformat()}"
    return str(wave.year)


def _sample(wave: Wave) -> str:
    totals: Counter[str] = Counter()
    for (_, group), number in response_counts(ask=wave.ask_id).items():
        totals[group] += number
    answered = ", ".join(f"{group}: {number}" for group, number in sorted(totals.items()))
    return f"Respondents, stratified by member: {answered}"
