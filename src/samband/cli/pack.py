# SPDX-License-Identifier: EUPL-1.2
"""``samband pack``: which country packs are there, and is one in order? Never loads Django or a database."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from samband.core.country.queries import (
    PackSummary,
    Total,
    available_packs,
    chosen_laws,
    chosen_pack,
    pack_summary,
    try_laws,
)
from samband.core.country.rules import Fault, Pack, PackFaults
from samband.engines.conflicts import Law

IN_ORDER, FAULTY = 0, 1
WIDTH = 14


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the command to those of samband."""
    parser = subparsers.add_parser(
        "pack",
        help="list the country packs, or check one and list every fault in it",
        description="A country pack is a folder of data files: docs/reference/packs.md. Exit code 0 or 1.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="list the packs that are installed")
    check = actions.add_parser(
        "check", help="check a pack: a summary, or every fault with file, line and remedy"
    )
    check.add_argument("pack", metavar="NAME|FOLDER", help="an installed pack, or a folder with a pack.yaml")
    return parser


def run(arguments: Namespace) -> int:
    """Print the list or the summary and return 0, or print all faults and return 1. Raises UnknownPack."""
    if arguments.action == "list":
        _print_lines(_listed())
        return IN_ORDER
    return _check(arguments.pack)


def _check(given: str) -> int:
    country = _named(given)
    parts: tuple[Callable[..., object], ...] = (chosen_pack, try_laws)
    faults = tuple(dict.fromkeys(fault for part in parts for fault in _faults(part, country)))
    if faults:
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in {given}."
        _print_lines([*map(str, faults), count])
        return FAULTY
    _print_lines([*_summary(chosen_pack(country=country)), *_laws(country)])
    return IN_ORDER


def _faults(part: Callable[..., object], country: str) -> tuple[Fault, ...]:
    try:
        part(country=country)
    except PackFaults as found:
        return found.faults
    return ()


def _named(given: str) -> str:
    """A folder of the working directory wins over an installed pack of the same name."""
    return str(Path(given).resolve()) if (Path(given) / "pack.yaml").is_file() else given


def _listed() -> Iterator[str]:
    for name in available_packs():
        pack = chosen_pack(country=name)
        units = ", ".join(_units(pack, pack_summary(pack=pack)))
        yield f"{name:<{WIDTH}}{pack.description.version:<{WIDTH}}{units}"


def _summary(pack: Pack) -> Iterator[str]:
    description, summary = pack.description, pack_summary(pack=pack)
    yield f"{description.names['en']} ({description.code} {description.version}) is in order."
    yield _line("Register from", description.register_from.isoformat())
    yield _line("Units now", ", ".join(_units(pack, summary)) or "none")
    yield _line("Changed on", ", ".join(day.isoformat() for day in summary.days) or "never")
    yield from _inhabitants(summary.totals)
    yield _line("Elections", ", ".join(day.isoformat() for day in description.council_terms.elections))
    for source in description.sources:
        yield _line("Source", f"{source.publisher}: {source.title} ({source.licence})")
    yield _line(
        "To verify", ", ".join(summary.to_verify) or "nothing marked; see also the README of the pack"
    )
    yield _line("Digest", pack.digest)


def _units(pack: Pack, summary: PackSummary) -> Iterator[str]:
    tiers = {tier.kind: tier for tier in pack.description.tiers}
    for kind, count in summary.units:
        if count:
            yield f"{count:,} {(tiers[kind].names if count == 1 else tiers[kind].plurals)['en']}"


def _inhabitants(totals: tuple[Total, ...]) -> Iterator[str]:
    if not totals:
        yield _line("Inhabitants", "not in this pack")
    for total in totals:
        known = (
            "all units known"
            if not total.unknown
            else f"{total.unknown:,} of {total.units:,} units not known"
        )
        yield _line(f"In {total.year}", f"{total.population:,} inhabitants, {known}")


def _laws(country: str) -> Iterator[str]:
    laws = chosen_laws(country=country)
    yield from map(_law_line, laws)
    if laws:
        trial = try_laws(country=country)
        yield _line(
            "Tried by", f"{trial.situations} situations, {trial.expectations} expectations: all as written"
        )


def _law_line(law: Law) -> str:
    open_rules = sum(rule.certainty == "to_verify" for rule in law.rules.values())
    until = f" to {law.valid_to}" if law.valid_to else ""
    state = "" if law.is_active else "prepared and switched off, "
    review = f"reviewed by {law.review.by}" if law.review.by else "not reviewed by a lawyer yet"
    rules = f"{len(law.rules)} rules, {open_rules} to verify"
    return _line("Law", f"{law.code} from {law.valid_from}{until}: {state}{rules}, {review}")


def _line(label: str, text: str) -> str:
    return f"{label + ':':<{WIDTH + 2}}{text}"


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
