# SPDX-License-Identifier: EUPL-1.2
"""Load a plan from YAML. Every fault of the file is found at once, with its line and what to do."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from samband.engines.disclosure import BadRules, DisclosureRules
from samband.engines.estimation.plan import Clusters, Group, Key, Plan, PostStrata, SingleUnit
from samband.engines.estimation.plan_adjusting import KEYS as ADJUSTING
from samband.engines.estimation.plan_adjusting import read_samples, read_silence, read_trim
from samband.engines.estimation.plan_calibration import read_calibration
from samband.engines.estimation.plan_further import KEYS as FURTHER
from samband.engines.estimation.plan_further import (
    read_modes,
    read_quantiles,
    read_ratios,
    read_replicates,
    read_response,
    read_second_stage,
    read_unit_differences,
)
from samband.engines.estimation.plan_sizes import read_sizes
from samband.engines.rule_files import (
    Faults,
    Listing,
    Node,
    Reader,
    RuleFaults,
    Section,
    Text,
    read_yaml,
)

KEYS = (
    "plan", "unit", "combined_units", "strata", "population", "finite_population_correction", "weights",
    "post_strata", "calibration", "clusters", "groups", "total_group", "differences", "measures",
    "confidence", "single_unit_strata", "missing", "disclosure",
)  # fmt: skip
RESERVED = ("all", "")
CONFIDENCE = (0.5, 0.9999)


def load_plan(path: Path) -> Plan:
    """The plan in a YAML file; files that it names are sought beside it.

    Raises RuleFaults with every fault: file, line, what is wrong, what to do.
    """
    faults = Faults()
    plan = _plan(Reader(read_yaml(path), faults, owner="The plan"), path.parent)
    if faults.found:
        raise RuleFaults(faults.found)
    return plan


def _plan(reader: Reader, folder: Path) -> Plan:
    reader.refuse_unknown_keys(*KEYS, *ADJUSTING, *FURTHER)
    strata = _columns(reader, "strata")
    missing = _missing(reader)
    groups = tuple(_groups(reader, missing))
    weights = _weights(reader)
    return Plan(
        unit=reader.text("unit"),
        combined_units=_combined_units(reader),
        strata=strata,
        population=read_sizes(reader=reader, key="population", columns=strata, folder=folder),
        finite_population_correction=reader.flag("finite_population_correction", default=True),
        weights=weights,
        silence=read_silence(reader=reader, weight=weights, folder=folder),
        samples=read_samples(reader=reader),
        trim=read_trim(reader=reader),
        post_strata=_post_strata(reader, folder),
        calibration=read_calibration(reader=reader, folder=folder),
        clusters=_clusters(reader, strata, folder),
        groups=groups,
        with_total_group=_total_group(reader, groups),
        differences=tuple(_differences(reader, [group.name for group in groups])),
        unit_differences=tuple(read_unit_differences(reader=reader)),
        measures=_columns(reader, "measures"),
        ratios=read_ratios(reader=reader),
        quantiles=read_quantiles(reader=reader),
        replicates=read_replicates(reader=reader),
        modes=read_modes(reader=reader),
        response=read_response(reader=reader, folder=folder),
        confidence=_confidence(reader),
        single_unit_strata=SingleUnit(
            reader.one_of("single_unit_strata", known=list(SingleUnit), default=SingleUnit.ADJUST)
        ),
        missing=missing,
        disclosure=_disclosure(reader),
    )


def _columns(reader: Reader, key: str) -> Key:
    texts = reader.texts(key)
    names = [text.value for text in texts]
    for text in texts:
        if names.count(text.value) > 1:
            reader.faults.add(text.place, f"{text.value} stands twice in {key}.", "Keep one.")
    return tuple(dict.fromkeys(names))


def _combined_units(reader: Reader) -> Mapping[str, tuple[str, ...]]:
    section = reader.inside("combined_units", owner="combined_units")
    if not section.section.entries:
        return {}
    _refuse_reserved(section)
    if not reader.text("unit"):
        what = "combined_units are given, but no unit."
        reader.faults.add(reader.place_of("combined_units"), what, "Name the column of the unit under unit.")
    return {name: tuple(text.value for text in section.texts(name)) for name in section.section.entries}


def _weights(reader: Reader) -> str:
    """The column of the weights; '' when they follow from the population."""
    node = reader.section.entries.get("weights")
    if isinstance(node, Section):
        inside = Reader(node, reader.faults, owner="weights")
        inside.refuse_unknown_keys("column")
        return inside.text("column", is_required=True)
    word = reader.one_of("weights", known=["population", "none"], default="population")
    if word == "population" and "weights" in reader.section.entries and not _has_sizes(reader):
        what = "Weights come from the population, but no population is given."
        reader.faults.add(reader.place_of("weights"), what, "Add “population: …”, or name a column.")
    return ""


def _has_sizes(reader: Reader) -> bool:
    return "population" in reader.section.entries or "clusters" in reader.section.entries


def _post_strata(reader: Reader, folder: Path) -> PostStrata | None:
    inside = reader.inside("post_strata", owner="post_strata")
    if "post_strata" not in reader.section.entries:
        return None
    inside.refuse_unknown_keys("columns", "totals", "credited", "minimum", "collapse")
    columns = _columns(inside, "columns")
    if not columns:
        inside.faults.add(inside.place, "post_strata name no columns.", "Add “columns: […]”.")
    totals = read_sizes(reader=inside, key="totals", columns=columns, folder=folder)
    if not totals and "totals" not in inside.section.entries:
        inside.faults.add(inside.place, "post_strata have no totals.", "Add “totals: …”.")
    return PostStrata(
        columns=columns,
        totals=totals,
        is_credited=inside.flag("credited", default=True),
        minimum=inside.whole("minimum", low=1, high=1_000_000, default=1),
        collapse=inside.one_of("collapse", known=columns, default=""),
    )


def _clusters(reader: Reader, strata: Key, folder: Path) -> Clusters | None:
    inside = reader.inside("clusters", owner="clusters")
    if "clusters" not in reader.section.entries:
        return None
    inside.refuse_unknown_keys("column", "population", "within")
    column = inside.text("column", is_required=True)
    return Clusters(
        column,
        read_sizes(reader=inside, key="population", columns=strata, folder=folder),
        read_second_stage(reader=inside, strata=strata, cluster=column, folder=folder),
    )


def _groups(reader: Reader, missing: frozenset[str]) -> Iterator[Group]:
    section = reader.inside("groups", owner="groups")
    _refuse_reserved(section)
    for name in section.section.entries:
        inside = section.inside(name, owner=f"group {name}")
        columns = inside.section.entries
        if not columns:
            section.faults.add(inside.place, f"The group {name} is empty.", "Write “column: [code, …]”.")
        yield Group(name, {column: _codes(inside, column, missing) for column in columns})


def _codes(reader: Reader, column: str, missing: frozenset[str]) -> frozenset[str]:
    codes = frozenset(text.value for text in reader.texts(column))
    for code in sorted(codes & missing):
        what = f"{reader.owner}: “{code}” stands for no answer, so that nobody would be in it."
        remedy = "Name other codes, or list what stands for no answer under missing."
        reader.faults.add(reader.place_of(column), what, remedy)
    if not codes:
        what = f"{reader.owner} names no codes of {column}."
        reader.faults.add(reader.place_of(column), what, f"Write “{column}: [code, …]”.")
    return codes


def _refuse_reserved(reader: Reader) -> None:
    for name in reader.section.entries:
        if name in RESERVED:
            what = f"The name “{name}” in {reader.owner} is taken by the total."
            reader.faults.add(reader.place_of(name), what, "Choose another name.")


def _total_group(reader: Reader, groups: tuple[Group, ...]) -> bool:
    is_wanted = reader.flag("total_group", default=True)
    if not is_wanted and not groups:
        what = "Without a total group and without groups nothing is left to estimate."
        reader.faults.add(reader.place_of("total_group"), what, "Name groups, or remove total_group.")
    return is_wanted


def _differences(reader: Reader, groups: list[str]) -> Iterator[tuple[str, str]]:
    node = reader.section.entries.get("differences")
    for entry in node.entries if isinstance(node, Listing) else ():
        listed = entry.entries if isinstance(entry, Listing) else ()
        names = [text.value for text in listed if isinstance(text, Text)]
        if len(names) == 2 and set(names) <= set(groups) and names[0] != names[1]:
            yield names[0], names[1]
        else:
            remedy = (
                f"Write [first, second] with two of: {', '.join(groups) or 'none (define groups first)'}."
            )
            reader.faults.add(entry.place, "A difference does not name two groups of the plan.", remedy)


def _confidence(reader: Reader) -> float:
    text = reader.text("confidence")
    low, high = CONFIDENCE
    try:
        number = float(text or Plan().confidence)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        what = f"confidence is “{text[:40]}”."
        reader.faults.add(reader.place_of("confidence"), what, f"Write a number from {low:g} to {high:g}.")
        return Plan().confidence
    return number


def _missing(reader: Reader) -> frozenset[str]:
    node = reader.section.entries.get("missing")
    if not isinstance(node, Listing):
        reader.texts("missing")
        return Plan().missing
    return frozenset({"", *(entry.value for entry in node.entries if isinstance(entry, Text))})


def _disclosure(reader: Reader) -> Mapping[str, object]:
    section = reader.inside("disclosure", owner="disclosure")
    rules = {name: _plain(node) for name, node in section.section.entries.items()}
    try:
        DisclosureRules.from_mapping(rules)
    except BadRules as found:
        for fault in found.faults:
            reader.faults.add(reader.place_of("disclosure"), f"disclosure: {fault}", "")
    return rules


def _plain(node: Node) -> object:
    if isinstance(node, Section):
        return {name: _plain(value) for name, value in node.entries.items()}
    if isinstance(node, Listing):
        return [_plain(value) for value in node.entries]
    return _typed(node.value)


def _typed(text: str) -> object:
    if text in {"true", "false"}:
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
