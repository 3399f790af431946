# SPDX-License-Identifier: EUPL-1.2
"""``rule: delegates``: parts, each with a ``by``."""

from collections.abc import Callable

from samband.engines.ballots.delegates import (
    ByBands,
    DelegateRule,
    Fixed,
    Part,
    PerInhabitants,
    PerUnit,
    Rounding,
    Shared,
)
from samband.engines.ballots.divisors import Method
from samband.engines.ballots.reading.common import (
    COMMON,
    bands,
    names,
    numbers_by_name,
    optional_number,
    read_provenance,
)
from samband.engines.rule_files import Reader


def read(reader: Reader) -> DelegateRule:
    reader.refuse_unknown_keys(*COMMON, "parts")
    parts = [_part(Reader(one, reader.faults, owner="The part")) for one in reader.sections("parts")]
    found = tuple(part for part in parts if part is not None)
    if not parts:
        reader.faults.add(reader.place_of("parts"), "The rule has no parts.", "Add at least one under parts.")
    if len({part.name for part in found}) < len(found):
        reader.faults.add(reader.place_of("parts"), "Two parts have the same name.", "Name them apart.")
    return DelegateRule(read_provenance(reader), found)


def _part(reader: Reader) -> Part | None:
    reader.text("by", is_required=True)
    by = reader.one_of("by", known=list(_PARTS), default="")
    return _PARTS[by](reader, reader.text("name", is_required=True)) if by else None


def _inhabitants(reader: Reader, name: str) -> PerInhabitants:
    reader.refuse_unknown_keys("by", "name", "kinds", "for_every", "rounding", "fixed", "minimum", "maximum")
    rounding = reader.one_of("rounding", known=list(Rounding), default=Rounding.BEGUN)
    part = PerInhabitants(
        name=name,
        kinds=names(reader, "kinds"),
        for_every=reader.whole("for_every", low=1) or 1,
        rounding=Rounding(rounding),
        fixed=reader.whole("fixed", default=0),
        minimum=reader.whole("minimum", default=0),
        maximum=optional_number(reader, "maximum"),
    )
    if part.maximum is not None and part.maximum < part.minimum:
        what = f"The minimum, {part.minimum}, is above the maximum, {part.maximum}."
        reader.faults.add(reader.place_of("minimum"), what, "Correct one of the two.")
    return part


def _bands(reader: Reader, name: str) -> ByBands:
    reader.refuse_unknown_keys("by", "name", "kinds", "bands")
    return ByBands(name, names(reader, "kinds"), bands(reader, "bands", counts="delegates"))


def _units(reader: Reader, name: str) -> PerUnit:
    reader.refuse_unknown_keys("by", "name", "kinds", "delegates", "exceptions")
    return PerUnit(
        name, names(reader, "kinds"), reader.whole("delegates"), numbers_by_name(reader, "exceptions")
    )


def _share(reader: Reader, name: str) -> Shared:
    reader.refuse_unknown_keys("by", "name", "kinds", "delegates", "method", "minimum")
    reader.text("method", is_required=True)
    method = reader.one_of("method", known=list(Method), default=Method.SAINTE_LAGUE)
    return Shared(
        name=name,
        kinds=names(reader, "kinds"),
        delegates=reader.whole("delegates", low=1),
        method=Method(method),
        minimum=reader.whole("minimum", default=0),
    )


def _fixed(reader: Reader, name: str) -> Fixed:
    reader.refuse_unknown_keys("by", "name", "delegates")
    return Fixed(name, reader.whole("delegates"))


_PARTS: dict[str, Callable[[Reader, str], Part]] = {
    "inhabitants": _inhabitants,
    "bands": _bands,
    "units": _units,
    "share": _share,
    "fixed": _fixed,
}
