# SPDX-License-Identifier: EUPL-1.2
"""``samband sample size``: how many to ask in each member, and what margin the answers will have."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samband.cli.sample.reading import Line, count, lines_of, percent, refuse, write_table
from samband.engines.sampling import SampleSize, margin_of_error, sample_size

HEADER = ("code", "name", "adults", "answers", "ask", "expected", "margin", "remark")


@dataclass(frozen=True, slots=True)
class Member:
    code: str
    name: str
    adults: int | None


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "size",
        help="how many to ask for a margin of error, or the margin of a number of answers",
        description="How many to ask for a margin of error, or the margin of a number of answers, in a "
        "population of known size. MEMBERS has the columns code and adults; name may follow. Everybody is "
        "asked where a sample would be the whole population.",
    )
    parser.add_argument(
        "members", nargs="?", type=Path, metavar="MEMBERS", help="CSV or XLSX; or --population"
    )
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument(
        "--margin", type=percent, metavar="POINTS", help="wanted margin, percentage points, as 5"
    )
    wanted.add_argument("--answers", type=count, metavar="N", help="answers that are expected")
    parser.add_argument(
        "--population", type=count, metavar="N", help="people to choose from; endless if absent"
    )
    add_assumptions(parser)
    parser.add_argument("-o", "--out", type=Path, metavar="OUT.csv", help="write the table to this file")
    return parser


def add_assumptions(parser: ArgumentParser) -> None:
    """What ``sample size`` and ``sample draw --margin`` both take for granted."""
    parser.add_argument(
        "--response", type=percent, default=1.0, metavar="PERCENT", help="of those asked answer; 100"
    )
    parser.add_argument(
        "--confidence", type=percent, default=0.95, metavar="PERCENT", help="of the interval; 95"
    )
    parser.add_argument(
        "--share", type=percent, default=0.5, metavar="PERCENT", help="that answer yes; 50, the worst"
    )
    parser.add_argument(
        "--design-effect", type=float, default=1.0, metavar="D", help="of clusters and weights; 1"
    )
    parser.add_argument(
        "--census-from",
        type=percent,
        default=1.0,
        metavar="PERCENT",
        help="ask everybody when this part of the population would be asked, or more; 100",
    )


def run(arguments: Namespace) -> int:
    """Print one line for each member and return 0. Raises ValueError with every fault of the file."""
    members = _members(arguments.members) if arguments.members else [Member("", "", arguments.population)]
    rows = [_row(member, arguments) for member in members]
    if arguments.out:
        write_table(path=arguments.out, header=HEADER, rows=rows)
    else:
        print("\n".join(_told(rows)))
    if arguments.members:
        print(f"{len(rows)} members, {sum(int(str(row[4])) for row in rows):,} to ask.")
    return 0


def sizes_of(*, population: int | None, arguments: Namespace) -> SampleSize:
    """The size for the wanted margin under the assumptions of the command line."""
    return sample_size(
        margin=arguments.margin,
        population=population,
        share=arguments.share,
        confidence=arguments.confidence,
        design_effect=arguments.design_effect,
        response_rate=arguments.response,
        census_from=arguments.census_from,
    )


def _members(path: Path) -> list[Member]:
    lines = lines_of(path=path, needed=("code", "adults"))
    refuse(path=path, faults=list(_faults(lines)))
    return [
        Member(line.values["code"], line.values.get("name", ""), int(line.values["adults"])) for line in lines
    ]


def _faults(lines: Sequence[Line]) -> Iterator[str]:
    seen: set[str] = set()
    for line in lines:
        code, adults = line.values.get("code", ""), line.values.get("adults", "")
        if not code or code in seen:
            what = f"“{code}” stands twice" if code else "the code is missing"
            yield f"row {line.number}, column code: {what}. Give each member its own."
        seen.add(code)
        if not (adults.isascii() and adults.isdigit()):
            yield f"row {line.number}, column adults: “{adults}” is not a whole number. Write it in digits."


def _row(member: Member, arguments: Namespace) -> Sequence[object]:
    people = member.adults
    if arguments.margin is not None:
        found = sizes_of(population=people, arguments=arguments)
        remark = "census" if found.is_census else ""
        remark += "" if found.is_reached else f"{', ' if remark else ''}margin not reached"
        return (
            *_named(member),
            found.respondents,
            found.invited,
            found.expected,
            _points(found.margin),
            remark,
        )
    answers = arguments.answers if people is None else min(arguments.answers, people)
    margin = margin_of_error(
        respondents=answers,
        population=people,
        share=arguments.share,
        confidence=arguments.confidence,
        design_effect=arguments.design_effect,
    )
    remark = "census" if answers == people else ""
    return (*_named(member), answers, answers, answers, _points(margin), remark)


def _named(member: Member) -> tuple[str, str, int | None]:
    return member.code, member.name, member.adults


def _points(margin: float) -> float:
    return round(100 * margin, 1)


def _told(rows: Sequence[Sequence[object]]) -> Iterator[str]:
    width = max(len(str(row[0])) for row in rows)
    yield (
        f"{'code':<{width}} {'adults':>9} {'answers':>8} {'ask':>8} {'expected':>8}  margin"
        if width
        else (f"{'adults':>9} {'answers':>8} {'ask':>8} {'expected':>8}  margin")
    )
    for code, name, adults, answers, ask, expected, margin, remark in rows:
        start = f"{code!s:<{width}} " if width else ""
        people = "" if adults is None else f"{adults:,}"
        end = ", ".join(filter(None, (str(name), str(remark))))
        yield f"{start}{people:>9} {answers:>8,} {ask:>8,} {expected:>8,}  ±{margin:<5} {end}".rstrip()
