# SPDX-License-Identifier: EUPL-1.2
"""From answers to estimates, and the review before they are published."""

import io
import json
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.collect.queries import response_counts
from samband.core.publications.queries import published_tables
from samband.engines.disclosure import DisclosureRules, release
from samband.engines.tables import EstimateTable, ReleasedTable
from samband.engines.tables.files import write_csv
from samband.tools.surveys.analysis import estimates as analysis
from samband.tools.surveys.models import Wave
from samband.tools.surveys.operations.steps import stepping, tell
from samband.tools.surveys.queries.files import (
    estimates_folder,
    facts_file,
    file_digest,
    read_estimates,
)
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.review import Facts, compute_facts, facts_as_json
from samband.tools.surveys.queries.rows import respondents, wave_frame
from samband.tools.surveys.queries.waves import WaveRecord, find_wave, participants_of, wave_record
from samband.tools.surveys.rules import COUNCILLORS, RUN_WAVES, WaveState, check_step


class SeatsMissing(ValueError):  # noqa: N818  it names the fact
    """Councils whose size is not known."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(
            gettext(
                "Councillors have answered in %(names)s, but how many seats the council has is not known. "
                "Reopen the wave and add it to the participants."
            )
            % {"names": ", ".join(names)}
        )


def estimate_wave(*, wave: str, by: Actor, at: datetime, confidence: float = 0.95) -> WaveRecord:
    """Compute all figures of a closed wave and keep them, private and unprotected.

    Raises WrongStep, SeatsMissing, NoAnswers, PopulationTooSmall, NoSuchWave, NotAllowed.
    """
    require(actor=by, permission=RUN_WAVES)
    found = find_wave(slug=wave)
    check_step(state=WaveState(found.state), wanted=WaveState.ESTIMATED)
    _check_seats(found)
    answered, frame = respondents(actor=by, wave=wave), wave_frame(wave=wave)
    table = analysis.estimate_wave(
        respondents=answered,
        instrument=instrument(code=found.instrument_code, version=found.instrument_version),
        frame=frame,
        confidence=confidence,
    )
    facts = compute_facts(wave=found, table=table, respondents=answered, frame=frame)
    return _keep_estimates(wave, table, facts, by, at)


@transaction.atomic
def review_wave(*, wave: str, notes: str, by: Actor, at: datetime) -> WaveRecord:
    """Say that somebody has looked: from now on members may see their own protected results.

    Raises WrongStep, EstimatesChanged, NoSuchWave, NotAllowed.
    """
    found = stepping(slug=wave, to=WaveState.REVIEWED, by=by)
    table = released_table_of(wave=found, by=by)
    folder = estimates_folder(wave=found)
    _write_private(folder / "released.csv", _csv(table))
    (folder / "rules.json").write_text(json.dumps(dict(table.rules)), encoding="utf-8")
    found.state, found.review_notes = WaveState.REVIEWED, notes
    found.reviewed_by, found.reviewed_at = by.reference, at
    found.save(update_fields=["state", "review_notes", "reviewed_by", "reviewed_at"])
    tell(event="surveys.wave_reviewed", wave=found, by=by, at=at, estimates=found.estimates_digest)
    return wave_record(wave=found)


def released_table_of(*, wave: Wave, by: Actor) -> ReleasedTable:
    """What disclosure control lets out of the kept estimates. Raises EstimatesChanged, NotAllowed."""
    table = read_estimates(wave=wave)
    context = analysis.disclosure_context(
        table=table,
        instrument=instrument(code=wave.instrument_code, version=wave.instrument_version),
        frame=wave_frame(wave=wave.slug),
        respondents=respondents(actor=by, wave=wave.slug),
    )
    rules = DisclosureRules.from_mapping(wave.disclosure_rules)
    earlier = published_tables(wave.series)
    return release(table=table, rules=rules, context=context, earlier=earlier)


@transaction.atomic
def _keep_estimates(slug: str, table: EstimateTable, facts: Facts, by: Actor, at: datetime) -> WaveRecord:
    found = stepping(slug=slug, to=WaveState.ESTIMATED, by=by)
    folder = estimates_folder(wave=found)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_private(folder / "estimates.csv", _csv(table))
    found.state, found.estimates_digest = WaveState.ESTIMATED, file_digest(path=folder / "estimates.csv")
    found.review_notes, found.reviewed_by, found.reviewed_at = "", "", None
    found.save()
    _write_private(facts_file(wave=found), facts_as_json(wave=found, facts=facts))
    tell(event="surveys.wave_estimated", wave=found, by=by, at=at, estimates=found.estimates_digest)
    return wave_record(wave=found)


def _check_seats(wave: Wave) -> None:
    counts = response_counts(ask=wave.ask_id)
    unknown = tuple(
        one.name
        for one in participants_of(wave=wave)
        if not one.council_seats and counts.get((one.authority, COUNCILLORS))
    )
    if unknown:
        raise SeatsMissing(unknown)


def _csv(table: EstimateTable) -> str:
    text = io.StringIO(newline="")
    write_csv(rows=table, to=text)
    return text.getvalue()


def _write_private(path: Path, text: str) -> None:
    """Whole or not at all, readable by the program alone."""
    draft = path.with_suffix(".part")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)
