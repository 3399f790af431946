# SPDX-License-Identifier: EUPL-1.2
"""``samband sample draw``: a sample from a file of persons, with all that weights it and brings it back."""

import json
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from samband.cli.sample.reading import count, opened, percent, write_lines, write_table
from samband.cli.sample.size import add_assumptions, sizes_of
from samband.engines.files import ENCODINGS
from samband.engines.sampling import (
    CONTACTS,
    FRAME_LIMITS,
    STRATA,
    Allocation,
    DrawRules,
    Frame,
    FrameColumns,
    FrameRead,
    Label,
    Method,
    Sample,
    Strata,
    allocate,
    allocate_within,
    draw,
    read_frame,
    suggest_frame_columns,
)

UNIT = "unit"
DRAWN, FAULTY = 0, 1
MOST_TOLD = 50
ALLOCATIONS = [rule for rule in Allocation if rule is not Allocation.NEYMAN]


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "draw",
        help="draw a sample from a file of persons",
        description="Draw a sample from FRAME, a CSV or XLSX file with a row for each person: a column with "
        "a key, and if there are any unit (code of the authority), sex, age_group, area, size, name, phone, "
        "email, address and language, recognised by English and Norwegian names. The same frame, rules and "
        "seed give the same sample anywhere, whatever the order of the rows. With faults in the file nothing "
        "is drawn.",
    )
    parser.add_argument("frame", type=Path, metavar="FRAME")
    parser.add_argument("--seed", type=count, required=True, metavar="N", help="whole number; keep it")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="SAMPLE.csv")
    parser.add_argument("--record", type=Path, metavar="DRAW.json", help="write rules, seed and digests here")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--size", type=count, metavar="N", help="persons in all")
    wanted.add_argument(
        "--per-member", type=count, metavar="N", help="persons in each unit; all where there are fewer"
    )
    wanted.add_argument(
        "--margin", type=percent, metavar="POINTS", help="as many in each unit as its margin needs"
    )
    add_assumptions(parser)
    _add_rules(parser)
    _add_columns(parser)
    return parser


def _add_rules(parser: ArgumentParser) -> None:
    parser.add_argument("--by", type=_names, default=(), metavar="A,B", help="strata: columns to cross")
    parser.add_argument("--allocation", choices=ALLOCATIONS, default=Allocation.PROPORTIONAL)
    parser.add_argument(
        "--minimum", type=count, default=0, metavar="N", help="persons in each stratum at least"
    )
    parser.add_argument("--method", choices=list(Method), default=Method.RANDOM)
    parser.add_argument(
        "--order-by", type=_names, default=(), metavar="A,B", help="order of a systematic draw"
    )
    parser.add_argument("--batches", type=count, default=1, metavar="N", help="parts to release one by one")
    parser.add_argument("--permanent", type=count, metavar="N", help="seed of permanent random numbers")
    parser.add_argument("--start", type=float, default=0.0, metavar="X", help="where on their circle; 0")


def _add_columns(parser: ArgumentParser) -> None:
    for name, what in (
        ("key", "a key of each person"),
        (UNIT, "the authority's code"),
        ("measure", "the size"),
    ):
        parser.add_argument(f"--{name}", default="", metavar="COLUMN", help=f"column with {what}")
    parser.add_argument("--encoding", choices=list(ENCODINGS), default="utf-8")
    parser.add_argument(
        "--leave-out-faulty", action="store_true", help="draw from the good rows all the same"
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


def run(arguments: Namespace) -> int:
    """Write the sample and return 0, or print every fault of the file and return 1."""
    found, columns = _read(arguments)
    _tell_faults(found, columns)
    if found.frame is None or (found.fault_count and not arguments.leave_out_faulty):
        return FAULTY
    rules = _rules(found.frame, arguments)
    sample = draw(frame=found.frame, rules=rules, seed=arguments.seed)
    header = ("key", *found.frame.columns, *found.frame.contacts, "probability", "weight", "batch")
    write_table(path=arguments.out, header=header, rows=_rows(found.frame, sample))
    if arguments.record:
        write_lines(path=arguments.record, lines=[_record(sample)])
    print("\n".join(_told(sample, found)))
    return DRAWN


def _read(arguments: Namespace) -> tuple[FrameRead, FrameColumns]:
    with opened(path=arguments.frame, encoding=arguments.encoding, limits=FRAME_LIMITS) as (table, folder):
        columns = _columns(table.columns, arguments)
        found = read_frame(
            path=arguments.frame,
            filename=arguments.frame.name,
            folder=folder,
            columns=columns,
            encoding=arguments.encoding,
        )
    return found, columns


def _columns(present: Sequence[str], arguments: Namespace) -> FrameColumns:
    """Strata that are not asked for are not read: a fault in them is no fault."""
    wanted = [name for name in (*arguments.by, *arguments.order_by) if name != UNIT]
    found = suggest_frame_columns(columns=present, strata=[name for name in wanted if name not in STRATA])
    missing = [name for name in wanted if name not in found.strata]
    if missing:
        raise ValueError(
            f"{arguments.frame.name}: no column is recognised as {', '.join(missing)}. "
            f"It has: {', '.join(present)}."
        )
    return replace(
        found,
        key=arguments.key or found.key,
        unit=arguments.unit or found.unit,
        size=arguments.measure or (found.size if Method(arguments.method) is not Method.RANDOM else ""),
        strata={name: found.strata[name] for name in dict.fromkeys(wanted)},
    )


def _rules(frame: Frame, arguments: Namespace) -> DrawRules:
    per_unit = arguments.size is None
    if arguments.per_member is not None and UNIT not in frame.columns:
        raise ValueError("No column with the authority's code is recognised. Name it by --unit COLUMN.")
    by = tuple(dict.fromkeys((UNIT, *arguments.by) if per_unit and UNIT in frame.columns else arguments.by))
    return DrawRules(
        sizes=_sizes(frame.strata(by=by), arguments),
        by=by,
        method=Method(arguments.method),
        order_by=arguments.order_by,
        batches=arguments.batches,
        permanent=arguments.permanent,
        start=arguments.start,
    )


def _sizes(strata: Strata, arguments: Namespace) -> dict[Label, int]:
    people, rule = strata.sizes, Allocation(arguments.allocation)
    if arguments.size is not None:
        return allocate(total=arguments.size, populations=people, rule=rule, minimum=arguments.minimum)
    if UNIT not in strata.by:
        total = sizes_of(population=sum(people.values()), arguments=arguments).invited
        return allocate(total=total, populations=people, rule=rule, minimum=arguments.minimum)
    in_units: dict[str, int] = {}
    for label, number in people.items():
        in_units[label[0]] = in_units.get(label[0], 0) + number
    totals = {
        unit: arguments.per_member
        if arguments.margin is None
        else sizes_of(population=number, arguments=arguments).invited
        for unit, number in in_units.items()
    }
    return allocate_within(totals=totals, populations=people, rule=rule, minimum=arguments.minimum)


def _rows(frame: Frame, sample: Sample) -> Iterator[Sequence[object]]:
    weights = sample.weights.tolist()
    for at, row in enumerate(sample.rows.tolist()):
        columns = (column[row] for column in frame.columns.values())
        contacts = (frame.contacts[name][row] for name in CONTACTS if name in frame.contacts)
        chance = (repr(float(sample.probability[at])), repr(weights[at]), int(sample.batch[at]))
        yield (frame.key(row), *columns, *contacts, *chance)


def _record(sample: Sample) -> str:
    kept = {
        "draw": sample.digest,
        "frame": sample.frame_digest,
        "seed": sample.seed,
        "generator": sample.generator,
        "rules": sample.rules.as_json(),
        "strata": [[*one.label, one.population, one.drawn] for one in sample.strata],
    }
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def _tell_faults(found: FrameRead, columns: FrameColumns) -> None:
    for fault in found.faults[:MOST_TOLD]:
        print(fault.words(), file=sys.stderr)
    if found.fault_count > MOST_TOLD:
        print(f"… and {found.fault_count - MOST_TOLD:,} faults more.", file=sys.stderr)
    for alike in found.likenesses[:MOST_TOLD]:
        rows = ", ".join(map(str, alike.rows[:5]))
        print(
            f"Perhaps one person: rows {rows} have the same {columns.contacts[alike.kind]}.", file=sys.stderr
        )
    if len(found.likenesses) > MOST_TOLD:
        print(f"… and {len(found.likenesses) - MOST_TOLD:,} likenesses more.", file=sys.stderr)


def _told(sample: Sample, found: FrameRead) -> Iterator[str]:
    names = [" / ".join(one.label) or "everybody" for one in sample.strata]
    width = max(map(len, names))
    for name, one in list(zip(names, sample.strata, strict=True))[:MOST_TOLD]:
        part = f"{one.drawn / one.population:.1%}" if one.population else ""
        yield f"{name:<{width}}  {one.drawn:>8,} of {one.population:>10,}  {part:>6}"
    if len(names) > MOST_TOLD:
        yield f"… and {len(names) - MOST_TOLD:,} strata more; --record FILE keeps them all."
    people = sum(one.population for one in sample.strata)
    yield f"{len(sample):,} of {people:,} are drawn. Rows left out: {found.left_out:,}."
    yield f"Seed {sample.seed}. Frame {sample.frame_digest}. Draw {sample.digest}."
