# SPDX-License-Identifier: EUPL-1.2
"""``samband sample``: how many to ask, whom, and how many answered. Never loads Django or a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from samband.cli.sample import draw, rates, size


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "sample",
        help="compute sample sizes, draw a sample from a frame, compute response rates",
        description="Compute how many to ask for a wanted margin of error, draw a sample that its seed "
        "brings back, or compute response rates. Help on a part: samband sample PART --help. "
        "Exit code 0; 1 for faults in a file; 2 when refused.",
    )
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    for part in (size, draw, rates):
        part.add_parser(parts).set_defaults(run_part=part.run)
    return parser


def run(arguments: Namespace) -> int:
    """Run the part that was chosen. Raises ValueError or OSError, with no file written, for any fault."""
    done: int = arguments.run_part(arguments)
    return done
