# SPDX-License-Identifier: EUPL-1.2
"""Registers linked beside Splink, recordlinkage and nomenklatura, on the same made-up and labelled records.

    .venv/bin/python -m benchmarks.screening.linking [--splink PYTHON] [--share 0.1] [--out FILE.md]

--splink: a Python with splink 5, recordlinkage, duckdb, rapidfuzz, anyascii, numpy and, to have it beside
them, nomenklatura 4 (Debian's libicu-dev, pkg-config and g++ build its PyICU). SAMBAND_NAME_BENCH: the
file cases.csv of nomenklatura's name bench, which is not part of this project. Exit code 1 when a goal is
missed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measured import Aim, Better, Report, arguments, finish, version_in, versions_of

WORK = "12,000 officials linked with 1,000,000 roles"
SPLINK = Aim("names/splink", WORK, "Splink on DuckDB", 4)
F1 = Aim("names/f1", f"{WORK}: F1 against Splink's", "", 1, "times")
SECONDS = Aim("names/seconds", WORK, "", 10, "CPU s", Better.LOWER)
MEMORY = Aim("names/memory", WORK, "", 1000, "MB", Better.LOWER)
ONE = Aim("names/one", "one changed official held against 1,000,000 roles", "", 100, "ms", Better.LOWER)
TENTH = "1,200 officials linked with 100,000 roles{}"
OTHER = Aim("names/recordlinkage", TENTH.format(""), "recordlinkage")
ALGORITHMS = {"logic-v2": "logic_v2", "name-based": "name_based"}
PAIRS = {
    name: Aim(
        f"names/nomenklatura_{code}", TENTH.format("; theirs our candidates alone"), f"nomenklatura, {name}"
    )
    for name, code in ALGORITHMS.items()
}
PAIRS_F1 = Aim("names/nomenklatura_f1", TENTH.format(": F1 against nomenklatura's better"), "", 1, "times")
FEBRL_P = Aim("names/febrl4_wrong", "Febrl4: wrong among 10,000 links", "", 10, "links", Better.LOWER)
FEBRL_R = Aim("names/febrl4_missed", "Febrl4: missed of 10,000 pairs", "", 150, "pairs", Better.LOWER)
BENCH = Aim("names/name_bench", "people of nomenklatura's name bench: F1", "", 0.85, "of 1")
NO_PAIRS = "nomenklatura is not in that Python; its PyICU needs Debian's libicu-dev, pkg-config and g++."
NO_PEER = "Name a Python with splink and recordlinkage: --peer splink=PYTHON."
ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--splink", help="a Python with splink and recordlinkage")
    parser.add_argument("--share", type=float, default=1.0, help="of the records, for a quick look")
    given = parser.parse_args()
    report = Report(versions=versions_of("numpy", "rapidfuzz"))
    own = _measured(sys.executable, "own", given.share)
    report.lines += [_row("program", "CPU s", "MB", "F1", "precision", "recall"), "|---|" + "--:|" * 5]
    report.lines.append(_told("Samband", own))
    report.figures += [SECONDS.found(own["cpu"]), MEMORY.found(own["peak"]), ONE.found(own["one_ms"])]
    if given.splink:
        _beside(report, own, given.splink, given.share)
    else:
        absent = (SPLINK, F1, OTHER, *PAIRS.values(), PAIRS_F1, FEBRL_P, FEBRL_R)
        report.figures += [aim.absent(NO_PEER) for aim in absent]
    _name_bench(report, given.splink)
    return finish(report=report, given=given)


def _beside(report: Report, own: dict, python: str, share: float) -> None:
    report.versions += [version_in(python, package) for package in ("splink", "recordlinkage")]
    splink = _measured(python, "splink:duckdb", share)
    report.lines.append(_told("Splink, DuckDB", splink))
    agreement = f"F1 {own['f1']:.3f} and {splink['f1']:.3f} at the best limit of each"
    report.figures.append(SPLINK.beside(ours=own["cpu"], theirs=splink["cpu"], agreement=agreement))
    report.figures.append(F1.found(own["f1"] / splink["f1"], agreement=agreement))
    tenth, other = (
        _measured(sys.executable, "own", share / 10),
        _measured(python, "recordlinkage", share / 10),
    )
    report.lines += [_told("Samband, a tenth", tenth), _told("recordlinkage, a tenth", other)]
    agreement = f"F1 {tenth['f1']:.3f} and {other['f1']:.3f}"
    report.figures.append(OTHER.beside(ours=tenth["cpu"], theirs=other["cpu"], agreement=agreement))
    _beside_nomenklatura(report, tenth, python, share / 10)
    febrl = _measured(python, "febrl4", 1)
    report.figures += [
        FEBRL_P.found(10_000 * (1 - febrl["precision"])),
        FEBRL_R.found(10_000 * (1 - febrl["recall"])),
    ]
    report.lines += ["", f"Febrl4: precision {febrl['precision']:.4f}, recall {febrl['recall']:.4f}."]


def _beside_nomenklatura(report: Report, own: dict, python: str, share: float) -> None:
    """It compares pairs and finds none: it is given the candidates of our own search."""
    if not _has_nomenklatura(python):
        report.figures += [aim.absent(NO_PAIRS) for aim in (*PAIRS.values(), PAIRS_F1)]
        return
    report.versions.append(version_in(python, "nomenklatura"))
    found = {name: _measured(python, f"nomenklatura:{name}", share) for name in ALGORITHMS}
    for name, theirs in found.items():
        report.lines.append(_told(f"nomenklatura {name}, {theirs['told']:,} pairs of the tenth", theirs))
        agreement = f"F1 {own['f1']:.3f} and {theirs['f1']:.3f}"
        report.figures.append(PAIRS[name].beside(ours=own["cpu"], theirs=theirs["cpu"], agreement=agreement))
    best = max(found.values(), key=lambda one: one["f1"])
    agreement = f"F1 {own['f1']:.3f} and {best['f1']:.3f}"
    report.figures.append(PAIRS_F1.found(own["f1"] / best["f1"], agreement=agreement))


def _has_nomenklatura(python: str) -> bool:
    asked = "from importlib.util import find_spec; raise SystemExit(find_spec('nomenklatura') is None)"
    return subprocess.run([python, "-c", asked], check=False).returncode == 0


def _name_bench(report: Report, python: str | None) -> None:
    if not os.environ.get("SAMBAND_NAME_BENCH"):
        report.figures.append(BENCH.absent("SAMBAND_NAME_BENCH names no file cases.csv."))
        return
    found = {"Samband": _measured(sys.executable, "names", 1)}
    if python and _has_nomenklatura(python):
        found |= {f"nomenklatura {name} at 0.7": _measured(python, f"names@{name}", 1) for name in ALGORITHMS}
    report.figures.append(BENCH.found(found["Samband"]["f1"]))
    report.lines += ["", f"Name bench, {found['Samband']['pairs']} pairs of people:", ""]
    report.lines += [_row("program", "CPU s", "F1", "precision", "recall"), "|---|" + "--:|" * 4]
    for program, one in found.items():
        figures = (f"{one[name]:.3f}" for name in ("f1", "precision", "recall"))
        report.lines.append(_row(program, f"{one['cpu']:.2f}", *figures))


def _measured(python: str, what: str, share: float) -> dict:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    words = [python, "-m", "benchmarks.screening.measure", what, str(share)]
    done = subprocess.run(words, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _told(program: str, found: dict) -> str:
    figures = (f"{found['cpu']:.1f}", f"{found['peak']:.0f}")
    return _row(program, *figures, *(f"{found[name]:.3f}" for name in ("f1", "precision", "recall")))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
