# SPDX-License-Identifier: EUPL-1.2
"""``samband questionnaire``: an instrument as a sheet of paper. Never loads Django or a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from samband.engines.instrument import InstrumentFaults, load_instrument
from samband.engines.questionnaires import Printed, printed, to_html, to_pdf

PDF, PAGE = ".pdf", ".html"
DONE, FAULTY = 0, 1


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "questionnaire",
        help="print a questionnaire on paper, in one language or two side by side",
        description="Write a questionnaire to fill in with a pen, with routing in words and a small figure "
        "beside each box for whoever keys in the answers. The ending of OUT decides: .pdf (tagged, PDF/UA-1) "
        "or .html. Exit code 0; 1 with faults in the instrument; 2 when refused.",
    )
    parser.add_argument("instrument", type=Path, metavar="INSTRUMENT.yaml")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT.pdf")
    parser.add_argument(
        "--language", default="", help="tag such as en or nb; the instrument's first if left out"
    )
    parser.add_argument("--beside", default="", help="a second language, in a column of its own")
    parser.add_argument("--group", default="", help="who is asked; the instrument's first group if left out")
    parser.add_argument("--created", default="", metavar="TIME", help="ISO time in the file; for equal bytes")
    return parser


def run(arguments: Namespace) -> int:
    """Write the sheet and return 0, or print all faults and return 1. Raises ValueError, OSError."""
    out: Path = arguments.out
    if out.suffix.lower() not in {PDF, PAGE}:
        raise ValueError(f"{out}: sheets end in {PDF} or {PAGE}. Give OUT one of these endings.")
    try:
        sheet = _sheet(arguments)
    except InstrumentFaults as found:
        print(*found.faults, sep="\n")
        return FAULTY
    out.write_bytes(_written(sheet, out, _created(arguments.created)))
    print(f"{out}: {sheet.code} {sheet.version} in {' and '.join(sheet.languages)}.")
    return DONE


def _sheet(arguments: Namespace) -> Printed:
    instrument = load_instrument(arguments.instrument)
    first = arguments.language or instrument.languages[0]
    languages = [first, *([arguments.beside] if arguments.beside else [])]
    group = arguments.group or next(iter(instrument.groups), "")
    return printed(instrument=instrument, languages=languages, group=group)


def _written(sheet: Printed, out: Path, created: datetime) -> bytes:
    return to_pdf(sheet=sheet, stamp=created) if out.suffix.lower() == PDF else _page(sheet).encode()


def _created(text: str) -> datetime:
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is no time. Write it as 2026-03-01T12:00:00+00:00.") from None


def _page(sheet: Printed) -> str:
    title = escape(sheet.title[0])
    return (
        f'<!doctype html>\n<html lang="{escape(sheet.languages[0])}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>\n'
        f"<body><main><h1>{title}</h1>{to_html(sheet=sheet)}</main></body>\n</html>\n"
    )
