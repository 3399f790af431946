# SPDX-License-Identifier: EUPL-1.2
"""The tutorial is true: every command in it is run, and prints what the page says."""

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMBAND = "import sys; from samband.cli.main import main; sys.exit(main())"
PAGE = ROOT / "docs/tutorials/from-answers-to-a-report.md"


def _told() -> list[tuple[str, str]]:
    """(command, what it prints) in the order of the page."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    steps = [step.partition("\n") for block in blocks for step in block.split("$ ")[1:]]
    return [(command, printed.strip()) for command, _, printed in steps]


@dataclass(frozen=True)
class Walk:
    """Where the reader worked, and what each command printed there."""

    desk: Path
    printed: dict[str, str]


@pytest.fixture(scope="module")
def walk(tmp_path_factory) -> Walk:
    """The tutorial done once, in a folder with the examples in it."""
    desk = tmp_path_factory.mktemp("desk")
    (desk / "examples").symlink_to(ROOT / "examples")
    return Walk(desk, {command: _run(command, desk) for command, _ in _told()})


def test_every_command_of_the_tutorial_prints_what_the_page_says(walk):
    told = _told()
    assert [command.split()[1] for command, _ in told if command.startswith("samband")] == [
        "check",
        "estimate",
        "estimate",
        "report",
    ]
    for command, printed in told:
        assert printed in walk.printed[command], command


def test_the_reader_ends_with_a_pdf(walk):
    assert (walk.desk / "islands.pdf").read_bytes().startswith(b"%PDF")


def test_the_women_of_the_islands_are_withheld_to_protect_the_men(walk):
    rows = (walk.desk / "released.csv").read_text(encoding="utf-8").splitlines()
    assert "women,islands,bus_when_needed,mean,,,,,,,suppressed" in rows


def _run(command: str, desk: Path) -> str:
    program, *words = shlex.split(command)
    start = [sys.executable, "-c", SAMBAND] if program == "samband" else [program]
    done = subprocess.run([*start, *words], cwd=desk, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
