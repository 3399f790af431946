# SPDX-License-Identifier: EUPL-1.2
"""Reports as data, written as a web page, a tagged PDF, a text document or a spreadsheet: the same words."""

from samband.engines.reports.document import to_docx
from samband.engines.reports.fonts_folder import FONTS_FOLDER, FontsMissing
from samband.engines.reports.html import to_html
from samband.engines.reports.model import (
    BadReport,
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    KeySentence,
    Note,
    NoteKind,
    Paragraph,
    Report,
    ReportWords,
    Sheet,
    Table,
)
from samband.engines.reports.pdf import to_pdf
from samband.engines.reports.spreadsheet import to_xlsx

__all__ = [
    "FONTS_FOLDER",
    "BadReport",
    "Block",
    "Bullets",
    "Facts",
    "Figure",
    "FontsMissing",
    "Heading",
    "KeySentence",
    "Note",
    "NoteKind",
    "Paragraph",
    "Report",
    "ReportWords",
    "Sheet",
    "Table",
    "to_docx",
    "to_html",
    "to_pdf",
    "to_xlsx",
]
