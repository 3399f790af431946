# SPDX-License-Identifier: EUPL-1.2
"""``samband report``: results and an instrument in, the report of one unit out. Never loads Django."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from difflib import get_close_matches
from html import escape
from pathlib import Path

from samband.engines.instrument import Instrument, load_instrument
from samband.engines.reports import Report, to_html, to_pdf, to_xlsx
from samband.engines.tables import EstimateTable
from samband.engines.tables.estimates import ALL
from samband.engines.tables.files import BadResults, is_marked_synthetic, read_csv
from samband.tools.surveys.analysis.member_report import Member, Places, Study, Wave, compose

WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".pdf": lambda report: to_pdf(report=report),
    ".xlsx": lambda report: to_xlsx(report=report),
    ".html": lambda report: _page(report).encode(),
}
SIZE_CLASS = "size:"
LISTED = 12


class Refused(ValueError):  # noqa: N818  it names the fact
    """What the user gave does not fit together; the message says what and what to do."""


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "report",
        help="write the report of one unit as PDF, web page or spreadsheet",
        description="Write the report of one unit from results (see samband estimate) and their instrument. "
        "The ending of OUT decides: .pdf (tagged, PDF/UA-1), .html or .xlsx.",
    )
    parser.add_argument("results", type=Path, metavar="RESULTS.csv")
    parser.add_argument("--instrument", type=Path, required=True, metavar="FILE.yaml")
    parser.add_argument(
        "--unit", required=True, help="the unit as it stands in the column unit; all for the total"
    )
    parser.add_argument(
        "--language", default="", help="tag such as en or nb; the instrument's first if left out"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="REPORT.pdf")
    parser.add_argument("--name", default="", help="name of the unit in the report; its code if left out")
    parser.add_argument("--publisher", default="", help="who answers for the report")
    parser.add_argument(
        "--synthetic", action="store_true", help="say on every page that the data are made up"
    )
    parser.add_argument("--created", default="", metavar="TIME", help="ISO time in the file; for equal bytes")
    return parser


def run(arguments: Namespace) -> int:
    """Write the report and return 0. Raises ValueError in plain words for what the user can mend."""
    write = _writer(arguments.out)
    instrument = load_instrument(arguments.instrument)
    table = _results(arguments.results, instrument)
    language = _language(arguments.language, instrument)
    report = compose(study=_study(arguments, table, instrument), language=language)
    arguments.out.write_bytes(write(report))
    print(f"{arguments.out}: the report of {arguments.unit} in {language}.")
    return 0


def _writer(out: Path) -> Callable[[Report], bytes]:
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise Refused(f"{out}: reports end in {', '.join(WRITERS)}. Give OUT one of these endings.")
    return writer


def _results(path: Path, instrument: Instrument) -> EstimateTable:
    try:
        with path.open(encoding="utf-8", newline="") as source:
            table = EstimateTable(read_csv(source=source))
    except BadResults as fault:
        raise Refused(
            f"{path}, line {fault.line}: {fault.fault}. Make the file with samband estimate."
        ) from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8 text. Make the file with samband estimate.") from None
    _check_match(path, table, instrument)
    return table


def _is_marked(path: Path) -> bool:
    with path.open(encoding="utf-8", newline="") as source:
        return is_marked_synthetic(source=source)


def _check_match(path: Path, table: EstimateTable, instrument: Instrument) -> None:
    """Every measure of the results is one of the instrument, or the words would be somebody else's."""
    if not len(table):
        raise Refused(f"{path} has no figures.")
    unknown = sorted({row.measure for row in table} - instrument.measures.keys())
    if unknown:
        name = f"{instrument.code} {instrument.version}"
        raise Refused(
            f"{path} does not match the instrument {name}, which has no {_listed(unknown)}. "
            "Give the instrument that the results were estimated with."
        )


def _language(wanted: str, instrument: Instrument) -> str:
    if not wanted:
        return instrument.languages[0]
    if wanted not in instrument.languages:
        known = ", ".join(instrument.languages)
        raise Refused(
            f"The instrument has no words in {wanted}. It has {known}. Add a words file or choose one."
        )
    return wanted


def _study(arguments: Namespace, table: EstimateTable, instrument: Instrument) -> Study:
    _check_unit(arguments.unit, table)
    units = {row.unit for row in table if row.unit == arguments.unit or not _is_total(row.unit)}
    members = {unit: Member(unit, unit) for unit in sorted(units)}
    members[arguments.unit] = Member(arguments.unit, arguments.name or arguments.unit)
    return Study(
        unit=arguments.unit,
        wave=Wave(title=instrument.version, instrument=instrument, table=table),
        members=members if not _is_total(arguments.unit) else {arguments.unit: members[arguments.unit]},
        created=_created(arguments.created),
        publisher=arguments.publisher,
        is_synthetic=arguments.synthetic or _is_marked(arguments.results),
        places=Places.UNITS,
    )


def _is_total(unit: str) -> bool:
    return unit == ALL or unit.startswith(SIZE_CLASS)


def _check_unit(unit: str, table: EstimateTable) -> None:
    known = sorted({row.unit for row in table})
    if unit in known:
        return
    near = get_close_matches(unit, known, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {_listed(known)}."
    raise Refused(f"The results have no unit {unit}. {hint}")


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - LISTED} more" if len(every) > LISTED else ""
    return ", ".join(every[:LISTED]) + more


def _created(wanted: str) -> datetime:
    """The time given, UTC where it names no zone; else now."""
    if not wanted:
        return datetime.now(UTC)
    try:
        given = datetime.fromisoformat(wanted)
    except ValueError:
        raise Refused(f"--created {wanted} is no ISO time. Write it as 2025-09-01T12:00:00+02:00.") from None
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _page(report: Report) -> str:
    """A page that stands by itself: no style, so that the reader's own settings decide."""
    title = f"<title>{escape(report.title)}</title>"
    head = f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{title}</head>'
    notice = f"<p><strong>{escape(report.notice)}</strong></p>" if report.notice else ""
    lang = escape(report.language)
    body = f"<body><main>{notice}{to_html(report=report)}</main></body>"
    return f'<!doctype html>\n<html lang="{lang}">{head}{body}</html>\n'
