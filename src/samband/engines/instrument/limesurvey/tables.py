# SPDX-License-Identifier: EUPL-1.2
"""The tables inside an .lss file, read without trust: no entities, no network, bounded size."""

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.rule_files import Fault

LARGEST = 20_000_000
MOST_ROWS = 200_000
Record = Mapping[str, str]
_TAGS = re.compile(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->")
_BREAKS = re.compile(r"(?i)<br\s*/?>|</(p|div|li|h[1-6])>")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def read_tables(path: Path) -> dict[str, Sequence[Record]]:
    """Table -> rows: column -> text. Languages stand in the table ``languages``. Raises InstrumentFaults."""
    root = _root(path)
    if root.tag != "document" or root.findtext("LimeSurveyDocType") != "Survey":
        raise _refused(path, "This is no survey of LimeSurvey.", "Export it as “Survey structure (.lss)”.")
    tables: dict[str, Sequence[Record]] = {
        str(table.tag): [_record(row) for row in table.iterfind("rows/row")]
        for table in root
        if table.find("rows") is not None
    }
    tables["languages"] = [{"language": one.text or ""} for one in root.iterfind("languages/language")]
    if sum(map(len, tables.values())) > MOST_ROWS:
        raise _refused(path, f"There are more than {MOST_ROWS:,} rows.", "Split the survey.")
    return tables


def plain_text(markup: str) -> str:
    """HTML as text: tags away, line breaks kept."""
    text = _BREAKS.sub("\n", _TAGS.sub("", markup))
    text = html.unescape(_TAG.sub("", text)).replace("\xa0", " ")
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))


def whole_number(text: str) -> int:
    """0 for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _root(path: Path) -> etree._Element:
    if path.stat().st_size > LARGEST:
        raise _refused(path, f"The file is larger than {LARGEST // 1_000_000} MB.", "Split the survey.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(path, "The file is not sound XML.", "Export it again from LimeSurvey.") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _refused(path, "The file defines a document type.", "Export it again from LimeSurvey.")
    return root


def _record(row: etree._Element) -> Record:
    return {
        str(cell.tag): "".join(map(str, cell.itertext())).strip() for cell in row if isinstance(cell.tag, str)
    }


def _refused(path: Path, what: str, remedy: str) -> InstrumentFaults:
    return InstrumentFaults([Fault(path.name, 1, what, remedy)])
