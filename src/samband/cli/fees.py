# SPDX-License-Identifier: EUPL-1.2
"""``samband fees``: what each member pays by a rule file, why, and what another rule file would change."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterable, Sequence
from pathlib import Path

from samband.cli.output import whole_file
from samband.engines.fees import (
    Assessment,
    Cliff,
    CliffKind,
    MemberChange,
    MemberFee,
    Simulation,
    SizeClass,
    assess,
    check_rules,
    cliff_sentence,
    explain,
    in_language,
    in_major,
    load_rules,
    read_members,
    simulate,
)
from samband.engines.tables.downloads import csv_lines

IN_ORDER, FAULTY, REFUSED = 0, 1, 2
Row = Sequence[object]


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "fees",
        help="compute membership fees by a rule file, explain them, compare two models",
        description="Compute membership fees by a rule file, explain them, or compare two models. "
        "Exit code 0; 1 when --check finds faults; 2 when refused.",
    )
    parser.add_argument("rules", type=Path, metavar="RULES.yaml")
    parser.add_argument("--check", action="store_true", help="list every fault and every warning")
    parser.add_argument(
        "--members", type=Path, metavar="MEMBERS.csv", help="code,name,kind,population_2019,…"
    )
    parser.add_argument("--year", type=int, default=0, help="year of the fee; that of the rules if absent")
    parser.add_argument("--against", type=Path, metavar="OTHER.yaml", help="compare with these rules")
    parser.add_argument("--explain", metavar="CODE", help="tell how the fee of one member came about")
    parser.add_argument(
        "--choose",
        type=_choice,
        action="append",
        default=[],
        metavar="CHOICE=ANSWER",
        help="answer a question that the rules leave open",
    )
    parser.add_argument("-o", "--out", type=Path, metavar="OUT.csv", help="one row for each member")
    return parser


def run(arguments: Namespace) -> int:
    """Print fees, an explanation or a comparison. Nothing is written when any member cannot be assessed."""
    if arguments.check:
        return _check(arguments.rules)
    if not arguments.members:
        raise ValueError("Name a file of members: --members MEMBERS.csv, or use --check.")
    found = _assess(arguments.rules, arguments)
    other = _assess(arguments.against, arguments) if arguments.against else None
    refused = [*found.refused, *(other.refused if other else ())]
    if refused:
        _print_lines((f"{arguments.members.name}: {refusal}" for refusal in refused), to_errors=True)
        return REFUSED
    if arguments.explain:
        _print_lines(_explanation(found, arguments.explain))
    elif other:
        _compared(simulate(before=found, after=other), arguments.out)
    else:
        _assessed(found, arguments.out)
    return IN_ORDER


def _choice(text: str) -> tuple[str, str]:
    code, equals, answer = text.partition("=")
    if not (code and equals and answer):
        raise ArgumentTypeError(f"“{text}” is no choice. Write it as bands=marginal.")
    return code, answer


def _check(path: Path) -> int:
    found = check_rules(path)
    _print_lines([str(fault) for fault in found.faults] or [f"{path.name} is in order."])
    _print_lines(f"Warning: {warning}" for warning in found.warnings)
    return FAULTY if found.faults else IN_ORDER


def _assess(path: Path, arguments: Namespace) -> Assessment:
    """Choices that only the other of two rule files knows are passed over."""
    rules = load_rules(path)
    chosen = dict(arguments.choose)
    if arguments.against:
        chosen = {code: answer for code, answer in chosen.items() if code in rules.choices}
    members = read_members(arguments.members)
    return assess(rules=rules, members=members, year=arguments.year, choices=chosen)


def _money(amount: int, found: Assessment) -> str:
    return f"{in_major(amount=amount, minor_units=found.rules.minor_units):,}"


def _explanation(found: Assessment, code: str) -> Iterable[str]:
    fee = found.fee_of(code)
    if not fee:
        raise ValueError(f"No member {code} has a fee in {found.year}. Check the code.")
    currency = found.rules.currency
    yield f"{fee.name} ({fee.member}), {found.year}: {currency} {_money(fee.total, found)}"
    for line in fee.lines:
        yield ""
        yield f"{in_language(words=line.name, language='en')}: {currency} {_money(line.amount, found)}"
        yield from (f"  {sentence}" for sentence in explain(line=line, assessment=found))
        yield f"  Rule: {found.rules.code}/{line.rule}. Source: {line.source or found.rules.source}."


def _assessed(found: Assessment, out: Path | None) -> None:
    parts = list(dict.fromkeys(line.part for fee in found.fees for line in fee.lines))
    rows = [_fee_row(fee, parts, found) for fee in found.fees]
    if out:
        _write(out, ("code", "name", "tariff", *parts, "total", "currency"), rows)
    else:
        _print_lines(f"{fee.member:>10}  {_money(fee.total, found):>18}  {fee.name}" for fee in found.fees)
    title = in_language(words=found.rules.name, language="en")
    _print_lines(
        [f"{title}, {found.year}: {len(rows)} members, {found.rules.currency} {_money(found.total, found)}."]
    )


def _fee_row(fee: MemberFee, parts: Sequence[str], found: Assessment) -> Row:
    amounts = {
        line.part: in_major(amount=line.amount, minor_units=found.rules.minor_units) for line in fee.lines
    }
    total = in_major(amount=fee.total, minor_units=found.rules.minor_units)
    return (
        fee.member,
        fee.name,
        fee.tariff,
        *(amounts.get(part) for part in parts),
        total,
        found.rules.currency,
    )


def _compared(found: Simulation, out: Path | None) -> None:
    _print_lines(_comparison(found))
    if out:
        rows = [_change_row(one, found.before.rules.minor_units) for one in found.changes]
        _write(out, ("code", "name", "size", "before", "after", "change"), rows)


def _change_row(one: MemberChange, minor_units: int) -> Row:
    amounts = (
        in_major(amount=amount, minor_units=minor_units) for amount in (one.before, one.after, one.change)
    )
    return (one.member, one.name, one.size, *amounts)


def _comparison(found: Simulation) -> Iterable[str]:
    before, after = found.before, found.after
    yield f"{before.rules.code} {before.year} against {after.rules.code} {after.year}."
    amounts = f"{_money(found.total_before, before)} before, {_money(found.total_after, after)} after"
    yield f"In all {before.rules.currency} {amounts}."
    yield f"{found.winners} members pay less, {found.losers} more, {found.unchanged} the same."
    yield ""
    yield f"{'size':>18} {'members':>8} {'less':>6} {'more':>6} {'before':>18} {'after':>18}"
    yield from (_class_line(one, before) for one in found.classes if one.members)
    yield ""
    for when, spread in (("before", found.concentration_before), ("after", found.concentration_after)):
        yield f"The ten largest payers bear {spread.largest_ten:.1%} {when}; Gini {spread.gini:.3f}."
    yield from _cliff_lines(found.cliffs_after, after)


def _class_line(one: SizeClass, before: Assessment) -> str:
    size = f"{one.start:,}–{one.end - 1:,}" if one.end else f"{one.start:,} and more"
    amounts = f"{_money(one.before, before):>18} {_money(one.after, before):>18}"
    return f"{size:>18} {one.members:>8} {one.winners:>6} {one.losers:>6} {amounts}"


def _cliff_lines(cliffs: Sequence[Cliff], found: Assessment) -> Iterable[str]:
    """Every drop, and of the jumps the largest."""
    currency, code = found.rules.currency, found.rules.code
    for cliff in cliffs:
        if cliff.kind is CliffKind.DROP:
            yield f"Cliff in {code}: {cliff_sentence(cliff=cliff, currency=currency)}"
    jumps = [cliff for cliff in cliffs if cliff.kind is CliffKind.JUMP]
    if jumps:
        largest = max(jumps, key=lambda cliff: cliff.at - cliff.below)
        yield f"{len(jumps)} jumps in {code}, the largest: {cliff_sentence(cliff=largest, currency=currency)}"


def _write(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    """Into a file beside it first, so that a failure leaves nothing half-written."""
    with whole_file(path=path) as file:
        file.writelines(csv_lines(header=header, rows=rows))


def _print_lines(lines: Iterable[str], *, to_errors: bool = False) -> None:
    for line in lines:
        print(line, file=sys.stderr if to_errors else sys.stdout)
