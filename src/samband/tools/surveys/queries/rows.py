# SPDX-License-Identifier: EUPL-1.2
"""The answers of a wave as columns, and whom they speak for."""

from collections.abc import Mapping
from dataclasses import replace

from samband.core.access.rules import Actor, require
from samband.core.collect.queries import responses
from samband.core.members.queries import population_by_sex_and_age, size_classes
from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.exposure import with_implied_answers
from samband.tools.surveys.analysis.respondents import RespondentTable, respondent_table
from samband.tools.surveys.analysis.weights import CellTotals
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.waves import ParticipantRecord, find_wave, participants_of, wave_record
from samband.tools.surveys.rules import COUNCILLORS, INHABITANTS, RUN_WAVES, WeightingRule

CHILDREN = "0-17"


def respondents(*, actor: Actor, wave: str) -> RespondentTable:
    """All answers of a wave, for analysts. Raises NoSuchWave, NotAllowed."""
    require(actor=actor, permission=RUN_WAVES)
    found = find_wave(slug=wave)
    asked = instrument(code=found.instrument_code, version=found.instrument_version)
    rows = responses(actor=actor, ask=found.ask_id)
    table = respondent_table(rows=rows, items=[item.code for item in asked.items])
    return replace(table, answers=with_implied_answers(answers=table.answers))


def wave_frame(*, wave: str, rule: WeightingRule | None = None) -> WaveFrame:
    """Adults and council seats of the members that take part, and their size classes.

    rule: weights inhabitants otherwise than the wave does, to see what comes of it. Members whose council's
    size is not known have no councillors in it. Unguarded: facts of the register.
    """
    found = find_wave(slug=wave)
    members = participants_of(wave=found)
    return WaveFrame(
        populations={
            INHABITANTS: {one.authority: one.adults for one in members},
            COUNCILLORS: {one.authority: one.council_seats for one in members if one.council_seats},
        },
        cells={INHABITANTS: _adults_by_member(found, {one.authority for one in members})},
        classes=classes_of(members=members),
        weighted={INHABITANTS: rule or wave_record(wave=found).weighting},
    )


def adult_cells(*, year: int) -> Mapping[str, CellTotals]:
    """Adults on 1 January by member, sex and age group. Children are not asked."""
    cells: dict[str, dict[tuple[str, str], int]] = {}
    for cell in population_by_sex_and_age(year=year):
        if cell.age_group != CHILDREN:
            cells.setdefault(cell.code, {})[cell.sex, cell.age_group] = cell.population
    return cells


def _adults_by_member(wave: Wave, members: set[str]) -> dict[str, CellTotals]:
    cells = adult_cells(year=wave.reference_date.year)
    return {code: totals for code, totals in cells.items() if code in members}


def classes_of(*, members: tuple[ParticipantRecord, ...]) -> dict[str, tuple[str, ...]]:
    """Size class -> the members in it, by their inhabitants; classes without any left out."""
    classes = {
        f"size:{size.code}": tuple(one.authority for one in members if size.holds(one.inhabitants))
        for size in size_classes()
    }
    return {name: units for name, units in classes.items() if units}
