# SPDX-License-Identifier: EUPL-1.2
"""From the codes of a font to letters: by its own table, else as Windows writes Western letters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from samband.engines.pdf_text.objects import Objects
from samband.engines.pdf_text.syntax import Reader, Word

LARGEST_RANGE = 65_536
_GLYPHS = {
    "space": " ", "hyphen": "-", "endash": "–", "period": ".", "comma": ",", "colon": ":", "slash": "/",
    "aring": "å", "Aring": "Å", "oslash": "ø", "Oslash": "Ø", "ae": "æ", "AE": "Æ", "eacute": "é",
    "abreve": "ă", "Abreve": "Ă", "acircumflex": "â", "Acircumflex": "Â", "icircumflex": "î",
    "Icircumflex": "Î", "scommaaccent": "ș", "Scommaaccent": "Ș", "tcommaaccent": "ț",
    "Tcommaaccent": "Ț", "scedilla": "ş", "tcedilla": "ţ", "zero": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "parenleft": "(",
    "parenright": ")", "quotesingle": "'", "ampersand": "&", "adieresis": "ä", "odieresis": "ö",
    "udieresis": "ü", "fi": "fi", "fl": "fl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Font:
    """letters: code -> text. width: bytes of a code."""

    letters: Mapping[int, str]
    width: int

    def text(self, codes: bytes) -> str:
        parts = (codes[at : at + self.width] for at in range(0, len(codes), self.width))
        return "".join(self.letters.get(int.from_bytes(one, "big"), self._usual(one)) for one in parts)

    def _usual(self, code: bytes) -> str:
        return code.decode("cp1252", errors="ignore") if self.width == 1 else ""


def read_font(*, entries: Mapping[str, object], objects: Objects) -> Font:
    """The font of a dictionary (9.5 to 9.10)."""
    is_composite = entries.get("Subtype") == "Type0"
    table = objects.content(entries.get("ToUnicode"))
    if table:
        letters, width = _table(table)
        return Font(letters, width or (2 if is_composite else 1))
    if is_composite:
        return Font({}, 2)
    return Font(dict(_differences(objects.entries(entries.get("Encoding")), objects)), 1)


def _differences(encoding: Mapping[str, object], objects: Objects) -> Iterator[tuple[int, str]]:
    code = 0
    for one in objects.listed(encoding.get("Differences")):
        if isinstance(one, int):
            code = one
        elif isinstance(one, str):
            letter = one if len(one) == 1 else _GLYPHS.get(one, "")
            if letter:
                yield code, letter
            code += 1


def _table(content: bytes) -> tuple[dict[int, str], int]:
    """A table to Unicode (9.10.3): code -> text, and the bytes of a code."""
    letters: dict[int, str] = {}
    width = 0
    held: list[object] = []
    for one in Reader(content).values():
        if not isinstance(one, Word):
            held.append(one)
            continue
        codes = [value for value in held if isinstance(value, bytes)]
        if one == b"endcodespacerange" and codes:
            width = min(max(len(codes[0]), 1), 4)
        elif one == b"endbfchar":
            letters |= {
                _number(code): _letters(text) for code, text in zip(codes[::2], codes[1::2], strict=False)
            }
        elif one == b"endbfrange":
            letters |= dict(islice(_ranges(held), LARGEST_RANGE))
        if len(letters) > LARGEST_RANGE:
            break
        held = []
    return letters, width


def _ranges(held: list[object]) -> Iterator[tuple[int, str]]:
    for first, last, to in zip(held[::3], held[1::3], held[2::3], strict=False):
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            continue
        codes = range(_number(first), min(_number(last) + 1, _number(first) + LARGEST_RANGE))
        if isinstance(to, list):
            yield from (
                (code, _letters(one)) for code, one in zip(codes, to, strict=False) if isinstance(one, bytes)
            )
        elif isinstance(to, bytes) and to:
            start = _number(to)
            yield from (
                (code, _letters((start + code - codes.start).to_bytes(len(to) + 1, "big")[1:]))
                for code in codes
            )


def _number(code: bytes) -> int:
    return int.from_bytes(code[:4], "big")


def _letters(text: bytes) -> str:
    return text.decode("utf-16-be", errors="ignore")
