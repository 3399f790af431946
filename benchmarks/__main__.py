# SPDX-License-Identifier: EUPL-1.2
"""All benchmarks, one after the other: ``make bench``. Results go into the pages of docs/methods."""

import shutil
import subprocess
import sys

ESTIMATION = ["benchmarks.estimation.run", "--out", "docs/methods/benchmarks-estimation.md"]
WEIGHTING = ["benchmarks.weighting.run", "--out", "docs/methods/benchmarks-weighting.md"]
REPORTS = ["benchmarks.reports.run"]
GEOGRAPHY = ["benchmarks.geography.run", "--out", "docs/methods/benchmarks-geography.md"]
SAMPLING = ["benchmarks.sampling.run", "--out", "docs/methods/benchmarks-sampling.md"]
DISCLOSURE = ["benchmarks.disclosure.run", "--out", "docs/methods/benchmarks-disclosure.md"]
INSTRUMENTS = ["benchmarks.instruments.run", "--out", "docs/methods/benchmarks-instruments.md"]
PEOPLE = ["benchmarks.people.run", "--out", "docs/methods/benchmarks-people.md"]
SMALL_AREAS = ["benchmarks.small_areas.run", "--out", "docs/methods/benchmarks-small-areas.md"]
INTAKE = ["benchmarks.intake.run", "--out", "docs/methods/benchmarks-intake.md"]
SAVING = ["benchmarks.intake.saving"]


def main() -> int:
    """Run each in a process of its own; 1 when one of them misses a goal."""
    with_r = ["--r"] if shutil.which("Rscript") else []
    if not with_r:
        print("R is not here: its column is left out. Install Debian's r-base-core and r-cran-survey.")
    races = [
        [*ESTIMATION, *with_r],
        [*WEIGHTING, *with_r],
        REPORTS,
        GEOGRAPHY,
        SAMPLING,
        INSTRUMENTS,
        PEOPLE,
        SMALL_AREAS,
        SAVING,
    ]
    if shutil.which("wrk"):
        races.append(INTAKE)
    else:
        print("wrk is not here: taking answers is left out. Install Debian's packages wrk and postgresql.")
    return max(subprocess.run([sys.executable, "-m", *race], check=False).returncode for race in races)


if __name__ == "__main__":
    sys.exit(main())
