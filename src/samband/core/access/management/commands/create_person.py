# SPDX-License-Identifier: EUPL-1.2
"""An account from the command line: how an installation gets its first administrator."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from samband.core.access.operations import EmailTaken, UnknownLanguage, create_person
from samband.core.access.rules import INSTALLATION, Grant, Role


class Command(BaseCommand):
    help = "Make an account. Asks for a password, unless the person is to choose one by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        roles = ", ".join(Role)
        parser.add_argument(
            "--role",
            action="append",
            default=[],
            type=_grant,
            help=f"One of {roles}; for one authority add its code, as in contact:1151. May be repeated.",
        )
        parser.add_argument("--language", default="")
        parser.add_argument("--no-password", action="store_true", help="The person chooses one by e-mail.")

    def handle(self, *, email: str, name: str, **options: Any) -> None:  # noqa: ANN401
        password = None if options["no_password"] else _asked_password()
        words = {"email": email, "name": name, "language": options["language"], "password": password}
        try:
            person = create_person(**words, grants=options["role"], by=INSTALLATION, at=timezone.now())
        except (EmailTaken, UnknownLanguage) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{person.name} has an account: {person.email}")


def _grant(text: str) -> Grant:
    role, _, authority = text.partition(":")
    return Grant(Role(role), authority)


def _asked_password() -> str:
    password = getpass("Password: ")
    if getpass("The same password again: ") != password:
        raise CommandError("The two passwords differ. Start again.")
    try:
        validate_password(password)
    except ValidationError as fault:
        raise CommandError(" ".join(fault.messages)) from fault
    return password
