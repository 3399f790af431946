# SPDX-License-Identifier: EUPL-1.2
"""What a file is, by its content: the name it comes with proves nothing. And names that harm nobody."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final
from unicodedata import normalize

MOST_PARTS: Final = 5_000
_ODF: Final = b"application/vnd.oasis.opendocument."


def is_of_kind(*, content: bytes, ending: str) -> bool:
    """Whether it begins, and for archives is filled, as a file with this ending is. False for unknown."""
    test = _TESTS.get(ending.lower())
    return test is not None and test(content)


def needs_password(*, content: bytes) -> bool:
    """Whether whoever sent it locked it: a PDF with an encryption dictionary, an archive of locked parts."""
    if content.startswith(b"%PDF-"):
        return b"/Encrypt" in content
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return any(part.flag_bits & 1 for part in archive.infolist()[:MOST_PARTS])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


LONGEST_SAFE: Final = 100
_HARMFUL: Final = frozenset('<>:"/\\|?*')
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


def safe_name(*, name: str) -> str:
    """A name that is one file of the folder it is put in, anywhere: no path, nothing hidden, no device."""
    plain = "".join(sign for sign in normalize("NFC", name) if sign.isprintable() and sign not in _HARMFUL)
    plain = plain.strip(" .")[-LONGEST_SAFE:].strip(" .")
    if plain.partition(".")[0].strip().lower() in _DEVICES:
        plain = f"_{plain}"
    return plain or "file"


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _office(folder: str) -> Callable[[bytes], bool]:
    """Office Open XML: an archive with a folder for its kind; macros are refused."""

    def test(content: bytes) -> bool:
        names = _names(content)
        has_macros = any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for name in names)
        return (
            "[Content_Types].xml" in names
            and any(name.startswith(folder) for name in names)
            and not has_macros
        )

    return test


def _open_document(kind: bytes) -> Callable[[bytes], bool]:
    """The first part of the archive is stored plainly and says what it is."""
    return lambda content: content[:2] == b"PK" and _ODF + kind in content[:200] and bool(_names(content))


def _names(content: bytes) -> frozenset[str]:
    """Names of the parts; none for a damaged archive, or one with more parts than a document has."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return frozenset()
    return frozenset(names) if len(names) <= MOST_PARTS else frozenset()


_TESTS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "pdf": _begins(b"%PDF-"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "docx": _office("word/"),
    "xlsx": _office("xl/"),
    "pptx": _office("ppt/"),
    "odt": _open_document(b"text"),
    "ods": _open_document(b"spreadsheet"),
    "odp": _open_document(b"presentation"),
}
