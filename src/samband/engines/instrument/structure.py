# SPDX-License-Identifier: EUPL-1.2
"""The structure of an instrument out of a tree: everything but its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samband.engines.instrument.extent import USUAL_EXTENT, ExtentRule
from samband.engines.instrument.flow import Options
from samband.engines.instrument.flow_checks import check_flow
from samband.engines.instrument.measured import Index, Item, Scale
from samband.engines.instrument.measures import Measures
from samband.engines.instrument.option_lists import build_options
from samband.engines.instrument.questions import Known
from samband.engines.instrument.scales import build_scales
from samband.engines.instrument.sections import Asked, build_sections
from samband.engines.rule_files import Faults, Reader, is_code
from samband.engines.rule_files import Section as Tree

HEADER = ("instrument", "version", "valid_from", "source", "licence", "notes")
LIMITS = ("partial_from", "complete_above")
PARTS = ("groups", "dimensions", "scales", "items", "indices", "options", "sections", "words")
VERSION = r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}"
RESERVED_GROUPS = ("all",)
"""``all`` names the total in every table of results."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What could be read. declared: every measure's code, also of those with faults. asked: the sections."""

    code: str
    version: str
    valid_from: date | None
    source: str
    licence: str
    notes: tuple[str, ...]
    groups: tuple[str, ...]
    dimensions: tuple[str, ...]
    scales: Mapping[str, Scale]
    items: Mapping[str, Item]
    indices: Mapping[str, Index]
    declared_items: tuple[str, ...]
    declared_indices: tuple[str, ...]
    options: Mapping[str, Options]
    asked: Asked
    extent: ExtentRule


def build_structure(tree: Tree, *, faults: Faults) -> Structure:
    """Reads all of it and notes every fault on the way."""
    reader = Reader(tree, faults)
    reader.refuse_unknown_keys(*HEADER, *LIMITS, *PARTS)
    groups, dimensions = _codes(reader, "groups"), _codes(reader, "dimensions")
    scales = build_scales(reader)
    items = _coded(reader, "items", "an item")
    indices = _coded(reader, "indices", "an index", taken=items)
    if not items and "sections" not in tree.entries:
        faults.add(reader.place_of("items"), "There are no items.", "List them under “items:”.")
    measures = Measures(groups, dimensions, scales, faults)
    built_items = measures.items(items)
    options = build_options(reader)
    known = Known({code: built_items.get(code) for code in items}, scales, options, groups)
    asked = _asked(reader, known, items)
    return Structure(
        code=reader.code("instrument"),
        version=reader.matching("version", pattern=VERSION, remedy="Use letters, digits and . _ - only."),
        valid_from=reader.day("valid_from"),
        source=reader.text("source", is_required=True),
        licence=reader.text("licence"),
        notes=tuple(text.value for text in reader.texts("notes")),
        groups=groups,
        dimensions=dimensions,
        scales=scales,
        items=built_items,
        indices=measures.indices(indices, items=built_items, declared=tuple(items)),
        declared_items=tuple(items),
        declared_indices=tuple(indices),
        options=options,
        asked=asked,
        extent=_extent(reader),
    )


def _extent(reader: Reader) -> ExtentRule:
    """From which share of answered questions an interview is partial, and above which it is complete."""
    usual = USUAL_EXTENT
    rule = ExtentRule(
        reader.whole("partial_from", low=0, high=100, default=usual.partial_from),
        reader.whole("complete_above", low=0, high=100, default=usual.complete_above),
    )
    if rule.partial_from > rule.complete_above:
        what = f"A partial interview begins at {rule.partial_from} %, above where a complete one does."
        key = "partial_from" if "partial_from" in reader.section.entries else "complete_above"
        remedy = f"Write a number up to {rule.complete_above}, or raise complete_above."
        reader.faults.add(reader.place_of(key), what, remedy)
    return rule


def _asked(reader: Reader, known: Known, items: Mapping[str, Tree]) -> Asked:
    """The sections, each read by itself and then checked as a whole."""
    asked = build_sections(reader, known)
    if asked.sections:
        check_flow(asked=asked, items=items, faults=reader.faults)
    elif "sections" in reader.section.entries and not asked.sections:
        reader.faults.add(
            reader.place_of("sections"), "There are no sections.", "List them, or leave it out."
        )
    return asked


def _codes(reader: Reader, key: str) -> tuple[str, ...]:
    """A plain list of codes: groups, dimensions."""
    taken: list[str] = []
    for text in reader.texts(key):
        if text.value in RESERVED_GROUPS and key == "groups":
            reader.faults.add(
                text.place, "The group “all” is reserved for the total.", "Choose another code."
            )
        elif text.value in taken:
            reader.faults.add(text.place, f"{text.value} stands twice in {key}.", "Keep one.")
        elif is_code(value=text.value, place=text.place, faults=reader.faults):
            taken.append(text.value)
    return tuple(taken)


def _coded(
    reader: Reader, key: str, kind: str, *, taken: Mapping[str, Tree] | None = None
) -> dict[str, Tree]:
    """Sections by their code; malformed and repeated codes are faults."""
    found: dict[str, Tree] = {}
    for section in reader.sections(key):
        code = Reader(section, reader.faults, owner=kind.capitalize()).code("code")
        first = found.get(code) or (taken or {}).get(code)
        if first:
            what = f"The code {code} is taken (line {first.place.line})."
            reader.faults.add(section.place, what, "Give each item and index a code of its own.")
        elif code:
            found[code] = section
    return found
