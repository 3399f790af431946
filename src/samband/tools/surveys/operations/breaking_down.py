# SPDX-License-Identifier: EUPL-1.2
"""What may be asked by background of a published wave: decided, computed and kept when it is published."""

import json

from samband.core.access.rules import Actor
from samband.engines.disclosure import DisclosureRules
from samband.engines.tables import ReleasedTable
from samband.engines.tables.files import write_csv
from samband.tools.surveys.analysis.breakdown import Breakdown, break_down
from samband.tools.surveys.analysis.estimates import disclosure_context
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.breakdowns import OPENED, breakdown_folder, whole_breakdown
from samband.tools.surveys.queries.files import read_estimates
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.rows import respondents, wave_frame


def keep_breakdown(*, wave: Wave, table: ReleasedTable, version: int, by: Actor) -> Breakdown:
    """Beside the published table, and beside what was kept with earlier versions. Part of ``publish_wave``.

    Raises EstimatesChanged, NotAllowed.
    """
    asked = instrument(code=wave.instrument_code, version=wave.instrument_version)
    answered, frame = respondents(actor=by, wave=wave.slug), wave_frame(wave=wave.slug)
    context = disclosure_context(
        table=read_estimates(wave=wave), instrument=asked, frame=frame, respondents=answered
    )
    kept = [whole_breakdown(wave=wave, version=before) for before in range(1, version)]
    found = break_down(
        respondents=answered,
        instrument=asked,
        frame=frame,
        context=context,
        rules=DisclosureRules.from_mapping(wave.disclosure_rules),
        published=table,
        earlier=[one for one in kept if one is not None],
    )
    _write(found, wave, version)
    return found


def _write(found: Breakdown, wave: Wave, version: int) -> None:
    """A file for each measure, so that a page reads one of them; the list of them last."""
    folder = breakdown_folder(wave=wave, version=version)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for measure in sorted({measure for one in found.opened for measure in one.measures}):
        path = folder / f"{measure}.csv"
        path.touch(mode=0o600)
        with path.open("w", encoding="utf-8", newline="") as target:
            write_csv(rows=found.table.where(measure=measure), to=target)
    (folder / OPENED).write_text(json.dumps(found.to_mapping()), encoding="utf-8")
