# SPDX-License-Identifier: EUPL-1.2
"""``samband estimate``: a file of answers in, a file of results out. Never loads Django or a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from samband.cli.estimate.addresses import is_one_csv, open_rows
from samband.cli.estimate.earlier import read_releases, told
from samband.cli.output import whole_file
from samband.engines.disclosure import DisclosureRules, examine, release
from samband.engines.estimation import BadAnswers, Plan, estimate
from samband.engines.estimation.answer_faults import AnswerFaults, RowFault
from samband.engines.estimation.answer_file import open_answers
from samband.engines.estimation.disclosing import disclosure_context, refuse_extreme_quantiles
from samband.engines.estimation.dominance import largest_shares
from samband.engines.estimation.grouped import read_groups
from samband.engines.estimation.plan_file import load_plan
from samband.engines.estimation.review import HEADER, Finding, review
from samband.engines.estimation.sources import InMemory, Source
from samband.engines.instrument import Instrument, load_instrument
from samband.engines.tables import EstimateTable, ReleasedTable, csv_lines
from samband.engines.tables.files import write_csv


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "estimate",
        help="estimate results from a file of answers",
        description="Estimate means, shares and indices with standard errors and confidence intervals. "
        "Without --released nothing is withheld: such results are for the analyst only. "
        "Exit code 0, or 2 for a fault.",
    )
    parser.add_argument(
        "answers",
        metavar="ANSWERS",
        help="a CSV file (UTF-8, with a header), files such as 'wave/*.parquet', "
        "postgresql://host/database?table=answers, spark-local:PATH or spark://HOST:PORT/PATH",
    )
    parser.add_argument("--instrument", type=Path, required=True, metavar="FILE.yaml")
    parser.add_argument("--plan", type=Path, required=True, metavar="PLAN.yaml")
    parser.add_argument("--out", type=Path, required=True, metavar="RESULTS.csv")
    parser.add_argument(
        "--review",
        type=Path,
        metavar="REVIEW.csv",
        help="also what the analyst looks at: items, modes, response, gaps, changes, a second opinion",
    )
    parser.add_argument("--released", action="store_true", help="apply the plan's disclosure rules")
    parser.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar="RELEASED.csv",
        help="with --released: a release of the same figures that is public already, so that nothing can be "
        "subtracted from it; once for each, oldest first",
    )
    return parser


def run(arguments: Namespace) -> int:
    """Write the results and return 0. Raises ValueError or OSError, with no file written, for any fault."""
    instrument, plan = load_instrument(arguments.instrument), load_plan(arguments.plan)
    if arguments.earlier and not arguments.released:
        raise ValueError("--earlier guards a release. Add --released, or leave --earlier out.")
    if arguments.released:
        refuse_extreme_quantiles(plan=plan)
    findings: tuple[Finding, ...] = ()
    with _source(arguments.answers, instrument, plan) as source:
        table = estimate(answers=source, instrument=instrument, plan=plan)
        if arguments.review:
            findings = review(source=source, instrument=instrument, plan=plan, table=table)
        if arguments.released:
            table = _released(table, source, instrument, plan, arguments.earlier)
    if arguments.review:
        _write_lines(
            csv_lines(header=HEADER, rows=[finding.fields for finding in findings]), arguments.review
        )
        print(f"{arguments.review}: {len(findings)} findings, not for release.")
    _write(table, arguments.out)
    print(
        f"{arguments.out}: {len(table)} results{', released' if arguments.released else ', not for release'}."
    )
    return 0


def _released(
    table: EstimateTable, source: Source, instrument: Instrument, plan: Plan, files: list[Path]
) -> ReleasedTable:
    earlier, rules = read_releases(files=files, table=table), DisclosureRules.from_mapping(plan.disclosure)
    context = disclosure_context(
        table=table,
        instrument=instrument,
        plan=plan,
        largest_shares=largest_shares(answers=source, instrument=instrument, plan=plan),
    )
    if files:
        decisions = examine(table=table, rules=rules, context=context, earlier=earlier)
        print(told(decisions=decisions, files=files))
    return release(table=table, rules=rules, context=context, earlier=earlier)


@contextmanager
def _source(address: str, instrument: Instrument, plan: Plan) -> Iterator[Source]:
    """The answers at an address; what is found wrong with those of a CSV file is told by its row."""
    if not is_one_csv(address=address):
        with open_rows(address=address) as rows:
            yield read_groups(rows=rows, instrument=instrument, plan=plan)
        return
    path = Path(address)
    with open_answers(path=path, instrument=instrument, plan=plan) as answers:
        try:
            yield InMemory(answers)
        except BadAnswers as bad:
            row = 0 if bad.row is None else bad.row + 2
            raise AnswerFaults(path.name, [RowFault(row, bad.column, bad.fault)]) from None


def _write(table: EstimateTable, to: Path) -> None:
    _into(to, lambda file: write_csv(rows=table, to=file))


def _write_lines(lines: Iterable[str], to: Path) -> None:
    _into(to, lambda file: file.writelines(lines))


def _into(to: Path, write: Callable[[TextIO], None]) -> None:
    """Into a file beside it first, so that a failure leaves nothing half-written."""
    with whole_file(path=to) as file:
        write(file)
