# SPDX-License-Identifier: EUPL-1.2
"""``samband link``: who of one register may be whom in another. Never loads Django."""

import csv
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from samband.cli.output import whole_file
from samband.cli.spark import THIS_PROCESS, spark_session
from samband.engines.files import Limits, read_table
from samband.engines.names import Identity, Person, compare
from samband.engines.names.linking import AT_LEAST, Links
from samband.engines.names.register_file import KNOWN, RegisterFile, read_register
from samband.engines.names.splink_linking import OWN, SPLINK_DUCKDB, SPLINK_SPARK, link_by, spark_settings
from samband.engines.tables import harmless

LIMITS = Limits(file_bytes=1_000_000_000, rows=5_000_000)
LANGUAGES = ("nb", "nn", "ro", "ru", "uk", "bg", "ka")
SPARK_HERE = f"{SPLINK_SPARK}-local"
PROGRAMS = (OWN, SPLINK_DUCKDB, SPARK_HERE, f"{SPLINK_SPARK}://HOST:PORT")
HERE = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
"""In this process no other machine reaches the people; and the 200 parts of a step are for a cluster."""
HEADER = ("left_id", "right_id", "left_name", "right_name", "identity", "probability", "ties", "reasons")


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "link",
        help="tell who of one register may be whom in another, across spellings and scripts",
        description="Hold two registers of people against one another. A pair is told with its class: "
        "identifier (one number in common), strong (name and date of birth) or possible, which is a question "
        "and never an answer; with the reasons, and with all that are equally likely. The files have the "
        f"column name, or given and family, and may have {', '.join(KNOWN[4:])} and id. Exit code 0; 2 when "
        "refused.",
    )
    parser.add_argument("left", type=Path, metavar="LEFT.csv", help="the smaller register: CSV or XLSX")
    parser.add_argument("right", type=Path, metavar="RIGHT.csv")
    parser.add_argument("--out", type=Path, required=True, metavar="PAIRS.csv")
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="",
        help="of the names; left out: not known, slips are forgiven",
    )
    parser.add_argument(
        "--at-least",
        type=_share,
        default=AT_LEAST,
        metavar="P",
        help=f"probability from which a pair is told, 0 to 1; {AT_LEAST} if left out",
    )
    parser.add_argument(
        "--trait",
        action="append",
        default=[],
        metavar="COLUMN",
        help="a further column of both files that mostly agrees for one person, as an address; repeat it",
    )
    parser.add_argument(
        "--by",
        type=_program,
        default=OWN,
        metavar="PROGRAM",
        help=f"the program that links: {', '.join(PROGRAMS)}; {OWN} if left out. Splink learns its weights "
        "and needs the extra linkage, on Spark also pyspark and Java",
    )
    return parser


def _program(text: str) -> str:
    if text not in (OWN, SPLINK_DUCKDB, SPARK_HERE) and not re.fullmatch(r"splink:spark://[^\s/]+", text):
        raise ArgumentTypeError(f"“{text}” is no program that links. Allowed: {', '.join(PROGRAMS)}.")
    return text


def _share(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise ArgumentTypeError(f"“{text}” is no probability. Write a number from 0 to 1, as 0.5.")
    return found


def run(arguments: Namespace) -> int:
    """Write the pairs and return 0. Raises ValueError or OSError, with no file written, for any fault."""
    left, right = (_read(path, arguments.trait) for path in (arguments.left, arguments.right))
    links = _linked(left, right, arguments)
    with whole_file(path=arguments.out) as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in _rows(left, right, links, arguments.language):
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    print(f"{arguments.out}: {len(links)} pairs of {len(left.ids)} and {len(right.ids)} records.")
    counts = Counter(links.identities())
    for identity in (Identity.IDENTIFIER, Identity.STRONG, Identity.POSSIBLE):
        print(f"  {counts[identity]:>8} {identity.value}: {WORDS[identity]}")
    return 0


def _linked(left: RegisterFile, right: RegisterFile, arguments: Namespace) -> Links:
    with _opened(arguments.by) as (address, session):
        return link_by(
            address=address,
            left=left.register,
            right=right.register,
            language=arguments.language,
            at_least=arguments.at_least,
            spark=session,
        )


@contextmanager
def _opened(program: str) -> Iterator[tuple[str, Any]]:
    """The engine's address of a program, and the session of Spark that it needs, if any."""
    if not program.startswith(SPLINK_SPARK):
        yield program, None
        return
    is_here = program == SPARK_HERE
    master = THIS_PROCESS if is_here else program.removeprefix("splink:")
    settings = spark_settings() | (HERE if is_here else {})
    with spark_session(master=master, name="samband link", settings=settings) as session:
        yield SPLINK_SPARK, session


WORDS = {
    Identity.IDENTIFIER: "a number in common",
    Identity.STRONG: "name and date of birth",
    Identity.POSSIBLE: "a question for a person, never an answer",
}


def _read(path: Path, traits: list[str]) -> RegisterFile:
    with TemporaryDirectory() as folder:
        try:
            table = read_table(path=path, filename=path.name, folder=Path(folder), limits=LIMITS)
            return read_register(columns=table.columns, rows=table.rows(), traits=traits)
        except ValueError as fault:
            raise ValueError(f"{path}: {fault}") from None


def _rows(
    left: RegisterFile, right: RegisterFile, links: Links, language: str
) -> Iterator[tuple[object, ...]]:
    ties = Counter(zip(links.left.tolist(), links.probability.round(6).tolist(), strict=True))
    for row, other, probability, identity in zip(
        links.left.tolist(), links.right.tolist(), links.probability.tolist(), links.identities(), strict=True
    ):
        one, two = _person(left, row), _person(right, other)
        reasons = compare(left=one, right=two, language=language).reasons
        yield (
            left.ids[row],
            right.ids[other],
            one.name,
            two.name,
            identity.value,
            f"{probability:.4f}",
            ties[row, round(probability, 6)],
            "; ".join(reason.words() for reason in reasons),
        )


def _person(file: RegisterFile, row: int) -> Person:
    register = file.register
    number = register.numbers[row] if register.numbers else ""
    return Person(
        register.names[row],
        register.birth_dates[row] if register.birth_dates else "",
        frozenset({f"number:{number}"}) if number else frozenset(),
        register.places[row] if register.places else "",
    )
