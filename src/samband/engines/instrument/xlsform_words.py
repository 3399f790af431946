# SPDX-License-Identifier: EUPL-1.2
"""The words of an XLSForm as one tree per language, as if they had been read from words files."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform_languages import columns_by_language, language_of
from samband.engines.instrument.xlsform_questions import Questions, is_own
from samband.engines.instrument.xlsform_structure import section
from samband.engines.rule_files import Faults, Node, Place, Section, Text

FALLBACK = "en"


def words_of(sheets: Sheets, questions: Questions, *, stem: str, refusals: Faults) -> dict[str, Section]:
    """Language -> its words. Labels without language are the default language's, else taken for English."""
    settings = next(iter(sheets.get("settings", ())), Row(Place(f"{stem}.xlsx, sheet settings", 2), {}))
    default = language_of(settings.cells.get("default_language", "")) or FALLBACK
    columns = {column for row in sheets["survey"] for column in row.cells}
    if "label" in columns and "default_language" not in settings.cells:
        what = f"Labels without language are taken for “{default}”."
        refusals.add(sheets["survey"][0].place, what, "Add default_language to the sheet settings.")
    languages = columns_by_language(part="label", columns=sorted(columns), default=default)
    _refuse_unknown_languages(languages, sheets["survey"][0].place, refusals)
    return {
        language: _words(sheets, questions, settings, language, default, stem)
        for language in languages
        if language_of(language)
    }


def _refuse_unknown_languages(columns: Mapping[str, str], place: Place, refusals: Faults) -> None:
    for language, column in columns.items():
        if not language_of(language):
            what = f"The language of the column “{column[:60]}” is not recognised; it is left out."
            refusals.add(place, what, "Write it as label::Español (es).")


def _words(
    sheets: Sheets, questions: Questions, settings: Row, language: str, default: str, stem: str
) -> Section:
    def text(row: Row, part: str) -> str:
        columns = columns_by_language(part=part, columns=sorted(row.cells), default=default)
        return row.cells[columns[language]] if language in columns else ""

    terms = sheets.get("terms", ())
    header = _texts(_named(terms, kind="text"), "label", text, settings.place)
    title = header.entries.get("title")
    if title is None and not is_own(sheets):
        title = Text(settings.place, settings.cells.get("form_title", stem))
    items = [(question.code, question.row) for question in questions.items]
    indices = _named(sheets.get("indices", ()))
    scales = {
        code: _texts([(row.cells["name"], row) for row in rows], "label", text, rows[0].place)
        for code, rows in questions.choices.items()
    }
    entries: dict[str, Node] = {
        **header.entries,
        "title": title or Text(settings.place, ""),
        "groups": _texts(_named(terms, kind="group"), "label", text, settings.place),
        "dimensions": _texts(_named(terms, kind="dimension"), "label", text, settings.place),
        "items": _texts(items, "label", text, sheets["survey"][0].place),
        "indices": _texts(indices, "label", text, settings.place),
        "scales": section(sheets["choices"][0].place, scales),
        "notes": _texts([*items, *indices], "hint", text, settings.place),
    }
    return section(settings.place, entries)


def _named(rows: Iterable[Row], *, kind: str = "") -> list[tuple[str, Row]]:
    return [(row.cells.get("name", ""), row) for row in rows if row.cells.get("kind", "") == kind]


def _texts(
    named: Sequence[tuple[str, Row]], part: str, text: Callable[[Row, str], str], place: Place
) -> Section:
    found: dict[str, Node] = {}
    for name, row in named:
        if words := text(row, part):
            found[name] = Text(row.place, words)
    return section(place, found)
