# SPDX-License-Identifier: EUPL-1.2
"""How long do the reports of all members take? Tagged PDF, composed and typeset, on two processes.

    python benchmarks/reports/run.py [--reports 356] [--processes 2] [--whole] [--weasyprint PYTHON]

--weasyprint: a Python that has weasyprint; the same reports are then also made from the same HTML by it.
Prints a table in Markdown. CPU seconds are those of the work, so a busy machine disturbs them little.
"""

import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import pikepdf
from made_up import members, study, wave

from samband.engines.reports import Heading, Report, to_html, to_pdf, to_xlsx
from samband.tools.surveys.analysis.member_report import compose

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


def make(units: list[str], count: int, is_whole: bool) -> Spent:  # noqa: FBT001
    """The PDF of each unit. Reading the wave is not counted: it happens once for all."""
    wave(count)
    start, cpu, pages = time.perf_counter(), time.process_time(), 0
    for unit in units:
        pdf = to_pdf(report=composed(unit, count, is_whole=is_whole))
        if unit == units[0]:
            pages = len(pikepdf.Pdf.open(BytesIO(pdf)).pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(time.perf_counter() - start, time.process_time() - cpu, peak, pages)


def composed(unit: str, count: int, *, is_whole: bool) -> Report:
    """In Norwegian; without its last section, a figure for each statement, unless whole."""
    report = compose(study=study(unit=unit, count=count), language="nb")
    if is_whole:
        return report
    tops = [i for i, block in enumerate(report.blocks) if isinstance(block, Heading) and block.level == 2]
    return replace(report, blocks=report.blocks[: tops[-1]])


def together(arguments: Namespace) -> tuple[Spent, float]:
    """All reports, shared out over the processes; and how long the first one took in a fresh process."""
    units = list(members(arguments.reports))
    context, shares = (
        get_context("spawn"),
        [units[i :: arguments.processes] for i in range(arguments.processes)],
    )
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        first = pool.submit(make, units[:1], arguments.reports, arguments.whole).result().wall
    with ProcessPoolExecutor(arguments.processes, mp_context=context) as pool:
        spent = list(
            pool.map(make, shares, [arguments.reports] * len(shares), [arguments.whole] * len(shares))
        )
    wall = max(part.wall for part in spent)
    cpu, peak = sum(part.cpu for part in spent), max(part.megabytes for part in spent)
    return Spent(wall, cpu, peak, spent[0].pages), first


def parts(count: int) -> dict[str, float]:
    """CPU milliseconds of each step for one report, mean of twenty after a warm-up."""
    report = composed("0000", count, is_whole=True)
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
        for unit in list(members(count))[:5]:
            page = to_html(report=composed(unit, count, is_whole=arguments.whole))
            head = f'<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{unit}</title></head>'
            Path(folder, f"{unit}.html").write_text(f"{head}<body>{page}</body></html>", encoding="utf-8")
        told = subprocess.run(
            [arguments.weasyprint, "-c", PEER, folder], capture_output=True, text=True, check=True
        ).stdout
        return Spent(*map(float, told.split()))


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=356)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--weasyprint", default="", metavar="PYTHON")
    parser.add_argument("--whole", action="store_true", help="with a figure for each statement: 16 pages")
    arguments = parser.parse_args()
    spent, first = together(arguments)
    each = spent.cpu / arguments.reports
    print("| work | wall s | CPU s | peak MB of a process |\n|---|---|---|---|")
    print(f"| {arguments.reports} reports of {spent.pages} pages, {arguments.processes} processes "
          f"| {spent.wall:.1f} | {spent.cpu:.1f} | {spent.megabytes:.0f} |")  # fmt: skip
    print(
        f"| one report of them | – | {each:.3f} | – |\n"
        f"| the first report in a fresh process | {first:.2f} | – | – |"
    )
    if arguments.weasyprint:
        other = peer(arguments)
        print(
            "| one report by WeasyPrint, PDF/UA-1 "
            f"| {other.wall:.2f} | {other.cpu:.2f} | {other.megabytes:.0f} |"
        )
        print(f"\nRatio of CPU to WeasyPrint (its HTML composed by us, not counted): {other.cpu / each:.1f}")
    print("\n| step | CPU ms |\n|---|---|")
    for name, milliseconds in parts(arguments.reports).items():
        print(f"| {name} | {milliseconds:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
