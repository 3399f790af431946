# SPDX-License-Identifier: EUPL-1.2
"""Terms out of a rule file: what adds up to a part of the fee."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from samband.engines.fees.model import (
    Agreed,
    AgreedAmount,
    Amount,
    Bands,
    Fixed,
    OnMerger,
    PerUnit,
    Reading,
    Row,
    Share,
    Steps,
    Term,
)
from samband.engines.fees.values import Known, needed_amount, read_amount
from samband.engines.rule_files import Reader

KINDS = ("fixed", "per_head", "per_mille", "steps", "bands", "share_of", "agreed")


class Names:
    """What terms may refer to: bases, parameters and choices of the file."""

    def __init__(
        self, *, bases: Sequence[str], parameters: Sequence[str], choices: Mapping[str, Sequence[str]]
    ) -> None:
        self.bases, self.parameters, self.choices = bases, parameters, choices


def read_term(reader: Reader, *, known: Known, names: Names) -> Term | None:
    found = [kind for kind in KINDS if kind in reader.section.entries]
    if len(found) != 1:
        what = (
            f"{reader.owner} is of {'no known kind' if not found else 'several kinds: ' + ', '.join(found)}."
        )
        reader.faults.add(reader.place, what, f"Write exactly one of: {', '.join(KINDS)}.")
        return None
    return _READERS[found[0]](reader, known, names)


def read_basis(reader: Reader, names: Names, *, key: str = "of", is_required: bool = True) -> str:
    if is_required and not reader.text(key, is_required=True):
        return ""
    return reader.one_of(key, known=list(names.bases), default="")


def read_choice(reader: Reader, key: str, *, names: Names, options: Sequence[str]) -> str:
    """The choice that decides something, whose options must be known words."""
    choice = reader.one_of(key, known=list(names.choices), default="")
    for option in names.choices.get(choice, ()):
        if option not in options:
            what = f"{reader.owner}: the choice {choice} has the option “{option}”."
            reader.faults.add(reader.place_of(key), what, f"Its options may be: {', '.join(options)}.")
    return choice


def _fixed(reader: Reader, known: Known, names: Names) -> Fixed:
    reader.refuse_unknown_keys("fixed", "on_merger", "on_merger_by", "units")
    on_merger = OnMerger(reader.one_of("on_merger", known=list(OnMerger), default=OnMerger.SINGLE))
    by = read_choice(reader, "on_merger_by", names=names, options=list(OnMerger))
    units = reader.whole("units", low=1, high=100_000, default=0)
    can_spread = OnMerger.SPREAD in (on_merger, *names.choices.get(by, ()))
    if can_spread and not units:
        what = f"{reader.owner}: the sum is held constant, but of how many amounts is not said."
        reader.faults.add(
            reader.place, what, "Add “units: …”, the number of members whose amounts make the sum."
        )
    return Fixed(needed_amount(reader, "fixed", known=known), on_merger, units, by)


def _per_head(reader: Reader, known: Known, names: Names) -> PerUnit:
    reader.refuse_unknown_keys("per_head", "of", "times")
    return PerUnit(
        needed_amount(reader, "per_head", known=known), read_basis(reader, names), 1, _times(reader, names)
    )


def _per_mille(reader: Reader, known: Known, names: Names) -> PerUnit:
    reader.refuse_unknown_keys("per_mille", "of", "times")
    rate = needed_amount(reader, "per_mille", known=known)
    return PerUnit(rate, read_basis(reader, names), 1000, _times(reader, names))


def _times(reader: Reader, names: Names) -> str:
    return reader.one_of("times", known=list(names.parameters), default="")


def _steps(reader: Reader, known: Known, names: Names) -> Steps:
    reader.refuse_unknown_keys("steps", "of", "every", "add")
    every = reader.number("every", is_required=False) or Decimal(0)
    add = read_amount(reader, "add", known=known)
    if bool(every) != bool(add):
        what = f"{reader.owner}: every and add belong together."
        reader.faults.add(reader.place, what, "Give both, or none of them.")
    return Steps(read_basis(reader, names), _rows(reader, "steps", "amount", known), every, add)


def _bands(reader: Reader, known: Known, names: Names) -> Bands:
    reader.refuse_unknown_keys("bands", "of", "reading", "reading_by")
    by = read_choice(reader, "reading_by", names=names, options=list(Reading))
    if not by:
        reader.text("reading", is_required=True)
    reading = Reading(reader.one_of("reading", known=list(Reading), default=Reading.MARGINAL))
    rows = _rows(reader, "bands", "rate", known)
    can_be_marginal = Reading.MARGINAL in (names.choices[by] if by else (reading,))
    if can_be_marginal and rows and rows[0].start:
        what = f"{reader.owner}: the first band begins at {rows[0].start}."
        reader.faults.add(reader.place_of("bands"), what, "Marginal bands begin at 0: add a band “from: 0”.")
    return Bands(read_basis(reader, names), rows, reading, by)


def _rows(reader: Reader, key: str, what: str, known: Known) -> tuple[Row, ...]:
    rows: list[Row] = []
    for section in reader.sections(key):
        inside = Reader(section, reader.faults, owner=f"{reader.owner}: a row of {key}")
        inside.refuse_unknown_keys("from", what)
        start = inside.number("from") or Decimal(0)
        if rows and start <= rows[-1].start:
            fault = f"{inside.owner} begins at {start}, not above the row before it, {rows[-1].start}."
            inside.faults.add(inside.place, fault, "Order the rows by “from”, each above the one before.")
        rows.append(Row(start, needed_amount(inside, what, known=known)))
    if not rows:
        reader.faults.add(
            reader.place_of(key), f"{reader.owner}: {key} has no rows.", f"Add “- {{from: 0, {what}: …}}”."
        )
    return tuple(rows)


def _share(reader: Reader, known: Known, names: Names) -> Share:
    reader.refuse_unknown_keys("share_of", "of", "adds_up")
    total = needed_amount(reader, "share_of", known=known)
    return Share(total, read_basis(reader, names), reader.flag("adds_up", default=True))


def _agreed(reader: Reader, known: Known, names: Names) -> Agreed:
    reader.refuse_unknown_keys("agreed", "of")
    amounts: dict[str, AgreedAmount] = {}
    for section in reader.sections("agreed"):
        inside = Reader(section, reader.faults, owner=f"{reader.owner}: an agreed amount")
        inside.refuse_unknown_keys("member", "amount", "decided", "by", "source")
        member = inside.text("member", is_required=True)
        if member in amounts:
            inside.faults.add(inside.place, f"{inside.owner} names {member} again.", "Keep one of the two.")
        amounts[member] = _agreed_amount(inside, member, known)
    return Agreed(amounts, read_basis(reader, names, is_required=not amounts))


def _agreed_amount(reader: Reader, member: str, known: Known) -> AgreedAmount:
    value = reader.number("amount") or Decimal(0)
    decided: date | None = reader.day("decided") if "decided" in reader.section.entries else None
    amount = Amount(value, as_of=known.year, source=reader.text("source"))
    return AgreedAmount(member, amount, decided, reader.text("by"))


_READERS: Mapping[str, Callable[[Reader, Known, Names], Term]] = {
    "fixed": _fixed,
    "per_head": _per_head,
    "per_mille": _per_mille,
    "steps": _steps,
    "bands": _bands,
    "share_of": _share,
    "agreed": _agreed,
}
