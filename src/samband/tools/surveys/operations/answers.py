# SPDX-License-Identifier: EUPL-1.2
"""Files of answers into an open wave: the steps of ``core.collect`` with the wave's own instrument."""

from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.collect import operations as collect
from samband.core.collect.analysis import Mapping
from samband.core.collect.queries import ImportRecord, NoSuchImport, import_run
from samband.engines.instrument import Instrument
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.waves import find_wave
from samband.tools.surveys.rules import RUN_WAVES, WaveState


class WaveIsNotOpen(ValueError):  # noqa: N818  it names the fact
    """Answers come too early or too late."""

    def __init__(self, wave: Wave) -> None:
        early = gettext("The wave is a draft and takes no answers yet. Open it first.")
        late = gettext("The wave is closed and takes no more answers. Reopen it before loading more.")
        super().__init__(early if wave.state == WaveState.DRAFT else late)


def preview_answers(
    *,
    wave: str,
    file: BinaryIO,
    filename: str,
    mapping: Mapping | None = None,
    encoding: str = "utf-8",
    by: Actor,
    at: datetime,
) -> ImportRecord:
    """Check a file and keep it until it is confirmed or discarded; nothing is loaded.

    Raises WaveIsNotOpen, NoSuchWave, NotAllowed.
    """
    found, asked = _open(wave, by)
    return collect.preview_import(
        ask=found.ask_id, instrument=asked, file=file, filename=filename,
        mapping=mapping, encoding=encoding, by=by, at=at,
    )  # fmt: skip


def recheck_answers(
    *, wave: str, import_id: int, mapping: Mapping | None, encoding: str, by: Actor, at: datetime
) -> ImportRecord:
    """Check the kept file again. Raises as ``preview_answers``, NoSuchImport, ImportHasEnded."""
    found, asked = _open(wave, by)
    _check_belongs(found, import_id, by)
    return collect.recheck_import(
        import_id=import_id, instrument=asked, mapping=mapping, encoding=encoding, by=by, at=at
    )


def confirm_answers(
    *, wave: str, import_id: int, replace_changed: bool = False, by: Actor, at: datetime
) -> ImportRecord:
    """Load the good rows, all or none. Raises as ``preview_answers``, NoSuchImport, ImportHasEnded."""
    found, asked = _open(wave, by)
    _check_belongs(found, import_id, by)
    return collect.confirm_import(
        import_id=import_id, instrument=asked, replace_changed=replace_changed, by=by, at=at
    )


def _open(slug: str, by: Actor) -> tuple[Wave, Instrument]:
    require(actor=by, permission=RUN_WAVES)
    found = find_wave(slug=slug)
    if found.state != WaveState.OPEN:
        raise WaveIsNotOpen(found)
    return found, instrument(code=found.instrument_code, version=found.instrument_version)


def _check_belongs(wave: Wave, import_id: int, by: Actor) -> None:
    if import_run(actor=by, import_id=import_id).ask != wave.ask_id:
        raise NoSuchImport(import_id)
