# SPDX-License-Identifier: EUPL-1.2
"""``samband protect``: a table of counts or sums in, the same table fit to be published out. No database."""

import csv
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from samband.cli.output import whole_file
from samband.engines.disclosure.linked import MOST_ATTACKS, Method, Protected, TableRules, intervals, protect
from samband.engines.disclosure.linked.earlier import LATER, after_release
from samband.engines.disclosure.linked.small_counts import round_small_counts
from samband.engines.disclosure.linked.table import LinkedTable
from samband.engines.disclosure.linked.table_file import (
    axes_of,
    linked_table,
    protected_rows,
    read_divisions,
    read_table,
    rounded_rows,
)

MOST_BOUNDS = 400
"""Withheld cells of which the audit prints both bounds. That the levels hold is proved for any number."""
AUDIT = ("value", "why", "must_lie_below_by", "must_lie_above_by", "lowest", "highest")


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "protect",
        help="withhold or round small cells of a table, so that no margin gives them away",
        description="Withhold every unsafe cell of a table with all its margins, and as few others as "
        "keep it from being computed, by subtraction or by bounds. The file has a column of codes for each "
        "dimension and “count”; or “value” with “respondents” and, for dominance, “largest” and “second”. "
        "Rows of sums (code “all”, or as --divisions names them) may be there; they must add up. "
        "Exit code 0; 2 when refused.",
    )
    parser.add_argument("table", type=Path, metavar="TABLE.csv", help="UTF-8, with a header")
    parser.add_argument("--out", type=Path, required=True, metavar="PROTECTED.csv")
    parser.add_argument(
        "--audit", type=Path, metavar="AUDIT.csv", help="why each cell is withheld; never publish it"
    )
    parser.add_argument(
        "--divisions", type=Path, metavar="FILE.csv", help="columns dimension, total, part (and division)"
    )
    _add_rules(parser)
    parser.add_argument(
        "--round", type=int, metavar="BASE", help="round small counts to 0 or BASE instead of withholding"
    )
    parser.add_argument("--method", choices=[one.value for one in Method], default=Method.AUTO.value)
    parser.add_argument(
        "--attacks", type=int, default=MOST_ATTACKS, metavar="N",
        help="linear programmes that the exact method may solve before a quick one stands",
    )  # fmt: skip
    parser.add_argument(
        "--earlier",
        type=Path,
        nargs=2,
        metavar=("TABLE_THEN.csv", "PROTECTED_THEN.csv"),
        help="an earlier table and what was published of it: protect the differences too",
    )
    return parser


def _add_rules(parser: ArgumentParser) -> None:
    parser.add_argument("--minimum", type=int, default=5, help="fewest respondents of a cell; 5 if left out")
    parser.add_argument("--protect-zeros", action="store_true", help="withhold empty cells as well")
    parser.add_argument(
        "--dominance", type=_dominance, action="append", default=[], metavar="N:K",
        help="unsafe when the N largest are more than K per cent, as 1:75",
    )  # fmt: skip
    parser.add_argument("--p-percent", type=float, default=0.0, metavar="P")
    parser.add_argument(
        "--uncertainty", type=float, default=1.0,
        help="how far above and below its value an unsafe cell must be able to lie; 1 if left out",
    )  # fmt: skip
    parser.add_argument("--uncertainty-percent", type=float, default=0.0, metavar="PER_CENT")


def _dominance(text: str) -> tuple[int, float]:
    n, _, k = text.partition(":")
    if n not in ("1", "2") or not k.replace(".", "", 1).isdigit() or not 0 < float(k) <= 100:
        raise ArgumentTypeError(f"“{text}” is no dominance rule. Write it as 1:75, or 2:90.")
    return int(n), float(k) / 100


def run(arguments: Namespace) -> int:
    """Write the files and return 0. Raises ValueError or OSError, with no file written, for any fault."""
    read = read_table(file=arguments.table)
    if read.withheld:
        raise ValueError(f"{arguments.table}: cells are withheld already. Protect the table it was made of.")
    divisions = read_divisions(file=arguments.divisions) if arguments.divisions else {}
    table = linked_table(read=read, axes=axes_of(read=read, divisions=divisions))
    header = [*read.dimensions, read.figure, "status"]
    if arguments.round:
        return _round(arguments, table, header)
    protected = protect(
        table=_with_earlier(arguments, table),
        rules=_rules(arguments),
        method=Method(arguments.method),
        most_attacks=arguments.attacks,
    )
    only = LATER if arguments.earlier else ""
    _write(arguments.out, header, protected_rows(protected=protected, only=only))
    if arguments.audit:
        places = [*(["release"] if only else []), *read.dimensions]
        _write(arguments.audit, [*places, *AUDIT], _audit_rows(protected))
    print(_told(arguments.out, protected, only))
    return 0


def _rules(arguments: Namespace) -> TableRules:
    return TableRules(
        minimum_respondents=arguments.minimum,
        protect_zeros=arguments.protect_zeros,
        dominance=tuple(arguments.dominance),
        p_percent=arguments.p_percent,
        least_uncertainty=arguments.uncertainty,
        percent_uncertainty=arguments.uncertainty_percent,
    )


def _with_earlier(arguments: Namespace, table: LinkedTable) -> LinkedTable:
    if not arguments.earlier:
        return table
    then, published = (read_table(file=file) for file in arguments.earlier)
    before = linked_table(read=then, axes=table.axes)
    gone = np.array([cell not in published.values for cell in before.cells], dtype=np.bool_)
    return after_release(later=table, earlier=before, withheld_earlier=gone)


def _round(arguments: Namespace, table: LinkedTable, header: list[str]) -> int:
    rounded = round_small_counts(table=table, base=arguments.round)
    _write(arguments.out, header, rounded_rows(table=table, rounded=rounded))
    apart = rounded.distance
    print(
        f"{arguments.out}: {len(table.cells)} cells, {int(rounded.is_rounded.sum())} rounded to 0 or "
        f"{arguments.round}. Cells moved by {apart.mean:.2f} on average, by {apart.largest:g} at most."
    )
    return 0


def _audit_rows(protected: Protected) -> Iterator[list[object]]:
    """Unsafe and further withheld cells, hidden ones only where they are unsafe."""
    table, primary = protected.table, protected.primary
    chosen = np.flatnonzero(protected.withheld & (primary.unsafe | ~table.is_hidden))
    bounds = [("", "")] * len(chosen)
    if len(chosen) <= MOST_BOUNDS:
        low, high = intervals(table=table, withheld=protected.withheld, cells=chosen.tolist())
        bounds = [(f"{a:.6g}", f"{b:.6g}") for a, b in zip(low, high, strict=True)]
    for at, ends in zip(chosen.tolist(), bounds, strict=True):
        why = primary.why[at] or "secondary"
        levels = (f"{primary.lower[at]:.6g}", f"{primary.upper[at]:.6g}") if primary.unsafe[at] else ("", "")
        yield [*table.cells[at], f"{table.values[at]:.12g}", why, *levels, *ends]


def _told(out: Path, protected: Protected, only: str) -> str:
    mine = np.array([not only or cell[0] == only for cell in protected.table.cells])
    unsafe = int((protected.primary.unsafe & mine).sum())
    secondary = int((protected.withheld & ~protected.primary.unsafe & mine).sum())
    proved = "No choice withholds fewer." if protected.is_fewest else "Fewer might do."
    return (
        f"{out}: {int(mine.sum())} cells, {unsafe} unsafe, {secondary} withheld to protect them, "
        f"by the method {protected.method}. {proved}\n"
        "Audited: no unsafe cell can be computed within its bounds from all that is shown."
    )


def _write(to: Path, header: Iterable[object], rows: Iterable[Iterable[object]]) -> None:
    """Into a file beside it first, so that a failure leaves nothing half-written."""
    with whole_file(path=to) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
