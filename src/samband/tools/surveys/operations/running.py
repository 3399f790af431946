# SPDX-License-Identifier: EUPL-1.2
"""Create a wave, open it, close it, and go back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.collect.operations import close_ask, draft_ask, reopen_ask, start_ask
from samband.core.collect.queries import response_counts, responses_digest, sealed_counts
from samband.engines.disclosure import DisclosureRules
from samband.engines.instrument import Instrument
from samband.tools.surveys.models import Wave
from samband.tools.surveys.operations.steps import stepping, tell
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.rows import adult_cells
from samband.tools.surveys.queries.waves import WaveRecord, find_wave, wave_record
from samband.tools.surveys.rules import RUN_WAVES, WaveState, WeightedBy, WrongStep, can_be_asked

RESERVED = frozenset({"new", "instruments"})
"""Names that stand for something else in addresses."""


class WaveSlugTaken(ValueError):  # noqa: N818  it names the fact
    """Another wave bears that name."""

    def __init__(self, slug: str) -> None:
        words = gettext("There is already a wave “%(slug)s”. Choose another name.")
        super().__init__(words % {"slug": slug})


class UnfitInstrument(ValueError):  # noqa: N818  it names the fact
    """The instrument is asked of people whom a wave cannot count."""

    def __init__(self, instrument: Instrument) -> None:
        words = gettext(
            "%(code)s %(version)s cannot be asked in a wave: a wave asks inhabitants, councillors, or both. "
            "Name them as its groups (inhabitants, councillors) in a new version."
        )
        super().__init__(words % {"code": instrument.code, "version": instrument.version})


class NoParticipants(ValueError):  # noqa: N818  it names the fact
    """Nobody takes part."""

    def __init__(self) -> None:
        super().__init__(
            gettext("No member takes part in this wave yet. Add participants before it is opened.")
        )


class NoResponses(ValueError):  # noqa: N818  it names the fact
    """Nobody has answered."""

    def __init__(self) -> None:
        super().__init__(gettext("Nobody has answered this wave yet. Import answers before it is closed."))


@transaction.atomic
def create_wave(
    *,
    slug: str,
    title: Mapping[str, str],
    year: int,
    instrument_code: str,
    instrument_version: str,
    reference_date: date,
    fieldwork_from: date | None = None,
    fieldwork_to: date | None = None,
    disclosure_rules: Mapping[str, object] | None = None,
    series: str = "",
    previous: str = "",
    model_below: int | None = None,
    weighted_by: WeightedBy = WeightedBy.CELLS,
    is_synthetic: bool = False,
    by: Actor,
    at: datetime,
) -> WaveRecord:
    """A wave in draft. title: language -> text. series: name of its publications, else ``surveys-<slug>``.

    disclosure_rules: as ``DisclosureRules.from_mapping`` reads them; None for the standard ones.
    model_below: show modelled figures beside the direct ones where fewer inhabitants answered; None: never.
    weighted_by: whether inhabitants are weighted by sex by age, or by both each by itself.
    Raises WaveSlugTaken, UnknownInstrument, UnfitInstrument, NoSuchWave for the previous one, BadRules,
    NotAllowed.
    """
    require(actor=by, permission=RUN_WAVES)
    if slug in RESERVED or Wave.objects.filter(slug=slug).exists():
        raise WaveSlugTaken(slug)
    asked = instrument(code=instrument_code, version=instrument_version)
    if not can_be_asked(groups=asked.groups):
        raise UnfitInstrument(asked)
    rules = DisclosureRules.from_mapping(disclosure_rules)
    ask = draft_ask(
        slug=f"surveys-{slug}", title=title, instrument=asked, reference_date=reference_date,
        units={}, background=_background(reference_date), by=by, at=at,
    )  # fmt: skip
    wave = Wave.objects.create(
        slug=slug, title=dict(title), year=year, instrument_code=asked.code, instrument_version=asked.version,
        ask_id=ask.slug, reference_date=reference_date, fieldwork_from=fieldwork_from,
        fieldwork_to=fieldwork_to, disclosure_rules=rules.to_mapping(), series=series or f"surveys-{slug}",
        previous=find_wave(slug=previous) if previous else None, model_below=model_below,
        weighted_by=weighted_by, is_synthetic=is_synthetic, created_at=at,
    )  # fmt: skip
    tell(event="surveys.wave_created", wave=wave, by=by, at=at, instrument=asked.digest)
    return wave_record(wave=wave)


@transaction.atomic
def open_wave(*, wave: str, by: Actor, at: datetime) -> WaveRecord:
    """Let answers come into a draft, on the web too.

    Raises WrongStep, NoParticipants, NotAsPlanned when the questionnaire would shut somebody out, NoSuchWave,
    NotAllowed.
    """
    found = stepping(slug=wave, to=WaveState.OPEN, by=by)
    if found.state != WaveState.DRAFT:
        raise WrongStep(WaveState(found.state), WaveState.OPEN)
    if not found.participations.exists():
        raise NoParticipants
    start_ask(ask=found.ask_id, by=by, at=at)
    found.state = WaveState.OPEN
    found.save(update_fields=["state"])
    tell(event="surveys.wave_opened", wave=found, by=by, at=at, participants=found.participations.count())
    return wave_record(wave=found)


@transaction.atomic
def close_wave(*, wave: str, by: Actor, at: datetime) -> WaveRecord:
    """Take no more answers and keep a digest of those there are.

    Raises WrongStep, NoResponses, NoSuchWave, NotAllowed.
    """
    found = stepping(slug=wave, to=WaveState.CLOSED, by=by)
    if not (response_counts(ask=found.ask_id) or sealed_counts(ask=found.ask_id)):
        raise NoResponses
    close_ask(ask=found.ask_id, by=by, at=at)
    found.state, found.responses_digest = WaveState.CLOSED, responses_digest(ask=found.ask_id)
    found.save(update_fields=["state", "responses_digest"])
    tell(event="surveys.wave_closed", wave=found, by=by, at=at, responses=found.responses_digest)
    return wave_record(wave=found)


@transaction.atomic
def reopen_wave(*, wave: str, reason: str, by: Actor, at: datetime) -> WaveRecord:
    """Take answers again. What is published stays published until a new version supersedes it.

    Estimates and review fall away. Raises WrongStep for a draft, NoSuchWave, NotAllowed.
    """
    found = stepping(slug=wave, to=WaveState.OPEN, by=by)
    before = WaveState(found.state)
    if before is WaveState.DRAFT:
        raise WrongStep(before, WaveState.OPEN)
    reopen_ask(ask=found.ask_id, by=by, at=at)
    found.state, found.responses_digest, found.estimates_digest = WaveState.OPEN, "", ""
    found.review_notes, found.reviewed_by, found.reviewed_at = "", "", None
    found.save()
    tell(event="surveys.wave_reopened", wave=found, by=by, at=at, before=before, reason=reason)
    return wave_record(wave=found)


def _background(on: date) -> dict[str, list[str]]:
    """Sex and age as the register of that year counts them; whatever is allowed can be weighted by."""
    parts = {part for totals in adult_cells(year=on.year).values() for part in totals}
    return {"sex": sorted({sex for sex, _ in parts}), "age_group": sorted({age for _, age in parts})}
