# SPDX-License-Identifier: EUPL-1.2
"""What the repository's own tests read: its files and the syntax trees of its modules."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samband"
BINARY = {
    ".png",
    ".jpg",
    ".ico",
    ".ttf",
    ".woff2",
    ".pdf",
    ".sav",
    ".xlsx",
    ".zip",
    ".parquet",
    ".mo",
    ".dta",
}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository, new ones too, but not what .gitignore names."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(file for name in sorted(listed.split("\0")) if name and (file := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Each text file, as its path from the root and its content."""
    for file in files():
        if file.suffix not in BINARY:
            yield name_of(file), file.read_text(encoding="utf-8", errors="replace")


def modules(*, under: Path = SOURCE, tests: bool = False) -> list[Path]:
    """The Python files below a folder. tests: those of tests too."""
    found = [file for file in files() if file.suffix == ".py" and file.is_relative_to(under)]
    return [file for file in found if tests or "tests" not in file.parts]


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def areas() -> list[Path]:
    """The folders of the tools and of the core areas."""
    folders = [*(SOURCE / "tools").iterdir(), *(SOURCE / "core").iterdir()]
    return sorted(folder for folder in folders if (folder / "__init__.py").exists())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
