# SPDX-License-Identifier: EUPL-1.2
"""The demo association: a country as it is, people to sign in as, two waves of synthetic answers, and what
the other areas and tools add by the ``demo`` of their cards."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack
from samband.core.members import operations as members
from samband.core.members.queries import latest_authority
from samband.core.web.queries import demo_loaders
from samband.tools.surveys.management.demo.goals import load_goals
from samband.tools.surveys.management.demo.invitations import load_invitations
from samband.tools.surveys.management.demo.meetings import load_meeting
from samband.tools.surveys.management.demo.people import DemoPerson, make_people
from samband.tools.surveys.management.demo.phone import load_calls
from samband.tools.surveys.management.demo.waves import (
    WAVES,
    load_open_wave,
    load_wave,
    middle_member,
    order_reports,
)
from samband.tools.surveys.queries import waves


class Command(BaseCommand):
    help = "Load the demo association: a country, demo people, two published waves and one to answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-reports", action="store_true", help="do not order the reports of 2025")

    def handle(self, *_args: object, **options: object) -> None:
        """Load everything or nothing, and print how to sign in as each person."""
        if waves(actor=INSTALLATION):
            raise CommandError("There are waves in this home already. Load the demo into a new one.")
        with transaction.atomic():
            people = _load()
            for load in demo_loaders():
                load(by=INSTALLATION, at=timezone.now())
            if not options["without_reports"]:
                order_reports(at=timezone.now())
        self.stdout.write(_how_to_sign_in(people))


def _load() -> tuple[DemoPerson, ...]:
    now = timezone.now()
    pack = load_pack(name="norway")
    members.load_pack(pack=pack, by=INSTALLATION, at=now)
    middle = middle_member(pack=pack).lineage
    name = latest_authority(code=middle, on=timezone.localdate(now)).name
    people = make_people(median=middle, median_name=name, at=now)
    for plan in WAVES:
        load_wave(plan=plan, pack=pack)
    load_open_wave(pack=pack, at=now)
    load_calls(at=now)
    load_invitations(at=now)
    load_meeting(authority=middle, at=now)
    load_goals(median=middle, at=now)
    return people


def _how_to_sign_in(people: tuple[DemoPerson, ...]) -> str:
    """A line for each person: address, password, who it is."""
    lines = [f"  {one.email:<26}{one.password}  {one.name}" for one in people]
    return "\n".join(["Sign in as one of these people, who exist in this demonstration only:", *lines])
