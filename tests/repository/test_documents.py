# SPDX-License-Identifier: EUPL-1.2
"""Documents tell what is there: links lead somewhere, commands exist, decisions have their form."""

import re
from pathlib import Path

import pytest
import yaml

from samband.cli.main import COMMANDS
from tasks.changelog import BadFragment, changelog, read_fragment
from tests.repository.sources import ROOT, files, name_of

DOCUMENTS = [file for file in files() if file.suffix == ".md"]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
DECISION = re.compile(r"# \d{4}\. .+\n\nDate: \d{4}-\d{2}-\d{2}\. Status: .+\n\n\*\*Decision\.\*\* ")
LINES_OF_HALF_A_PAGE = 40


def anchors(document: Path) -> set[str]:
    words = (
        re.sub(r"[^\w\- ]", "", heading).strip().lower() for heading in HEADING.findall(document.read_text())
    )
    return {heading.replace(" ", "-") for heading in words}


def broken_links(document: Path, text: str) -> list[str]:
    broken = []
    for link in LINK.findall(CODE.sub("", text)):
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if re.match(r"\w+:", link):
            continue
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(f"{name_of(document)}: {link}")
    return broken


def code_in(document: Path) -> str:
    return "\n".join(CODE.findall(document.read_text(encoding="utf-8")))


def test_links_lead_somewhere():
    assert [fault for document in DOCUMENTS for fault in broken_links(document, document.read_text())] == []


@pytest.mark.parametrize("link", ["nowhere.md", "README.md#no-such-heading"])
def test_a_link_that_leads_nowhere_is_caught(link):
    assert broken_links(ROOT / "README.md", f"See [this]({link}).")


def test_commands_in_documents_exist():
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    wrong = [
        f"{name_of(document)}: {program} {command}"
        for document in DOCUMENTS
        for program, command in re.findall(
            r"(?:^|[`\s])(make|samband) ([a-z]+(?:-[a-z]+)*)\b", code_in(document)
        )
        if command not in (targets if program == "make" else COMMANDS)
    ]

    assert not wrong


def test_paths_in_the_readme_exist():
    paths = re.findall(r"^\| `([\w/]+/)`", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_decisions_are_numbered_without_gaps_and_listed():
    names = sorted(file.name for file in (ROOT / "docs" / "decisions").glob("*.md"))
    index = (ROOT / "docs" / "README.md").read_text()

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert [name for name in names if f"decisions/{name}" not in index] == []


@pytest.mark.parametrize(
    "file", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda file: file.stem
)
def test_a_decision_is_half_a_page_and_says_what_was_decided_first(file):
    text = file.read_text(encoding="utf-8")

    assert DECISION.match(text)
    assert "\n## Context\n" in text
    assert "\n## Consequences\n" in text
    assert len(text.splitlines()) <= LINES_OF_HALF_A_PAGE


def test_every_change_fragment_has_its_form():
    assert changelog(changes=ROOT / "changes").startswith("# Changelog")


@pytest.mark.parametrize(
    "text",
    [
        "Something.",
        "area: x\n\nText.",
        "area: x\nresults change: maybe\n\nText.",
        "area: x\nresults change: no\n\n",
    ],
)
def test_a_fragment_without_its_form_is_refused(tmp_path, text):
    (tmp_path / "one.md").write_text(text)

    with pytest.raises(BadFragment, match=r"changes/README\.md"):
        read_fragment(file=tmp_path / "one.md")


def test_changed_results_stand_first_in_the_changelog(tmp_path):
    (tmp_path / "a.md").write_text("area: a\nresults change: no\n\nQuiet.\n")
    (tmp_path / "b.md").write_text("area: b\nresults change: yes\n\nLoud.\n")

    assert changelog(changes=tmp_path).index("Loud") < changelog(changes=tmp_path).index("Quiet")


def test_publiccode_keeps_the_limits_of_its_standard():
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))

    assert told["publiccodeYmlVersion"] == "0.4"
    assert {"name", "url", "platforms", "developmentStatus", "softwareType", "legal", "maintenance"} <= set(
        told
    )
    assert told["legal"]["license"] == "EUPL-1.2"
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert max(map(len, words["features"])) <= 100
