# SPDX-License-Identifier: EUPL-1.2
"""What holds for every file: its licence, its size, and that it names no machine."""

import re

from tests.repository.sources import ROOT, SOURCE, areas, files, modules, name_of, texts

LICENCE = "# SPDX-License-Identifier: EUPL-1.2"
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(r"https?://(?:files|registry|deb|security|index)\.")
LINES_OF_A_MODULE = 450
INNER_NAMES = {
    "apps", "urls", "api", "admin", "management", "templatetags", "middleware", "views", "forms", "pages",
    "operations", "queries", "models", "analysis", "rules", "card", "tests", "migrations", "templates",
    "static", "locale", "instruments", "parameters", "__init__", "README",
}  # fmt: skip


def test_every_python_file_begins_with_its_licence():
    """Empty files and the migrations that Django writes are left as they come."""
    python = [file for file in files() if file.suffix == ".py" and file.stat().st_size]
    python = [file for file in python if file.parent.name != "migrations"]
    without = [name_of(file) for file in python if not file.read_text(encoding="utf-8").startswith(LICENCE)]

    assert not without, f"first line must be {LICENCE}: {without}"


def test_no_file_names_a_folder_of_one_machine_or_a_registry_address():
    named = [
        f"{name}: {found.group()}"
        for name, text in texts()
        for found in (*MACHINE_PATH.finditer(text), *REGISTRY.finditer(text))
    ]

    assert not named


def test_no_module_is_longer_than_a_reader_can_hold():
    long = {
        name_of(file): lines
        for file in modules(tests=True)
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_MODULE
    }

    assert not long, f"over {LINES_OF_A_MODULE} lines; which second thing hides in it? {long}"


def test_tools_and_core_areas_hold_only_the_agreed_names():
    strays = [
        name_of(entry)
        for area in areas()
        for entry in area.iterdir()
        if entry.name != "__pycache__" and entry.stem not in INNER_NAMES
    ]

    assert not strays, f"agreed names: {sorted(INNER_NAMES)}"


def test_middleware_belongs_to_core():
    assert not [name_of(file) for file in modules(under=SOURCE / "tools") if "middleware" in file.stem]


def test_every_tool_and_core_area_says_what_it_is_for():
    without = [
        name_of(area) for area in areas() if not (area / "README.md").exists() and area.parent.name == "tools"
    ]

    assert not without, "README.md: purpose in the member's words, who may do what, its nouns, the flow"


def test_every_tool_has_a_card_and_tests():
    tools = [area for area in areas() if area.parent.name == "tools"]
    missing = [
        f"{name_of(tool)}/{part}"
        for tool in tools
        for part in ("card.py", "tests")
        if not (tool / part).exists()
    ]

    assert not missing


def test_packs_are_data_without_code():
    assert [name_of(file) for file in modules(under=SOURCE / "packs")] == ["src/samband/packs/__init__.py"]


def test_the_licence_is_the_whole_european_union_public_licence():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [article for article in range(1, 16) if f"\n{article}." not in licence] == []
    assert "Compatible Licences’ according to Article 5 EUPL" in licence
