# SPDX-License-Identifier: EUPL-1.2
"""A form as XLSForm's standard words it: the other names of sheets, columns and types replaced.

Source: pyxform 4.5 (aliases.py, question_type_dictionary.py), with which ODK and KoboToolbox read forms.
"""

import re
from collections.abc import Mapping

from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform.honoured import SHEETS
from samband.engines.rule_files import Faults

_COLUMNS: Mapping[str, str] = {
    "bind::calculate": "calculation",
    "bind::constraint": "constraint",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "bind::readonly": "read_only",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "body::appearance": "appearance",
    "calculate": "calculation",
    "caption": "label",
    "command": "type",
    "constraining_message": "constraint_message",
    "constraint-msg": "constraint_message",
    "constraint_msg": "constraint_message",
    "control::appearance": "appearance",
    "control::jr:count": "repeat_count",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "readonly": "read_only",
    "relevance": "relevant",
    "repeat-count": "repeat_count",
    "requiredmsg": "required_message",
    "set_form_id": "form_id",
    "set_form_title": "form_title",
    "tag": "name",
    "value": "name",
}
_TYPES: Mapping[str, tuple[str, ...]] = {
    "acknowledge": ("q acknowledge", "add acknowledge prompt"),
    "audio": ("q audio", "add audio prompt"),
    "barcode": ("q barcode", "add barcode prompt"),
    "begin repeat": ("begin lgroup", "begin looped group"),
    "calculate": ("q calculate", "add calculate prompt"),
    "date": ("q date", "add date prompt"),
    "datetime": ("date time", "q date time", "add date time prompt", "q datetime", "add datetime prompt"),
    "decimal": ("q decimal", "add decimal prompt"),
    "deviceid": ("imei", "device id", "get device id", "uri:deviceid"),
    "email": ("uri:email",),
    "end": ("end time", "get end time"),
    "end repeat": ("end lgroup", "end looped group"),
    "file": ("add file prompt",),
    "geopoint": ("location", "gps", "q location", "q geopoint", "add location prompt"),
    "geoshape": ("q geoshape",),
    "geotrace": ("q geotrace",),
    "image": ("photo", "q picture", "q image", "add image prompt", "add photo prompt"),
    "integer": (
        "int", "q int", "add integer prompt", "number of days in last month",
        "number of days in last six months", "number of days in last year",
    ),
    "note": ("q note", "add note prompt"),
    "phonenumber": ("phone number", "phone_number", "get phone number", "uri:phonenumber"),
    "select_multiple": (
        "select all that apply from", "select all that apply", "select multiple from",
        "select multiple using", "select multiple", "add select multiple prompt using", "q select",
    ),
    "select_multiple_from_file": ("select multiple from file",),
    "select_one": (
        "select one from", "select one using", "select one", "select1", "add select one prompt using",
        "q select1",
    ),
    "select_one_external": ("select one external",),
    "select_one_from_file": ("select one from file",),
    "simserial": ("sim id", "get sim id", "uri:simserial"),
    "start": ("start time", "get start time"),
    "subscriberid": ("subscriber id", "get subscriber id", "uri:subscriberid"),
    "text": ("string", "q string", "add text prompt"),
    "today": ("get today",),
    "username": ("uri:username",),
    "video": ("q video", "add video prompt"),
}  # fmt: skip
_TYPE_BY_ALIAS = {alias: name for name, aliases in _TYPES.items() for alias in aliases}
_LONGEST_FIRST = sorted(_TYPE_BY_ALIAS, key=len, reverse=True)
_PREFIXES = frozenset({"attribute", "bind", "body", "control", "instance", "media"})
_PARTED = re.compile(
    r"(?is)((?:attribute|bind|body|control|instance|media|label|caption|hint|guidance[ _]hint|image|big-image"
    r"|audio|video|constraint[ _]message|required[ _]message)\s*(?=::?)|[^:]+(?=::))::?\s*(.+)"
)
"""A column with a language or a prefix; old forms write one colon."""
_MEDIA = ("image", "big-image", "audio", "video")
_OFF = frozenset({"yes", "true", "true()", "1"})


def standard_form(sheets: Sheets, told: Faults) -> Sheets:
    """Sheets under their usual names; rows that are disabled away. Sheets that are not read are told of."""
    found = {_plain(name): rows for name, rows in sheets.items()}
    for name in SHEETS:
        if found.get(name):
            what = f"The sheet {name} is not read."
            told.add(found[name][0].place, what, "Bring what stands there in another way.")
    standard = {name: (_standard(row, told) for row in rows) for name, rows in found.items()}
    return {name: tuple(row for row in rows if row.cells) for name, rows in standard.items()}


def _standard(row: Row, told: Faults) -> Row:
    """Of two columns that mean the same the first that is filled in counts."""
    cells: dict[str, str] = {}
    for column, text in row.cells.items():
        name = _column(column)
        if cells.setdefault(name, text) != text:
            told.add(
                row.place, f"Two columns are {name[:60]}: “{text[:40]}” is not kept.", "Keep one of them."
            )
    if cells.get("disabled", "").lower() in _OFF:
        return Row(row.place, {})
    cells.pop("disabled", None)
    return Row(row.place, cells | _typed(cells))


def _typed(cells: Mapping[str, str]) -> dict[str, str]:
    if "type" not in cells:
        return {}
    if cells["type"].lower() == "percentage":
        return {"type": "integer", "constraint": cells.get("constraint") or ". >= 0 and . <= 100"}
    return {"type": standard_type(cells["type"])}


def standard_type(text: str) -> str:
    """``select one from towns`` as ``select_one towns``; what has no other name stays as it is."""
    words = " ".join(text.split())
    plain = words.lower()
    for alias in _LONGEST_FIRST:
        if plain == alias or plain.startswith(f"{alias} "):
            return f"{_TYPE_BY_ALIAS[alias]}{words[len(alias) :]}"
    return words


def _column(header: str) -> str:
    """``Label: English`` as ``label::English``: only the language keeps its capitals."""
    found = _PARTED.fullmatch(header.strip())
    if not found:
        name = _plain(header)
        return f"media::{name}" if name in _MEDIA else _COLUMNS.get(name, name)
    name, rest = _plain(found[1]), found[2]
    if name in _MEDIA:
        return f"media::{name}::{rest}"
    if name not in _PREFIXES:
        return f"{_COLUMNS.get(name, name)}::{rest}"
    part, colons, language = rest.partition("::")
    whole = f"{name}::{part.strip().lower()}"
    return f"{_COLUMNS.get(whole, whole)}{colons}{language}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "_", text.strip().lower())
