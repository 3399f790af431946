# SPDX-License-Identifier: EUPL-1.2
"""Waves, who takes part in them, and how many have answered."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from samband.core.access.rules import Actor, may
from samband.core.collect.queries import asked_form, response_counts, sealed_counts
from samband.tools.surveys.models import Participation, Wave
from samband.tools.surveys.rules import (
    COUNCILLORS,
    INHABITANTS,
    PREVIEW_OWN,
    RUN_WAVES,
    WaveState,
    WaysJoined,
    WeightedBy,
    WeightingRule,
    can_see_wave,
)


@dataclass(frozen=True, slots=True)
class WaveRecord:
    """title: language -> text. previous: slug of the wave before, empty when there is none.

    ask: slug for ``core.collect``. was_published: results are open, even while a correction is under way.
    model_below: where fewer inhabitants answered, modelled figures stand beside the direct ones; None: never.
    """

    slug: str
    title: Mapping[str, str]
    year: int
    instrument_code: str
    instrument_version: str
    ask: str
    reference_date: date
    fieldwork_from: date | None
    fieldwork_to: date | None
    state: WaveState
    is_synthetic: bool
    disclosure_rules: Mapping[str, object]
    series: str
    model_below: int | None
    weighting: WeightingRule
    previous: str
    responses_digest: str
    estimates_digest: str
    reviewed_at: datetime | None
    first_published_at: datetime | None

    @property
    def was_published(self) -> bool:
        return self.first_published_at is not None

    def in_language(self, language: str) -> str:
        """The title in the language, else in the first that there is."""
        return self.title.get(language) or next(iter(self.title.values()), self.slug)


@dataclass(frozen=True, slots=True)
class ParticipantRecord:
    """A member that takes part. name, adults, inhabitants: on the wave's reference date.

    council_date: when its council has the results. council_seats: None when not known.
    """

    authority: str
    name: str
    council_date: date | None
    has_embargo: bool
    has_been_presented: bool
    council_seats: int | None
    adults: int
    inhabitants: int


@dataclass(frozen=True, slots=True)
class StatusLine:
    """How far one member has come. councillor_rate: of the seats, 0 to 1; None when seats are not known."""

    participant: ParticipantRecord
    inhabitants: int
    councillors: int

    @property
    def councillor_rate(self) -> float | None:
        seats = self.participant.council_seats
        return self.councillors / seats if seats else None


class NoSuchWave(LookupError):  # noqa: N818  it names the fact
    """There is no wave with that name, or this actor may not know of it."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no wave “{slug}”.")


def waves(*, actor: Actor) -> tuple[WaveRecord, ...]:
    """The waves this actor may know of, latest first."""
    found = _with_relations().order_by("-year", "-pk")
    return tuple(wave_record(wave=one) for one in found if _may_see(actor, one))


def waves_to_answer(*, at: datetime) -> tuple[WaveRecord, ...]:
    """Waves that anybody may answer now. Unguarded: whoever has an open link may hand it on."""
    return tuple(
        wave_record(wave=one)
        for one in _with_relations().filter(state=WaveState.OPEN).order_by("-year", "-pk")
        if (asked := asked_form(ask=one.ask_id)).open_link and asked.is_open(at=at) and asked.units
    )


def answer_files(*, ask: str) -> str:
    """Where a polling firm's file is loaded: of the wave that asks this, while it is open; else ''."""
    slug = Wave.objects.filter(ask_id=ask, state=WaveState.OPEN).values_list("slug", flat=True).first()
    return reverse("surveys:answers", args=[slug]) if slug else ""


def wave(*, actor: Actor, slug: str) -> WaveRecord:
    """Raises NoSuchWave, also when the actor may not know of it."""
    return wave_record(wave=visible_wave(actor=actor, slug=slug))


def participants(*, actor: Actor, wave: str) -> tuple[ParticipantRecord, ...]:
    """Who takes part, in the order of their codes. Raises NoSuchWave."""
    found = visible_wave(actor=actor, slug=wave)
    return participants_of(wave=found)


def status_board(*, actor: Actor, wave: str) -> tuple[StatusLine, ...]:
    """Answers by member: of all for analysts, of their own for contacts and secretaries.

    Empty for everybody else. Raises NoSuchWave.
    """
    found = visible_wave(actor=actor, slug=wave)
    counts = Counter(response_counts(ask=found.ask_id)) + Counter(sealed_counts(ask=found.ask_id))
    sees_all = may(actor=actor, permission=RUN_WAVES)
    return tuple(
        StatusLine(
            one, counts.get((one.authority, INHABITANTS), 0), counts.get((one.authority, COUNCILLORS), 0)
        )
        for one in participants_of(wave=found)
        if sees_all or may(actor=actor, permission=PREVIEW_OWN, authority=one.authority)
    )


def visible_wave(*, actor: Actor, slug: str) -> Wave:
    """The wave, when this actor may know of it. Raises NoSuchWave."""
    found = find_wave(slug=slug)
    if not _may_see(actor, found):
        raise NoSuchWave(slug)
    return found


def find_wave(*, slug: str) -> Wave:
    """The wave whoever asks, for operations that guard themselves. Raises NoSuchWave."""
    found = _with_relations().filter(slug=slug).first()
    if found is None:
        raise NoSuchWave(slug)
    return found


def participants_of(*, wave: Wave) -> tuple[ParticipantRecord, ...]:
    """Unguarded: the caller has looked whether the wave may be seen."""
    return tuple(participant_record(participation=one) for one in wave.participations.order_by("authority"))


def _with_relations() -> QuerySet[Wave]:
    return Wave.objects.select_related("previous")


def _may_see(actor: Actor, wave: Wave) -> bool:
    has_published = wave.first_published_at is not None
    members = () if has_published else wave.participations.all()
    return can_see_wave(
        actor=actor,
        state=WaveState(wave.state),
        has_published=has_published,
        participants=frozenset(one.authority for one in members),
    )


def wave_record(*, wave: Wave) -> WaveRecord:
    return WaveRecord(
        slug=wave.slug,
        title=wave.title,
        year=wave.year,
        instrument_code=wave.instrument_code,
        instrument_version=wave.instrument_version,
        ask=wave.ask_id,
        reference_date=wave.reference_date,
        fieldwork_from=wave.fieldwork_from,
        fieldwork_to=wave.fieldwork_to,
        state=WaveState(wave.state),
        is_synthetic=wave.is_synthetic,
        disclosure_rules=wave.disclosure_rules,
        series=wave.series,
        model_below=wave.model_below,
        weighting=WeightingRule(
            WeightedBy(wave.weighted_by), wave.weight_limit, WaysJoined(wave.ways_joined)
        ),
        previous=wave.previous.slug if wave.previous else "",
        responses_digest=wave.responses_digest,
        estimates_digest=wave.estimates_digest,
        reviewed_at=wave.reviewed_at,
        first_published_at=wave.first_published_at,
    )


def participant_record(*, participation: Participation) -> ParticipantRecord:
    return ParticipantRecord(
        authority=participation.authority,
        name=participation.name,
        council_date=participation.council_date,
        has_embargo=participation.has_embargo,
        has_been_presented=participation.presented_at is not None,
        council_seats=participation.council_seats,
        adults=participation.adults,
        inhabitants=participation.inhabitants,
    )
