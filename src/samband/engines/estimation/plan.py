# SPDX-License-Identifier: EUPL-1.2
"""The plan of an estimation: how the sample was drawn, how it is weighted, what is tabulated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from samband.engines.weighting import UNBOUNDED, Bounds, Enough, Method, Sharing
from samband.engines.weighting.response_classes import ENOUGH

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
class KnownMargin:
    """Persons by category of the columns. minimum, collapse: as with post-strata."""

    columns: Key
    totals: Mapping[Key, float]
    minimum: int = 1
    collapse: str = ""


class Regression(StrEnum):
    """How respondents count in the regression whose residuals make the variance of calibrated estimates."""

    DESIGN = "design"
    """By their design weights, as R calibrate."""
    EQUAL = "equal"
    """All alike, as R rake; the same where design weights are."""


@dataclass(frozen=True, slots=True)
class CalibrationRule:
    """Weights that meet several margins at once. is_credited: as with post-strata.

    sums: column of numbers -> its sum over the population, as of ages.

    bounds: what a design weight may be multiplied by. scale_margins: all are brought to the sum of the first,
    which counts persons; the others may be shares.
    """

    margins: tuple[KnownMargin, ...]
    sums: Mapping[str, float] = field(default_factory=dict)
    method: Method = Method.RAKING
    bounds: Bounds = UNBOUNDED
    scale_margins: bool = False
    is_credited: bool = True
    regression: Regression = Regression.DESIGN


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """Those who answered in a class carry all who were drawn in it.

    drawn: by category of the columns, the sum of the design weights of all who were drawn; their number where
    nothing weighs. enough: what a class needs to stand alone. collapse: column along which others are joined;
    empty: the last.
    """

    columns: Key
    drawn: Mapping[Key, float]
    enough: Enough = ENOUGH
    collapse: str = ""


@dataclass(frozen=True, slots=True)
class SamplesRule:
    """Several samples of one population. column: names the sample of each respondent.

    covered: sample -> column that says of everybody (1 or 0) whether it could have reached them; empty: all
    reach all.
    """

    column: str
    sharing: Sharing = Sharing.EFFECTIVE
    covered: Mapping[str, str] = field(default_factory=dict)


class Times(StrEnum):
    """What limits of weights are counted in."""

    MEDIAN = "median"
    MEAN = "mean"
    ONE = "one"
    """Persons."""


@dataclass(frozen=True, slots=True)
class TrimRule:
    """No weight beyond limits. within: columns in whose categories what is cut off stays."""

    upper: float = inf
    lower: float = 0.0
    times: Times = Times.MEDIAN
    within: Key = ()


@dataclass(frozen=True, slots=True)
class SecondStage:
    """What was drawn inside each drawn cluster.

    population: units inside each drawn cluster, by strata and cluster. column: names those units, each inside
    one cluster; empty: they are the respondents themselves.
    """

    population: Mapping[Key, float]
    column: str = ""


@dataclass(frozen=True, slots=True)
class Clusters:
    """column: names the primary sampling unit. population: units in each stratum, empty when not known.

    within: the second stage; None: what varies inside clusters is counted with the first (ultimate clusters).
    """

    column: str
    population: Mapping[Key, float] = field(default_factory=dict)
    within: SecondStage | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Respondents whose columns hold one of the codes; several columns: all of them."""

    name: str
    codes: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Sum of one measure by the sum of another, over those who answered both."""

    name: str
    of: str
    to: str


class QuantileRule(StrEnum):
    """Which value is taken where the answers step (names of R svyquantile's qrule)."""

    MATH = "math"
    """The least value at or below which at least the wanted share lies."""
    SCHOOL = "school"
    """The same; halfway between two values where the share is met exactly."""


class QuantileInterval(StrEnum):
    """How limits of a quantile are found; all but the first are names of R svyquantile's interval.type."""

    STEPS = "steps"
    """Values whose share of people at or below is not certainly on the wrong side of the wanted share."""
    MEAN = "mean"
    """Woodruff: the share at or below the quantile ± t · se, turned back into values."""
    BETA = "beta"
    """The same with the limits of Korn and Graubard for that share."""
    XLOGIT = "xlogit"
    """The same with limits on the logit scale."""


@dataclass(frozen=True, slots=True)
class Quantiles:
    """shares: 0.5 is the median. measures: codes of items and indices; empty: all."""

    shares: tuple[float, ...]
    measures: tuple[str, ...] = ()
    rule: QuantileRule = QuantileRule.MATH
    interval: QuantileInterval = QuantileInterval.STEPS


class ReplicateMethod(StrEnum):
    """How replicate weights are made."""

    BOOTSTRAP = "bootstrap"
    """Rao and Wu: one unit fewer than drawn is drawn again in each stratum, rescaled for the correction."""
    JACKKNIFE = "jackknife"
    """One sampling unit left out at a time: JK1 with one stratum, JKn with several."""
    BRR = "brr"
    """Balanced half samples of strata with two sampling units each."""
    FAY = "fay"
    """The same with weights of 1 ± (1 − rho) instead of 2 and 0."""


@dataclass(frozen=True, slots=True)
class Replicates:
    """Replicate weights as a second opinion. number and seed: of the bootstrap; rho: of Fay's method."""

    method: ReplicateMethod
    number: int = 500
    seed: int = 1
    rho: float = 0.5


@dataclass(frozen=True, slots=True)
class Modes:
    """column: how each respondent answered (phone, web). margins: columns that are held equal.

    reference: the mode that the others are compared with; empty: the most frequent.
    """

    column: str
    margins: Key = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ResponseRule:
    """invited: persons by category of the columns."""

    columns: Key
    invited: Mapping[Key, float]


@dataclass(frozen=True)
class Plan:
    """What ``estimate`` needs to know beside answers and instrument. Columns are named as in the answers.

    unit: column of the unit; empty: only totals. combined_units: name -> units, as size classes.
    strata: columns; empty: one stratum. population: persons by stratum; empty: unknown, as if endless.
    weights: column of the weights; empty: population / respondents of the stratum, or 1.
    silence, samples, trim: what is done to them next, in this order, before totals are met.
    with_total_group: False where the groups have nothing in common (inhabitants and their councillors).
    differences: pairs of groups of this sample whose difference is estimated with their covariance.
    unit_differences: pairs of units, combined units or ``all``; the first less the second, which may overlap.
    measures: codes of items and indices; empty: all of the instrument.
    ratios, quantiles: further figures. replicates: standard errors once more, to compare with the formulas.
    modes, response: what the review looks into.
    missing: texts that stand for "no answer". disclosure: rules, handed on to ``engines.disclosure``.
    """

    unit: str = ""
    combined_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strata: Key = ()
    population: Mapping[Key, float] = field(default_factory=dict)
    finite_population_correction: bool = True
    weights: str = ""
    silence: SilenceRule | None = None
    samples: SamplesRule | None = None
    trim: TrimRule | None = None
    post_strata: PostStrata | None = None
    calibration: CalibrationRule | None = None
    clusters: Clusters | None = None
    groups: tuple[Group, ...] = ()
    with_total_group: bool = True
    differences: tuple[tuple[str, str], ...] = ()
    unit_differences: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    quantiles: Quantiles | None = None
    replicates: Replicates | None = None
    modes: Modes | None = None
    response: ResponseRule | None = None
    confidence: float = 0.95
    single_unit_strata: SingleUnit = SingleUnit.ADJUST
    missing: frozenset[str] = frozenset({"", "NA"})
    disclosure: Mapping[str, object] = field(default_factory=dict)

    @property
    def design_columns(self) -> tuple[str, ...]:
        """Columns that hold categories, each once: unit, strata, clusters, post-strata, groups, modes."""
        groups = [column for group in self.groups for column in group.codes]
        modes = [self.modes.column, *self.modes.margins] if self.modes else []
        response = self.response.columns if self.response else ()
        return tuple(dict.fromkeys([*self.needed_columns, *groups, *modes, *response]))

    @property
    def needed_columns(self) -> tuple[str, ...]:
        """Design columns in which every respondent must have something: all but those of groups."""
        columns = [
            self.unit,
            *self.strata,
            self.clusters.column if self.clusters else "",
            self.clusters.within.column if self.clusters and self.clusters.within else "",
            *(self.post_strata.columns if self.post_strata else ()),
            *(column for columns in self.margin_columns for column in columns),
            *(column for columns in self.adjusting_columns for column in columns),
        ]
        return tuple(dict.fromkeys(column for column in columns if column))

    @property
    def margin_columns(self) -> tuple[Key, ...]:
        """Columns of each margin and sum that weights are calibrated to."""
        if self.calibration is None:
            return ()
        sums = ((column,) for column in self.calibration.sums)
        return (*(margin.columns for margin in self.calibration.margins), *sums)

    @property
    def adjusting_columns(self) -> tuple[Key, ...]:
        """Columns, taken together, by which weights are adjusted before totals are met."""
        samples = self.samples
        covered = samples.covered.values() if samples else ()
        columns = [
            self.silence.columns if self.silence else (),
            (samples.column,) if samples else (),
            *((column,) for column in covered),
            self.trim.within if self.trim else (),
        ]
        return tuple(dict.fromkeys(key for key in columns if key))

    @property
    def population_by_unit(self) -> Mapping[str, float]:
        """Persons by unit, where each stratum lies inside one unit; else nothing."""
        if self.unit not in self.strata:
            return {}
        position, sizes = self.strata.index(self.unit), dict[str, float]()
        for key, persons in self.population.items():
            sizes[key[position]] = sizes.get(key[position], 0) + persons
        return sizes
