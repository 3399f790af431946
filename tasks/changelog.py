# SPDX-License-Identifier: EUPL-1.2
"""Builds CHANGELOG.md from the fragments in changes/: ``python -m tasks.changelog``."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Changelog\n\nBuilt from the fragments in `changes/` by `make docs`; edit those.\n"


class BadFragment(ValueError):  # noqa: N818  it names the fact
    """The file does not have the form that changes/README.md describes."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One change. results_change: the same answers give another figure than before."""

    area: str
    results_change: bool
    text: str


def read_fragment(*, file: Path) -> Fragment:
    """Raises BadFragment when the two lines of facts or the text are not there."""
    head, _, text = file.read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if (
        set(facts) != {"area", "results change"}
        or facts["results change"] not in {"yes", "no"}
        or not text.strip()
    ):
        raise BadFragment(f"{file.name}: two lines of facts, a blank line, a text. See changes/README.md.")
    return Fragment(facts["area"], facts["results change"] == "yes", text.strip())


def changelog(*, changes: Path) -> str:
    """The whole file: what is not released yet, then the releases, the newest first."""
    releases = sorted((folder for folder in changes.iterdir() if folder.is_dir()), key=_version, reverse=True)
    sections = [("Not released yet", changes), *((folder.name, folder) for folder in releases)]
    return "\n".join([HEAD, *(line for title, folder in sections for line in _section(title, folder))])


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.name.split()[0].split("."))


def _section(title: str, folder: Path) -> Iterator[str]:
    fragments = [read_fragment(file=file) for file in sorted(folder.glob("*.md")) if file.name != "README.md"]
    yield f"## {title}\n"
    for fragment in sorted(fragments, key=lambda fragment: (not fragment.results_change, fragment.area)):
        mark = " (**results change**)" if fragment.results_change else ""
        text = fragment.text.replace("\n", "\n  ")
        yield f"- **{fragment.area}**{mark}: {text}\n"


if __name__ == "__main__":
    (ROOT / "CHANGELOG.md").write_text(changelog(changes=ROOT / "changes"), encoding="utf-8")
    sys.exit(0)
