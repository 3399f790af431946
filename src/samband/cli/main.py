# SPDX-License-Identifier: EUPL-1.2
"""``samband``: parse, call, print. A command's module is loaded when that command is called, not before."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from samband import __version__

COMMANDS = {
    "check": "check an instrument file and list every fault in it",
    "convert": "turn a questionnaire, or answers to it, into another form of file",
    "questionnaire": "print a questionnaire on paper, in one language or two side by side",
    "estimate": "estimate results from a file of answers",
    "weights": "weight a file of respondents as a plan says, and tell what the weights cost",
    "small-areas": "model results of areas with few answers, beside the direct ones",
    "compare": "tell where units stand among one another in one figure, without a ranking",
    "protect": "withhold or round small cells of a table, so that no margin gives them away",
    "sample": "compute sample sizes, draw a sample from a frame, compute response rates",
    "units": "tell what a number of a municipality or county was, and what became of it",
    "recode": "carry a file of figures by code and year to the municipalities of one day",
    "report": "write the report of one unit as PDF, web page or spreadsheet",
    "seats": "share out seats by votes, with the table that proves the result",
    "fees": "compute membership fees by a rule file, explain them, compare two models",
    "link": "tell who of one register may be whom in another, across spellings and scripts",
    "same": "tell whether two names may be one person's, and why",
    "register": "turn a register of owners and posts into the one that screening reads",
    "screen": "tell who may have a conflict in which item of an agenda, by which rule",
    "pack": "list the country packs, or check one and list every fault in it",
    "init": "make or upgrade the home folder: configuration, database, static files",
    "demo": "load the demo association into the home folder",
    "serve": "serve the pages and do the background work",
    "backup": "write database and files of the home folder to one file",
    "restore": "bring an installation back from a backup, or try whether it would come back",
    "export": "write everything to a folder in open formats",
    "manage": "run a command of Django, for example: samband manage shell",
}
FAULT = 2


class Command(Protocol):
    """What each module in this folder offers. run returns the exit code: 0 well, 2 refused."""

    def add_parser(self, subparsers: "_SubParsersAction[ArgumentParser]") -> object: ...

    def run(self, arguments: Namespace) -> int: ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. What the user can mend becomes one plain line on stderr."""
    given = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in given if not word.startswith("-")), "")
    arguments = _parser(chosen).parse_args(given)
    try:
        return _command(arguments.command).run(arguments)
    except (OSError, ValueError) as fault:
        print(f"samband {arguments.command}: {_shown(_in_words(fault))}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        return 130


def _shown(text: str) -> str:
    """Without signs of a file that would command the terminal, or turn a line about."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in text)


def _parser(chosen: str) -> ArgumentParser:
    """Only the chosen command fills in its own options: the others would load what they compute with."""
    parser = ArgumentParser(prog="samband", description="The toolbox of an association of local authorities.")
    parser.add_argument("--version", action="version", version=f"samband {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if name == chosen:
            _command(name).add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    return parser


def _command(name: str) -> Command:
    return cast(Command, import_module(f"samband.cli.{name.replace('-', '_')}"))


def _in_words(fault: OSError | ValueError) -> str:
    if isinstance(fault, OSError) and fault.filename:
        return f"{fault.filename}: {fault.strerror}."
    return str(fault) or type(fault).__name__
