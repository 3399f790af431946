# SPDX-License-Identifier: EUPL-1.2
"""Two fee models for the same members: who wins, who loses, how much."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from samband.engines.fees.cliffs import find_cliffs
from samband.engines.fees.results import (
    Assessment,
    Cliff,
    Concentration,
    MemberChange,
    MemberFee,
    Simulation,
    SizeClass,
)

SIZE_CLASSES = (0, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
LARGEST = 10


def simulate(*, before: Assessment, after: Assessment, classes: Sequence[int] = SIZE_CLASSES) -> Simulation:
    """Compare two assessments of the same members. classes: lower ends of the size classes, the first 0.

    Only members with a fee in both are compared; who was refused in one is in ``left_out``. Winners pay less
    than before, losers more. Raises ValueError when the two are not in one currency, or the classes do not
    begin at 0 and rise.
    """
    _refuse(before, after, classes)
    later = {fee.member: fee for fee in after.fees}
    pairs = [(fee, later[fee.member]) for fee in before.fees if fee.member in later]
    changes = tuple(_change(first, second, classes) for first, second in pairs)
    left_out = {refusal.member: refusal for refusal in (*after.refused, *before.refused)}
    return Simulation(
        before=before,
        after=after,
        changes=changes,
        classes=tuple(_classes(changes, classes)),
        total_before=sum(change.before for change in changes),
        total_after=sum(change.after for change in changes),
        winners=sum(change.change < 0 for change in changes),
        losers=sum(change.change > 0 for change in changes),
        unchanged=sum(change.change == 0 for change in changes),
        concentration_before=concentration(amounts=_by_size(changes, is_after=False)),
        concentration_after=concentration(amounts=_by_size(changes, is_after=True)),
        cliffs_before=_cliffs(before),
        cliffs_after=_cliffs(after),
        left_out=tuple(left_out.values()),
    )


def concentration(*, amounts: Sequence[tuple[int, Decimal | None]]) -> Concentration:
    """amounts: minor units and size of each payer. The Gini coefficient is over payers, not inhabitants."""
    paid = sorted(amount for amount, _ in amounts)
    total, count = sum(paid), len(paid)
    heads = [Fraction(amount) / Fraction(size) for amount, size in amounts if size]
    weighted = sum(rank * amount for rank, amount in enumerate(paid, start=1))
    return Concentration(
        largest_ten=sum(paid[-LARGEST:]) / total if total else 0.0,
        gini=(2 * weighted - (count + 1) * total) / (count * total) if total else 0.0,
        highest_per_head=max(heads, default=None),
        lowest_per_head=min(heads, default=None),
    )


def _refuse(before: Assessment, after: Assessment, classes: Sequence[int]) -> None:
    units = [(found.rules.currency, found.rules.minor_units) for found in (before, after)]
    if units[0] != units[1]:
        raise ValueError(f"The two models are in {units[0][0]} and {units[1][0]}: they cannot be compared.")
    if not classes or classes[0] != 0 or list(classes) != sorted(set(classes)):
        raise ValueError("The size classes begin at 0 and rise, as 0 5000 20000.")


def _change(before: MemberFee, after: MemberFee, classes: Sequence[int]) -> MemberChange:
    size = before.size if before.size is not None else after.size
    return MemberChange(
        member=before.member,
        name=before.name,
        kind=before.kind,
        size=size,
        size_class=max(
            (i for i, start in enumerate(classes) if size is not None and start <= size), default=0
        ),
        before=before.total,
        after=after.total,
    )


def _classes(changes: Sequence[MemberChange], classes: Sequence[int]) -> Iterator[SizeClass]:
    ends: list[int | None] = [*classes[1:], None]
    for number, (start, end) in enumerate(zip(classes, ends, strict=True)):
        inside = [change for change in changes if change.size_class == number]
        moves = [change.change for change in inside]
        yield SizeClass(
            start=start,
            end=end,
            members=len(inside),
            winners=sum(move < 0 for move in moves),
            losers=sum(move > 0 for move in moves),
            before=sum(change.before for change in inside),
            after=sum(change.after for change in inside),
            size=sum((change.size for change in inside if change.size is not None), Decimal(0)),
            largest_rise=max([0, *moves]),
            largest_fall=min([0, *moves]),
        )


def _by_size(changes: Sequence[MemberChange], *, is_after: bool) -> list[tuple[int, Decimal | None]]:
    return [(change.after if is_after else change.before, change.size) for change in changes]


def _cliffs(found: Assessment) -> tuple[Cliff, ...]:
    """Those of the tariffs that somebody pays by."""
    paid = {fee.tariff for fee in found.fees}
    cliffs = find_cliffs(rules=found.rules, year=found.year, choices=found.choices)
    return tuple(cliff for cliff in cliffs if cliff.tariff in paid)
