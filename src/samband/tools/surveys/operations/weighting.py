# SPDX-License-Identifier: EUPL-1.2
"""How the inhabitants of a wave are weighted: chosen by the analyst, before the figures are published."""

from datetime import datetime

from django.db import transaction

from samband.core.access.rules import Actor
from samband.tools.surveys.operations.estimating import estimate_wave
from samband.tools.surveys.operations.steps import held, tell
from samband.tools.surveys.queries.waves import WaveRecord, wave_record
from samband.tools.surveys.rules import WaveState, WeightingRule, WrongStep, has_reached


@transaction.atomic
def choose_weighting(*, wave: str, rule: WeightingRule, by: Actor, at: datetime) -> WaveRecord:
    """Weight a wave otherwise. Where figures were computed already, they are computed anew and want a review.

    Raises WrongStep once the wave is published (open it again first), what ``estimate_wave`` raises,
    NoSuchWave, NotAllowed.
    """
    found = held(slug=wave, by=by)
    state = WaveState(found.state)
    if state is WaveState.PUBLISHED:
        raise WrongStep(state, WaveState.ESTIMATED)
    found.weighted_by, found.weight_limit, found.ways_joined = rule.by, rule.most_times, rule.ways
    found.save(update_fields=["weighted_by", "weight_limit", "ways_joined"])
    facts = {"weighted_by": rule.by, "limit": rule.most_times, "ways": rule.ways}
    tell(event="surveys.weighting_chosen", wave=found, by=by, at=at, **facts)
    if has_reached(state=state, wanted=WaveState.ESTIMATED):
        return estimate_wave(wave=wave, by=by, at=at)
    return wave_record(wave=found)
