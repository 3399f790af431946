# SPDX-License-Identifier: EUPL-1.2
"""``samband check`` says that a file is in order, or everything that is wrong with it."""

import subprocess
import sys
from pathlib import Path

import pytest

import samband
from samband.cli.main import main
from samband.engines.instrument import load_instrument, write_xlsform

DEMOCRACY = Path(samband.__file__).parent / "tools" / "surveys" / "instruments" / "local_democracy"


def test_a_sound_instrument_is_summed_up(capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(DEMOCRACY / "2021.yaml")]) == 0
    printed = capsys.readouterr().out
    assert "local_democracy 2021 is in order." in printed
    assert "Items:       13 (9 still to be verified)" in printed
    assert "reliable (4 items, at least 2)" in printed
    assert "Languages:   en, bg, ka, nb, nn, ro, se" in printed
    assert "Gaps:        none" in printed


def test_all_faults_are_printed_and_the_exit_code_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "form.yaml"
    text = (DEMOCRACY / "2021.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("polarity: negative", "polarity: bad"), encoding="utf-8")
    words = (DEMOCRACY / "2021.en.yaml").read_text(encoding="utf-8")
    (tmp_path / "form.en.yaml").write_text(words.replace("  good_control:", "  #"), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert len([line for line in printed if "polarity “bad” is unknown" in line]) == 2
    assert printed[0].endswith("Words for good_control (items) are missing in en. Add them.")
    assert printed[-1] == "3 faults, of which 1 missing words."


def test_a_workbook_is_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    instrument = load_instrument(DEMOCRACY / "2017.yaml")
    write_xlsform(instrument=instrument, path=tmp_path / "form.xlsx")
    assert main(["check", str(tmp_path / "form.xlsx")]) == 0
    printed = capsys.readouterr().out
    assert instrument.digest in printed
    assert "Left out" not in printed


def test_a_crosswalk_is_checked_against_its_versions(capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(DEMOCRACY / "crosswalk.yaml")]) == 0
    assert "Versions:    2010, 2017, 2021" in capsys.readouterr().out


def test_a_missing_file_is_a_fault_like_any_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(tmp_path / "none.yaml")]) == 1
    assert "There is no such file." in capsys.readouterr().out


def test_checking_never_loads_django():
    code = (
        "import sys; from samband.cli.main import main; "
        f"main(['check', {str(DEMOCRACY / '2021.yaml')!r}]); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
