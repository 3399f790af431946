# SPDX-License-Identifier: EUPL-1.2
"""The words of our own workbook as one tree per language, as if they had been read from words files."""

from collections.abc import Iterable

from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform.languages import columns_by_language
from samband.engines.instrument.xlsform.nodes import section, settings_of
from samband.engines.instrument.xlsform.own_structure import has_sections, item_rows, nested
from samband.engines.rule_files import Faults, Node, Section, Text

Named = Iterable[tuple[str, Row]]


def own_words(sheets: Sheets, *, languages: Iterable[str], default: str, file: str) -> dict[str, Section]:
    """Language -> its words."""
    return {language: _Spoken(sheets, language, default, file).words() for language in languages}


class _Spoken:
    def __init__(self, sheets: Sheets, language: str, default: str, file: str) -> None:
        self.sheets, self.language, self.default = sheets, language, default
        self.place = settings_of(sheets, file=file).place

    def words(self) -> Section:
        items = {row.cells.get("name", "") for row in item_rows(self.sheets)}
        sections, pages, asked = self._asked()
        measured = [*_named(item_rows(self.sheets)), *_named(self.sheets.get("indices", ()))]
        title = self._texts(_named(self._terms("text")))
        parts: dict[str, Node] = {
            **title.entries,
            "groups": self._texts(_named(self._terms("group"))),
            "dimensions": self._texts(_named(self._terms("dimension"))),
            "items": self._texts((code, row) for code, row in asked if code in items),
            "indices": self._texts(_named(self.sheets.get("indices", ()))),
            "scales": self._lists(has_options=False),
            "notes": self._texts(measured, "note"),
            "hints": self._texts(asked, "hint"),
            "questions": self._texts((code, row) for code, row in asked if code not in items),
            "options": self._lists(has_options=True),
            "sections": self._texts(sections),
            "pages": self._texts(pages),
            "checks": self._texts(_named(self.sheets.get("checks", ()))),
            "units": self._texts(_named(self._terms("unit"))),
            "about": self._texts(_named(self._terms("about"))),
        }
        return section(self.place, parts)

    def _asked(self) -> tuple[list[tuple[str, Row]], list[tuple[str, Row]], list[tuple[str, Row]]]:
        """Sections, pages and questions with their codes."""
        if not has_sections(self.sheets):
            return [], [], _named(item_rows(self.sheets))
        found = nested(self.sheets["survey"], faults=Faults())
        pages = [page for _section, pages in found for page in pages]
        asked = [row for _page, rows in pages for row in rows]
        return _coded(row for row, _pages in found), _coded(row for row, _rows in pages), _named(asked)

    def _terms(self, kind: str) -> list[Row]:
        return [row for row in self.sheets.get("terms", ()) if row.cells.get("kind") == kind]

    def _lists(self, *, has_options: bool) -> Section:
        lists: dict[str, list[Row]] = {}
        column = "options" if has_options else "list_name"
        for row in self.sheets.get("choices", ()):
            if has_options == ("options" in row.cells):
                lists.setdefault(row.cells.get(column, ""), []).append(row)
        found: dict[str, Node] = {code: self._texts(_named(rows)) for code, rows in lists.items()}
        return section(self.place, found)

    def _texts(self, named: Named, part: str = "label") -> Section:
        found: dict[str, Node] = {}
        for name, row in named:
            if words := cell_in(row, part=part, language=self.language, default=self.default):
                found[name] = Text(row.place, words)
        place = next((node.place for node in found.values()), self.place)
        return section(place, found)


def cell_in(row: Row, *, part: str, language: str, default: str) -> str:
    """The row's words in the language; '' when there are none."""
    columns = columns_by_language(part=part, columns=sorted(row.cells), default=default)
    return row.cells[columns[language]] if language in columns else ""


def _named(rows: Iterable[Row]) -> list[tuple[str, Row]]:
    return [(row.cells.get("name", ""), row) for row in rows]


def _coded(rows: Iterable[Row]) -> list[tuple[str, Row]]:
    return [(row.cells.get("code") or row.cells.get("name", ""), row) for row in rows]
