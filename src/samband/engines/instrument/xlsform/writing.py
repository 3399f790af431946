# SPDX-License-Identifier: EUPL-1.2
"""An instrument as an XLSForm workbook that survey tools read and that comes back unchanged.

Sheets ``survey``, ``choices`` and ``settings`` are XLSForm's own; what it has no place for stands in extra
columns and in the sheets ``items``, ``checks``, ``indices``, ``terms`` and ``notes``: others pass over them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from samband.engines.instrument.flow import Options
from samband.engines.instrument.model import Index, Instrument, Item, Scale
from samband.engines.instrument.xlsform.languages import NAMES
from samband.engines.instrument.xlsform.lists import list_names
from samband.engines.instrument.xlsform.survey_rows import (
    Cells,
    Spoken,
    check_rows,
    labelled,
    survey_rows,
)

ALWAYS = frozenset({"type", "name", "list_name", "label"})


def write_xlsform(*, instrument: Instrument, path: Path) -> None:
    """Write the workbook. The same instrument gives the same file."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        created = datetime.combine(
            instrument.valid_from, datetime.min.time()
        )  # no clock: same file each time
        workbook.set_properties({"title": instrument.code, "created": created})
        for name, rows in sheets_of(instrument).items():
            _write_sheet(workbook.add_worksheet(name), rows)


def sheets_of(instrument: Instrument) -> dict[str, list[Cells]]:
    """Sheet -> rows: column -> what stands there."""
    survey = list(survey_rows(instrument)) if instrument.sections else _flat(instrument)
    sheets: dict[str, list[Cells]] = {
        "survey": survey,
        "choices": [*_scale_rows(instrument), *_option_rows(instrument)],
        "settings": [_settings(instrument)],
        "items": [_measured(instrument, item) for item in instrument.items] if instrument.sections else [],
        "checks": list(check_rows(instrument)),
        "indices": [_index_row(instrument, index) for index in instrument.indices],
        "terms": list(_terms(instrument)),
        "notes": [{"note": note} for note in instrument.notes],
    }
    return {name: rows for name, rows in sheets.items() if rows or name not in ("items", "checks")}


def _write_sheet(sheet: object, rows: Sequence[Cells]) -> None:
    used = dict.fromkeys(column for row in rows for column, value in row.items() if value != "")
    columns = [
        column
        for column in dict.fromkeys(column for row in rows for column in row)
        if column in used or column in ALWAYS
    ]
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column)  # type: ignore[attr-defined]
    for line, row in enumerate(rows, start=1):
        for column, value in row.items():
            if column in columns:
                write = sheet.write_number if isinstance(value, int) else sheet.write_string  # type: ignore[attr-defined]
                write(line, columns.index(column), value)


def _flat(instrument: Instrument) -> list[Cells]:
    """Items one below the other, each with what it measures."""
    return [
        {
            "type": f"select_one {item.scale.code}",
            "name": item.code,
            **labelled(instrument, "label", lambda words, code=item.code: words.items[code]),  # type: ignore[misc]
            **labelled(instrument, "hint", lambda words, code=item.code: words.hints.get(code, "")),  # type: ignore[misc]
            **_measured(instrument, item),
        }
        for item in instrument.items
    ]


def _measured(instrument: Instrument, item: Item) -> Cells:
    """What an item measures."""
    return {
        "name": item.code,
        "scale": item.scale.code if instrument.sections else "",
        "concept": item.concept,
        "dimension": item.dimension,
        "polarity": item.polarity.value,
        "asked_of": " ".join(item.asked_of),
        "is_verified": str(item.is_verified).lower(),
        "source": item.source,
        **labelled(instrument, "note", lambda words: words.notes.get(item.code, "")),
    }


def _scale_rows(instrument: Instrument) -> Iterator[Cells]:
    for scale in instrument.scales.values():
        for code in (*scale.codes, *scale.missing):
            yield {
                "list_name": scale.code,
                "name": code,
                **labelled(instrument, "label", lambda words, s=scale, c=code: words.scales[s.code][c]),  # type: ignore[misc]
                "missing": scale.missing[code].value if code in scale.missing else "",
                "shares": _shares(scale, code),
            }


def _shares(scale: Scale, code: int) -> str:
    return " ".join(share.name for share in scale.shares if code in share.codes)


def _option_rows(instrument: Instrument) -> Iterator[Cells]:
    names = list_names(instrument)
    for options in instrument.options.values():
        for code in options.offered:
            yield {
                "list_name": names[options.code],
                "name": code,
                **labelled(instrument, "label", lambda words, o=options, c=code: words.options[o.code][c]),  # type: ignore[misc]
                **_of_option(options, code),
            }


def _of_option(options: Options, code: str) -> Cells:
    return {
        "missing": options.missing[code].value if code in options.missing else "",
        "options": options.code,
        "exclusive": "true" if code in options.exclusive else "",
        "other": "true" if code in options.other else "",
    }


def _settings(instrument: Instrument) -> Cells:
    first = instrument.languages[0]
    return {
        "form_title": instrument.words[first].title,
        "form_id": instrument.code,
        "version": instrument.version,
        "default_language": f"{NAMES.get(first, first)} ({first})",
        "style": "pages" if instrument.sections else "",
        "valid_from": instrument.valid_from.isoformat(),
        "source": instrument.source,
        "licence": instrument.licence,
    }


def _index_row(instrument: Instrument, index: Index) -> Cells:
    return {
        "name": index.code,
        **labelled(instrument, "label", lambda words: words.indices[index.code]),
        **labelled(instrument, "note", lambda words: words.notes.get(index.code, "")),
        "items": " ".join(item.code for item in index.items),
        "minimum_valid": index.minimum_valid,
        "rescale_to": " ".join(map(str, index.rescale_to or ())),
        "asked_of": " ".join(index.asked_of),
        "source": index.source,
    }


def _terms(instrument: Instrument) -> Iterator[Cells]:
    """Title and introduction: in ``settings``, pyxform stops at columns with a language. Groups and so on."""
    yield _term(instrument, "text", "title", lambda words: words.title)
    yield _term(instrument, "text", "introduction", lambda words: words.introduction)
    for kind, part in (
        ("group", "groups"),
        ("dimension", "dimensions"),
        ("unit", "units"),
        ("about", "about"),
    ):
        for code in _coded(instrument, part):
            yield _term(instrument, kind, code, lambda words, p=part, c=code: getattr(words, p).get(c, ""))  # type: ignore[misc]


def _coded(instrument: Instrument, part: str) -> Iterable[str]:
    if part in ("groups", "dimensions"):
        return tuple(getattr(instrument, part))
    spoken: list[Mapping[str, str]] = [getattr(words, part) for words in instrument.words.values()]
    return dict.fromkeys(code for texts in spoken for code in texts)


def _term(instrument: Instrument, kind: str, code: str, text: Spoken) -> Cells:
    return {"kind": kind, "name": code, **labelled(instrument, "label", text)}
