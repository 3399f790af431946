# SPDX-License-Identifier: EUPL-1.2
"""An election from lists written as text to a result that is plain data."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samband.engines.ballots import (
    AgreementElection,
    Balanced,
    Candidate,
    ElectionRule,
    GenderLine,
    ListElection,
    ListProposal,
    check_lists,
    elect_by_agreement,
    elect_by_lists,
)
from samband.tools.congress.analysis.parameters import fingerprint, rule

COLUMNS = ("list", "ballots", "candidate", "gender")
GENDERS = {
    "woman": "woman", "w": "woman", "f": "woman", "female": "woman", "kvinne": "woman", "k": "woman",
    "femeie": "woman",
    "man": "man", "m": "man", "male": "man", "mann": "man", "bărbat": "man", "barbat": "man",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BadLine:
    """line: counted from 1; 0 for the whole. what: columns, list, ballots, candidate, gender, differs."""

    line: int
    what: str
    value: str = ""


class BadLists(ValueError):  # noqa: N818  it names the fact
    """Lists that cannot be read. faults: all of them."""

    def __init__(self, faults: Sequence[BadLine]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"line {one.line}: {one.what} {one.value}".strip() for one in faults))


@dataclass(frozen=True, slots=True)
class Held:
    """What an election depends on."""

    rule: str
    seats: int
    lists: tuple[ListProposal, ...]
    by_agreement: bool = False
    votes_for: int = 0
    votes_cast: int = 0
    seed: str = ""


def read_lists(*, text: str) -> tuple[ListProposal, ...]:
    """Lines of list, ballots, candidate, gender; a header may be left out. Comma, semicolon or tab.

    A list is named in each of its lines; its ballots may stand in the first. Raises BadLists.
    """
    rows = [(at, row) for at, row in enumerate(_rows(text), start=1) if any(row)]
    if rows and [cell.casefold() for cell in rows[0][1]][:3] == list(COLUMNS[:3]):
        rows = rows[1:]
    faults = [fault for at, row in rows for fault in _faults(at, row)]
    names = dict.fromkeys(row[0] for _, row in rows if row[0])
    ballots = {name: {row[1] for _, row in rows if row[0] == name and row[1]} for name in names}
    for name, written in ballots.items():
        if len(written) > 1:
            faults.append(BadLine(0, "differs", name))
    if faults or not rows:
        raise BadLists(faults or [BadLine(0, "columns")])
    return tuple(
        ListProposal(
            name,
            int(next(iter(ballots[name]), "0")),
            tuple(Candidate(row[2], GENDERS[row[3].casefold()]) for _, row in rows if row[0] == name),
        )
        for name in names
    )


def _rows(text: str) -> Iterator[list[str]]:
    first = text.strip().partition("\n")[0]
    delimiter = next((sign for sign in "\t;" if sign in first), ",")
    for row in csv.reader(io.StringIO(text.strip()), delimiter=delimiter):
        cells = [cell.strip() for cell in row]
        yield cells + [""] * (len(COLUMNS) - len(cells))


def _faults(at: int, row: Sequence[str]) -> Iterator[BadLine]:
    if len(row) > len(COLUMNS):
        yield BadLine(at, "columns")
        return
    name, ballots, candidate, gender = row
    if not name:
        yield BadLine(at, "list")
    if ballots and (not ballots.isdecimal() or len(ballots) > 9):
        yield BadLine(at, "ballots", ballots)
    if not candidate:
        yield BadLine(at, "candidate")
    if gender.casefold() not in GENDERS:
        yield BadLine(at, "gender", gender)


def written(*, lists: Sequence[ListProposal]) -> str:
    """Lists as read_lists reads them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in lists:
        writer.writerows((one.name, one.ballots, c.label, c.gender) for c in one.candidates)
    return text.getvalue()


def kept(*, lists: Sequence[ListProposal]) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "ballots": one.ballots,
            "candidates": [[c.label, c.gender] for c in one.candidates],
        }
        for one in lists
    ]


def read_kept(*, lists: Sequence[Mapping[str, object]]) -> tuple[ListProposal, ...]:
    """The other way round."""
    return tuple(
        ListProposal(
            str(one["name"]),
            int(str(one["ballots"])),
            tuple(Candidate(label, gender) for label, gender in one["candidates"]),  # type: ignore[attr-defined]
        )
        for one in lists
    )


def elected(*, held: Held) -> dict[str, object]:
    """The result. Raises BadVotes, UnresolvedTie, UnknownRule."""
    chosen = rule(ElectionRule, held.rule)
    told = {"rule": held.rule, "rule_digest": fingerprint(ElectionRule, held.rule), "seats": held.seats}
    if held.by_agreement:
        candidates = [one for each in held.lists for one in each.candidates]
        agreed = elect_by_agreement(
            candidates=candidates,
            seats=held.seats,
            votes_for=held.votes_for,
            votes_cast=held.votes_cast,
            rule=chosen,
        )
        return {**told, **_agreement(agreed, held)}
    made = elect_by_lists(lists=held.lists, seats=held.seats, rule=chosen, seed=held.seed)
    faults = check_lists(lists=held.lists, seats=held.seats, rule=chosen)
    return {
        **told,
        **_by_lists(made),
        "seed": held.seed,
        "faults": [[one.name, one.fault.value, one.about, one.missing] for one in faults],
    }


def _agreement(agreed: AgreementElection, held: Held) -> dict[str, object]:
    return {
        "kind": "agreement",
        "stands": agreed.stands,
        "faults": [fault.value for fault in agreed.faults],
        "members": [[one.label, one.gender] for one in agreed.members],
        "votes_for": held.votes_for,
        "votes_cast": held.votes_cast,
        "gender": _gender(agreed.gender),
    }


def _by_lists(made: ListElection) -> dict[str, object]:
    return {
        "kind": "lists",
        "method": made.seats.method.value,
        "table": [
            [cell.name, cell.number, str(cell.divisor), str(cell.quotient), cell.place, cell.is_over_limit]
            for cell in made.seats.table
        ],
        "ties": [
            {
                "names": list(tie.names),
                "value": str(tie.value),
                "winners": list(tie.winners),
                "by": tie.by.value,
            }
            for tie in made.seats.ties
        ],
        "unfilled": made.seats.unfilled,
        "lists": [
            {
                "name": one.proposal.name,
                "ballots": one.proposal.ballots,
                "seats": one.seats,
                "short": one.short,
                "short_is_tied": one.short_is_tied,
                "members": _balanced(one.members),
                "deputies": _balanced(one.deputies) if one.deputies else None,
            }
            for one in made.lists
        ],
        "gender": _gender(made.whole),
    }


def _balanced(balanced: Balanced) -> dict[str, object]:
    return {
        "persons": [[one.label, one.gender] for one in balanced.chosen],
        "moves": [[move.up.label, move.down.label, move.gender] for move in balanced.moves],
        "gender": _gender(balanced.line),
    }


def _gender(line: GenderLine) -> dict[str, object]:
    return {"size": line.size, "least": line.least, "counts": dict(line.counts), "is_met": line.is_met}
