# SPDX-License-Identifier: EUPL-1.2
"""What an installation may set is told in one document, and nothing else is."""

import re

from tests.repository.sources import ROOT

SETTINGS = ROOT / "src" / "samband" / "site" / "settings.py"
GUIDE = ROOT / "docs" / "how-to" / "run-an-installation.md"
READ_BY_NAME = re.compile(r"_(?:text|flag|whole_number|words)\(\s*\"([A-Z_]+)\"")
READ_FROM_ENVIRONMENT = re.compile(r"os\.environ\.get\(\s*\"SAMBAND_([A-Z_]+)\"")
TOLD = re.compile(r"`SAMBAND_([A-Z_]+)`")


def read_in(text: str) -> set[str]:
    return {*READ_BY_NAME.findall(text), *READ_FROM_ENVIRONMENT.findall(text)}


def settings_read() -> set[str]:
    files = (ROOT / "src" / "samband" / "cli").rglob("*.py")
    commands = (file for file in files if "tests" not in file.parts)
    return set().union(*(read_in(file.read_text(encoding="utf-8")) for file in (SETTINGS, *commands)))


def settings_told() -> set[str]:
    rows = (line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| `SAMBAND_"))
    return {name for row in rows for name in TOLD.findall(row.split(" | ")[0])}


def test_every_setting_that_is_read_is_told_and_no_other():
    assert settings_read() == settings_told()


def test_every_way_of_reading_a_setting_is_seen():
    read = read_in('_text("A", "")\n_words(\n    "B_C", "x"\n)\nos.environ.get("SAMBAND_D", "")')
    assert read == {"A", "B_C", "D"}
    assert len(settings_read()) > 30
