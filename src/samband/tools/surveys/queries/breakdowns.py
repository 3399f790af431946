# SPDX-License-Identifier: EUPL-1.2
"""Figures by background, as they were kept when a wave was published. A reader's choice is only looked up."""

import json
from pathlib import Path
from typing import Final

from samband.core.access.rules import Actor, may, require
from samband.core.publications import queries as publications
from samband.engines.tables import Estimate, released_table
from samband.engines.tables.files import read_csv
from samband.tools.surveys.analysis.breakdown import Breakdown
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.files import estimates_folder
from samband.tools.surveys.queries.reporting import NotPublished
from samband.tools.surveys.queries.waves import visible_wave
from samband.tools.surveys.rules import BREAK_DOWN

OPENED: Final = "opened.json"


def may_break_down(*, actor: Actor) -> bool:
    """Analysts, and contact persons and secretaries of any member."""
    return may(actor=actor, permission=BREAK_DOWN, authority=_own(actor))


def breakdown(*, actor: Actor, wave: str, measure: str) -> Breakdown | None:
    """What may be asked of one measure; None when the wave was published before there was such a thing.

    Every answer in it is safe beside all others and beside the publication, whoever asks.
    Raises NoSuchWave, NotAllowed, NotPublished.
    """
    require(actor=actor, permission=BREAK_DOWN, authority=_own(actor))
    found = visible_wave(actor=actor, slug=wave)
    latest = publications.latest(found.series)
    if latest is None:
        raise NotPublished(wave)
    return _read(breakdown_folder(wave=found, version=latest.version), f"{measure}.csv")


def whole_breakdown(*, wave: Wave, version: int) -> Breakdown | None:
    """All that was kept with a version. Unguarded: for operations."""
    return _read(breakdown_folder(wave=wave, version=version), "*.csv")


def breakdown_folder(*, wave: Wave, version: int) -> Path:
    return estimates_folder(wave=wave) / f"breakdown-{version}"


def _own(actor: Actor) -> str:
    """The authority for which somebody may; empty when only a right for all would do."""
    mine = (
        one for one in sorted(actor.authorities) if may(actor=actor, permission=BREAK_DOWN, authority=one)
    )
    return next(mine, "")


def _read(folder: Path, files: str) -> Breakdown | None:
    if not (folder / OPENED).is_file():
        return None
    mapping = json.loads((folder / OPENED).read_text(encoding="utf-8"))
    rows: list[Estimate] = []
    for path in sorted(folder.glob(files)):
        with path.open(encoding="utf-8", newline="") as source:
            rows += read_csv(source=source)
    return Breakdown.read(mapping=mapping, table=released_table(rows=rows, rules=mapping["rules"]))
