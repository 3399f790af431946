# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register as they may be shown, and the same as plain lists to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samband.tools.ethics.analysis.counts import Share

Plain = dict[str, Any]
_SHARES = ("posts", "confirmed", "kinds", "sexes")
_COUNTS = ("gifts", "screened", "findings")


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """on: the last day of the quarter; what happened is of the year up to it. Counts in fives, or withheld.

    posts, confirmed: place -> share of the elected with a post, and with a list confirmed not too long ago.
    kinds: kind of organisation -> elected with a post in one. sexes: the same as posts, nation only.
    gifts: band of value -> gifts. screened: size class -> meetings. findings: outcome -> people in an item.
    decisions: (ground, outcome) -> decisions. counties: code -> name.
    """

    on: date
    elected: int
    posts: Mapping[str, Share]
    confirmed: Mapping[str, Share]
    kinds: Mapping[str, Share]
    sexes: Mapping[str, Share]
    gifts: Mapping[str, int | None]
    currency: str
    screened: Mapping[str, int | None]
    findings: Mapping[str, int | None]
    decisions: Mapping[tuple[str, str], int | None]
    grounds: tuple[str, ...]
    counties: Mapping[str, str]


def counts_to_plain(*, found: RegisterCounts) -> Plain:
    """Lists, since a database may keep what has names in an order of its own."""
    told: Plain = {
        "on": found.on.isoformat(), "elected": found.elected, "currency": found.currency,
        "grounds": list(found.grounds), "counties": list(found.counties.items()),
        "decisions": [[*cell, number] for cell, number in found.decisions.items()],
    }  # fmt: skip
    for name in _SHARES:
        shares: Mapping[str, Share] = getattr(found, name)
        told[name] = [[code, one.of, one.number] for code, one in shares.items()]
    return told | {name: list(getattr(found, name).items()) for name in _COUNTS}


def counts_from_plain(*, told: Plain) -> RegisterCounts:
    """What ``counts_to_plain`` wrote."""
    shares: Plain = {name: {code: Share(of, number) for code, of, number in told[name]} for name in _SHARES}
    counts: Plain = {name: dict(told[name]) for name in _COUNTS}
    return RegisterCounts(
        on=date.fromisoformat(told["on"]), elected=told["elected"], currency=told["currency"],
        grounds=tuple(told["grounds"]), counties=dict(told["counties"]),
        decisions={(down, across): number for down, across, number in told["decisions"]},
        **shares, **counts,
    )  # fmt: skip
