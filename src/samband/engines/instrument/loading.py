# SPDX-License-Identifier: EUPL-1.2
"""Load an instrument: a structure file and one words file per language beside it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from samband.engines.instrument.digest import digest_of
from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.instrument.model import Instrument, Words
from samband.engines.instrument.structure import Structure, build_structure
from samband.engines.instrument.words import build_languages
from samband.engines.rule_files import LANGUAGE, Faults, Reader, RuleFaults, Section, read_yaml

CROSSWALK = "crosswalk.yaml"


def load_instrument(path: Path) -> Instrument:
    """The instrument in ``2021.yaml``, with its words inline or in ``2021.en.yaml``, ``2021.nb.yaml`` …

    Raises InstrumentFaults with every fault of all its files: file, line, what is wrong, what to do.
    """
    faults = Faults()
    structure = read_tree(path)
    words: dict[str, Section] = {}
    for language, beside in sorted(words_files(path=path).items()):
        try:
            words[language] = read_tree(beside)
        except InstrumentFaults as found:
            faults.found.extend(found.faults)
    return build_instrument(structure=structure, words=words, faults=faults)


def read_tree(path: Path) -> Section:
    """The tree of one file of an instrument. Raises InstrumentFaults."""
    try:
        return read_yaml(path)
    except RuleFaults as found:
        raise InstrumentFaults(found.faults) from None


def build_instrument(*, structure: Section, words: Mapping[str, Section], faults: Faults) -> Instrument:
    """The instrument out of trees, whatever kind of file they come from. Raises InstrumentFaults."""
    built = build_structure(structure, faults=faults)
    trees = _all_words(Reader(structure, faults), words)
    spoken = build_languages(trees=trees, structure=built, faults=faults)
    if not trees:
        place = structure.place
        remedy = f"Add a file beside it, as {place.file.removesuffix('.yaml')}.en.yaml, or “words:”."
        faults.add(place, "There are no words in any language.", remedy)
    if faults.found:
        raise InstrumentFaults(faults.found)
    return _assembled(built, spoken)


def words_files(*, path: Path) -> dict[str, Path]:
    """Language -> file, of those named like the structure file with a language before the ending."""
    found: dict[str, Path] = {}
    for beside in path.parent.iterdir() if path.is_file() else ():
        middle = beside.name.removeprefix(f"{path.stem}.").removesuffix(".yaml")
        if beside.name == f"{path.stem}.{middle}.yaml" and re.fullmatch(LANGUAGE, middle):
            found[middle] = beside
    return found


def structure_files(*, folder: Path) -> tuple[Path, ...]:
    """Files of versions, without words files and the crosswalk, in the order of their names."""
    files = sorted(folder.glob("*.yaml"))
    return tuple(path for path in files if path.name != CROSSWALK and not names_a_language(path.stem))


def names_a_language(stem: str) -> bool:
    """Whether a file called so holds words: ``2021.nb``. ``2.1`` is the name of a version."""
    _version, dot, last = stem.rpartition(".")
    return bool(dot) and re.fullmatch(LANGUAGE, last) is not None


def _all_words(reader: Reader, beside: Mapping[str, Section]) -> dict[str, Section]:
    """Words inline and in files beside, each language once."""
    found = dict(beside)
    inline = reader.inside("words", owner="words")
    for language in inline.keys:
        place, spoken = inline.place_of(language), inline.inside(language, owner=f"words in {language}")
        if not re.fullmatch(LANGUAGE, language):
            inline.faults.add(
                place, f"“{language[:20]}” is not a language tag.", "Write one as en, nb or sr-Latn."
            )
        elif language in beside:
            what = f"Words in {language} stand here and in {beside[language].place.file}."
            inline.faults.add(place, what, "Keep one of the two.")
        else:
            found[language] = spoken.section
    return found


def _assembled(built: Structure, words: Mapping[str, Words]) -> Instrument:
    instrument = Instrument(
        code=built.code,
        version=built.version,
        valid_from=built.valid_from or date.min,
        source=built.source,
        licence=built.licence,
        groups=built.groups,
        scales=built.scales,
        dimensions=built.dimensions,
        items=tuple(built.items.values()),
        indices=tuple(built.indices.values()),
        words=words,
        digest="",
        notes=built.notes,
        options=built.options,
        sections=built.asked.sections,
        extent=built.extent,
    )
    return replace(instrument, digest=digest_of(instrument))
