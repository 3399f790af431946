# SPDX-License-Identifier: EUPL-1.2
"""How much of an organisation somebody owns along all paths, also where companies own one another.

With s[i, j] the part of i that j owns directly, what one owner has of each in all solves
x[i] = Σ s[i, j] x[j], with 1 for the owner (Brioschi, Buzzacchi and Colombo 1989; what comes back to the
owner is not counted twice). The public part solves the same with 1 for all public bodies. Where companies own
one another wholly in a circle, nobody outside owns them: their public part is 0, not undefined.

Exact fractions grow with every step, and a file may come from somebody who wishes no good: beyond MOST_OWNED
organisations above one, or WIDEST_CIRCLE that own one another, nothing more is reckoned, and the share is one
that is not known. Real groups are far below both.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from samband.engines.conflicts.facts import Facts, Tie, TieKind

Shares = Mapping[str, Fraction]
Rows = dict[str, dict[str, Fraction]]
MOST_OWNED: Final = 500
"""Organisations with owners of their own, above one."""
WIDEST_CIRCLE: Final = 40


class Ownership:
    """Direct ownership on a day, and what follows from it; exact fractions."""

    def __init__(self, *, facts: Facts) -> None:
        self.owners: dict[str, dict[str, list[Tie]]] = {}
        self.owned: dict[str, list[Tie]] = {}
        self._organisations = facts.register.organisations
        self._public: dict[str, Fraction] = {}
        self._above: dict[str, list[str]] = {}
        self._cut: dict[str, bool] = {}
        for tie in facts.current:
            if tie.kind is TieKind.OWNS:
                self.owners.setdefault(tie.to, {}).setdefault(tie.who, []).append(tie)
                self.owned.setdefault(tie.who, []).append(tie)

    def public_share(self, *, organisation: str) -> Fraction:
        """The part that public bodies own along all paths, 0 to 1; what has no known owner is not public."""
        if organisation not in self._public:
            chain = self._upwards(organisation)
            fixed = {one: Fraction(1) for one in chain if self.is_public_body(one)}
            solved = self._solved(chain, fixed)
            is_whole = not self.is_cut(organisation=organisation)
            self._public |= solved if is_whole else {organisation: solved[organisation]}
        return self._public[organisation]

    def is_fully_public(self, *, organisation: str) -> bool:
        return self.public_share(organisation=organisation) == 1

    def share_of(self, *, owner: str, organisation: str) -> Fraction:
        """What the owner owns of the organisation directly and through others."""
        chain = self._upwards(organisation)
        if owner not in chain:
            return Fraction(0)
        return self._solved(chain, {owner: Fraction(1)})[organisation]

    def below(self, *, owner: str) -> dict[str, Tie]:
        """Everything that is owned directly or through others: the last tie of a shortest way to it."""
        found: dict[str, Tie] = {}
        due = deque([owner])
        while due:
            for tie in self.owned.get(due.popleft(), ()):
                if tie.to not in found and tie.to != owner:
                    found[tie.to] = tie
                    due.append(tie.to)
        return found

    def has_unknown_share(self, *, organisation: str) -> bool:
        """Whether an owner's part is not told anywhere above, so that more may be public than is known."""
        chain = self._upwards(organisation)
        ties = (tie for one in chain for found in self.owners.get(one, {}).values() for tie in found)
        return self.is_cut(organisation=organisation) or any(tie.share is None for tie in ties)

    def is_cut(self, *, organisation: str) -> bool:
        """Whether there is more above it than is reckoned."""
        if organisation not in self._cut:
            held = [one for one in self._upwards(organisation) if one in self.owners]
            is_wide = len(held) > WIDEST_CIRCLE and len(self._in_circles(held)) > WIDEST_CIRCLE
            self._cut[organisation] = len(held) > MOST_OWNED or is_wide
        return self._cut[organisation]

    def is_public_body(self, one: str) -> bool:
        organisation = self._organisations.get(one)
        return bool(organisation and organisation.is_public)

    def _upwards(self, organisation: str) -> list[str]:
        """The organisation and everybody who owns it through anybody, the nearest first."""
        if organisation not in self._above:
            found, due, held = {organisation: None}, deque([organisation]), 0
            while due and held <= MOST_OWNED:
                owners = self.owners.get(due.popleft(), {})
                held += bool(owners)
                due.extend(owner for owner in owners if owner not in found)
                found |= dict.fromkeys(owners)
            self._above[organisation] = list(found)
        return self._above[organisation]

    def _direct(self, organisation: str) -> dict[str, Fraction]:
        """The parts owned directly. Records that add up to more than the whole are scaled down to it."""
        shares = {
            one: sum((tie.share or Fraction(0) for tie in ties), Fraction(0))
            for one, ties in self.owners.get(organisation, {}).items()
        }
        whole = max(sum(shares.values(), Fraction(0)), Fraction(1))
        return {one: part / whole for one, part in shares.items()}

    def _in_circles(self, held: Iterable[str]) -> set[str]:
        """Of those with owners: which own one another in a circle, or stand between two circles."""
        left = set(held)
        owned_by = _turned({one: self.owners[one] for one in left})
        above = {one: sum(owner in left for owner in self.owners[one]) for one in left}
        below = {one: len(owned_by.get(one, ())) for one in left}
        due = [one for one in left if not above[one] or not below[one]]
        while due:
            gone = due.pop()
            if gone not in left:
                continue
            left.discard(gone)
            for counts, next_to in ((above, owned_by.get(gone, ())), (below, self.owners[gone])):
                for one in left.intersection(next_to):
                    counts[one] -= 1
                    due += [] if counts[one] else [one]
        return left

    def _solved(self, chain: list[str], fixed: Shares) -> dict[str, Fraction]:
        """x = S x for everybody in the chain, where some are fixed; by elimination in exact fractions.

        Owners go before what they own, as far as there is such an order, so that little is carried along.
        """
        constant = dict.fromkeys(chain, Fraction(0)) | dict(fixed)
        if self.is_cut(organisation=chain[0]):
            return constant
        rows = {one: self._direct(one) for one in chain if one not in fixed}
        for one, row in rows.items():
            constant[one] = sum(
                (row.pop(other) * fixed[other] for other in [*row] if other in fixed), constant[one]
            )
        users = _turned(rows)
        for one in self._owners_first(chain):
            if one in rows:
                _eliminate(one, rows, users, constant)
        return constant

    def _owners_first(self, chain: Iterable[str]) -> list[str]:
        """Those without owners, then those whose owners have all been; what is in a circle comes last."""
        order = {one: None for one in chain if one not in self.owners}
        users = _turned({one: self.owners[one] for one in chain if one in self.owners})
        waits = {one: len(self.owners[one]) for one in chain if one in self.owners}
        due = deque(order)
        while due:
            for one in users.get(due.popleft(), ()):
                waits[one] -= 1
                if not waits[one]:
                    order[one] = None
                    due.append(one)
        return [*order, *(one for one in chain if one not in order)]


def _turned(rows: Mapping[str, Iterable[str]]) -> dict[str, dict[str, None]]:
    """Owner -> what it owns of these."""
    users: dict[str, dict[str, None]] = {}
    for one, owners in rows.items():
        for owner in owners:
            users.setdefault(owner, {})[one] = None
    return users


def _eliminate(
    one: str, rows: Rows, users: dict[str, dict[str, None]], constant: dict[str, Fraction]
) -> None:
    """Put what one unknown is in place of it everywhere else (Gauss and Jordan)."""
    row = rows[one]
    rest = 1 - row.pop(one, Fraction(0))
    scale = Fraction(1) / rest if rest else Fraction(0)
    rows[one] = {other: part * scale for other, part in row.items() if other in rows}
    constant[one] *= scale
    for other in users.pop(one, ()):
        part = rows[other].pop(one, None) if other != one else None
        if part:
            constant[other] += part * constant[one]
            for further, more in rows[one].items():
                rows[other][further] = rows[other].get(further, Fraction(0)) + part * more
                users.setdefault(further, {})[other] = None
