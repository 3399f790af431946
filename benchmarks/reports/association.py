# SPDX-License-Identifier: EUPL-1.2
"""All reports of the demo association as its background worker makes them: 120 members, two languages.

    .venv/bin/python -m benchmarks.reports.association [--home FOLDER]

Each is composed, typeset as tagged PDF, written as XLSX, kept on disk and noted in the database, one after
the other in one process, so that the clock of an idle machine shows hardly more than the processor. FOLDER
has the demo already and is not touched; without it a demo is made. Exit code 1 when the goal is missed, or a
report is not there.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.measured import Aim, Better, Report, arguments, finish, peak_megabytes, versions_of
from benchmarks.pages.run import samband, with_demo

WAVE = "local-democracy-2025"
AIM = Aim("association/reports", "all reports of 120 members in two languages, by the worker", "", 120,
          "CPU s", Better.LOWER)  # fmt: skip
THIS = "benchmarks.reports.association"


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--home", type=Path, help="a home folder with the demo; a copy of it is used")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if given.home:
            copytree(given.home, home)
            samband("init", home=home)
        else:
            with_demo(home)
        environment = {**os.environ, "SAMBAND_HOME": str(home), "SAMBAND_LOG_LEVEL": "ERROR"}
        words = [sys.executable, "-m", THIS, "make"]
        done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
    found = json.loads(done.stdout.splitlines()[-1])
    report = Report(versions=versions_of("typst", "xlsxwriter", "django"))
    report.lines = ["| reports | languages | files | s | CPU s | MB |", "|--:|--:|--:|--:|--:|--:|"]
    report.lines.append(
        "| {reports} | {languages} | {files} | {wall:.1f} | {cpu:.1f} | {megabytes:.0f} |".format(**found)
    )
    report.faults = [] if found["files"] == 2 * found["reports"] == 480 else ["reports are missing"]
    report.figures = [AIM.found(found["cpu"], agreement="every report is there, as PDF and as XLSX")]
    return finish(report=report, given=given)


def make() -> None:
    """The job of the demo, as the worker runs it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")
    django.setup()
    from samband.core.access.rules import INSTALLATION
    from samband.core.jobs import operations as jobs
    from samband.core.publications.queries import reports
    from samband.tools.surveys.queries import published

    (job,) = _waiting()
    wall, cpu = perf_counter(), process_time()
    jobs.run_job.call(str(job))
    wall, cpu = perf_counter() - wall, process_time() - cpu
    publication = published(actor=INSTALLATION, wave=WAVE)
    files = reports(publication)
    languages = {one.language for one in files}
    found = {"reports": len({(one.unit, one.language) for one in files}), "languages": len(languages)}
    print(json.dumps({**found, "files": len(files), "wall": wall, "cpu": cpu, "megabytes": peak_megabytes()}))


def _waiting() -> list:
    from samband.core.access.rules import INSTALLATION
    from samband.core.jobs.queries import latest_jobs
    from samband.tools.surveys.card import REPORTS

    return [job.id for job in latest_jobs(actor=INSTALLATION) if job.kind == REPORTS and job.is_open]


if __name__ == "__main__":
    if sys.argv[1:] == ["make"]:
        make()
    else:
        sys.exit(main())
