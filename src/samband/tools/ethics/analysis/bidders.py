# SPDX-License-Identifier: EUPL-1.2
"""Suppliers, applicants and bidders out of pasted text or a table: a name, perhaps a number."""

import re
from collections.abc import Iterable, Mapping, Sequence

from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.rules import plain_number

_NUMBER = re.compile(r"(?:\b(?:NO|RO)\s?)?\b\d(?:[\d ]{4,14})\d\b(?:\s?MVA\b)?")
_ENDS = " \t;,:()-–·"
_COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset({
        "name", "supplier", "applicant", "bidder", "tenderer", "company", "organisation", "navn",
        "leverandør", "søker", "tilbyder", "firma", "denumire", "nume", "ofertant", "solicitant", "furnizor",
    }),
    "number": frozenset({
        "number", "no", "id", "organisation number", "registration number", "orgnr", "org nr",
        "organisasjonsnummer", "organisasjonsnr", "cui", "cif", "idno",
    }),
}  # fmt: skip


def read_bidders(*, text: str) -> tuple[str, ...]:
    """One on each line, as ``Name; number``, with the number before or after the name, or none.

    A pasted table whose first line names its columns is read by them.
    """
    lines = [line.strip("\ufeff\r") for line in text.splitlines() if line.strip()]
    for mark in ("\t", ";"):
        table = [line.split(mark) for line in lines]
        if len(table) > 1 and "name" in map(_meaning, table[0]):
            return read_bidder_rows(columns=table[0], rows=table[1:])
    return tuple(dict.fromkeys(told for told in map(_line, lines) if told))


def read_bidder_rows(*, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Of a table with a column of names; without one, its first row is a bidder like the others."""
    places = {_meaning(name): place for place, name in enumerate(columns)}
    if "name" not in places:
        return read_bidders(text="\n".join(" ".join(row) for row in (columns, *rows)))

    def cell(row: Sequence[str], name: str) -> str:
        place = places.get(name, -1)
        return _plain(row[place]) if 0 <= place < len(row) else ""

    found = (told_line(name=cell(row, "name"), number=cell(row, "number")) for row in rows)
    return tuple(dict.fromkeys(told for told in found if told))


def told_line(*, name: str, number: str) -> str:
    """``Name; number``, as parties are written by hand; without a name the number stands for it."""
    kept = plain_number(number)[:20]
    named = (name.replace(";", ",") or kept)[:200]
    return f"{named}; {kept}" if kept else named


def _line(line: str) -> str:
    plain = _plain(line)
    name, mark, number = plain.rpartition(";")
    if mark:
        return told_line(name=name.strip(_ENDS), number=number)
    found = _NUMBER.search(plain)
    if found is None:
        return told_line(name=plain.strip(_ENDS), number="")
    rest = plain[: found.start()] + " " + plain[found.end() :]
    return told_line(name=" ".join(rest.split()).strip(_ENDS), number=found[0])


def _plain(text: str) -> str:
    """Without signs that no page shows and no database keeps."""
    return " ".join(visible(text).split())


def _meaning(name: str) -> str:
    plain = " ".join(name.casefold().replace(".", " ").replace("_", " ").strip("\ufeff").split())
    return next((meaning for meaning, known in _COLUMNS.items() if plain in known), "")
