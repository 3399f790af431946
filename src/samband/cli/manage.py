# SPDX-License-Identifier: EUPL-1.2
"""``samband manage …``: Django's own commands, and the way in to Django for init, demo and serve."""

import os
from argparse import REMAINDER, ArgumentParser, Namespace, _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to those of samband. Nothing after ``manage`` is an option of ours."""
    parser = subparsers.add_parser(
        "manage", help="run a command of Django", add_help=False, prefix_chars="\0"
    )
    parser.add_argument("rest", nargs=REMAINDER)


def run(arguments: Namespace) -> int:
    """Hand everything after ``manage`` to Django."""
    from django.core.management import execute_from_command_line

    _name_settings()
    execute_from_command_line(["samband manage", *arguments.rest])
    return 0


def call(command: str, *words: str, **options: object) -> None:
    """Run one of Django's commands in this process. Raises ValueError with what the command refused."""
    from django.core.management import CommandError, call_command

    load()
    try:
        call_command(command, *words, **options)
    except CommandError as fault:
        raise ValueError(str(fault)) from fault


def load() -> None:
    """Load Django with the settings of this installation."""
    import django

    _name_settings()
    django.setup()


def _name_settings() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")
