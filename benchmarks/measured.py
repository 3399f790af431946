# SPDX-License-Identifier: EUPL-1.2
"""What every benchmark hands in: aims, what was found of each, and the lines of its page.

An aim is a work with a goal, beside a named program or alone. ``finish`` prints, writes the page and the
figures, and gives the exit code; ``python -m benchmarks`` holds the figures against those recorded.
"""

import argparse
import json
import platform
import resource
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

MARK, END = "<!-- measured -->", "<!-- end of measured -->"
TIMES = "times"
R_VERSION = "cat('R ', as.character(getRversion()), ', {0} ', as.character(packageVersion('{0}')), sep='')"


class Better(StrEnum):
    """Which way a figure should go."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Aim:
    """name: unique, ``area/what``. peer: the program beside us, "" for none. goal: None where none is set.

    unit: ``times`` for a ratio, which tells the same on any machine; else of what is measured, such as
    ``CPU s``, ``ms`` or ``MB``.
    """

    name: str
    work: str
    peer: str = ""
    goal: float | None = None
    unit: str = TIMES
    better: Better = Better.HIGHER

    @property
    def area(self) -> str:
        return self.name.partition("/")[0]

    def beside(self, *, ours: float, theirs: float, agreement: str) -> "Figure":
        """How many times ours theirs is: CPU seconds for the same work, which came out the same."""
        return Figure(self, theirs / ours, ours=ours, theirs=theirs, agreement=agreement)

    def found(self, measured: float, *, agreement: str = "") -> "Figure":
        return Figure(self, measured, agreement=agreement)

    def absent(self, why: str) -> "Figure":
        """It could not be measured here; why: what is missing, and where one gets it."""
        return Figure(self, None, absent=why)


@dataclass(frozen=True, slots=True)
class Figure:
    """What came of an aim. ours, theirs: CPU seconds of a ratio of speed. agreement: how it was checked."""

    aim: Aim
    measured: float | None
    ours: float | None = None
    theirs: float | None = None
    agreement: str = ""
    absent: str = ""

    @property
    def is_missed(self) -> bool:
        if self.measured is None or self.aim.goal is None:
            return False
        is_enough = self.measured >= self.aim.goal
        return not is_enough if self.aim.better == Better.HIGHER else self.measured > self.aim.goal

    def __str__(self) -> str:
        beside = f", beside {self.aim.peer}" if self.aim.peer else ""
        return f"{self.aim.name} ({self.aim.work}{beside})"


@dataclass
class Report:
    """Lines of the page, figures, faults (two engines that differ), and the versions of what took part."""

    lines: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)

    def verdict(self) -> list[str]:
        """What went wrong, in words; nothing when all agree and every goal is met."""
        missed = [
            f"{figure.aim.name}: {in_words(figure.measured, figure.aim.unit)}, "
            f"the goal is {goal_in_words(figure.aim)}"
            for figure in self.figures
            if figure.is_missed
        ]
        return [*self.faults, *missed]

    def praise(self) -> str:
        """Of a run in which nothing went wrong; it promises no more than was measured."""
        absent = sum(bool(figure.absent) for figure in self.figures)
        if absent and absent == len(self.figures):
            return "Nothing was measured here."
        return (
            "All engines agree, all goals met."
            if not absent
            else "What was measured agrees and meets its goals."
        )


def in_words(value: float | None, unit: str) -> str:
    """``15.9 times``, ``2,083 times``, ``0.17 CPU s``; – for none."""
    if value is None:
        return "–"
    digits = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{digits} {unit}"


def goal_in_words(aim: Aim) -> str:
    if aim.goal is None:
        return "–"
    least = "at least" if aim.better == Better.HIGHER else "at most"
    return f"{least} {aim.goal:,g} {aim.unit}"


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """Every benchmark takes a page to write into, and a file for its figures."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="page whose measured part is replaced")
    parser.add_argument("--figures", type=Path, help="write the figures to this file, as JSON")
    return parser


def finish(*, report: Report, given: argparse.Namespace) -> int:
    """Print, write the page and the figures; 1 when a goal is missed or two engines differ."""
    wrong, versions = report.verdict(), ", ".join([f"Python {platform.python_version()}", *report.versions])
    told = [f"Not measured here: {figure}. {figure.absent}" for figure in report.figures if figure.absent]
    told += [f"Missed: {fault}." for fault in wrong] or [report.praise()]
    text = "\n".join([*report.lines, "", *told, "", f"{versions}."])
    print(text)
    if given.out and not any(figure.absent for figure in report.figures):
        into(page=given.out, text=text)
    elif given.out:
        print(f"{given.out} keeps its tables, since not all took part.")
    if given.figures:
        content = {"versions": versions, "figures": [asdict(figure) for figure in report.figures]}
        given.figures.write_text(json.dumps(content), encoding="utf-8")
    return 1 if wrong else 0


def into(*, page: Path, text: str) -> None:
    """Replace what stands after the mark of a page, up to the end mark where there is one."""
    head, _, rest = page.read_text(encoding="utf-8").partition(MARK)
    after = END + rest.partition(END)[2] if END in rest else ""
    page.write_text(f"{head}{MARK}\n\n{text.strip()}\n{after}", encoding="utf-8")


def versions_of(*packages: str) -> list[str]:
    """Names and versions of Python packages of this environment."""
    return [f"{name} {version(name)}" for name in packages]


def version_in(python: str, package: str) -> str:
    """Name and version of a package in the environment of another Python."""
    asked = f"from importlib.metadata import version; print('{package}', version('{package}'))"
    return subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip()


def version_in_r(package: str) -> str:
    """``R 4.2.2, survey 4.1.1``."""
    words = ["Rscript", "-e", R_VERSION.format(package)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def lacks_r(package: str) -> str:
    """What is missing for a race beside a package of R, and where to get it; "" when all is here."""
    if not shutil.which("Rscript"):
        return "R is not here: install Debian's r-base-core."
    asked = ["Rscript", "-e", f"quit(status = !requireNamespace('{package}', quietly = TRUE))"]
    is_there = subprocess.run(asked, check=False, capture_output=True).returncode == 0
    return "" if is_there else f"R's package {package} is not here."


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
