# SPDX-License-Identifier: EUPL-1.2
"""How much of an organisation somebody owns along all paths, also where companies own one another.

With s[i, j] the part of i that j owns directly, what one owner has of each in all solves
x[i] = Σ s[i, j] x[j], with 1 for the owner (Brioschi, Buzzacchi and Colombo 1989; what comes back to the
owner is not counted twice). The public part solves the same with 1 for all public bodies. Where companies own
one another wholly in a circle, nobody outside owns them: their public part is 0, not undefined.
"""

from collections.abc import Mapping
from fractions import Fraction

from samband.engines.conflicts.facts import Facts, Tie, TieKind

Shares = Mapping[str, Fraction]


class Ownership:
    """Direct ownership on a day, and what follows from it; exact fractions."""

    def __init__(self, *, facts: Facts) -> None:
        self.owners: dict[str, dict[str, list[Tie]]] = {}
        self.owned: dict[str, list[Tie]] = {}
        self._organisations = facts.register.organisations
        self._public: dict[str, Fraction] = {}
        for tie in facts.current:
            if tie.kind is TieKind.OWNS:
                self.owners.setdefault(tie.to, {}).setdefault(tie.who, []).append(tie)
                self.owned.setdefault(tie.who, []).append(tie)

    def public_share(self, *, organisation: str) -> Fraction:
        """The part that public bodies own along all paths, 0 to 1; what has no known owner is not public."""
        if organisation not in self._public:
            chain = self._upwards(organisation)
            fixed = {one: Fraction(1) for one in chain if self.is_public_body(one)}
            self._public |= self._solved(chain, fixed)
        return self._public[organisation]

    def is_fully_public(self, *, organisation: str) -> bool:
        return self.public_share(organisation=organisation) == 1

    def share_of(self, *, owner: str, organisation: str) -> Fraction:
        """What the owner owns of the organisation directly and through others."""
        chain = self._upwards(organisation)
        if owner not in chain:
            return Fraction(0)
        return self._solved(chain, {owner: Fraction(1)})[organisation]

    def below(self, *, owner: str) -> dict[str, tuple[Tie, ...]]:
        """Everything that is owned directly or through others, each with one shortest path."""
        found: dict[str, tuple[Tie, ...]] = {}
        due: list[tuple[str, tuple[Tie, ...]]] = [(owner, ())]
        while due:
            one, path = due.pop(0)
            for tie in self.owned.get(one, ()):
                if tie.to not in found and tie.to != owner:
                    found[tie.to] = (*path, tie)
                    due.append((tie.to, found[tie.to]))
        return found

    def has_unknown_share(self, *, organisation: str) -> bool:
        """Whether an owner's part is not told anywhere above, so that more may be public than is known."""
        chain = self._upwards(organisation)
        ties = (tie for one in chain for found in self.owners.get(one, {}).values() for tie in found)
        return any(tie.share is None for tie in ties)

    def is_public_body(self, one: str) -> bool:
        organisation = self._organisations.get(one)
        return bool(organisation and organisation.is_public)

    def _upwards(self, organisation: str) -> list[str]:
        """The organisation and everybody who owns it through anybody."""
        found, due = [organisation], [organisation]
        while due:
            for owner in self.owners.get(due.pop(), {}):
                if owner not in found:
                    found.append(owner)
                    due.append(owner)
        return found

    def _direct(self, organisation: str, owner: str) -> Fraction:
        """The part owned directly. Records that add up to more than the whole are scaled down to it."""
        shares = {
            one: sum((tie.share or Fraction(0) for tie in ties), Fraction(0))
            for one, ties in self.owners.get(organisation, {}).items()
        }
        return shares.get(owner, Fraction(0)) / max(sum(shares.values(), Fraction(0)), Fraction(1))

    def _solved(self, chain: list[str], fixed: Shares) -> dict[str, Fraction]:
        """x = S x for everybody in the chain, where some are fixed; by elimination in exact fractions."""
        free = [one for one in chain if one not in fixed]
        rows = {one: {other: self._direct(one, other) for other in self.owners.get(one, {})} for one in free}
        constant = {
            one: sum((part * fixed[other] for other, part in row.items() if other in fixed), Fraction(0))
            for one, row in rows.items()
        }
        for one in free:
            _eliminate(one, free, rows, constant)
        return {**constant, **fixed}


def _eliminate(
    one: str, free: list[str], rows: dict[str, dict[str, Fraction]], constant: dict[str, Fraction]
) -> None:
    """Put what one unknown is in place of it everywhere else (Gauss and Jordan)."""
    row = rows[one]
    rest = 1 - row.pop(one, Fraction(0))
    scale = Fraction(1) / rest if rest else Fraction(0)
    rows[one] = {other: part * scale for other, part in row.items() if other in rows}
    constant[one] *= scale
    for other in free:
        part = rows[other].pop(one, None) if other != one else None
        if part:
            constant[other] += part * constant[one]
            for further, more in rows[one].items():
                rows[other][further] = rows[other].get(further, Fraction(0)) + part * more
