# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks.intake.saving``: 100 questions in 12 languages asked anew, with 400 quota cells.

In an installation of its own on SQLite. First agreement: the questionnaire and the cells that are read back
are those that were saved. Then seconds, the median of five. 1 when it takes a second or longer.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.instruments.made_up import large_instrument
from benchmarks.measured import Aim, Better, Report, arguments, finish, versions_of

QUESTIONS, LANGUAGES, RUNS = 100, 12, 5
AIM = Aim("saving/questionnaire", "100 questions in 12 languages asked anew, and 400 quota cells", "", 1, "s",
          Better.LOWER)  # fmt: skip
NOW = datetime(2026, 1, 1, tzinfo=UTC)
UNITS = {str(number): f"Place {number}" for number in range(1001, 1051)}
CELLS = list(product(UNITS, ("female", "male"), ("18-29", "30-44", "45-66", "67+")))


def main() -> int:
    given = arguments(__doc__).parse_args()
    with TemporaryDirectory() as folder:
        os.environ |= {"SAMBAND_HOME": folder, "DJANGO_SETTINGS_MODULE": "samband.site.settings"}
        run([sys.executable, "-m", "samband.cli", "init"], check=True, capture_output=True)
        import django

        django.setup()
        asked, counted = measured(Path(folder))
    lines = ["| step | s |", "|---|--:|"]
    lines.append(f"| {QUESTIONS} questions in {LANGUAGES} languages | {asked:.3f} |")
    lines.append(f"| {len(CELLS)} quota cells | {counted:.3f} |")
    agreement = "what is read back is what was saved"
    report = Report(lines, [AIM.found(asked + counted, agreement=agreement)], versions=versions_of("django"))
    return finish(report=report, given=given)


def measured(folder: Path) -> tuple[float, float]:
    """Seconds of saving the questionnaire with its ask, and of saving the cells."""
    instrument = large_instrument(folder=folder, questions=QUESTIONS, languages=LANGUAGES)
    slugs = [f"large-{number}" for number in range(RUNS)]
    asked = [_seconds(lambda slug=slug: _ask(slug, instrument)) for slug in slugs]
    counted = [_seconds(lambda slug=slug: _cells(slug)) for slug in slugs]
    _agree(slugs, instrument)
    return median(asked), median(counted)


def _ask(slug: str, instrument) -> None:
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.operations import Plan, open_ask

    open_ask(
        slug=slug, title={"en": "Large"}, instrument=instrument, reference_date=date(2026, 1, 1),
        units=UNITS, background={}, plan=Plan(open_link=True), by=INSTALLATION, at=NOW,
    )  # fmt: skip


def _cells(slug: str) -> None:
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.operations import NewCell, set_quotas

    cells = [
        NewCell(f"{unit} {sex} {age}", {"unit": [unit], "sex": [sex], "age_group": [age]}, 10)
        for unit, sex, age in CELLS
    ]
    set_quotas(ask=slug, cells=cells, by=INSTALLATION, at=NOW)


def _agree(slugs: list[str], instrument) -> None:
    from samband.core.collect.queries import asked_form, quotas

    for slug in slugs:
        if asked_form(ask=slug).instrument.digest != instrument.digest:
            raise SystemExit("The questionnaire that is read back is not the one that was saved.")
        if {cell.code for cell in quotas(ask=slug)} != {" ".join(cell) for cell in CELLS}:
            raise SystemExit("The cells that are read back are not those that were saved.")


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
