# SPDX-License-Identifier: EUPL-1.2
"""A Popolo file into the register: what it holds, and with --confirm into the tables."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.people.analysis.popolo import NotPopolo, read_popolo
from samband.core.people.operations import Refused, load_popolo
from samband.core.people.rules import BodyKind


class Command(BaseCommand):
    help = (
        "Load people and offices from a Popolo file (EveryPolitician). Without --confirm nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="short name of where it is from")
        parser.add_argument("--authority", default="", help="number of the member whose bodies they are")
        kinds = [kind.value for kind in BodyKind]
        parser.add_argument("--body-kind", default=BodyKind.COUNCIL.value, choices=kinds)
        parser.add_argument("--confirm", action="store_true", help="load it, do not only look")

    def handle(self, *_args: object, **options: object) -> None:
        try:
            reading = read_popolo(content=Path(str(options["file"])).read_bytes())
        except (NotPopolo, OSError) as reason:
            raise CommandError(str(reason)) from None
        popolo = reading.popolo
        self.stdout.write(
            f"{len(popolo.persons)} persons, {len(popolo.organizations)} organizations, "
            f"{len(popolo.events)} periods, {len(popolo.memberships)} memberships."
        )
        for fault in reading.faults:
            self.stdout.write(fault.words())
        for path, times in reading.unread.items():
            self.stdout.write(f"Not kept: {path} ({times})")
        if not options["confirm"]:
            self.stdout.write("Nothing is changed. Add --confirm to load it.")
            return
        try:
            loaded = load_popolo(
                popolo=popolo, source=str(options["source"]), authority=str(options["authority"]),
                body_kind=BodyKind(str(options["body_kind"])), by=INSTALLATION, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            raise CommandError(str(refused)) from None
        for fault in loaded.faults:
            self.stdout.write(fault.words())
        self.stdout.write(f"Loaded {loaded.persons} persons and {loaded.offices} offices.")
