# SPDX-License-Identifier: EUPL-1.2
"""How common names are: what a match of a name can mean at most."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samband.engines.names.norwegian import norwegian_key
from samband.engines.names.parsing import parse

DAYS_OF_BIRTH = 25_000
"""About as many days as those hold on which adults of today were born."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Shares of given and family names in a population of so many people.

    given, family: key of a word (``name_key``) -> people who bear it. Names that are not listed are
    taken to be borne by ``rarest`` people: lists of a statistical office leave the rare ones out.
    """

    population: int
    given: Mapping[str, int]
    family: Mapping[str, int]
    rarest: int = 3

    def namesakes(self, *, name: str) -> float:
        """Others expected to bear the first given and the family name, if those are chosen independently.

        Too low where given names go with families or regions, too high for a name with a rare middle name.
        """
        words = parse(name=name).words
        if len(words) < 2:
            return float(self.population)
        given = max(self.given.get(name_key(word=words[0]), 0), self.rarest)
        family = max(self.family.get(name_key(word=words[-1]), 0), self.rarest)
        return given * family / self.population

    def is_family_known(self, *, name: str) -> bool:
        """Whether the last word is a family name of the list, so that it is hardly a slip of another."""
        words = parse(name=name).words
        return bool(words) and self.family.get(name_key(word=words[-1]), 0) > 0


def name_key(*, word: str) -> str:
    """Under which key a word is counted: å and aa, ø and oe as one."""
    return norwegian_key(word=word)


def count_names(*, names: Iterable[str]) -> Frequencies:
    """Frequencies of the names of a register itself: first given and last word of each."""
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    population = 0
    for name in names:
        words = parse(name=name).words
        if words:
            population += 1
            given[name_key(word=words[0])] += 1
            family[name_key(word=words[-1])] += 1
    return Frequencies(max(population, 1), given, family, rarest=1)
