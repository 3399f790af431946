# SPDX-License-Identifier: EUPL-1.2
"""The text of an agenda in a file: a PDF, a document of a word processor, a calendar, a meeting in OParl."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from samband.engines.catalogues import gettext_noop
from samband.engines.files import Fault, FaultKind, FileFault, Limits, Unreadable, unpacked_parts
from samband.engines.pdf_text import Locked, NoText, NotPdf, pdf_lines
from samband.tools.ethics.analysis.agenda import AgendaItem, read_lines, read_rows

LIMITS = Limits(file_bytes=10_000_000, rows=2_000, columns=50, unpacked_bytes=60_000_000, cells=100_000)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN_PART = "word/document.xml"
Meeting = Mapping[str, Any] | list[Mapping[str, Any]]
TABLES = (".csv", ".tsv", ".xlsx")
TEXTS = (".pdf", ".docx", ".ics", ".json", ".txt")


class AgendaFault(FaultKind):
    """What is wrong with the file of an agenda."""

    NOT_SUPPORTED = (
        "not_supported",
        gettext_noop("Files of the kind {value} cannot be read as an agenda."),
        gettext_noop("Use PDF, DOCX, XLSX, CSV, iCal or OParl (JSON), or paste the text."),
    )
    NOT_A_PDF = (
        "not_a_pdf",
        gettext_noop("The file is not an intact PDF."),
        gettext_noop("Open it, choose all text, copy it and paste it."),
    )
    LOCKED = (
        "locked",
        gettext_noop("The PDF is locked with a password."),
        gettext_noop("Save it without one, or paste the text."),
    )
    SCAN = (
        "scan",
        gettext_noop("The PDF has no text: it is a scan, or keeps its letters to itself."),
        gettext_noop("Ask for the document it was made from, or write its items."),
    )
    NOT_A_DOCUMENT = (
        "not_a_document",
        gettext_noop("The file is not an intact document of a word processor."),
        gettext_noop("Save it as .docx again, or paste the text."),
    )
    NOT_A_MEETING = (
        "not_a_meeting",
        gettext_noop("The file holds no meeting with items."),
        gettext_noop("OParl has a meeting with “agendaItem”; iCal an event with a description."),
    )
    NO_ITEMS = (
        "no_items",
        gettext_noop("No item was found."),
        gettext_noop("Paste the agenda with one item on each line."),
    )
    LETTERS = (
        "letters",
        gettext_noop("the letters are not UTF-8."),
        gettext_noop("Save it as UTF-8, or paste the text."),
    )


def read_text_file(*, path: Path, ending: str) -> tuple[AgendaItem, ...]:
    """Items in a file that is no table. ending: ``.docx``. Raises Unreadable when there are none."""
    if _begins(path, b"%PDF"):
        ending = ".pdf"
    readers = {".pdf": _pdf, ".docx": _docx, ".ics": _calendar, ".json": _oparl, ".txt": _plain}
    if ending not in readers:
        raise Unreadable(Fault(AgendaFault.NOT_SUPPORTED, value=ending or "–"))
    return some(items=readers[ending](path))


def some(*, items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
    """The items. Raises Unreadable when there are none."""
    if not items:
        raise Unreadable(Fault(AgendaFault.NO_ITEMS))
    return items


def _pdf(path: Path) -> tuple[AgendaItem, ...]:
    try:
        return read_lines(text="\n".join(pdf_lines(data=path.read_bytes())))
    except NotPdf:
        raise Unreadable(Fault(AgendaFault.NOT_A_PDF)) from None
    except Locked:
        raise Unreadable(Fault(AgendaFault.LOCKED)) from None
    except NoText:
        raise Unreadable(Fault(AgendaFault.SCAN)) from None


def _docx(path: Path) -> tuple[AgendaItem, ...]:
    """Paragraphs as lines; a table whose first row names its columns goes before them."""
    try:
        parts = unpacked_parts(source=path, limits=LIMITS)
    except Unreadable as refused:
        if refused.faults[0].kind is FileFault.NOT_AN_ARCHIVE:
            raise Unreadable(Fault(AgendaFault.NOT_A_DOCUMENT)) from None
        raise
    if _MAIN_PART not in parts:
        raise Unreadable(Fault(AgendaFault.NOT_A_DOCUMENT))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        body = etree.fromstring(parts[_MAIN_PART], parser)
    except etree.XMLSyntaxError:
        raise Unreadable(Fault(AgendaFault.NOT_A_DOCUMENT)) from None
    for table in body.iter(f"{_W}tbl"):
        rows = [[_words(cell) for cell in row.iter(f"{_W}tc")] for row in table.iter(f"{_W}tr")]
        if len(rows) > 1 and (items := read_rows(columns=rows[0], rows=rows[1:])):
            return items
    return read_lines(text="\n".join(_words(one) for one in body.iter(f"{_W}p")))


def _words(part: etree._Element) -> str:
    """The text of a part of a document; tabs and line breaks as one space."""
    marks = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}p": " "}
    return "".join(
        (node.text or "") if node.tag == f"{_W}t" else marks.get(str(node.tag), "") for node in part.iter()
    ).strip()


def _calendar(path: Path) -> tuple[AgendaItem, ...]:
    """The description of the first event (RFC 5545): folded lines joined, its escapes undone."""
    whole = re.sub(r"\r?\n[ \t]", "", _text(path))
    found = re.search(r"^DESCRIPTION(?:;[^:\n]*)?:(.*)$", whole, re.MULTILINE)
    if "BEGIN:VEVENT" not in whole or not found:
        raise Unreadable(Fault(AgendaFault.NOT_A_MEETING))
    marks = {"n": "\n", "N": "\n"}
    return read_lines(text=re.sub(r"\\(.)", lambda mark: marks.get(mark[1], mark[1]), found[1]))


def _oparl(path: Path) -> tuple[AgendaItem, ...]:
    """A meeting of OParl 1.0 or 1.1 with its items inside, or a list of items."""
    try:
        return read_rows(columns=("number", "title", "text"), rows=list(_entries(json.loads(_text(path)))))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unreadable(Fault(AgendaFault.NOT_A_MEETING)) from None


def _entries(document: Meeting) -> Iterator[tuple[str, str, str]]:
    """Items that are public; those kept from the public are left out."""
    listed = document["agendaItem"] if isinstance(document, Mapping) else document
    for one in listed:
        if one.get("public", True) is not False:
            yield str(one.get("number") or ""), str(one["name"]), str(one.get("resolutionText") or "")


def _plain(path: Path) -> tuple[AgendaItem, ...]:
    return read_lines(text=_text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(Fault(AgendaFault.LETTERS)) from None


def _begins(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark
