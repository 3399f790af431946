# SPDX-License-Identifier: EUPL-1.2
"""What an analyst looks at before a wave is published: answers, weights, what is withheld and why."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import numpy as np
from django.conf import settings

from samband import __version__
from samband.core.access.rules import Actor, require
from samband.core.publications.queries import PublicationRecord
from samband.core.publications.queries import table as published_table
from samband.core.publications.queries import versions as published_versions
from samband.engines.disclosure import Cause, DisclosureRules, examine
from samband.engines.instrument import Instrument
from samband.engines.tables import EstimateTable
from samband.engines.weighting import WeightDiagnostics, weight_diagnostics
from samband.tools.surveys.analysis.estimates import WaveFrame, disclosure_context, weighting
from samband.tools.surveys.analysis.respondents import RespondentTable
from samband.tools.surveys.analysis.soundness import Soundness, soundness
from samband.tools.surveys.analysis.stored import StoredOtherwise, as_json, from_json
from samband.tools.surveys.analysis.weights import WeightingCell
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.files import check_estimates, facts_file, read_estimates
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.results import NotEstimated
from samband.tools.surveys.queries.rows import respondents, wave_frame
from samband.tools.surveys.queries.waves import find_wave, participants_of
from samband.tools.surveys.rules import RUN_WAVES, WaveState, has_reached


@dataclass(frozen=True, slots=True)
class MemberReview:
    """One group in one member. population: adults or seats. joined_cells: weighting cells made of several."""

    authority: str
    name: str
    group: str
    respondents: int
    population: int
    weights: WeightDiagnostics | None
    joined_cells: tuple[WeightingCell, ...]

    @property
    def response(self) -> float:
        """Part of the population that answered, 0 to 1."""
        return self.respondents / self.population if self.population else 0.0


@dataclass(frozen=True, slots=True)
class GroupReview:
    """One group in all members together."""

    group: str
    respondents: int
    population: int
    members_without_answers: tuple[str, ...]
    weights: WeightDiagnostics | None


@dataclass(frozen=True, slots=True)
class Withheld:
    """One group in one unit: how many measures will be withheld, by cause. why: for one of them, in words."""

    group: str
    unit: str
    measures: int
    causes: Counter[Cause]
    why: str


@dataclass(frozen=True)
class Review:
    """withheld: cells that disclosure control will not release; reasons are for the analyst alone."""

    notes: str
    reviewed_by: str
    reviewed_at: datetime | None
    groups: tuple[GroupReview, ...]
    members: tuple[MemberReview, ...]
    withheld: tuple[Withheld, ...]
    cells: int
    """Cells (measure × group × unit) in all, differences included."""
    soundness: Soundness = field(default_factory=Soundness)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a review computes; the rest is what people wrote."""

    groups: tuple[GroupReview, ...]
    members: tuple[MemberReview, ...]
    withheld: tuple[Withheld, ...]
    cells: int
    soundness: Soundness


def review(*, actor: Actor, wave: str) -> Review:
    """Raises NoSuchWave, NotAllowed, NotEstimated, EstimatesChanged."""
    require(actor=actor, permission=RUN_WAVES)
    found = find_wave(slug=wave)
    if not has_reached(state=WaveState(found.state), wanted=WaveState.ESTIMATED):
        raise NotEstimated(wave)
    check_estimates(wave=found)
    facts = _facts(actor, wave, str(settings.SAMBAND_HOME), _state(found))
    return Review(
        notes=found.review_notes,
        reviewed_by=found.reviewed_by,
        reviewed_at=found.reviewed_at,
        groups=facts.groups,
        members=facts.members,
        withheld=facts.withheld,
        cells=facts.cells,
        soundness=facts.soundness,
    )


def compute_facts(
    *, wave: Wave, table: EstimateTable, respondents: RespondentTable, frame: WaveFrame
) -> Facts:
    """table: the wave's estimates, made of these respondents in this frame. Seconds for a large wave."""
    asked = instrument(code=wave.instrument_code, version=wave.instrument_version)
    groups = [group for group in frame.populations if len(respondents.of_group(group))]
    withheld, cells = _withheld(wave, table, asked, respondents, frame)
    return Facts(
        groups=tuple(_group(group, respondents, frame) for group in groups),
        members=tuple(member for group in groups for member in _members(wave, group, respondents, frame)),
        withheld=withheld,
        cells=cells,
        soundness=soundness(respondents=respondents, instrument=asked, frame=frame, table=table),
    )


def facts_as_json(*, wave: Wave, facts: Facts) -> str:
    """For the wave's file of facts, where ``review`` finds them as long as they are of this wave's state."""
    return json.dumps({"state": list(_state(wave)), "facts": as_json(facts)})


def _state(wave: Wave) -> tuple[str, ...]:
    """Whatever the facts depend on: the program, answers, estimates, rules, what was public before them."""
    rules = json.dumps(wave.disclosure_rules, sort_keys=True)
    digests = (wave.responses_digest, wave.estimates_digest)
    return __version__, *digests, rules, str(len(_earlier(wave)))


def _earlier(wave: Wave) -> tuple[PublicationRecord, ...]:
    """Versions of the series that were public before these estimates, the oldest first."""
    known = published_versions(wave.series)[::-1]
    return known[:-1] if wave.state == WaveState.PUBLISHED else known


@lru_cache(maxsize=8)
def _facts(actor: Actor, wave: str, _home: str, state: tuple[str, ...]) -> Facts:
    """Kept in memory besides: an analyst comes back to the page while thinking, and nothing has changed.

    They are computed here where an earlier version of the program made the estimates.
    """
    found = find_wave(slug=wave)
    return _stored(found, state) or compute_facts(
        wave=found,
        table=read_estimates(wave=found),
        respondents=respondents(actor=actor, wave=wave),
        frame=wave_frame(wave=wave),
    )


def _stored(wave: Wave, state: tuple[str, ...]) -> Facts | None:
    file = facts_file(wave=wave)
    kept = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    if kept.get("state") != list(state):
        return None
    try:
        return from_json(kind=Facts, value=kept["facts"])
    except StoredOtherwise:
        return None


def _group(group: str, respondents: RespondentTable, frame: WaveFrame) -> GroupReview:
    answered, population = respondents.of_group(group), frame.populations[group]
    silent = sorted(population.keys() - answered.count_by_unit.keys())
    weights = weighting(respondents=respondents, group=group, frame=frame).weight_by_respondent
    diagnostics = weight_diagnostics(weights=weights)
    return GroupReview(group, len(answered), sum(population.values()), tuple(silent), diagnostics)


def _members(wave: Wave, group: str, respondents: RespondentTable, frame: WaveFrame) -> list[MemberReview]:
    counts = respondents.of_group(group).count_by_unit
    by_unit: dict[str, list[WeightingCell]] = {}
    for cell in weighting(respondents=respondents, group=group, frame=frame).cells:
        by_unit.setdefault(cell.unit, []).append(cell)
    return [
        MemberReview(
            authority=one.authority,
            name=one.name,
            group=group,
            respondents=counts.get(one.authority, 0),
            population=frame.populations[group].get(one.authority, 0),
            weights=_diagnosed(by_unit.get(one.authority, [])),
            joined_cells=tuple(cell for cell in by_unit.get(one.authority, []) if cell.is_joined),
        )
        for one in participants_of(wave=wave)
    ]


def _diagnosed(cells: list[WeightingCell]) -> WeightDiagnostics | None:
    if not cells:
        return None
    weights = [cell.weight for cell in cells for _ in range(cell.respondents)]
    return weight_diagnostics(weights=np.array(weights))


def _withheld(
    wave: Wave, table: EstimateTable, asked: Instrument, respondents: RespondentTable, frame: WaveFrame
) -> tuple[tuple[Withheld, ...], int]:
    decisions = examine(
        table=table,
        rules=DisclosureRules.from_mapping(wave.disclosure_rules),
        context=disclosure_context(table=table, instrument=asked, frame=frame, respondents=respondents),
        earlier=tuple(map(published_table, _earlier(wave))),
    )
    by_place: dict[tuple[str, str], Counter[Cause]] = {}
    why: dict[tuple[str, str], str] = {}
    for cell, reason in decisions.reasons.items():
        by_place.setdefault((cell.group, cell.unit), Counter())[reason.cause] += 1
        why.setdefault((cell.group, cell.unit), str(reason))
    lines = (
        Withheld(*place, causes.total(), causes, why[place]) for place, causes in sorted(by_place.items())
    )
    return tuple(lines), len({(row.group, row.unit, row.measure) for row in table})
