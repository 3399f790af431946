# SPDX-License-Identifier: EUPL-1.2
"""``samband estimate``: a file of answers in, a file of results out. Never loads Django or a database."""

import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samband.engines.disclosure import DisclosureRules, release
from samband.engines.estimation import Answers, BadAnswers, Plan, estimate
from samband.engines.estimation.answer_faults import AnswerFaults, RowFault
from samband.engines.estimation.answer_file import open_answers
from samband.engines.estimation.disclosing import disclosure_context
from samband.engines.estimation.dominance import largest_shares
from samband.engines.estimation.plan_file import load_plan
from samband.engines.instrument import Instrument, load_instrument
from samband.engines.tables import EstimateTable, ReleasedTable
from samband.engines.tables.files import write_csv


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "estimate",
        help="estimate results from a file of answers",
        description="Estimate means, shares and indices with standard errors and confidence intervals. "
        "Without --released nothing is withheld: such results are for the analyst only. "
        "Exit code 0, or 2 for a fault.",
    )
    parser.add_argument("answers", type=Path, metavar="ANSWERS.csv", help="UTF-8, with a header")
    parser.add_argument("--instrument", type=Path, required=True, metavar="FILE.yaml")
    parser.add_argument("--plan", type=Path, required=True, metavar="PLAN.yaml")
    parser.add_argument("--out", type=Path, required=True, metavar="RESULTS.csv")
    parser.add_argument("--released", action="store_true", help="apply the plan's disclosure rules")
    return parser


def run(arguments: Namespace) -> int:
    """Write the results and return 0. Raises ValueError or OSError, with no file written, for any fault."""
    instrument, plan = load_instrument(arguments.instrument), load_plan(arguments.plan)
    with _answers(arguments.answers, instrument, plan) as answers:
        table = estimate(answers=answers, instrument=instrument, plan=plan)
        if arguments.released:
            table = _released(table, answers, instrument, plan)
    _write(table, arguments.out)
    print(
        f"{arguments.out}: {len(table)} results{', released' if arguments.released else ', not for release'}."
    )
    return 0


def _released(table: EstimateTable, answers: Answers, instrument: Instrument, plan: Plan) -> ReleasedTable:
    context = disclosure_context(
        table=table,
        instrument=instrument,
        plan=plan,
        largest_shares=largest_shares(answers=answers, instrument=instrument, plan=plan),
    )
    return release(table=table, rules=DisclosureRules.from_mapping(plan.disclosure), context=context)


@contextmanager
def _answers(path: Path, instrument: Instrument, plan: Plan) -> Iterator[Answers]:
    """The file's columns, while it is open; what is found wrong with them is told by its row."""
    with open_answers(path=path, instrument=instrument, plan=plan) as answers:
        try:
            yield answers
        except BadAnswers as bad:
            row = 0 if bad.row is None else bad.row + 2
            raise AnswerFaults(path.name, [RowFault(row, bad.column, bad.fault)]) from None


def _write(table: EstimateTable, to: Path) -> None:
    """Into a file beside it first, so that a failure leaves nothing half-written."""
    beside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            write_csv(rows=table, to=file)
        beside.replace(to)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
