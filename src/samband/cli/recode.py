# SPDX-License-Identifier: EUPL-1.2
"""``samband recode``: figures by code and year, carried to the units of one day. Never loads Django."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path

from samband.cli.output import whole_file
from samband.cli.units import COUNTRY, day
from samband.core.country.queries import chosen_pack
from samband.core.members.rules.geography import geography_of
from samband.engines.geography import Basis, Geography, Method, Quantity, Status, convert_table
from samband.engines.geography.result_file import result_rows, write_result
from samband.engines.geography.series_file import SeriesFile, read_series

QUANTITIES = {"rate" if one == Quantity.RATIO else one.value: one for one in Quantity}


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "recode",
        help="carry a file of figures by code and year to the municipalities of one day",
        description="Carry figures to the units of one day. Sums add up, rates are computed anew; what "
        "nobody can know is left empty, with the reason beside it. Every figure says what was done to it. "
        "The file has the columns code, year (or date) and value; for a rate numerator and denominator, for "
        "a mean value and n (or denominator). Further columns name the series. Exit code 0; 2 when refused.",
    )
    parser.add_argument("series", type=Path, metavar="SERIES.csv", help="UTF-8, with a header")
    parser.add_argument(
        "--quantity", required=True, choices=sorted(QUANTITIES), help="what kind of figure it is"
    )
    parser.add_argument("--to", type=day, required=True, metavar="DATE", help="as 2024-01-01")
    parser.add_argument("--out", type=Path, required=True, metavar="RESULT.csv")
    parser.add_argument(
        "--by",
        choices=[basis.value for basis in Basis],
        help="divide what was divided by these weights of the country pack, and mark it as estimated",
    )
    parser.add_argument(
        "--country",
        default=COUNTRY,
        metavar="PACK",
        help=f"country pack, or its folder; {COUNTRY} if left out",
    )
    parser.add_argument(
        "--borders-of",
        type=day,
        metavar="DATE",
        help="all figures of the file are on the borders of this day",
    )
    parser.add_argument(
        "--day-of-year",
        type=_month_and_day,
        default=(1, 1),
        metavar="MM-DD",
        help="on the borders of which day of its year a figure is; 01-01 if left out",
    )
    return parser


def _month_and_day(text: str) -> tuple[int, int]:
    try:
        found = date.fromisoformat(f"2023-{text}")
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day of every year. Write it as 12-31.") from None
    return found.month, found.day


def run(arguments: Namespace) -> int:
    """Write the result and return 0. Raises ValueError or OSError, with no file written, for any fault."""
    geography = geography_of(pack=chosen_pack(country=arguments.country))
    quantity = QUANTITIES[arguments.quantity]
    series = read_series(
        file=arguments.series,
        geography=geography,
        quantity=quantity,
        month_and_day=arguments.day_of_year,
        borders_of=arguments.borders_of,
    )
    if not geography.generation(on=arguments.to):
        raise ValueError(f"The register knows no unit on {arguments.to}. It begins on {geography.begins}.")
    counts = _write(arguments, geography, series, quantity)
    print(f"{arguments.out}: {sum(counts.values())} figures on the borders of {arguments.to}.")
    for status, count in counts.items():
        if count:
            print(f"  {count:>8} {WORDS[status]}")
    return 0


WORDS = {
    Status.SAME: "of the same territory, as they were",
    Status.COMBINED: "put together of whole units",
    Status.ESTIMATED: "estimated: a part was divided by weights",
    Status.NOT_CONVERTIBLE: "not convertible: left empty, see the column reason",
    Status.MISSING: "missing: a figure they would be made of is not in the file",
    Status.NO_SOURCE: "without source: nothing in the register leads to the unit",
}


def _write(
    arguments: Namespace, geography: Geography, series: SeriesFile, quantity: Quantity
) -> dict[Status, int]:
    """Into a file beside it first, so that a failure leaves nothing half-written."""
    table = convert_table(
        geography=geography,
        layers=series.layers,
        to=arguments.to,
        quantity=quantity,
        method=Method(Basis(arguments.by) if arguments.by else None),
    )
    rows = result_rows(series=series, table=table, geography=geography)
    out: Path = arguments.out
    with whole_file(path=out) as file:
        return write_result(rows=rows, series=series, quantity=quantity, to=file)
