# SPDX-License-Identifier: EUPL-1.2
"""``samband manage fees``: the year's fees from the command line, for whoever holds the machine."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.engines.fees import in_major
from samband.engines.tables import csv_lines
from samband.tools.membership import operations, queries
from samband.tools.membership.rules import Decision


class Command(BaseCommand):
    help = "Keep a fee model, compute or freeze the fees of a year, make its invoices."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        add = steps.add_parser("add", help="keep a rule file as the next version of its model")
        add.add_argument("file", type=Path)
        compute = steps.add_parser("compute", help="print the fees of all members as CSV; decides nothing")
        freeze = steps.add_parser("freeze", help="make the fees binding by a decision")
        for step in (compute, freeze):
            step.add_argument("model", help="code and version, as ks_2020:1")
            step.add_argument("--year", type=int, default=0, help="the model's own when left out")
        freeze.add_argument("--body", required=True)
        freeze.add_argument("--decided-on", type=date.fromisoformat, required=True)
        freeze.add_argument("--case", required=True)
        freeze.add_argument("--text", required=True)
        invoice = steps.add_parser("invoice", help="make what is left of the invoices of a decided year")
        invoice.add_argument("year", type=int)
        invoice.add_argument("--issued-on", type=date.fromisoformat)
        invoice.add_argument("--due-on", type=date.fromisoformat)

    def handle(self, *_args: object, **options: object) -> None:
        """What is refused is told in words, and nothing is changed."""
        try:
            _STEPS[str(options["step"])](options)
        except operations.CannotInvoice as refusal:
            raise CommandError("\n".join((str(refusal), *refusal.faults))) from None
        except (ValueError, LookupError) as refusal:
            raise CommandError(str(refusal)) from None


def _add(options: dict[str, object]) -> None:
    file = Path(str(options["file"]))
    kept = operations.add_model(
        text=file.read_text(encoding="utf-8"), filename=file.name, by=INSTALLATION, at=timezone.now()
    )
    _tell(f"Kept as {kept.key}.")


def _compute(options: dict[str, object]) -> None:
    found = queries.computed_fees(actor=INSTALLATION, model=_model(options), year=_year(options))
    units = found.assessment.rules.minor_units
    rows = (
        (fee.member, fee.name, fee.kind, fee.size, in_major(amount=fee.total, minor_units=units))
        for fee in found.assessment.fees
    )
    sys.stdout.writelines(csv_lines(header=("member", "name", "kind", "size", "fee"), rows=rows))
    for refusal in found.assessment.refused:
        _tell(str(refusal))


def _freeze(options: dict[str, object]) -> None:
    decided_on = options["decided_on"]
    if not isinstance(decided_on, date):
        raise TypeError("The day of the decision is read as a date.")
    decision = Decision(str(options["body"]), decided_on, str(options["case"]), str(options["text"]))
    kept = operations.freeze_fees(
        model=_model(options), decision=decision, year=_year(options), by=INSTALLATION, at=timezone.now()
    )
    _tell(f"The fees of {kept.year} are frozen: {kept.count} members, seal {kept.seal}.")


def _invoice(options: dict[str, object]) -> None:
    issued_on, due_on = options["issued_on"], options["due_on"]
    numbers = operations.issue_invoices(
        year=int(str(options["year"])),
        issued_on=issued_on if isinstance(issued_on, date) else timezone.localdate(),
        due_on=due_on if isinstance(due_on, date) else None,
        by=INSTALLATION,
        at=timezone.now(),
    )
    _tell(f"Made {len(numbers)} documents, numbers {numbers[0]} to {numbers[-1]}.")


def _model(options: dict[str, object]) -> queries.FeeModelRecord:
    return queries.model_by_key(actor=INSTALLATION, key=str(options["model"]))


def _year(options: dict[str, object]) -> int:
    return int(str(options["year"]))


def _tell(text: str) -> None:
    """Beside the figures, which may go into a file."""
    sys.stderr.write(f"{text}\n")


_STEPS = {"add": _add, "compute": _compute, "freeze": _freeze, "invoice": _invoice}
