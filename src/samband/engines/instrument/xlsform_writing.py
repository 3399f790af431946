# SPDX-License-Identifier: EUPL-1.2
"""An instrument as an XLSForm workbook that survey tools read and that comes back unchanged.

Sheets ``survey``, ``choices`` and ``settings`` are XLSForm's own; what it has no place for stands in extra
columns and in the sheets ``indices``, ``terms`` and ``notes``, which other tools pass over.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from samband.engines.instrument.model import Index, Instrument, Item, Scale, Words
from samband.engines.instrument.xlsform_languages import NAMES, language_column

Cells = Mapping[str, str | int]


def write_xlsform(*, instrument: Instrument, path: Path) -> None:
    """Write the workbook. The same instrument gives the same file."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        created = datetime.combine(
            instrument.valid_from, datetime.min.time()
        )  # no clock: same file each time
        workbook.set_properties({"title": instrument.code, "created": created})
        for name, rows in _sheets(instrument).items():
            _write_sheet(workbook.add_worksheet(name), rows)


def _sheets(instrument: Instrument) -> dict[str, list[Cells]]:
    return {
        "survey": [_survey_row(instrument, item) for item in instrument.items],
        "choices": [row for scale in instrument.scales.values() for row in _choice_rows(instrument, scale)],
        "settings": [_settings(instrument)],
        "indices": [_index_row(instrument, index) for index in instrument.indices],
        "terms": [*_texts(instrument), *_terms(instrument, "group"), *_terms(instrument, "dimension")],
        "notes": [{"note": note} for note in instrument.notes],
    }


def _write_sheet(sheet: object, rows: Sequence[Cells]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column)  # type: ignore[attr-defined]
    for line, row in enumerate(rows, start=1):
        for column, value in row.items():
            write = sheet.write_number if isinstance(value, int) else sheet.write_string  # type: ignore[attr-defined]
            write(line, columns.index(column), value)


def _survey_row(instrument: Instrument, item: Item) -> Cells:
    return {
        "type": f"select_one {item.scale.code}",
        "name": item.code,
        **_labels(instrument, "label", lambda words: words.items[item.code]),
        **_labels(instrument, "hint", lambda words: words.notes.get(item.code, "")),
        "concept": item.concept,
        "dimension": item.dimension,
        "polarity": item.polarity.value,
        "asked_of": " ".join(item.asked_of),
        "is_verified": str(item.is_verified).lower(),
        "source": item.source,
    }


def _choice_rows(instrument: Instrument, scale: Scale) -> Iterable[Cells]:
    for code in (*scale.codes, *scale.missing):
        yield {
            "list_name": scale.code,
            "name": code,
            **_labels(instrument, "label", lambda words, code=code: words.scales[scale.code][code]),  # type: ignore[misc]
            "missing": scale.missing[code].value if code in scale.missing else "",
            "shares": " ".join(share.name for share in scale.shares if code in share.codes),
        }


def _settings(instrument: Instrument) -> Cells:
    first = instrument.languages[0]
    return {
        "form_title": instrument.words[first].title,
        "form_id": instrument.code,
        "version": instrument.version,
        "default_language": f"{NAMES.get(first, first)} ({first})",
        "valid_from": instrument.valid_from.isoformat(),
        "source": instrument.source,
        "licence": instrument.licence,
    }


def _index_row(instrument: Instrument, index: Index) -> Cells:
    return {
        "name": index.code,
        **_labels(instrument, "label", lambda words: words.indices[index.code]),
        **_labels(instrument, "hint", lambda words: words.notes.get(index.code, "")),
        "items": " ".join(item.code for item in index.items),
        "minimum_valid": index.minimum_valid,
        "rescale_to": " ".join(map(str, index.rescale_to or ())),
        "asked_of": " ".join(index.asked_of),
        "source": index.source,
    }


def _texts(instrument: Instrument) -> Iterable[Cells]:
    """Title and introduction. Not in ``settings``: pyxform stops at columns with a language there."""
    title = _labels(instrument, "label", lambda words: words.title)
    introduction = _labels(instrument, "label", lambda words: words.introduction)
    yield {"kind": "text", "name": "title", **title}
    yield {"kind": "text", "name": "introduction", **introduction}


def _terms(instrument: Instrument, kind: str) -> Iterable[Cells]:
    codes = instrument.groups if kind == "group" else instrument.dimensions
    for code in codes:

        def term(words: Words, code: str = code) -> str:
            return (words.groups if kind == "group" else words.dimensions)[code]

        yield {"kind": kind, "name": code, **_labels(instrument, "label", term)}


def _labels(instrument: Instrument, part: str, text: Callable[[Words], str]) -> Cells:
    """One column per language."""
    return {
        language_column(part=part, language=language): text(words)
        for language, words in instrument.words.items()
    }
