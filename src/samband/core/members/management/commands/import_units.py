# SPDX-License-Identifier: EUPL-1.2
"""Authorities, inhabitants and changes from files beside the country pack; written with --confirm."""

from argparse import ArgumentParser
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.members.operations import (
    ImportPreview,
    NoRegister,
    SentFile,
    UnreadableTable,
    confirm_import,
    preview_import,
)
from samband.core.members.rules.importing import CHANGES, POPULATION, TABLES, UNITS, Counts, ImportSource


class Command(BaseCommand):
    help = (
        "Check files of authorities, their inhabitants and changes (CSV or .xlsx) and tell what they would "
        "change in the register. Nothing is changed without --confirm."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            UNITS, type=Path, nargs="?", metavar="FILE", help="in the shape of authorities.csv"
        )
        parser.add_argument("--population", type=Path, help="code,year,population")
        parser.add_argument("--changes", dest=CHANGES, type=Path, help="date,kind,from,to")
        parser.add_argument(
            "--whole", action="store_true", help="take out what was imported earlier and is not in the files"
        )
        parser.add_argument("--title", default="", help="register, table or decision that the facts are from")
        parser.add_argument("--publisher", default="")
        parser.add_argument("--licence", default="")
        parser.add_argument("--dated", type=date.fromisoformat, help="day of the facts, as 2024-01-31")
        parser.add_argument("--confirm", action="store_true", help="import, do not only look")

    def handle(self, *_args: object, **options: object) -> None:
        files = {table: Path(str(options[table])) for table in TABLES if options[table]}
        if not files:
            raise CommandError("Name at least one file.")
        source = _source(options)
        if options["confirm"] and not all((source.title, source.publisher, source.licence, options["dated"])):
            raise CommandError("Say where it is from: --title, --publisher, --licence and --dated.")
        seen = _previewed(files, source, is_whole=bool(options["whole"]))
        self._tell(seen)
        if any(seen.faults.values()):
            raise CommandError("Nothing is imported. Correct the faults first.")
        if not seen.token:
            self.stdout.write("The register holds all of this already.")
        elif not options["confirm"]:
            self.stdout.write("Nothing is changed. Add --confirm to import it.")
        else:
            confirm_import(token=seen.token, by=INSTALLATION, at=timezone.now())
            self.stdout.write("Imported.")

    def _tell(self, seen: ImportPreview) -> None:
        for table, names in seen.unread.items():
            self.stdout.write(f"{seen.filenames[table]}: the columns {', '.join(names)} are not read.")
        for table, faults in seen.faults.items():
            for fault in faults:
                self.stdout.write(f"{seen.filenames.get(table, table)}: {fault.words()}")
        counted = {**seen.plan.tiers, POPULATION: seen.plan.population, CHANGES: seen.plan.changes}
        for name, counts in counted.items():
            if counts != Counts():
                self.stdout.write(
                    f"{name}: {counts.new} new, {counts.changed} changed ({counts.ended} of them ended), "
                    f"{counts.removed} taken out, {counts.same} as before."
                )


def _source(options: dict[str, object]) -> ImportSource:
    title, publisher, licence = (str(options[name]) for name in ("title", "publisher", "licence"))
    dated = options["dated"]
    return ImportSource(title, publisher, licence, dated if isinstance(dated, date) else date.min)


def _previewed(files: dict[str, Path], source: ImportSource, *, is_whole: bool) -> ImportPreview:
    with ExitStack() as opened:
        try:
            sent = {
                table: SentFile(opened.enter_context(path.open("rb")), path.name)
                for table, path in files.items()
            }
            return preview_import(
                files=sent, source=source, is_whole=is_whole, by=INSTALLATION, at=timezone.now()
            )
        except UnreadableTable as refused:
            raise CommandError(f"{files[refused.table].name}: {refused}") from None
        except (NoRegister, OSError) as refused:
            raise CommandError(str(refused)) from None
