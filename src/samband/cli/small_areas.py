# SPDX-License-Identifier: EUPL-1.2
"""``samband small-areas``: modelled beside direct estimates where few have answered. Never loads Django."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from samband.cli.output import whole_file
from samband.core.country.queries import chosen_pack
from samband.engines.small_areas import (
    Auxiliary,
    BadAuxiliary,
    Benchmark,
    Concern,
    Figure,
    Kind,
    Method,
    ModelPlan,
    Refusal,
    SmallArea,
    model_small_areas,
    read_auxiliary,
)
from samband.engines.small_areas.auxiliary import AuxiliaryFault
from samband.engines.small_areas.diagnostics import FEWEST_BEYOND_COLUMNS
from samband.engines.tables import EstimateTable, read_csv
from samband.engines.tables.downloads import csv_lines

ALL_MODELLED, NONE_MODELLED = 0, 1
ADULT_FROM, OLD_FROM = 18, 65
"""An age group counts when it begins at this age or later; in Norway the old are those from 67."""
HEADER = (
    "group", "unit", "measure", "statistic", "category", "n",
    "direct", "direct_se", "direct_lower", "direct_upper",
    "kind", "value", "se", "lower", "upper", "weight_of_direct",
)  # fmt: skip
REFUSALS = {
    Refusal.NOTHING_SMALL: "every area has at least {below} answers",
    Refusal.TOO_FEW_AREAS: "too few areas have a direct estimate for {columns} columns: at least "
    "{needed} are needed; or one column follows from the others",
    Refusal.NO_VARIANCE_KNOWN: "no direct estimate has a standard error",
    Refusal.NOT_CONVERGED: "the fit found no end",
    Refusal.NO_TOTAL: "benchmarking needs --population and a modelled area with answers of its own",
}
CONCERNS = {
    Concern.FEW_AREAS: "few areas carry this model",
    Concern.NO_VARIANCE: "no difference between areas beyond the columns: each gets what the columns predict",
    Concern.NO_GAIN: "the model hardly helps: the error stays as it was",
    Concern.COLUMNS_EXPLAIN_NOTHING: "the columns explain almost nothing of the differences between areas",
    Concern.NOT_NORMAL: "deviations from the prediction are not normal",
    Concern.FAR_AREAS: "far from the prediction",
    Concern.PULLED: "one area alone moves the predictions",
    Concern.NOT_CONVERGED: "the fit found no end",
}
FAULTS = {
    AuxiliaryFault.NO_UNIT: "there is no unit. The column “unit” holds the code of each area",
    AuxiliaryFault.NO_COLUMNS: "there is no column beside “unit”",
    AuxiliaryFault.UNIT_TWICE: "the unit “{found}” stands twice. Give each area one row",
    AuxiliaryFault.NOT_A_NUMBER: "“{found}” is not a number. Every area needs one, with a decimal point",
    AuxiliaryFault.TOO_SHORT: "the field is missing",
}


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "small-areas",
        help="model results of areas with few answers, beside the direct ones",
        description="Read results (of samband estimate, or a released table) and a table of what is known of "
        "every area; write both estimates side by side. Areas with enough answers keep their own. "
        "Exit code 0; 1 when no figure could be modelled; 2 for a fault.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS.csv", help="as samband estimate writes it")
    areas = parser.add_mutually_exclusive_group(required=True)
    areas.add_argument("--auxiliary", type=Path, metavar="AREAS.csv", help="unit, and columns of numbers")
    areas.add_argument(
        "--country", metavar="PACK", help="take adults and share_old from a country pack, as norway"
    )
    parser.add_argument("--year", type=int, help="of the pack's population; its latest if left out")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
    parser.add_argument(
        "--below", type=_count, required=True, metavar="N", help="model areas with fewer answers than this"
    )
    parser.add_argument(
        "--columns", type=_names, default=(), metavar="A,B", help="of AREAS.csv, also log(A); none: the mean"
    )
    parser.add_argument("--group", action="append", default=[], help="model this group only; may be repeated")
    parser.add_argument(
        "--population", default="", metavar="COLUMN", help="persons of the group in each area"
    )
    parser.add_argument("--method", type=Method, choices=list(Method), default=Method.REML)
    parser.add_argument("--benchmark", type=Benchmark, choices=list(Benchmark), help="keep the direct total")
    parser.add_argument("--bootstrap", type=int, default=0, metavar="TIMES", help="errors by simulation")
    parser.add_argument("--seed", type=int, default=0, help="of the simulation")
    return parser


def run(arguments: Namespace) -> int:
    """Write the areas, tell what was modelled. For a fault: ValueError or OSError, and nothing is written."""
    auxiliary = _areas(arguments)
    with arguments.results.open(encoding="utf-8-sig", newline="") as file:
        table = EstimateTable(read_csv(source=file))
    plan = ModelPlan(
        below=arguments.below,
        columns=arguments.columns,
        method=arguments.method,
        population=arguments.population,
        benchmark=arguments.benchmark,
        replicates=arguments.bootstrap,
        seed=arguments.seed,
        groups=tuple(arguments.group),
    )
    _refuse_strangers(table, auxiliary, arguments)
    figures = model_small_areas(table=table, auxiliary=auxiliary, plan=plan)
    _write(arguments.out, (_row(area) for figure in figures for area in figure.rows))
    for line in _told(figures, plan, auxiliary):
        print(line)
    return ALL_MODELLED if any(figure.is_modelled for figure in figures) else NONE_MODELLED


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise ArgumentTypeError(f"“{text}” is no number of answers. Write a whole number from 2, as 100.")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _areas(arguments: Namespace) -> Auxiliary:
    """What is known of every area: a file, or the latest (or named) year of a country pack."""
    if arguments.auxiliary:
        return read_areas(path=arguments.auxiliary)
    cells = chosen_pack(country=arguments.country).population_cells
    years = sorted({cell.year for cell in cells})
    year = arguments.year or max(years, default=0)
    if year not in years:
        known = ", ".join(map(str, years)) or "none"
        raise ValueError(f"{arguments.country} has no population by age of {year}. It has: {known}.")
    counts: dict[str, list[int]] = {}
    for cell in cells:
        if cell.year == year:
            first = _first_age(cell.age_group)
            adults_and_old = counts.setdefault(cell.code, [0, 0])
            adults_and_old[0] += cell.population if first >= ADULT_FROM else 0
            adults_and_old[1] += cell.population if first >= OLD_FROM else 0
    known_of = {code: found for code, found in counts.items() if found[0]}
    values = [(adults, old / adults) for adults, old in known_of.values()]
    return Auxiliary(tuple(known_of), ("adults", "share_old"), np.array(values, np.float64))


def _first_age(age_group: str) -> int:
    """67 of 67-79, 80 of 80+."""
    return int(age_group.partition("-")[0].rstrip("+"))


def read_areas(*, path: Path) -> Auxiliary:
    """A file with what is known of every area. Raises ValueError with every fault of the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return read_auxiliary(lines=file)
        except BadAuxiliary as bad:
            lines = [
                f"Row {row}{f', column {column}' if column else ''}: {FAULTS[fault].format(found=found)}."
                for row, column, fault, found in bad.faults
            ]
            raise ValueError("\n".join([path.name, *lines])) from None


def _refuse_strangers(table: EstimateTable, auxiliary: Auxiliary, arguments: Namespace) -> None:
    """Two files that have nothing in common are two files of different things."""
    groups = {row.group for row in table}
    unknown = [group for group in arguments.group if group not in groups]
    if unknown:
        known = ", ".join(sorted(groups))
        raise ValueError(f"{arguments.results.name} has no group “{unknown[0]}”. It has: {known}.")
    if not {row.unit for row in table} & set(auxiliary.units):
        raise ValueError(
            f"No unit of {arguments.country or arguments.auxiliary.name} stands in {arguments.results.name}. "
            "See that both write the codes alike, with their zeros."
        )


def _row(area: SmallArea) -> Sequence[object]:
    direct = area.direct
    own = (direct.value, direct.se, direct.lower, direct.upper)
    shown = (area.value, area.se, area.lower, area.upper)
    weight = None if area.kind is Kind.DIRECT else area.shrinkage
    return (*direct.key, direct.n, *map(_known, own), str(area.kind), *map(_known, shown), weight)


def _known(figure: float) -> float | None:
    return None if figure != figure else figure


def _told(figures: Sequence[Figure], plan: ModelPlan, auxiliary: Auxiliary) -> Iterator[str]:
    modelled = [figure for figure in figures if figure.is_modelled]
    yield f"{len(modelled)} of {len(figures)} figures modelled where fewer than {plan.below} answered."
    for figure in figures:
        name = " ".join(filter(None, (figure.group, figure.measure, figure.statistic, figure.category)))
        if figure.refusal:
            yield f"{name}: not modelled, {_refusal(figure.refusal, plan)}."
        else:
            yield f"{name}: {'; '.join(_facts(figure))}."
            yield from (f"  Beware: {words}." for words in _concerns(figure, auxiliary))
    if modelled:
        yield "Show a modelled figure marked, beside the direct one. It is for release if the results were."


def _refusal(refusal: Refusal, plan: ModelPlan) -> str:
    columns = len(plan.columns) + 1
    needed = columns + FEWEST_BEYOND_COLUMNS
    return REFUSALS[refusal].format(below=plan.below, columns=columns, needed=needed)


def _facts(figure: Figure) -> Iterator[str]:
    kinds = [area.kind for area in figure.rows]
    yield f"{kinds.count(Kind.MODELLED)} areas modelled"
    yield f"{kinds.count(Kind.SYNTHETIC)} without answers of their own"
    found = figure.diagnostics
    if found:
        yield f"{found.areas} areas carry the model, and its columns explain {found.explained:.0%}"
        yield f"median error {found.gain:.0%} of the direct one"


def _concerns(figure: Figure, auxiliary: Auxiliary) -> Iterator[str]:
    for concern in figure.concerns:
        words = CONCERNS[concern]
        if concern is Concern.FAR_AREAS and figure.diagnostics:
            words = f"{', '.join(auxiliary.units[at] for at in figure.diagnostics.far)} {words}"
        yield words


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Into a file beside it first, so that a failure leaves nothing half-written."""
    with whole_file(path=path) as file:
        file.writelines(csv_lines(header=HEADER, rows=rows))
