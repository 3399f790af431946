# SPDX-License-Identifier: EUPL-1.2
"""``samband report`` from a terminal: three formats, and refusals that say what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from samband.cli.main import main
from samband.engines.reports import FONTS_FOLDER
from samband.engines.tables.files import synthetic_mark, write_csv
from samband.tools.surveys.tests.studies import INSTRUMENTS, wave

INSTRUMENT = INSTRUMENTS / "2021.yaml"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.csv"
    with path.open("w", encoding="utf-8") as to:
        write_csv(rows=wave().table, to=to)
    return path


def report(results: Path, out: str, *more: str, unit: str = "1151", language: str = "nb") -> int:
    fixed = ("--created", "2025-09-01T12:00:00")
    given = [str(results), "--instrument", str(INSTRUMENT), "--unit", unit, "--language", language]
    return main(["report", *given, "--out", str(results.parent / out), *fixed, *more])


@pytest.mark.parametrize("ending", ["html", "xlsx", "pdf"])
def test_the_ending_of_the_file_decides_the_format(results: Path, ending: str) -> None:
    if ending == "pdf" and not FONTS_FOLDER.is_dir():
        pytest.skip("the fonts are put in place by the build")
    assert report(results, f"report.{ending}") == 0
    beginning = {"html": b"<!doctype html>", "xlsx": b"PK", "pdf": b"%PDF"}[ending]
    assert (results.parent / f"report.{ending}").read_bytes().startswith(beginning)


def test_the_same_results_give_the_same_file(results: Path) -> None:
    report(results, "one.xlsx")
    report(results, "two.xlsx")
    assert (results.parent / "one.xlsx").read_bytes() == (results.parent / "two.xlsx").read_bytes()


def test_a_name_replaces_the_code(results: Path) -> None:
    report(results, "report.html", "--name", "Utsira", "--synthetic")
    page = (results.parent / "report.html").read_text(encoding="utf-8")
    assert "Innbyggere i Utsira" in page
    assert "Syntetiske data" in page


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_a_published_file_of_synthetic_figures_gives_a_report_that_says_so(
    tmp_path: Path, is_synthetic: bool
) -> None:
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8") as to:
        write_csv(rows=wave().table, to=to, also=synthetic_mark(is_synthetic=is_synthetic))
    report(path, "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert ("Syntetiske data" in page) is is_synthetic


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"unit": "1152"}, "no unit 1152. Did you mean 1151"),
        ({"unit": "Utsira"}, "There are 0301, 1151"),
        ({"language": "sv"}, "no words in sv. It has"),
        ({"out": "report.docx"}, "Give OUT one of these endings"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words(
    results: Path, changed: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"out": "report.html"} | changed
    assert report(results, **given) == 2
    assert said in capsys.readouterr().err
    assert not list(results.parent.glob("report.*"))


def test_results_of_another_instrument_are_refused(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = results.read_text(encoding="utf-8").replace("no_power_abuse", "q1_01")
    results.write_text(text, encoding="utf-8")
    assert report(results, "report.html") == 2
    assert "does not match the instrument local_democracy 2021, which has no q1_01" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "line 1: the columns must be"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"group,unit,measure,statistic,category,n,value,se,lower,upper,status\n", "has no figures"),
    ],
)
def test_a_file_that_is_no_results_is_refused(
    results: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    results.write_bytes(content)
    assert report(results, "report.html") == 2
    assert said in capsys.readouterr().err


def test_the_command_never_loads_django() -> None:
    code = "import samband.cli.report, sys; raise SystemExit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
