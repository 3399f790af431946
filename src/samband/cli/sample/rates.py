# SPDX-License-Identifier: EUPL-1.2
"""``samband sample rates``: response, cooperation, refusal and contact rates from what became of people."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path

from samband.cli.sample.reading import Line, lines_of, percent, refuse, write_table
from samband.engines.sampling import (
    DISPOSITIONS,
    RATES,
    Outcome,
    OutcomeRates,
    UnknownDisposition,
    final_disposition,
    outcome_of,
    outcome_rates,
)

CODE, KEY, NUMBER = "disposition", "key", "count"
EVERYBODY = "(all)"


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "rates",
        help="response rates from dispositions",
        description="Response, cooperation, refusal and contact rates after AAPOR. FILE has a column "
        "disposition: codes as 1.1 or 2.112, or groups as I, P, R, NC, O, UH, UR, UO, NE; one row for each "
        "person, or a column count beside it (persons, or sums of weights).",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX")
    parser.add_argument(
        "--history", action="store_true", help="rows are attempts in order of time; column key"
    )
    parser.add_argument("--by", metavar="COLUMN", help="rates of each value of this column, and of all")
    parser.add_argument(
        "--e", type=percent, metavar="PERCENT", help="of the unknown are eligible; estimated if absent"
    )
    parser.add_argument("-o", "--out", type=Path, metavar="OUT.csv", help="write all rates to this file")
    return parser


def run(arguments: Namespace) -> int:
    """Print the rates and return 0. Raises ValueError with every fault of the file."""
    needed = [CODE, *([KEY] if arguments.history else []), *([arguments.by] if arguments.by else [])]
    lines = lines_of(path=arguments.file, needed=needed)
    refuse(path=arguments.file, faults=list(_faults(lines, is_history=arguments.history)))
    counts = _counts(lines, arguments)
    found = {name: outcome_rates(counts=one, eligibility=arguments.e) for name, one in counts.items()}
    print("\n".join(_told(counts, found)))
    if arguments.out:
        header = ("group", *RATES, "e", *Outcome)
        write_table(path=arguments.out, header=header, rows=[_row(name, one) for name, one in found.items()])
    return 0


def _faults(lines: Sequence[Line], *, is_history: bool) -> Iterator[str]:
    for line in lines:
        try:
            outcome_of(line.values.get(CODE, ""))
        except UnknownDisposition as fault:
            yield f"row {line.number}, column {CODE}: {fault}"
        number = line.values.get(NUMBER, "1")
        if not _is_count(number):
            yield f"row {line.number}, column {NUMBER}: “{number}” is not a number of 0 or more. Correct it."
        if is_history and not line.values.get(KEY):
            yield f"row {line.number}, column {KEY}: the key is missing. Say whose attempt it was."


def _is_count(text: str) -> bool:
    try:
        return isfinite(float(text)) and float(text) >= 0
    except ValueError:
        return False


def _counts(lines: Sequence[Line], arguments: Namespace) -> dict[str, Counter[str]]:
    """Group -> disposition -> persons; the first group is everybody."""
    counts: dict[str, Counter[str]] = {EVERYBODY: Counter()}
    for line in _finals(lines) if arguments.history else lines:
        number = float(line.values.get(NUMBER, "1"))
        for group in (EVERYBODY, *([line.values.get(arguments.by, "")] if arguments.by else [])):
            counts.setdefault(group, Counter())[line.values[CODE]] += number  # type: ignore[assignment]
    return counts


def _finals(lines: Sequence[Line]) -> Iterator[Line]:
    """One line for each person: the last one, with the final disposition of all."""
    attempts: dict[str, list[Line]] = {}
    for line in lines:
        attempts.setdefault(line.values[KEY], []).append(line)
    for history in attempts.values():
        final = final_disposition(history=[line.values[CODE] for line in history])
        yield Line(history[-1].number, {**history[-1].values, CODE: final, NUMBER: "1"})


def _told(counts: Mapping[str, Counter[str]], found: Mapping[str, OutcomeRates]) -> Iterator[str]:
    for code, number in sorted(counts[EVERYBODY].items()):
        words = DISPOSITIONS[code].words if code in DISPOSITIONS else ""
        yield f"{code:<6} {outcome_of(code):<3} {number:>10,g}  {words}".rstrip()
    yield ""
    for name, rate in found[EVERYBODY].rates.items():
        yield f"{name:<6} {_shown(rate):>7}  {RATES[name]}"
    yield f"{'e':<6} {_shown(found[EVERYBODY].eligibility):>7}  part of the unknown that is eligible"
    if len(found) > 1:
        yield ""
        yield f"{'':<20} {'RR1':>7} {'RR3':>7} {'COOP1':>7} {'REF1':>7} {'CON1':>7}"
        for group, one in found.items():
            shown = " ".join(
                f"{_shown(one.rates[name]):>7}" for name in ("RR1", "RR3", "COOP1", "REF1", "CON1")
            )
            yield f"{group:<20} {shown}"


def _shown(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.1%}"


def _row(name: str, one: OutcomeRates) -> Sequence[object]:
    return (name, *one.rates.values(), one.eligibility, *(one.counts[group] for group in Outcome))
