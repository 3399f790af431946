# SPDX-License-Identifier: EUPL-1.2
"""Where the tables of a wave lie before they are published: private, in the home folder."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from samband.engines.tables import EstimateTable, ReleasedTable, released_table
from samband.engines.tables.files import read_csv
from samband.tools.surveys.models import Wave


class EstimatesChanged(RuntimeError):  # noqa: N818  it names the fact
    """The file of estimates is not the one that was written."""

    def __init__(self, wave: Wave) -> None:
        words = gettext("The estimates of “%(slug)s” were changed or are gone. Estimate the wave again.")
        super().__init__(words % {"slug": wave.slug})


def estimates_folder(*, wave: Wave) -> Path:
    return Path(settings.SAMBAND_HOME) / "estimates" / wave.slug


def read_estimates(*, wave: Wave) -> EstimateTable:
    """The full table, unreleased, as ``estimate_wave`` wrote it. Raises EstimatesChanged."""
    with check_estimates(wave=wave).open(encoding="utf-8", newline="") as source:
        return EstimateTable(read_csv(source=source))


def check_estimates(*, wave: Wave) -> Path:
    """The file of the full table, when it is as it was written. Raises EstimatesChanged."""
    path = estimates_folder(wave=wave) / "estimates.csv"
    if not path.is_file() or file_digest(path=path) != wave.estimates_digest:
        raise EstimatesChanged(wave)
    return path


def facts_file(*, wave: Wave) -> Path:
    """What the review of the estimates shows, as ``estimate_wave`` computed it."""
    return estimates_folder(wave=wave) / "review.json"


def read_released(*, wave: Wave) -> ReleasedTable:
    """What would be published, as ``review_wave`` wrote it."""
    folder = estimates_folder(wave=wave)
    rules = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    with (folder / "released.csv").open(encoding="utf-8", newline="") as source:
        return released_table(rows=read_csv(source=source), rules=rules)


def file_digest(*, path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
