# SPDX-License-Identifier: EUPL-1.2
"""``samband same``: may two names be one person's? Never loads Django."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction

from samband.cli.link import LANGUAGES
from samband.engines.names import Identity, Person, compare
from samband.engines.names.register_file import is_date

WORDS = {
    Identity.STRONG: "strong: name and date of birth",
    Identity.POSSIBLE: "possible: a question for a person, never an answer",
    Identity.NONE: "none: nothing says that they are one",
}


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "same",
        help="tell whether two names may be one person's, and why",
        description="Hold two names against one another, in any spelling, script and order of words. A name "
        "alone is never more than possible. Exit code 0 when they may be one, 1 when not, 2 when refused.",
    )
    parser.add_argument("left", metavar="NAME")
    parser.add_argument("right", metavar="NAME")
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="",
        help="of the names; left out: not known, slips are forgiven",
    )
    parser.add_argument(
        "--born",
        type=_born,
        nargs=2,
        default=["", ""],
        metavar="DATE",
        help="both dates of birth, as 1970-05-17, 1970-05 or 1970",
    )
    return parser


def _born(text: str) -> str:
    if text and not is_date(text):
        raise ArgumentTypeError(f"“{text}” is no date. Write it as 1970-05-17, 1970-05 or 1970.")
    return text


def run(arguments: Namespace) -> int:
    """Print the class and the reasons; 0 when the two may be one person."""
    for name in (arguments.left, arguments.right):
        if not any(map(str.isalpha, name)):
            raise ValueError(f"“{name}” is no name: it has no letters.")
    found = compare(
        left=Person(arguments.left, arguments.born[0]),
        right=Person(arguments.right, arguments.born[1]),
        language=arguments.language,
    )
    print(WORDS[found.identity])
    for reason in found.reasons:
        print(f"  {reason.words()}")
    return 1 if found.identity == Identity.NONE else 0
