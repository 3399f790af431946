# SPDX-License-Identifier: EUPL-1.2
"""Records of a JSON file one after another with their lines: a list, JSON lines, or one object.

Each record is decoded alone, so that a large list takes the memory of its text and one record.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from samband.engines.files import Fault, FileFault, Unreadable
from samband.engines.registers.faults import RegisterFault

LONGEST = 200
Record = Mapping[str, Any]
_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def records(*, text: str, most: int) -> Iterator[tuple[int, Record]]:
    """(line, record) of every object. Numbers come as they are written.

    Raises Unreadable: no JSON, something other than objects, nested too deep, more than ``most``, or none.
    """
    number, place, line = 0, _past_space(text, 0), 1
    line += text.count("\n", 0, place)
    is_list = text.startswith("[", place)
    place += is_list
    while (begins := _past_space(text, place, ",")) < len(text) and text[begins] != "]":
        line += text.count("\n", place, begins)
        record, place = _decoded(text, begins, line)
        number += 1
        if number > most:
            raise Unreadable(Fault(FileFault.TOO_MANY_ROWS, limit=str(most)))
        yield line, record
        line += text.count("\n", begins, place)
    if (begins >= len(text) and is_list) or text[begins + 1 :].strip(_SPACE):
        raise _broken(line)
    if not number:
        raise Unreadable(Fault(FileFault.EMPTY_FILE))


def _past_space(text: str, place: int, more: str = "") -> int:
    skipped = _SPACE + more
    while place < len(text) and text[place] in skipped:
        place += 1
    return place


def _decoded(text: str, place: int, line: int) -> tuple[Record, int]:
    try:
        record, ends = _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as fault:
        raise _broken(line + text.count("\n", place, fault.pos)) from None
    except RecursionError:
        raise Unreadable(Fault(RegisterFault.TOO_DEEP)) from None
    if not isinstance(record, dict):
        raise Unreadable(Fault(RegisterFault.NOT_A_REGISTER))
    return record, ends


def _broken(line: int) -> Unreadable:
    return Unreadable(Fault(RegisterFault.NOT_JSON, limit=str(line)))


def plain(value: object) -> str:
    """A text in one line without unreadable signs, cut to LONGEST; '' for what is no text."""
    if not isinstance(value, str):
        return ""
    shown = "".join(sign if sign.isprintable() else " " for sign in value[: 4 * LONGEST])
    return " ".join(shown.split())[:LONGEST].strip()


def inside(value: object, *keys: str) -> object:
    """What stands at the end of a path of names; None when there is no such path."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text_at(value: object, *keys: str) -> str:
    return plain(inside(value, *keys))


def objects_at(value: object, *keys: str) -> Iterator[Record]:
    """The objects of a list; other entries are passed over."""
    found = inside(value, *keys)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def first_text(value: object) -> str:
    """The first of a list of texts, or the text."""
    found = value if isinstance(value, list) else [value]
    return next((text for text in map(plain, found) if text), "")
