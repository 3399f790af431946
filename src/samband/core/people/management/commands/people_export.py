# SPDX-License-Identifier: EUPL-1.2
"""The register, or a part of it, as a Popolo file."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.people.analysis.popolo import write_popolo
from samband.core.people.queries.popolo import public_popolo, whole_popolo


class Command(BaseCommand):
    help = "Write people and elected offices as a Popolo file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--authority", default="", help="number of one member")
        parser.add_argument("--source", default="", help="only what came from this file")
        parser.add_argument(
            "--with-private", action="store_true", help="with birth and contact data; noted in the log"
        )

    def handle(self, *_args: object, **options: object) -> None:
        path = Path(str(options["file"]))
        if path.exists():
            raise CommandError(f"{path} is there already. Choose another name.")
        part = {"authority": str(options["authority"]), "source": str(options["source"])}
        if options["with_private"]:
            made = whole_popolo(actor=INSTALLATION, **part, at=timezone.now())
        else:
            made = public_popolo(**part)
        path.write_text(write_popolo(popolo=made), encoding="utf-8")
        self.stdout.write(f"{len(made.persons)} persons and {len(made.memberships)} offices are in {path}.")
