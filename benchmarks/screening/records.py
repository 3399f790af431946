# SPDX-License-Identifier: EUPL-1.2
"""Officials and the roles of a whole country, made up with a fixed seed and with the truth beside them.

Names are drawn from the statistics of names. Errors of the register: 8 % a slip in each name, 6 % å, ø and æ
written otherwise, 2 % another family name, 1 % a given name as initial, 2 % without date of birth, 5 % with
a wrong one, 20 % another municipality; a middle name (45 % have one) whole in 70 %, as initial in 10 %, left
out in 20 %. The officials' own list has 0.3 times these.
"""

from dataclasses import dataclass

import numpy as np

from samband.engines.names.tests.samples import norwegian

OFFICIALS, ROLES, PEOPLE, PLACES = 12_000, 1_000_000, 312_000, 356
LETTERS = "abdefghijklmnoprstuvy"
RESPELT = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae", "Å": "Aa", "Ø": "Oe", "Æ": "Ae"})


@dataclass(frozen=True)
class Records:
    """Columns of one side; person: who it is in truth."""

    person: np.ndarray
    names: list[str]
    births: list[str]
    places: list[str]


def make(*, seed: int = 20261122, share: float = 1.0) -> tuple[Records, Records]:
    """Officials and roles. share: of the full size, for a quick look."""
    chance = np.random.default_rng(seed)
    officials, roles, people = (int(size * share) for size in (OFFICIALS, ROLES, PEOPLE))
    given, family = _drawn(chance, "given", people), _drawn(chance, "family", people)
    middle = np.where(chance.random(people) < 0.45, _drawn(chance, "family", people), "")
    born = np.datetime64("1940-01-01") + chance.integers(0, 24_800, people)
    place = chance.choice(PLACES, people, p=_sizes(chance))
    truth = (given, middle, family, born, place)
    roles_of = chance.choice(people, roles, p=_activity(chance, people))
    return (
        _written(np.arange(officials), truth, 0.3, chance),
        _written(roles_of, truth, 1.0, chance),
    )


def _drawn(chance: np.random.Generator, kind: str, size: int) -> np.ndarray:
    names, weights = zip(*norwegian(kind=kind), strict=True)
    share = np.array(weights, float)
    return np.array(names, dtype=object)[chance.choice(len(names), size, p=share / share.sum())]


def _sizes(chance: np.random.Generator) -> np.ndarray:
    size = chance.lognormal(8.5, 1.1, PLACES)
    return size / size.sum()


def _activity(chance: np.random.Generator, people: int) -> np.ndarray:
    """Some people hold many roles."""
    roles = chance.gamma(1.0, 1.0, people) + 0.2
    return roles / roles.sum()


def _written(
    who: np.ndarray, truth: tuple[np.ndarray, ...], errors: float, chance: np.random.Generator
) -> Records:
    given, middle, family, born, place = (column[who] for column in truth)
    size = len(who)

    def some(share: float) -> np.ndarray:
        return chance.random(size) < share * errors

    family = np.where(some(0.02), _drawn(chance, "family", size), family)
    given, family = (_slipped(names, some(0.08), chance) for names in (given, family))
    given = np.where(some(0.01), [f"{name[0]}." for name in given], given)
    fate = chance.random(size)
    middle = np.where(
        fate < 0.2 * errors,
        "",
        np.where(fate < 0.3 * errors, [f"{name[:1]}." if name else "" for name in middle], middle),
    )
    names = [f"{a} {b} {c}".replace("  ", " ") for a, b, c in zip(given, middle, family, strict=True)]
    for row in np.flatnonzero(some(0.06)):
        names[row] = names[row].translate(RESPELT)
    wrong = some(0.05)
    born = np.where(wrong, born + chance.integers(-400, 400, size), born)
    births = np.where(some(0.02), "", np.datetime_as_string(born))
    place = np.where(some(0.2), chance.integers(0, PLACES, size), place)
    return Records(who, names, list(births), [f"{number:04}" for number in place])


def _slipped(names: np.ndarray, where: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    names = names.copy()
    for row in np.flatnonzero(where):
        names[row] = _slip(names[row], chance)
    return names


def _slip(name: str, chance: np.random.Generator) -> str:
    """A letter more, less or another, or two that have changed places."""
    at = int(chance.integers(1, max(len(name) - 1, 2)))
    letter = LETTERS[int(chance.integers(len(LETTERS)))]
    return (
        name[:at] + letter + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at + 1 :],
        name[: at - 1] + name[at : at + 1] + name[at - 1 : at] + name[at + 1 :],
    )[int(chance.integers(4))]


def true_pairs(*, left: Records, right: Records) -> int:
    """How many pairs are one person in truth."""
    return int(np.isin(right.person, left.person).sum())
