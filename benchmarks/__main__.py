# SPDX-License-Identifier: EUPL-1.2
"""All benchmarks, one after the other: ``make bench``.

Tables go into the pages of docs/methods, figures into benchmarks/recorded.json, of which ``make docs`` makes
one page. Fails when a goal is missed, when two engines differ, or when a ratio is worth less than half of
what is recorded. Programs that need a Python of their own take part when it is named:

    python -m benchmarks --peer rimpy=/opt/peers/bin/python --peer tau=/opt/tau/bin/python
    python -m benchmarks --only weighting small_areas
    python -m benchmarks --accept weighting/rimpy       # hold it against what was measured last
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import recorded

PAGES = Path("docs/methods")


@dataclass(frozen=True, slots=True)
class Race:
    """One benchmark in a process of its own. area: first part of the names of its aims.

    module: below ``benchmarks``. peers: name that --peer takes, and option of the benchmark. page: in
    docs/methods, "" when it has none of its own.
    """

    area: str
    title: str
    module: str
    page: str = ""
    peers: tuple[tuple[str, str], ...] = ()

    def words(self, pythons: dict[str, str], figures: Path) -> list[str]:
        out = ["--out", str(PAGES / self.page)] if self.page else []
        peers = [word for name, option in self.peers if name in pythons for word in (option, pythons[name])]
        return [sys.executable, "-m", f"benchmarks.{self.module}", *peers, *out, "--figures", str(figures)]


SPEED = "benchmarks-{}.md"
RACES = (
    Race("estimation", "Estimation", "estimation.run", SPEED.format("estimation"), (("svy", "--svy"),)),
    Race("any_size", "Ten million respondents", "estimation.any_size"),
    Race("weighting", "Weighting", "weighting.run", SPEED.format("weighting"), (("rimpy", "--peers"),)),
    Race("small_areas", "Small areas", "small_areas.run", SPEED.format("small-areas")),
    Race(
        "disclosure", "Disclosure control", "disclosure.run", SPEED.format("disclosure"), (("tau", "--tau"),)
    ),
    Race("geography", "Geography", "geography.run", SPEED.format("geography")),
    Race("sampling", "Sampling", "sampling.run", SPEED.format("sampling")),
    Race("instruments", "Questionnaires", "instruments.run", SPEED.format("instruments")),
    Race("reports", "Reports", "reports.run", SPEED.format("reports"), (("weasyprint", "--weasyprint"),)),
    Race("association", "Reports of the demo association", "reports.association"),
    Race("pages", "Pages of the demo association", "pages.run", SPEED.format("pages")),
    Race("agenda", "Screening an agenda", "screening.agenda"),
    Race("meeting", "Screening a meeting on the site", "screening.meeting"),
    Race("interests", "The register of interests of a country", "interests.run", SPEED.format("interests")),
    Race("people", "People and offices", "people.run", SPEED.format("people")),
    Race(
        "names", "Names and registers", "screening.linking", SPEED.format("names"), (("splink", "--splink"),)
    ),
    Race("saving", "Saving a questionnaire", "intake.saving"),
    Race("intake", "Taking answers", "intake.run", SPEED.format("intake")),
)


def main(words: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(words)
    if given.accept:
        return accept(names=given.accept)
    races = [race for race in RACES if not given.only or race.area in given.only]
    return run(races=races, pythons=dict(one.split("=", 1) for one in given.peer))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    peers = sorted(name for race in RACES for name, _ in race.peers)
    parser.add_argument("--only", nargs="+", choices=[race.area for race in RACES], default=[])
    parser.add_argument(
        "--peer",
        action="append",
        default=[],
        metavar="NAME=PYTHON",
        help=f"NAME is one of {', '.join(peers)}",
    )
    parser.add_argument("--accept", nargs="+", default=[], metavar="AREA/WHAT")
    return parser


def run(*, races: Sequence[Race], pythons: dict[str, str], file: Path = recorded.FILE) -> int:
    """Each in turn; figures are kept after each, so that an interrupted run loses none. 1: one is wrong."""
    wrong = []
    for race in races:
        print(f"\n== {race.area}", flush=True)
        code, handed_in = _raced(race, pythons, file)
        if code:
            wrong.append(f"{race.area}: a goal is missed or engines differ, see above")
        if not handed_in:
            wrong.append(f"{race.area}: nothing was measured, the benchmark ended with code {code}")
    areas = {race.area for race in races}
    rows = [row for row in recorded.read(file=file) if row.aim.area in areas]
    wrong += [row.fall() for row in rows if row.has_fallen]
    print("\n".join(["", *_told(rows), *(wrong or ["All ratios hold, all goals are met."])]))
    return 1 if wrong else 0


def _raced(race: Race, pythons: dict[str, str], file: Path) -> tuple[int, bool]:
    with TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        code = subprocess.run(race.words(pythons, figures), check=False).returncode
        if not figures.exists():
            return code, False
        found, versions = recorded.figures_in(file=figures)
    names = {figure.aim.name for figure in found}
    rows = [row for row in recorded.read(file=file) if row.aim.area != race.area or row.aim.name in names]
    today = datetime.now(tz=UTC).date().isoformat()
    recorded.write(rows=recorded.updated(rows=rows, figures=found, versions=versions, on=today), file=file)
    return code, True


def _told(rows: Sequence[recorded.Row]) -> Iterator[str]:
    for row in rows:
        if row.absent:
            since = (
                f"what was measured on {row.measured_on} stands" if row.measured_on else "never measured yet"
            )
            yield f"Not measured here: {row.aim.name} ({row.aim.peer or row.aim.work}); {since}. {row.absent}"


def accept(*, names: Sequence[str], file: Path = recorded.FILE) -> int:
    """Hold these against what was measured last."""
    try:
        rows = recorded.accepted(rows=recorded.read(file=file), names=names)
    except recorded.NoSuchFigure as fault:
        print(f"Nothing has been measured under {fault}. Names stand in {file}.", file=sys.stderr)
        return 2
    recorded.write(rows=rows, file=file)
    print(f"Accepted: {', '.join(names)}. Say in the commit why.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
