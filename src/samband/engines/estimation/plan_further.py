# SPDX-License-Identifier: EUPL-1.2
"""What a plan file asks for beside means and shares: quantiles, ratios, replicates, modes, response."""

from collections.abc import Iterator
from pathlib import Path

from samband.engines.estimation.plan import (
    Key,
    Modes,
    QuantileInterval,
    QuantileRule,
    Quantiles,
    Ratio,
    ReplicateMethod,
    Replicates,
    ResponseRule,
    SecondStage,
)
from samband.engines.estimation.plan_sizes import read_sizes
from samband.engines.rule_files import Listing, Reader, Text

KEYS = ("quantiles", "ratios", "unit_differences", "replicates", "modes", "response")
REPLICATES = 500


def read_quantiles(*, reader: Reader) -> Quantiles | None:
    """``quantiles: {shares: [0.5], measures: […], rule: math, interval: steps}``."""
    inside = _inside(reader, "quantiles", "shares", "measures", "rule", "interval")
    if inside is None:
        return None
    texts = inside.texts("shares")
    shares = [_share(inside, text) for text in texts]
    if not texts:
        inside.faults.add(inside.place, "quantiles name no shares.", "Write “shares: [0.5]” for the median.")
    return Quantiles(
        shares=tuple(dict.fromkeys(share for share in shares if share)),
        measures=_names(inside, "measures"),
        rule=QuantileRule(inside.one_of("rule", known=list(QuantileRule), default=QuantileRule.MATH)),
        interval=QuantileInterval(
            inside.one_of("interval", known=list(QuantileInterval), default=QuantileInterval.STEPS)
        ),
    )


def _share(reader: Reader, text: Text) -> float:
    """0 for what is no share."""
    try:
        share = float(text.value)
    except ValueError:
        share = 0
    if 0 < share < 1:
        return share
    what = f"The share “{text.value[:40]}” of a quantile is not between 0 and 1."
    reader.faults.add(text.place, what, "Write 0.5 for the median, 0.25 for the lower quarter.")
    return 0.0


def read_ratios(*, reader: Reader) -> tuple[Ratio, ...]:
    """``ratios: {name: {of: measure, to: measure}}``."""
    section = reader.inside("ratios", owner="ratios")
    return tuple(_ratio(section, name) for name in section.section.entries)


def _ratio(section: Reader, name: str) -> Ratio:
    inside = section.inside(name, owner=f"ratio {name}")
    inside.refuse_unknown_keys("of", "to")
    return Ratio(name, inside.text("of", is_required=True), inside.text("to", is_required=True))


def read_unit_differences(*, reader: Reader) -> Iterator[tuple[str, str]]:
    """``unit_differences: [[unit, other], [unit, all]]``."""
    node = reader.section.entries.get("unit_differences")
    entries = node.entries if isinstance(node, Listing) else ()
    if node is not None and not isinstance(node, Listing):
        reader.texts("unit_differences")
    for entry in entries:
        listed = entry.entries if isinstance(entry, Listing) else ()
        names = [text.value for text in listed if isinstance(text, Text)]
        if len(names) == 2 and names[0] != names[1]:
            yield names[0], names[1]
        else:
            what = "A difference does not name two units."
            reader.faults.add(entry.place, what, "Write [unit, other unit] or [unit, all].")


def read_replicates(*, reader: Reader) -> Replicates | None:
    """``replicates: {method: bootstrap, number: 500, seed: 1}``; Fay's method has a rho."""
    inside = _inside(reader, "replicates", "method", "number", "seed", "rho")
    if inside is None:
        return None
    rho = inside.number("rho", is_required=False)
    if rho is not None and not 0 <= rho < 1:
        inside.faults.add(
            inside.place_of("rho"), f"rho is {rho}.", "Write a number from 0 to below 1, as 0.5."
        )
        rho = None
    return Replicates(
        method=ReplicateMethod(
            inside.one_of("method", known=list(ReplicateMethod), default=ReplicateMethod.BOOTSTRAP)
        ),
        number=inside.whole("number", low=2, high=100_000, default=REPLICATES),
        seed=inside.whole("seed", default=1),
        rho=0.5 if rho is None else float(rho),
    )


def read_second_stage(*, reader: Reader, strata: Key, cluster: str, folder: Path) -> SecondStage | None:
    """``within: {population: …, column: class}`` inside ``clusters``; sizes by strata and cluster."""
    inside = _inside(reader, "within", "population", "column")
    if inside is None:
        return None
    if "population" not in inside.section.entries:
        what = "within has no population: without it a second stage cannot be counted."
        inside.faults.add(inside.place, what, "Give the units in each drawn cluster under population.")
    sizes = read_sizes(reader=inside, key="population", columns=(*strata, cluster), folder=folder)
    return SecondStage(sizes, inside.text("column"))


def read_modes(*, reader: Reader) -> Modes | None:
    """``modes: {column: mode, margins: [sex, age], reference: web}``."""
    inside = _inside(reader, "modes", "column", "margins", "reference")
    if inside is None:
        return None
    column = inside.text("column", is_required=True)
    return Modes(column, _names(inside, "margins"), inside.text("reference"))


def read_response(*, reader: Reader, folder: Path) -> ResponseRule | None:
    """``response: {columns: [sex, age], invited: {file: invited.csv, size: invited}}``."""
    inside = _inside(reader, "response", "columns", "invited")
    if inside is None:
        return None
    columns = _names(inside, "columns")
    if not columns:
        inside.faults.add(inside.place, "response names no columns.", "Add “columns: [sex, age]”.")
    if "invited" not in inside.section.entries:
        inside.faults.add(inside.place, "response has no invited.", "Give the invited by these columns.")
    return ResponseRule(columns, read_sizes(reader=inside, key="invited", columns=columns, folder=folder))


def _inside(reader: Reader, key: str, *known: str) -> Reader | None:
    """The section of a key; None where it is not there."""
    if key not in reader.section.entries:
        return None
    inside = reader.inside(key, owner=key)
    inside.refuse_unknown_keys(*known)
    return inside


def _names(reader: Reader, key: str) -> Key:
    return tuple(dict.fromkeys(text.value for text in reader.texts(key)))
