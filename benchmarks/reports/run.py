# SPDX-License-Identifier: EUPL-1.2
"""How long do the reports of all members take? Tagged PDF, composed and typeset, on two processes.

    python -m benchmarks.reports.run [--reports 356] [--processes 2] [--pages 10] [--weasyprint PYTHON]

--pages: leave out sections from the end until the report has no more pages; 0 for the whole report.

--weasyprint: a Python that has weasyprint; the same reports are then also made from the same HTML by it.
CPU seconds are those of the work, so a busy machine disturbs them little. Exit code 1 when a goal is missed.
"""

import resource
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import pikepdf

from benchmarks.measured import Aim, Better, Figure, Report, arguments, finish, version_in, versions_of
from benchmarks.reports.made_up import members, study, wave
from samband.engines.reports import Heading, to_html, to_pdf, to_xlsx
from samband.engines.reports import Report as Document
from samband.tools.surveys.analysis.member_report import compose

WORK = "356 tagged reports of ten pages, on two processes"
ALL = Aim("reports/all", WORK, "", 30, "s", Better.LOWER)
FIRST = Aim("reports/first", "the first report in a fresh process", "", 0.3, "s", Better.LOWER)
WEASYPRINT = Aim("reports/weasyprint", WORK, "WeasyPrint, PDF/UA-1", 10)
PEER = """
import resource, sys, time
from pathlib import Path
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
pages = sorted(Path(sys.argv[1]).glob("*.html"))
start, cpu = time.perf_counter(), time.process_time()
for page in pages:
    HTML(filename=page).write_pdf(page.with_suffix(".pdf"), pdf_variant="pdf/ua-1")
print((time.perf_counter() - start) / len(pages), (time.process_time() - cpu) / len(pages),
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@dataclass(frozen=True)
class Spent:
    """Seconds of the clock and of the processor, and megabytes at the most."""

    wall: float
    cpu: float
    megabytes: float
    pages: int = 0


def make(units: list[str], count: int, sections: int) -> Spent:
    """The PDF of each unit. Reading the wave is not counted: it happens once for all."""
    wave(count)
    start, cpu, pages = time.perf_counter(), time.process_time(), 0
    for unit in units:
        pdf = to_pdf(report=composed(unit, count, sections=sections))
        if unit == units[0]:
            pages = pages_of(pdf)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(time.perf_counter() - start, time.process_time() - cpu, peak, pages)


def composed(unit: str, count: int, *, sections: int) -> Document:
    """In Norwegian; its first sections, all of them for 0."""
    report = compose(study=study(unit=unit, count=count), language="nb")
    tops = [i for i, block in enumerate(report.blocks) if isinstance(block, Heading) and block.level == 2]
    return replace(report, blocks=report.blocks[: tops[sections]]) if 0 < sections < len(tops) else report


def sections_for(pages: int, count: int) -> int:
    """The most sections that fit on so many pages; 0, all, for 0 pages."""
    unit, sections = next(iter(members(count))), 1
    while pages and pages_of(to_pdf(report=composed(unit, count, sections=sections + 1))) <= pages:
        sections += 1
    return sections if pages else 0


def pages_of(pdf: bytes) -> int:
    return len(pikepdf.Pdf.open(BytesIO(pdf)).pages)


def together(arguments: Namespace) -> tuple[Spent, float]:
    """All reports, shared out over the processes; and how long the first one took in a fresh process."""
    units = list(members(arguments.reports))
    context, sections = get_context("spawn"), sections_for(arguments.pages, arguments.reports)
    shares = [units[i :: arguments.processes] for i in range(arguments.processes)]
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        first = pool.submit(make, units[:1], arguments.reports, sections).result().wall
    with ProcessPoolExecutor(arguments.processes, mp_context=context) as pool:
        spent = list(pool.map(make, shares, [arguments.reports] * len(shares), [sections] * len(shares)))
    wall = max(part.wall for part in spent)
    cpu, peak = sum(part.cpu for part in spent), max(part.megabytes for part in spent)
    return Spent(wall, cpu, peak, spent[0].pages), first


def parts(count: int) -> dict[str, float]:
    """CPU milliseconds of each step for one report, mean of twenty after a warm-up."""
    report = composed("0000", count, sections=0)
    steps = {
        "compose, with all charts": lambda: compose(study=study(unit="0000", count=count), language="nb"),
        "PDF/UA-1 (typst)": lambda: to_pdf(report=_other(report)),
        "HTML": lambda: to_html(report=report),
        "XLSX": lambda: to_xlsx(report=report),
    }
    return {name: _milliseconds(step) for name, step in steps.items()}


_CALLS = iter(range(10**9))


def _other(report):
    """A report that differs a little each time, since the compiler remembers what it has seen."""
    return replace(report, title=f"{report.title} {next(_CALLS)}")


def _milliseconds(step) -> float:
    step()
    start = time.process_time()
    for _ in range(20):
        step()
    return (time.process_time() - start) / 20 * 1000


def peer(arguments: Namespace) -> Spent:
    """WeasyPrint on the HTML of five of the same reports, PDF/UA-1, one process."""
    with tempfile.TemporaryDirectory() as folder:
        count = arguments.reports
        sections = sections_for(arguments.pages, count)
        for unit in list(members(count))[:5]:
            page = to_html(report=composed(unit, count, sections=sections))
            head = f'<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{unit}</title></head>'
            Path(folder, f"{unit}.html").write_text(f"{head}<body>{page}</body></html>", encoding="utf-8")
        told = subprocess.run(
            [arguments.weasyprint, "-c", PEER, folder], capture_output=True, text=True, check=True
        ).stdout
        return Spent(*map(float, told.split()))


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--reports", type=int, default=356)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--weasyprint", default="", metavar="PYTHON")
    parser.add_argument("--pages", type=int, default=10, help="0 for the whole report")
    given = parser.parse_args()
    report = Report(versions=versions_of("typst", "xlsxwriter"))
    spent, first = together(given)
    each = spent.cpu / given.reports
    report.lines = [
        "| work | wall s | CPU s | peak MB of a process |",
        "|---|--:|--:|--:|",
        f"| {given.reports} reports of {spent.pages} pages, {given.processes} processes "
        f"| {spent.wall:.1f} | {spent.cpu:.1f} | {spent.megabytes:.0f} |",
        f"| one report of them | – | {each:.3f} | – |",
        f"| the first report in a fresh process | {first:.2f} | – | – |",
    ]
    report.figures = [ALL.found(spent.wall), FIRST.found(first), beside(each, given, report)]
    report.lines += ["", "| step of one whole report | CPU ms |", "|---|--:|"]
    report.lines += [f"| {name} | {found:.1f} |" for name, found in parts(given.reports).items()]
    return finish(report=report, given=given)


def beside(each: float, given: Namespace, report: Report) -> Figure:
    if not given.weasyprint:
        return WEASYPRINT.absent("Name a Python that has weasyprint: --weasyprint PYTHON.")
    other = peer(given)
    report.versions.append(version_in(given.weasyprint, "weasyprint"))
    report.lines.append(
        f"| one report by WeasyPrint, PDF/UA-1 | {other.wall:.2f} | {other.cpu:.3f} | {other.megabytes:.0f} |"
    )
    return WEASYPRINT.beside(ours=each, theirs=other.cpu, agreement="the same content; theirs came composed")


if __name__ == "__main__":
    sys.exit(main())
