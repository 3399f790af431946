# SPDX-License-Identifier: EUPL-1.2
"""Disclosure rules as data: limits for everybody, stricter ones for named respondent groups."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from functools import reduce
from types import MappingProxyType
from typing import Final, Self


@dataclass(frozen=True, slots=True)
class GroupRules:
    """Limits for the figures of one respondent group. Zero switches a rule off.

    minimum_respondents: fewest valid answers behind a figure.
    minimum_population: fewest persons the figure speaks of; not judged where the population is not known.
    minimum_response: smallest answered part of the population, 0 to 1; not judged where it is not known.
    unanimity_respondents_below, unanimity_population_below: where either is fewer than its limit, a figure
        that tells what each of them answered (a share of 0 or 1, answers that do not vary) is withheld.
    minimum_count: fewest respondents inside and outside a share's category, where the population (or, when it
        is not known, the number of respondents) is below minimum_count_below.
    dominance_respondents, dominance_share: withheld when so many respondents carry more than that part of the
        weights of a figure: the (n, k) rule. A dominance_share of 1 switches it off.
    p_percent: withheld when the second largest weight can estimate the largest to within so many per cent.
    """

    minimum_respondents: int = 5
    minimum_population: int = 30
    minimum_response: float = 0.0
    unanimity_respondents_below: int = 30
    unanimity_population_below: int = 300
    minimum_count: int = 0
    minimum_count_below: int = 100
    dominance_respondents: int = 1
    dominance_share: float = 0.5
    p_percent: float = 0.0

    def stricter_of(self, other: "GroupRules") -> "GroupRules":
        """Each limit from whichever of the two is the stricter in it."""
        return GroupRules(
            **{
                one.name: (min if one.name == "dominance_share" else max)(
                    getattr(self, one.name), getattr(other, one.name)
                )
                for one in fields(self)
            }
        )


COUNCILLORS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "minimum_population": 7,
        "minimum_response": 0.5,
        "unanimity_respondents_below": 100,
        "unanimity_population_below": 100,
        "minimum_count": 2,
    }
)
"""A council is known by name, nearly all of it answers, and what it answers is political opinion."""


@dataclass(frozen=True)
class DisclosureRules:
    """Rules for everybody and, by the name of the respondent group, for those who need other ones.

    groups: group -> the limits in which it departs from ``everybody``.
    hide_empty: withhold neighbours so that not even subtraction tells an empty figure from a withheld one.
    """

    everybody: GroupRules = GroupRules()
    groups: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: {"councillors": COUNCILLORS})
    hide_empty: bool = True

    def of(self, group: str) -> GroupRules:
        """The limits that hold for a group."""
        return replace(self.everybody, **self.groups.get(group, {}))  # type: ignore[arg-type]

    def strictest(self, groups: Iterable[str]) -> GroupRules:
        """The limits that satisfy all of the groups, of which there is at least one."""
        return reduce(GroupRules.stricter_of, map(self.of, groups))

    def to_mapping(self) -> dict[str, object]:
        """The rules as they stand in a data file. ``from_mapping`` reads them back."""
        groups = {name: dict(limits) for name, limits in sorted(self.groups.items())}
        return {**asdict(self.everybody), "hide_empty": self.hide_empty, "groups": groups}

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object] | None = None) -> Self:
        """Read rules from a plan or a published file. What is not named keeps its default.

        Limits at the top hold for everybody; ``groups: {councillors: {…}}`` gives the departures of a group,
        on top of the default ones of councillors. Raises BadRules with every fault.
        """
        faults: list[str] = []
        given = dict(mapping or {})
        groups = _groups(given.pop("groups", {}), faults)
        hide_empty = _boolean("hide_empty", given.pop("hide_empty", True), faults)
        everybody = _limits(given, "", faults, ("groups", "hide_empty"))
        if faults:
            raise BadRules(faults)
        return cls(replace(GroupRules(), **everybody), groups, hide_empty)  # type: ignore[arg-type]


class BadRules(ValueError):  # noqa: N818  it names the fact
    """Disclosure rules that cannot be used. faults: each in words, with its remedy."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


def _whole(value: float) -> bool:
    return value >= 0 and value == int(value)


def _part(value: float) -> bool:
    return 0 <= value <= 1


_COUNT: Final = ("a whole number, 0 or more", _whole)
_LIMITS: Final[Mapping[str, tuple[str, Callable[[float], bool]]]] = {
    "minimum_respondents": ("a whole number, 1 or more", lambda value: _whole(value) and value >= 1),
    "minimum_population": _COUNT,
    "minimum_response": ("a number from 0 to 1", _part),
    "unanimity_respondents_below": _COUNT,
    "unanimity_population_below": _COUNT,
    "minimum_count": _COUNT,
    "minimum_count_below": _COUNT,
    "dominance_respondents": ("a whole number, 1 or more", lambda value: _whole(value) and value >= 1),
    "dominance_share": ("a number from 0 to 1", _part),
    "p_percent": ("a number from 0 to 100", lambda value: 0 <= value <= 100),
}


def _groups(given: object, faults: list[str]) -> dict[str, Mapping[str, float]]:
    groups: dict[str, Mapping[str, float]] = {"councillors": COUNCILLORS}
    if not isinstance(given, Mapping):
        faults.append(f"groups: must name groups, each with its limits; found {given!r}.")
        return groups
    for name, limits in given.items():
        if isinstance(limits, Mapping):
            groups[str(name)] = {**groups.get(name, {}), **_limits(limits, f"groups.{name}.", faults)}
        else:
            faults.append(
                f"groups.{name}: must hold limits such as minimum_respondents: 5; found {limits!r}."
            )
    return groups


def _limits(
    given: Mapping[str, object], at: str, faults: list[str], also: tuple[str, ...] = ()
) -> dict[str, float]:
    found = {str(key): _limit(str(key), value, at, faults, also) for key, value in given.items()}
    return {key: value for key, value in found.items() if value is not None}


def _limit(key: str, value: object, at: str, faults: list[str], also: tuple[str, ...]) -> float | None:
    if key not in _LIMITS:
        faults.append(_unknown(key, at, also))
        return None
    words, is_right = _LIMITS[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not is_right(value):
        faults.append(f"{at}{key}: must be {words}; found {value!r}.")
        return None
    return int(value) if "whole" in words else float(value)


def _unknown(key: str, at: str, also: tuple[str, ...]) -> str:
    known = (*_LIMITS, *also)
    near = get_close_matches(key, known, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
    return f"{at}{key}: there is no such disclosure rule. {remedy}"


def _boolean(key: str, value: object, faults: list[str]) -> bool:
    if not isinstance(value, bool):
        faults.append(f"{key}: must be true or false; found {value!r}.")
    return bool(value)
