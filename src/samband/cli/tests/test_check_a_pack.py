# SPDX-License-Identifier: EUPL-1.2
import subprocess
import sys
from shutil import copytree

import pytest

from samband.cli.main import main
from samband.core.country.queries import available_packs
from samband.core.country.queries.packs import PACKS


@pytest.mark.parametrize("name", available_packs())
def test_every_installed_pack_is_in_order_and_summed_up(name, capsys):
    assert main(["pack", "check", name]) == 0
    printed = capsys.readouterr().out
    assert "is in order." in printed
    assert "Source:" in printed
    assert (PACKS / name / "README.md").read_text(encoding="utf-8").startswith("# ")


def test_the_packs_are_listed_with_their_units(capsys):
    assert main(["pack", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(available_packs())
    assert any("357 municipalities, 15 counties" in line for line in lines)
    assert any(
        "103 municipalities, 216 towns, 2,862 communes, 6 sectors, 41 counties" in line for line in lines
    )


def test_norway_tells_its_units_changes_and_what_is_not_known(capsys):
    main(["pack", "check", "norway"])
    printed = capsys.readouterr().out
    assert "Register from:  2005-01-01" in printed
    assert "2018-01-01, 2019-01-01, 2020-01-01" in printed
    assert "In 2019:        3,770,691 inhabitants, 109 of 422 units not known" in printed
    assert "In 2021:        5,391,369 inhabitants, all units known" in printed
    assert "election days" in printed


def test_a_pack_in_a_folder_of_ones_own_is_checked_and_its_faults_listed(tmp_path, capsys, monkeypatch):
    folder = copytree(PACKS / "georgia", tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "check", "mine"]) == 0
    population = folder / "population.csv"
    population.write_text(
        population.read_text(encoding="utf-8") + "99,2024,5\n100,2024,x\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["pack", "check", str(folder)]) == 1
    assert "population.csv:67: “x” is no number of persons. Correct the row." in capsys.readouterr().out


def test_a_pack_that_is_not_there_is_told_with_those_that_are(capsys):
    assert main(["pack", "check", "atlantis"]) == 2
    assert "There is no country pack “atlantis”. Choose one of: georgia" in capsys.readouterr().err


def test_the_command_knows_no_django():
    code = (
        "import sys; from samband.cli.main import main; main(['pack', 'check', 'latvia']);"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
