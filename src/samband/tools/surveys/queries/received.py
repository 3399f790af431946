# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires that were sent in and wait for somebody to add or discard them."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.engines.instrument import Instrument, load_instrument
from samband.engines.rule_files import Fault
from samband.tools.surveys.rules import RUN_WAVES

STEM = "questionnaire"
CROSSWALK_TEXT, REFUSALS = "crosswalk.txt", "refusals.json"


class NoSuchUpload(LookupError):  # noqa: N818  it names the fact
    """It was added, discarded, or waited too long."""

    def __init__(self) -> None:
        super().__init__(gettext("This file does not wait here any more. Send it again."))


@dataclass(frozen=True, slots=True)
class Received:
    """refusals: what was left out or assumed. crosswalk: the text of its file; '' when there is none."""

    instrument: Instrument
    refusals: tuple[Fault, ...]
    crosswalk: str


def received(*, actor: Actor, upload: str) -> Received:
    """upload: as ``receive_instrument`` named it. Raises NotAllowed, NoSuchUpload."""
    require(actor=actor, permission=RUN_WAVES)
    folder = received_folder() / upload
    if not upload.isalnum() or not folder.is_dir():
        raise NoSuchUpload
    refusals = json.loads((folder / REFUSALS).read_text(encoding="utf-8"))
    return Received(
        instrument=load_instrument(folder / f"{STEM}.yaml"),
        refusals=tuple(Fault(*refusal) for refusal in refusals),
        crosswalk=(folder / CROSSWALK_TEXT).read_text(encoding="utf-8"),
    )


def received_folder() -> Path:
    return Path(settings.SAMBAND_HOME) / "instruments-received"
