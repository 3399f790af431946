# SPDX-License-Identifier: EUPL-1.2
"""Writes docs/methods/verified-values.md from the reference files that the tests hold our figures against.

Run by ``python -m tasks.verified``. The form of a reference file: CONTRIBUTING.md, "A reference file".
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "methods" / "verified-values.md"
SOURCES = ROOT / "src" / "samband"
TEXTS = ("origin", "method", "program", "version")
SHOWN = 3
HEAD = """\
# Verified values

Figures of other programs and of publications that the tests hold ours against, to the tolerance stated.
Made by `python -m tasks.verified` (part of `make docs`) from the reference files themselves; a test fails
when this page is not current. Each file names its origin; the script that made it stands beside it.
"""


class BadReference(ValueError):  # noqa: N818  it names the fact
    """A reference file without a whole header."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One reference file. figures: what each one is, and its value as the program gave it."""

    path: Path
    origin: str
    method: str
    program: str
    version: str
    tolerance: str
    figures: tuple[tuple[str, float], ...]

    @property
    def area(self) -> str:
        """The engine or tool whose tests use it."""
        return self.path.parts[self.path.parts.index("tests") - 1]


def references(*, under: Path = SOURCES) -> list[Verified]:
    """All reference files below a folder, in the order of their areas and names.

    In an engine every JSON file is one; elsewhere those that name a program. Raises BadReference.
    """
    files = sorted(under.glob("**/tests/reference/*.json"))
    contents = {file: json.loads(file.read_text(encoding="utf-8")) for file in files}
    wanted = [file for file in files if _is_one(file, contents[file])]
    return sorted((read_reference(file=file) for file in wanted), key=lambda one: (one.area, one.path.name))


def _is_one(file: Path, content: object) -> bool:
    return "engines" in file.parts or (isinstance(content, dict) and "program" in content)


def read_reference(*, file: Path) -> Verified:
    """Raises BadReference naming the file and what its header lacks."""
    content = json.loads(file.read_text(encoding="utf-8"))
    header = content if isinstance(content, dict) else {}
    absent = [name for name in TEXTS if not isinstance(header.get(name), str) or not header[name].strip()]
    if absent:
        raise BadReference(f"{file}: no {', '.join(absent)} in its header. See CONTRIBUTING.md.")
    figures = tuple(_figures(header.get("values"), file))
    if not figures:
        raise BadReference(f"{file}: there are no values. See CONTRIBUTING.md.")
    return Verified(
        file, *(header[name] for name in TEXTS), str(header.get("tolerance", "printed digits")), figures
    )


def _figures(values: object, file: Path) -> Iterator[tuple[str, float]]:
    if isinstance(values, list):
        for entry in values:
            yield from _figure(entry, file)
    elif isinstance(values, dict) and {"file", "columns"} <= set(values):
        yield from _of_table(file.parent / values["file"], values["columns"])


def _figure(entry: object, file: Path) -> Iterator[tuple[str, float]]:
    if not isinstance(entry, dict) or "value" not in entry:
        raise BadReference(f"{file}: an entry of values has no “value”. See CONTRIBUTING.md.")
    if _is_number(entry["value"]):
        yield _words(entry, ("value",)), float(entry["value"])


def _of_table(file: Path, columns: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each number in the named columns of a CSV file beside the header."""
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for column in columns:
                if _is_number(row[column]):
                    words = _words({k: v for k, v in row.items() if not _is_number(v)}, columns)
                    yield f"{words}, {column}", float(row[column])


def _is_number(value: object) -> bool:
    try:
        return value not in (None, "") and isfinite(float(str(value)))
    except ValueError:
        return False


def _words(entry: Mapping[str, object], but: Sequence[str]) -> str:
    return ", ".join(
        str(value) for name, value in entry.items() if name not in but and value not in ("", None)
    )


def page(*, found: Sequence[Verified]) -> str:
    """The whole page: figures by program, then each file."""
    lines = [HEAD, "## By program", "", "| program | files | figures |", "|---|---|---|"]
    for program in sorted({one.program for one in found}):
        files = [one for one in found if one.program == program]
        lines.append(f"| {program} | {len(files)} | {sum(len(one.figures) for one in files):,} |")
    for area in sorted({one.area for one in found}):
        lines += ["", f"## {area}"]
        for one in found:
            lines += _section(one) if one.area == area else ()
    return "\n".join(lines) + "\n"


def _section(one: Verified) -> Iterator[str]:
    path = f"../../{one.path.relative_to(ROOT).as_posix()}"
    yield f"\n### {one.method}\n"
    yield f"{len(one.figures):,} figures of {one.program} {one.version}; within {one.tolerance}."
    yield f"[{one.path.name}]({path}). {one.origin}\n"
    yield "| for example | value |"
    yield "|---|---|"
    step = max(1, len(one.figures) // SHOWN)
    for words, value in one.figures[::step][:SHOWN]:
        yield f"| {words} | {value:.10g} |"


if __name__ == "__main__":
    PAGE.write_text(page(found=references()), encoding="utf-8")
    sys.exit(0)
