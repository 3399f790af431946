# SPDX-License-Identifier: EUPL-1.2
"""What a machine cannot run is left out, and said in one line."""

import os
import subprocess
import sys

import pytest

from tests import postgres_lane
from tests.repository.sources import ROOT

JOURNEY = """
import pytest

@pytest.mark.browser
def test_a_journey():
    raise AssertionError

def test_another():
    pass
"""


def test_without_a_browser_the_journeys_are_left_out_in_one_line(tmp_path):
    (tmp_path / "test_planted.py").write_text(JOURNEY)
    ours = ["-q", "-p", "no:cacheprovider", "-p", "conftest", "-c", "pyproject.toml"]
    words = [sys.executable, "-m", "pytest", *ours, str(tmp_path)]
    environment = {**os.environ, "PATH": "", "PYTEST_ADDOPTS": ""}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    assert [line for line in done.stdout.splitlines() if "rowser" in line] == [
        "Browser journeys were not run: no chromium here. Install Debian's package chromium."
    ]


@pytest.mark.parametrize("missing", ["_programs", "_account"])
def test_without_postgresql_its_lane_is_one_line(missing, monkeypatch, capsys):
    monkeypatch.setattr(postgres_lane, missing, lambda: None)

    assert postgres_lane.main([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
