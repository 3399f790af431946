# SPDX-License-Identifier: EUPL-1.2
"""The plan of an estimation: how the sample was drawn, how it is weighted, what is tabulated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Key = tuple[str, ...]
"""Categories of several columns together, as they stand in the answers: ("0301", "councillors")."""


class SingleUnit(StrEnum):
    """What a stratum with one single sampling unit adds to the variance (R: survey.lonely.psu)."""

    FAIL = "fail"
    """Nothing is estimated: the plan must be changed."""
    CERTAINTY = "certainty"
    """Nothing: the unit was in the sample for certain."""
    REMOVE = "remove"
    """Nothing: the stratum is left out of the variance."""
    ADJUST = "adjust"
    """Its distance from the mean of the whole domain: too large rather than too small."""
    AVERAGE = "average"
    """The average of the strata that have more than one unit."""


@dataclass(frozen=True, slots=True)
class PostStrata:
    """totals: persons by category of the columns.

    is_credited: the variance credits the post-stratification; False takes the weights as plain weights.
    minimum: respondents that each post-stratum needs. collapse: column along which too small ones are joined
    with a neighbour; empty: never.
    """

    columns: Key
    totals: Mapping[Key, float]
    is_credited: bool = True
    minimum: int = 1
    collapse: str = ""


@dataclass(frozen=True, slots=True)
class Clusters:
    """column: names the primary sampling unit. population: units in each stratum, empty when not known."""

    column: str
    population: Mapping[Key, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Respondents whose columns hold one of the codes; several columns: all of them."""

    name: str
    codes: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Plan:
    """What ``estimate`` needs to know beside answers and instrument. Columns are named as in the answers.

    unit: column of the unit; empty: only totals. combined_units: name -> units, as size classes.
    strata: columns; empty: one stratum. population: persons by stratum; empty: unknown, as if endless.
    weights: column of the weights; empty: population / respondents of the stratum, or 1.
    with_total_group: False where the groups have nothing in common (inhabitants and their councillors).
    differences: pairs of groups of this sample whose difference is estimated with their covariance.
    measures: codes of items and indices; empty: all of the instrument.
    missing: texts that stand for "no answer". disclosure: rules, handed on to ``engines.disclosure``.
    """

    unit: str = ""
    combined_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strata: Key = ()
    population: Mapping[Key, float] = field(default_factory=dict)
    finite_population_correction: bool = True
    weights: str = ""
    post_strata: PostStrata | None = None
    clusters: Clusters | None = None
    groups: tuple[Group, ...] = ()
    with_total_group: bool = True
    differences: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    confidence: float = 0.95
    single_unit_strata: SingleUnit = SingleUnit.ADJUST
    missing: frozenset[str] = frozenset({"", "NA"})
    disclosure: Mapping[str, object] = field(default_factory=dict)

    @property
    def design_columns(self) -> tuple[str, ...]:
        """Columns that hold categories, each once: unit, strata, clusters, post-strata, groups."""
        groups = (column for group in self.groups for column in group.codes)
        return tuple(dict.fromkeys([*self.needed_columns, *groups]))

    @property
    def needed_columns(self) -> tuple[str, ...]:
        """Design columns in which every respondent must have something: all but those of groups."""
        columns = [
            self.unit,
            *self.strata,
            self.clusters.column if self.clusters else "",
            *(self.post_strata.columns if self.post_strata else ()),
        ]
        return tuple(dict.fromkeys(column for column in columns if column))

    @property
    def population_by_unit(self) -> Mapping[str, float]:
        """Persons by unit, where each stratum lies inside one unit; else nothing."""
        if self.unit not in self.strata:
            return {}
        position, sizes = self.strata.index(self.unit), dict[str, float]()
        for key, persons in self.population.items():
            sizes[key[position]] = sizes.get(key[position], 0) + persons
        return sizes
