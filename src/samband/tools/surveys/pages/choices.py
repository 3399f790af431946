# SPDX-License-Identifier: EUPL-1.2
"""What a reader may choose on a results page: measure, statistic, group. All of it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samband.engines.charts import Axis
from samband.engines.instrument import Index, Instrument, Item, Measure, Polarity, Words
from samband.tools.surveys.analysis.order import alphabetical


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options under a common label, such as the statements of one standard."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The figure that a page shows: one statistic of one measure for one group, worded."""

    instrument: Instrument
    words: Words
    measure: Measure
    statistic: str
    category: str
    group: str

    @property
    def title(self) -> str:
        return self.words.measure(self.measure.code)

    @property
    def group_name(self) -> str:
        return self.words.groups.get(self.group, self.group)

    @property
    def is_negative(self) -> bool:
        """True for a statement where agreeing is unfavourable: it is shown raw, and the page says so."""
        return isinstance(self.measure, Item) and self.measure.polarity is Polarity.NEGATIVE

    @property
    def axis(self) -> Axis:
        """The scale of the measure with the words at its ends; 0–100 % for a share."""
        if self.statistic == "share":
            return Axis(0.0, 1.0, decimals=0, is_share=True)
        return axis_of(measure=self.measure, words=self.words)


def axis_of(*, measure: Measure, words: Words) -> Axis:
    """The axis of means of an item or index."""
    if isinstance(measure, Index) and measure.rescale_to:
        return Axis(measure.low, measure.high, decimals=0)
    scale = measure.scale
    labels = words.scales.get(scale.code, {})
    return Axis(scale.low, scale.high, labels.get(scale.low, ""), labels.get(scale.high, ""), decimals=1)


def shown(*, instrument: Instrument, language: str, wanted: Mapping[str, str]) -> Shown:
    """What the address asks for; anything unknown gives way to the first index, its mean, the first group."""
    measure = instrument.measures.get(wanted.get("measure", "")) or _first_measure(instrument)
    groups = [group for group in instrument.groups if measure.is_asked_of(group)]
    group = wanted.get("group", "")
    category = _category(measure, wanted.get("statistic", ""))
    return Shown(
        instrument=instrument,
        words=instrument.in_language(language),
        measure=measure,
        statistic="share" if category else "mean",
        category=category,
        group=group if group in groups else groups[0],
    )


def measure_options(*, shown: Shown) -> tuple[OptionGroup, ...]:
    """Indices first, then the statements under their standards."""
    words, instrument = shown.words, shown.instrument
    indices = tuple(_option(index, shown) for index in instrument.indices)
    found = [OptionGroup(_("Indices"), indices)] if indices else []
    for dimension in (*instrument.dimensions, ""):
        items = tuple(_option(item, shown) for item in instrument.items if item.dimension == dimension)
        if items:
            found.append(OptionGroup(words.dimensions.get(dimension) or _("Statements"), items))
    return tuple(found)


def group_options(*, shown: Shown) -> tuple[Option, ...]:
    """The groups that were asked this measure."""
    return tuple(
        Option(group, shown.words.groups.get(group, group), group == shown.group)
        for group in shown.instrument.groups
        if shown.measure.is_asked_of(group)
    )


def statistic_options(*, shown: Shown) -> tuple[Option, ...]:
    """The mean and the shares of the measure's scale; an index has a mean only."""
    shares = shown.measure.scale.shares if isinstance(shown.measure, Item) else ()
    named = [(share.name, share_name(shown.measure, share.codes, shown.words)) for share in shares]
    mean = Option("mean", _("Average"), shown.statistic == "mean")
    return (mean, *(Option(f"share-{name}", label, name == shown.category) for name, label in named))


def member_options(*, names: Mapping[str, str], chosen: str, language: str) -> tuple[Option, ...]:
    """The members by name, none first."""
    ordered = sorted(names.items(), key=lambda pair: alphabetical(name=pair[1], language=language))
    none = Option("", _("None"), not chosen)
    return (none, *(Option(code, name, code == chosen) for code, name in ordered))


def share_name(measure: Measure, codes: tuple[int, ...], words: Words) -> str:
    """The share in words: ``Share who answer fits rather well or fits very well``."""
    labels = words.scales.get(measure.scale.code, {})
    answers = _(" or ").join(labels.get(code, str(code)) for code in codes)
    return _("Share who answer: %(answers)s") % {"answers": answers}


def _first_measure(instrument: Instrument) -> Measure:
    return instrument.indices[0] if instrument.indices else instrument.items[0]


def _category(measure: Measure, statistic: str) -> str:
    if not isinstance(measure, Item):
        return ""
    name = statistic.removeprefix("share-")
    return name if any(share.name == name for share in measure.scale.shares) else ""


def _option(measure: Measure, shown: Shown) -> Option:
    return Option(measure.code, shown.words.measure(measure.code), measure.code == shown.measure.code)
