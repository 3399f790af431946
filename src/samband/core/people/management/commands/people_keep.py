# SPDX-License-Identifier: EUPL-1.2
"""The daily round: what is kept too long, and with --confirm erased."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.people.operations import apply_retention, follow_renumbering
from samband.core.people.queries.retention import due


class Command(BaseCommand):
    help = "Say what is kept about people longer than the rules allow; with --confirm erase it. Run it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--confirm", action="store_true", help="erase it, do not only count")

    def handle(self, *_args: object, **options: object) -> None:
        now = timezone.now()
        for one in due(actor=INSTALLATION, on=timezone.localdate(now)):
            self.stdout.write(f"{one.rule.code}: {one.people} (by {one.ended_by.isoformat()})")
        if not options["confirm"]:
            self.stdout.write("Nothing is erased. Add --confirm to erase it.")
            return
        apply_retention(by=INSTALLATION, at=now)
        moved = follow_renumbering(by=INSTALLATION, at=now)
        self.stdout.write(f"Erased. Bodies carried over to new numbers of their members: {moved}.")
