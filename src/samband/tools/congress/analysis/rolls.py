# SPDX-License-Identifier: EUPL-1.2
"""Who is on the roll of a ballot, and the lists of weights and delegates that people paste."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samband.engines.ballots import Roll, Voter, VotingRule, roll
from samband.tools.congress.analysis.elections import GENDERS
from samband.tools.congress.analysis.parameters import rule

SUBSTITUTE = {"yes", "ja", "da", "1", "true", "substitute", "vara", "varadelegat", "supleant"}
DELEGATE = {"", "no", "nei", "nu", "0", "false", "delegate", "delegat"}
LONGEST_NUMBER = 9
DELEGATE_COLUMNS = ("unit", "name", "substitute", "party", "gender", "email")


@dataclass(frozen=True, slots=True)
class BadCell:
    """line: counted from 1. what: which cell. value: as written."""

    line: int
    what: str
    value: str = ""


class BadText(ValueError):  # noqa: N818  it names the fact
    """A pasted list that cannot be read. faults: all of them."""

    def __init__(self, faults: Sequence[BadCell]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"line {one.line}: {one.what} {one.value}".strip() for one in faults))


@dataclass(frozen=True, slots=True)
class NewDelegate:
    unit: str
    label: str
    is_substitute: bool = False
    party: str = ""
    gender: str = ""
    email: str = ""


def member_roll(*, voters: Sequence[Voter], votes_rule: str, category: str) -> Roll:
    """Raises UnknownRule, RuleSilent."""
    return roll(voters=voters, rule=rule(VotingRule, votes_rule), category=category)


def read_weights(*, text: str) -> dict[str, int]:
    """Lines of member, weight. Raises BadText with every fault."""
    faults: list[BadCell] = []
    found: dict[str, int] = {}
    for at, row in _rows(text, 2):
        code, weight = row[0], row[1].replace(" ", "").replace("\u00a0", "")
        if not code or code in found:
            faults.append(BadCell(at, "member", code))
        elif not weight.isdecimal() or len(weight) > LONGEST_NUMBER:
            if at > 1:
                faults.append(BadCell(at, "weight", row[1]))
        else:
            found[code] = int(weight)
    if faults:
        raise BadText(faults)
    return found


def read_delegates(*, text: str, units: Mapping[str, str]) -> tuple[NewDelegate, ...]:
    """Lines of unit, name, substitute, party, gender, e-mail; the first two must be there.

    units: code -> name; either may be written. Raises BadText with every fault.
    """
    codes = {**{name.casefold(): code for code, name in units.items()}, **{c.casefold(): c for c in units}}
    rows = list(_rows(text, len(DELEGATE_COLUMNS)))
    if rows and rows[0][1][0].casefold() == "unit":
        rows = rows[1:]
    faults = [fault for at, row in rows for fault in _delegate_faults(at, row, codes)]
    seen: set[tuple[str, str]] = set()
    for at, row in rows:
        if (row[0].casefold(), row[1]) in seen:
            faults.append(BadCell(at, "twice", row[1]))
        seen.add((row[0].casefold(), row[1]))
    if faults:
        raise BadText(faults)
    return tuple(
        NewDelegate(
            unit=codes[row[0].casefold()],
            label=row[1],
            is_substitute=row[2].casefold() in SUBSTITUTE,
            party=row[3],
            gender=GENDERS.get(row[4].casefold(), ""),
            email=row[5],
        )
        for _, row in rows
    )


def _delegate_faults(at: int, row: Sequence[str], codes: Mapping[str, str]) -> Iterator[BadCell]:
    unit, label, substitute, _, gender, email = row
    if unit.casefold() not in codes:
        yield BadCell(at, "unit", unit)
    if not label or len(label) > 160:
        yield BadCell(at, "name", label[:40])
    if len(row[3]) > 80:
        yield BadCell(at, "party", row[3][:40])
    if substitute.casefold() not in SUBSTITUTE | DELEGATE:
        yield BadCell(at, "substitute", substitute)
    if gender and gender.casefold() not in GENDERS:
        yield BadCell(at, "gender", gender)
    if email and ("@" not in email or len(email) > 254):
        yield BadCell(at, "email", email)


def _rows(text: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Numbered lines that hold something, filled up to so many cells. Comma, semicolon or tab."""
    first = text.strip().partition("\n")[0]
    delimiter = next((sign for sign in "\t;" if sign in first), ",")
    for at, row in enumerate(csv.reader(io.StringIO(text.strip()), delimiter=delimiter), start=1):
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield at, (cells + [""] * columns)[:columns]
