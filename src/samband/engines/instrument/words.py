# SPDX-License-Identifier: EUPL-1.2
"""The words of an instrument in one language, complete or refused."""

from collections.abc import Iterable

from samband.engines.instrument.model import Scale, Words
from samband.engines.instrument.structure import Structure
from samband.engines.rule_files import Faults, Reader, Section, Text, nearest, whole_number

PARTS = ("title", "introduction", "groups", "dimensions", "items", "indices", "scales", "notes")


def build_words(*, language: str, tree: Section, structure: Structure, faults: Faults) -> Words:
    """Reads the words; a code without words is a gap, words without a code are a fault."""
    reader = Reader(tree, faults, owner=f"The words in {language}")
    reader.refuse_unknown_keys(*PARTS)
    title = reader.text("title")
    if not title:
        _gap(reader, language, "the title")
    measures = (*structure.declared_items, *structure.declared_indices)
    return Words(
        language=language,
        title=title,
        introduction=reader.text("introduction"),
        groups=_part(reader, language, "groups", structure.groups),
        dimensions=_part(reader, language, "dimensions", structure.dimensions),
        items=_part(reader, language, "items", structure.declared_items),
        indices=_part(reader, language, "indices", structure.declared_indices),
        scales=_scale_words(reader, language, structure),
        notes=_known(reader.inside("notes", owner=f"notes in {language}"), measures),
    )


def _part(reader: Reader, language: str, key: str, codes: tuple[str, ...]) -> dict[str, str]:
    inside = reader.inside(key, owner=f"{key} in {language}")
    found = _known(inside, codes)
    _report_gaps(inside, language, (f"{code} ({key})" for code in codes if code not in found))
    return found


def _known(inside: Reader, codes: tuple[str, ...]) -> dict[str, str]:
    """The words of known codes; words for unknown codes are faults."""
    for key in inside.keys:
        if key not in codes:
            what = f"There are words for “{key[:60]}” in {inside.owner}, but no such code."
            inside.faults.add(inside.place_of(key), what, nearest(word=key, known=codes))
    return {code: text for code in codes if (text := inside.text(code))}


def _scale_words(reader: Reader, language: str, structure: Structure) -> dict[str, dict[int, str]]:
    inside = reader.inside("scales", owner=f"scales in {language}")
    for key in inside.keys:
        if key not in structure.scales:
            what = f"There are words for the scale “{key[:60]}”, but no such scale."
            inside.faults.add(inside.place_of(key), what, nearest(word=key, known=tuple(structure.scales)))
    return {code: _labels(inside, language, scale) for code, scale in structure.scales.items()}


def _labels(reader: Reader, language: str, scale: Scale) -> dict[int, str]:
    inside = reader.inside(scale.code, owner=f"scale {scale.code} in {language}")
    codes = (*scale.codes, *scale.missing)
    found: dict[int, str] = {}
    for key in inside.keys:
        number = whole_number(text=Text(inside.place_of(key), key), faults=inside.faults)
        if number is not None and number not in codes:
            what = f"There is a label for {number}, but scale {scale.code} has no such code."
            inside.faults.add(inside.place_of(key), what, f"Its codes are {' '.join(map(str, codes))}.")
        elif number is not None and (label := inside.text(key)):
            found[number] = label
    _report_gaps(inside, language, (f"{scale.code} {code} (scales)" for code in codes if code not in found))
    return {code: found[code] for code in codes if code in found}


def _report_gaps(reader: Reader, language: str, lacking: Iterable[str]) -> None:
    for what in lacking:
        _gap(reader, language, what)


def _gap(reader: Reader, language: str, what: str) -> None:
    text = f"Words for {what} are missing in {language}."
    reader.faults.add(reader.place, text, "Add them.", gap_in=language)
