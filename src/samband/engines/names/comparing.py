# SPDX-License-Identifier: EUPL-1.2
"""Two people of two sources: is it one? A class of identity with the reasons in words."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from samband.engines.names.births import Births, compare_births
from samband.engines.names.frequencies import DAYS_OF_BIRTH, Frequencies
from samband.engines.names.model import Identity, Likeness, Person
from samband.engines.names.name_likeness import NameLikeness, Names, compare_names
from samband.engines.names.reasons import Reason, ReasonKind

COMMON_ON_DAY = 0.05
"""Namesakes born on the same day from which name and date of birth together stay a question."""
_SURE_ALIKE = 0.79
_WORTH = {Births.AGREE: 0.8, Births.MISSING: 0.7, Births.SLIP: 0.75, Births.OTHER: 0.2}
_BIRTH_REASONS = {
    Births.SAME: ReasonKind.SAME_BIRTH,
    Births.AGREE: ReasonKind.SAME_YEAR,
    Births.SLIP: ReasonKind.BIRTH_SLIP,
    Births.OTHER: ReasonKind.OTHER_BIRTH,
    Births.MISSING: ReasonKind.NO_BIRTH,
}


def compare(
    *,
    left: Person,
    right: Person,
    language: str = "",
    frequencies: Frequencies | None = None,
) -> Likeness:
    """Hold two people against one another.

    language: that of the names (nb, nn, ro, ru, uk, bg, ka), "" when not known: then one slip is forgiven
    even without a date of birth. frequencies: of the population both may come from.

    IDENTIFIER: one number in common.
    STRONG: name and full date of birth, the name not so common that another is born on the day; a slip in the
    family name only when the frequencies show that one of the two is no name (Nilsen and Nielsen are two), in
    a given name never (twins).
    POSSIBLE: worth asking, never more than a question. NONE: nothing, or something against.
    Never use it to infer kin from a shared family name, and never to rate a person.
    """
    number = _by_number(left, right)
    if number:
        return number
    name = _named(left.name, right.name, language)
    births = compare_births(left=left.birth_date, right=right.birth_date)
    namesakes = frequencies.namesakes(name=left.name) if frequencies else None
    is_placed = bool(left.place) and left.place == right.place
    identity = _identity(name, births, language, is_placed=is_placed)
    if identity == Identity.STRONG and name.slips and not _is_misspelt(left.name, right.name, frequencies):
        identity = Identity.POSSIBLE
    reasons = [*name.reasons, _birth_reason(births, left, right)]
    if is_placed:
        reasons.append(Reason(ReasonKind.SAME_PLACE))
    if identity == Identity.STRONG and (namesakes or 0) / DAYS_OF_BIRTH > COMMON_ON_DAY:
        identity = Identity.POSSIBLE
        reasons.append(Reason(ReasonKind.COMMON_ON_DAY))
    elif identity == Identity.POSSIBLE and frequencies and namesakes and namesakes >= 1:
        reasons.append(Reason(ReasonKind.COMMON, f"{namesakes:,.0f}", f"{frequencies.population:,}"))
    return Likeness(identity, _score(name, births, namesakes), tuple(reasons), namesakes)


def compare_many(
    *,
    lefts: Sequence[Person],
    rights: Sequence[Person],
    language: str = "",
    frequencies: Frequencies | None = None,
) -> tuple[Likeness, ...]:
    """``compare`` for each pair of two equally long rows. Words met before are not weighed again.

    Raises ValueError when the rows are of different length. For whole registers use ``link``.
    """
    return tuple(
        compare(left=one, right=other, language=language, frequencies=frequencies)
        for one, other in zip(lefts, rights, strict=True)
    )


@lru_cache(maxsize=100_000)
def _named(left: str, right: str, language: str) -> NameLikeness:
    return compare_names(left=left, right=right, language=language)


def _by_number(left: Person, right: Person) -> Likeness | None:
    if left.identifiers & right.identifiers:
        return Likeness(Identity.IDENTIFIER, 1.0, (Reason(ReasonKind.SAME_NUMBER),))
    if _kinds(left.identifiers) & _kinds(right.identifiers):
        return Likeness(Identity.NONE, 0.0, (Reason(ReasonKind.OTHER_NUMBER),))
    return None


def _kinds(identifiers: Iterable[str]) -> set[str]:
    return {kind for kind, colon, _ in (one.partition(":") for one in identifiers) if colon}


def _identity(name: NameLikeness, births: Births, language: str, *, is_placed: bool) -> Identity:
    if births == Births.OTHER:
        return Identity.NONE
    if name.names == Names.OTHER:
        is_renamed = name.is_given_same and births == Births.SAME and is_placed
        return Identity.POSSIBLE if is_renamed else Identity.NONE
    if births == Births.SAME:
        is_sure = not name.has_initial and name.slips <= 1 and not name.is_given_slip
        return Identity.STRONG if is_sure else Identity.POSSIBLE
    if name.names == Names.SAME:
        return Identity.POSSIBLE
    return _alike(name, births, language)


def _alike(name: NameLikeness, births: Births, language: str) -> Identity:
    """A slip is forgiven with the year of birth; without it only where the language is not known."""
    if births == Births.AGREE or (not language and births == Births.MISSING and name.score >= _SURE_ALIKE):
        return Identity.POSSIBLE
    return Identity.NONE


def _is_misspelt(left: str, right: str, frequencies: Frequencies | None) -> bool:
    """A slip is one when one of the two is no family name of the country; Nilsen and Nielsen both are."""
    if frequencies is None:
        return False
    return not all(frequencies.is_family_known(name=name) for name in (left, right))


def _birth_reason(births: Births, left: Person, right: Person) -> Reason:
    kind = _BIRTH_REASONS[births]
    if births in (Births.SLIP, Births.OTHER):
        return Reason(kind, left.birth_date, right.birth_date)
    return Reason(kind)


def _score(name: NameLikeness, births: Births, namesakes: float | None) -> float:
    if births == Births.SAME:
        return round((1 + name.score) / 2, 4)
    score = name.score * _WORTH[births]
    return round(score / (1 + (namesakes or 0.0)), 4)
