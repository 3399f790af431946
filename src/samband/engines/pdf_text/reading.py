# SPDX-License-Identifier: EUPL-1.2
"""From the bytes of a PDF to its lines. For text that people look through, not for layout or figures."""

from collections.abc import Iterator, Mapping, Sequence

from samband.engines.pdf_text.content import UNCHANGED, USUAL_WIDTH, Page, Piece
from samband.engines.pdf_text.objects import Objects, Stream, read_objects

MOST_PAGES = 40
"""The agenda stands first; what follows are the papers of its items."""
DEEPEST_TREE = 30
_WITHIN = 1024


class NotPdf(ValueError):  # noqa: N818  it names the fact
    """The bytes are no PDF, or none whose pages can be found."""


class Locked(ValueError):  # noqa: N818  it names the fact
    """It is encrypted."""


class NoText(ValueError):  # noqa: N818  it names the fact
    """Its pages show no letters: a scan, or letters whose meaning the file does not tell."""


def pdf_lines(*, data: bytes, pages: int = MOST_PAGES) -> tuple[str, ...]:
    """Lines of the first pages in the order in which they are written. Raises NotPdf, Locked, NoText.

    Reads text that is packed with Deflate or not at all, in fonts with a table to Unicode or Western letters.
    Text drawn as pictures, and annotations, are not read.
    """
    if b"%PDF-" not in data[:_WITHIN]:
        raise NotPdf
    objects = read_objects(data=data)
    if _is_locked(data, objects):
        raise Locked
    found = list(_pages(objects))[:pages]
    if not found:
        raise NotPdf
    run = Page(objects)
    lines = [line for page, resources in found for line in _lines(_shown(page, resources, run))]
    if not any(mark.isalpha() for line in lines for mark in line):
        raise NoText
    return tuple(lines)


def _is_locked(data: bytes, objects: Objects) -> bool:
    """Its trailer, or the stream that stands for one, names how it is encrypted."""
    tail = data.rfind(b"trailer")
    if tail >= 0 and b"/Encrypt" in data[tail:]:
        return True
    streams = (one.entries for one in objects.found.values() if isinstance(one, Stream))
    return any(entries.get("Type") == "XRef" and "Encrypt" in entries for entries in streams)


def _pages(objects: Objects) -> Iterator[tuple[Mapping[str, object], Mapping[str, object]]]:
    """Pages with their resources: in the order of the tree, else of the numbers."""
    kinds = [(objects.entries(one), one) for one in objects.found.values()]
    roots = [entries for entries, _ in kinds if entries.get("Type") == "Catalog"]
    if roots and (found := list(_below(roots[-1].get("Pages"), {}, objects, 0, set()))):
        yield from found
        return
    for entries, _ in kinds:
        if entries.get("Type") == "Page":
            yield entries, objects.entries(entries.get("Resources"))


def _below(
    node: object, inherited: Mapping[str, object], objects: Objects, depth: int, seen: set[int]
) -> Iterator[tuple[Mapping[str, object], Mapping[str, object]]]:
    entries = objects.entries(node)
    if depth > DEEPEST_TREE or id(entries) in seen:
        return
    seen.add(id(entries))
    resources = objects.entries(entries.get("Resources")) or inherited
    if entries.get("Type") == "Page" or "Contents" in entries:
        yield entries, resources
    for child in objects.listed(entries.get("Kids")):
        yield from _below(child, resources, objects, depth + 1, seen)


def _shown(page: Mapping[str, object], resources: Mapping[str, object], run: Page) -> Sequence[Piece]:
    contents = run.objects.resolved(page.get("Contents"))
    parts = contents if isinstance(contents, list) else [contents]
    run.pieces = []
    run.run(b"\n".join(run.objects.content(one) for one in parts), resources, UNCHANGED)
    return run.pieces


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    """Pieces at one height are a line; a gap wider than the letters before it parts words."""
    line, before = "", None
    for piece in pieces:
        if before is not None and abs(piece.y - before.y) > max(before.size, 1.0) * 0.4:
            yield from _clean(line)
            line = ""
        elif before is not None and _gap(before, piece) > 0.3 * before.size:
            line += " "
        line += piece.text
        before = piece
    yield from _clean(line)


def _gap(before: Piece, piece: Piece) -> float:
    return piece.x - before.x - len(before.text) * (USUAL_WIDTH + 0.1) * before.size


def _clean(line: str) -> Iterator[str]:
    plain = " ".join("".join(mark if mark.isprintable() else " " for mark in line).split())
    if plain:
        yield plain
