# SPDX-License-Identifier: EUPL-1.2
"""Years and amounts out of a rule file; what does not fit is noted as a fault."""

from collections.abc import Mapping
from decimal import Decimal

from samband.engines.fees.model import Amount, Index, Round, Rounding
from samband.engines.rule_files import Reader, Text

AMOUNT_KEYS = ("amount", "as_of", "index", "round_to", "rounding", "source")
FIRST_YEAR, LAST_YEAR = 1950, 2150


class Known:
    """What amounts may refer to: the year of the file and its indices."""

    def __init__(self, *, year: int, indices: Mapping[str, Index]) -> None:
        self.year, self.indices = year, indices


def read_year(reader: Reader, key: str, *, default: int | None = None) -> int:
    return reader.whole(key, low=FIRST_YEAR, high=LAST_YEAR, default=default)


def read_round(reader: Reader) -> Round | None:
    """The keys round_to and rounding."""
    to = reader.number("round_to", is_required=False)
    word = reader.one_of("rounding", known=list(Rounding), default=Rounding.HALF_UP)
    if to is None:
        return None
    if to == 0:
        remedy = "Write the multiple to round to, as 1 or 0.01."
        reader.faults.add(
            reader.place_of("round_to"), f"{reader.owner}: nothing can be rounded to 0.", remedy
        )
        return None
    return Round(to, Rounding(word))


def read_amount(reader: Reader, key: str, *, known: Known) -> Amount | None:
    """A number, or a section with the year of its level, its index and its rounding. None: absent."""
    node = reader.section.entries.get(key)
    if node is None:
        return None
    if isinstance(node, Text):
        value = reader.number(key)
        return None if value is None else Amount(value, as_of=known.year)
    inside = reader.inside(key, owner=f"{reader.owner}: {key}")
    inside.refuse_unknown_keys(*AMOUNT_KEYS)
    value = inside.number("amount")
    index = inside.one_of("index", known=list(known.indices), default="")
    as_of = read_year(inside, "as_of", default=known.year)
    _refuse_gaps(inside, index, as_of, known)
    return Amount(value or Decimal(0), as_of, index, read_round(inside), inside.text("source"))


def needed_amount(reader: Reader, key: str, *, known: Known) -> Amount:
    found = read_amount(reader, key, known=known)
    if found is None and key not in reader.section.entries:
        reader.faults.add(reader.place, f"{reader.owner} has no {key}.", f"Add “{key}: …”.")
    return found or Amount(Decimal(0), as_of=known.year)


def _refuse_gaps(reader: Reader, index: str, as_of: int, known: Known) -> None:
    if as_of > known.year:
        what = f"{reader.owner} is of {as_of}, after the year of the fee, {known.year}."
        reader.faults.add(reader.place_of("as_of"), what, "Correct one of the two years.")
    if as_of < known.year and not index:
        what = f"{reader.owner} is of {as_of}, and no index carries it to {known.year}."
        reader.faults.add(
            reader.place_of("as_of"), what, "Name its index, or give the amount of the year itself."
        )
    steps = known.indices[index].steps if index else {}
    for year in range(as_of + 1, known.year + 1 if index else 0):
        if year not in steps:
            what = f"{reader.owner}: the index {index} has no step for {year}."
            reader.faults.add(reader.place_of("index"), what, "Add the step under indices.")
