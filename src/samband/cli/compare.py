# SPDX-License-Identifier: EUPL-1.2
"""``samband compare``: where units stand in one figure, without a ranking. Never loads Django."""

import re
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from samband.cli.small_areas import read_areas
from samband.engines.comparison import (
    Mark,
    Neighbour,
    Standing,
    Standings,
    TooFewUnits,
    Trait,
    similar_members,
    standings,
)
from samband.engines.comparison.standings import SEED
from samband.engines.small_areas import Auxiliary
from samband.engines.tables import Estimate, EstimateTable, read_csv
from samband.engines.tables.downloads import csv_lines
from samband.engines.tables.estimates import ALL

SIMILAR = 12
MARKS = {
    Mark.USUAL: "within chance",
    Mark.BEYOND_CHANCE: "beyond chance, within the usual spread",
    Mark.BEYOND_SPREAD: "beyond the usual spread",
}
HEADER = ("unit", "n", "value", "lower", "upper", "first_place", "last_place", "mark", "direction", "apart")
LOGGED = re.compile(r"log\((?P<column>[^()]+)\)")


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "compare",
        help="tell where units stand among one another in one figure, without a ranking",
        description="Read results (of samband estimate, or a published table) and tell of each unit whether "
        "it lies beyond chance and beyond the usual spread, and between which places it stands; with --unit "
        "also from whom it can be told apart, and with --traits who is most like it. "
        "Exit code 0; 2 for a fault.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS.csv", help="as samband estimate writes it")
    parser.add_argument("--measure", required=True, metavar="M", help="code of an item or index")
    parser.add_argument("--group", metavar="G", help="may be left out where there is one")
    parser.add_argument("--share", default="", metavar="CATEGORY", help="of answers; left out: the mean")
    parser.add_argument("--unit", default="", metavar="U", help="hold the others against this one")
    parser.add_argument("--traits", type=Path, metavar="FILE", help="unit, and columns that describe it")
    parser.add_argument("--by", default="", metavar="A,log(B)", help="columns of FILE; left out: all")
    parser.add_argument("--seed", type=int, default=SEED, help="of the drawn places (default %(default)s)")
    parser.add_argument("--out", type=Path, metavar="OUT.csv", help="write the table to a file as well")
    return parser


def run(arguments: Namespace) -> int:
    """Tell the comparison. For a fault: ValueError or OSError, and nothing is written."""
    with arguments.results.open(encoding="utf-8-sig", newline="") as file:
        table = EstimateTable(read_csv(source=file))
    rows = _rows(table, arguments)
    try:
        found = standings(rows=rows, seed=arguments.seed)
    except TooFewUnits as few:
        raise ValueError(f"{few} Withheld figures and figures without sampling error do not count.") from None
    _refuse_stranger(found, arguments)
    alike = _alike(found, arguments) if arguments.traits else ()
    if arguments.out:
        lines = csv_lines(header=HEADER, rows=_cells(found, arguments.unit))
        arguments.out.write_text("".join(lines), encoding="utf-8")
    for line in _told(found, arguments, alike):
        print(line)
    return 0


def _rows(table: EstimateTable, arguments: Namespace) -> tuple[Estimate, ...]:
    """The units' rows of the figure. Sums over units and size classes are no units."""
    measures = sorted({row.measure for row in table})
    if arguments.measure not in measures:
        raise ValueError(
            f"{arguments.results.name} has no measure “{arguments.measure}”. It has: {', '.join(measures)}."
        )
    of_measure = [row for row in table if row.measure == arguments.measure]
    groups = sorted({row.group for row in of_measure})
    group = arguments.group or (groups[0] if len(groups) == 1 else "")
    if group not in groups:
        words = f"no group “{group}”" if group else "several groups: name one with --group"
        raise ValueError(f"“{arguments.measure}” has {words}. It has: {', '.join(groups)}.")
    statistic = "share" if arguments.share else "mean"
    found = tuple(
        row
        for row in of_measure
        if (row.group, row.statistic, row.category) == (group, statistic, arguments.share)
        and row.unit != ALL
        and ":" not in row.unit
    )
    if not found:
        shares = sorted({row.category for row in of_measure if row.statistic == "share"})
        raise ValueError(f"There is no such {statistic}. Shares of it: {', '.join(shares) or 'none'}.")
    return found


def _refuse_stranger(found: Standings, arguments: Namespace) -> None:
    if arguments.traits and not arguments.unit:
        raise ValueError("--traits tells who is most like a unit. Name it with --unit.")
    if arguments.unit and arguments.unit not in found.units:
        raise ValueError(
            f"“{arguments.unit}” has no figure here: it is withheld, or not among the units. "
            "See that the code is written with its zeros."
        )


def _alike(found: Standings, arguments: Namespace) -> Sequence[Neighbour]:
    areas = read_areas(path=arguments.traits)
    known: dict[str, dict[str, float]] = {
        unit: dict(zip(areas.columns, map(float, values), strict=True))
        for unit, values in zip(areas.units, areas.values, strict=True)
    }
    try:
        return similar_members(
            unit=arguments.unit,
            traits=_traits(arguments.by, areas),
            known=known,
            count=SIMILAR,
            among=found.units.keys(),
        )
    except LookupError as missing:
        raise ValueError(f"{arguments.traits.name}: {missing.args[0]}") from None


def _traits(by: str, areas: Auxiliary) -> tuple[Trait, ...]:
    found = []
    for name in (part.strip() for part in by.split(",")) if by else areas.columns:
        logged = LOGGED.fullmatch(name)
        code = logged["column"] if logged else name
        if code not in areas.columns:
            raise ValueError(f"There is no column “{code}”. There are: {', '.join(areas.columns)}.")
        found.append(Trait(code, is_logged=logged is not None))
    return tuple(found)


def _cells(found: Standings, unit: str) -> Iterator[Sequence[object]]:
    for code in sorted(found.units):
        one = found.units[code]
        row, apart = one.estimate, found.are_apart(unit, code) if unit and code != unit else None
        yield (
            code, row.n, row.value, row.lower, row.upper, one.first, one.last, str(one.mark), one.direction,
            "" if apart is None else int(apart),
        )  # fmt: skip


def _told(found: Standings, arguments: Namespace, alike: Sequence[Neighbour]) -> Iterator[str]:
    yield f"{len(found.units)} units; their average is {found.target:.4g}."
    if found.between:
        yield f"They differ more than chance explains: usual spread {found.between:.3g} (standard deviation)."
    else:
        yield "They differ no more than chance explains."
    yield f"Places are intervals of 95 %, drawn with seed {arguments.seed}; place 1 is the highest value."
    for code in sorted(found.units):
        yield f"  {code}: {_line(found.units[code], len(found.units))}{_apart(found, arguments.unit, code)}"
    if arguments.unit:
        others = [code for code in found.units if code != arguments.unit]
        same = sum(not found.are_apart(arguments.unit, code) for code in others)
        yield f"{arguments.unit} cannot be told apart from {same} of {len(others)} other units."
    for one in alike:
        yield f"Like {arguments.unit}: {one.unit}, distance {one.distance:.3f}{_parts(one.parts)}"


def _line(one: Standing, count: int) -> str:
    row = one.estimate
    places = f"place {one.first}" if one.first == one.last else f"place {one.first} to {one.last}"
    return f"{row.value:.4g} ({row.lower:.4g} to {row.upper:.4g}), {places} of {count}, {MARKS[one.mark]}"


def _apart(found: Standings, unit: str, code: str) -> str:
    if not unit or code == unit:
        return ""
    return ", certainly differs" if found.are_apart(unit, code) else ", cannot be told apart"


def _parts(parts: Mapping[str, float]) -> str:
    told = ", ".join(f"{trait} {part:.0%}" for trait, part in parts.items() if part)
    return f" ({told})" if told else ""
