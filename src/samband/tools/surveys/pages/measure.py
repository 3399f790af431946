# SPDX-License-Identifier: EUPL-1.2
"""One figure in all members: a funnel in place of a ranking, places as intervals, how it was made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samband.core.publications.queries import PublicationRecord
from samband.engines import charts
from samband.engines.charts import Chart, Frame, Number, Screens
from samband.engines.comparison import Mark, Standing, Standings
from samband.engines.comparison.standings import FEWEST
from samband.engines.disclosure import DisclosureRules
from samband.engines.instrument import Index
from samband.engines.tables import Estimate, EstimateTable
from samband.tools.surveys.analysis.comparison import Wanted
from samband.tools.surveys.analysis.funnel import drawn_funnel, funnel_description
from samband.tools.surveys.analysis.method_words import rule_sentences, weighting_sentences
from samband.tools.surveys.analysis.order import alphabetical
from samband.tools.surveys.analysis.standings import (
    count_alike,
    how_pairs_are_told_apart,
    how_places_are_made,
    mark_text,
    place_text,
    spread_sentence,
)
from samband.tools.surveys.pages.choices import Shown
from samband.tools.surveys.pages.method import index_line
from samband.tools.surveys.pages.overview import interval_text, value_text
from samband.tools.surveys.rules import WeightingRule


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member in the table. texts in the reader's language; value is empty when withheld.

    is_beyond: outside the funnel. apart: whether it certainly differs from the reader's member, in words.
    """

    name: str
    url: str
    value: str
    interval: str
    respondents: str
    place: str
    mark: str
    apart: str
    is_beyond: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class HowMade:
    """How one figure came to be, and the lines that repeat it."""

    of: str
    respondents: str
    weighting: str
    methods: str
    code_version: str
    rules: tuple[str, ...]
    command: str
    python: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """funnel, explained: None and empty where too few members have a figure; ``refusal`` then says so."""

    shown: Shown
    asked: tuple[str, ...]
    rule: str
    sentence: str
    own: str
    refusal: str
    funnel: Screens | None
    explained: tuple[str, ...]
    lines: tuple[MemberLine, ...]
    how: HowMade


def measure_page(
    *,
    shown: Shown,
    table: EstimateTable,
    found: Standings | None,
    names: Mapping[str, str],
    own: str,
    link: Callable[[str], str],
    publication: PublicationRecord,
    weighting: WeightingRule,
) -> MeasurePage:
    """names: code -> name of those that take part. own: the reader's member, or empty."""
    wanted = wanted_of(shown=shown)
    index = shown.measure if isinstance(shown.measure, Index) else None
    worded = index_line(index=index, words=shown.words) if index else None
    return MeasurePage(
        shown=shown,
        asked=worded.items if worded else (),
        rule=worded.rule if worded else "",
        sentence=_sentence(shown, found),
        own=_own_sentence(shown, found, names, own),
        refusal="" if found else _refusal(),
        funnel=_funnel(shown, found, names, own) if found else None,
        explained=_explained(shown, found) if found else (),
        lines=tuple(
            _line(shown, wanted.of(table, code), found, code, names, own, link) for code in _by_name(names)
        ),
        how=_how(shown, wanted.of(table, own) if own else None, names.get(own, ""), publication, weighting),
    )


def wanted_of(*, shown: Shown) -> Wanted:
    """The figure that a page shows, as tables name it."""
    return Wanted(shown.measure.code, shown.group, shown.statistic, shown.category)


def _by_name(names: Mapping[str, str]) -> list[str]:
    language = get_language() or "en"
    return sorted(names, key=lambda code: alphabetical(name=names[code], language=language))


def _refusal() -> str:
    return _(
        "Fewer than %(number)d members have a published figure with a margin of error, so they are not "
        "compared with one another here."
    ) % {"number": FEWEST}


def _text(shown: Shown, value: float, *, finer: int = 0) -> str:
    axis = shown.axis
    return replace(axis, decimals=axis.decimals + finer).text(value, get_language() or "en")


def _sentence(shown: Shown, found: Standings | None) -> str:
    if found is None:
        return ""
    return spread_sentence(found=found, value=_text(shown, found.target), words=translation)


def _own_sentence(shown: Shown, found: Standings | None, names: Mapping[str, str], own: str) -> str:
    """The place of the reader's member, and from how many it cannot be told apart."""
    if found is None or own not in found.units:
        return ""
    alike = count_alike(found=found, unit=own)
    facts = {
        "name": names[own],
        "value": _text(shown, found.units[own].estimate.value),
        "place": place_text(standing=found.units[own], count=len(found.units), words=translation),
        "alike": alike,
        "others": len(found.units) - 1,
    }
    return (
        _(
            "%(name)s has %(value)s: %(place)s. It cannot be told apart from %(alike)d of the "
            "%(others)d other members."
        )
        % facts
    )


def _explained(shown: Shown, found: Standings) -> tuple[str, ...]:
    spread = (
        _(
            "Members differ more than chance explains: what they truly are spreads around the average with a "
            "standard deviation of about %(spread)s. The funnel is widened by that, so a member outside it "
            "differs more than members usually do."
        )
        if found.between
        else _("Members differ no more from one another than chance explains.")
    )
    return (
        spread % {"spread": _text(shown, found.between, finer=1)},
        _("About one member in twenty falls outside the inner limits by chance alone."),
        how_places_are_made(words=translation),
        how_pairs_are_told_apart(words=translation),
    )


def _funnel(shown: Shown, found: Standings, names: Mapping[str, str], own: str) -> Screens:
    title = f"{shown.title} – {shown.group_name}"
    frame = Frame("funnel", title, funnel_description(words=translation), _language(), 720)

    def draw(frame: Frame) -> Chart:
        return drawn_funnel(
            found=found, names=names, own=own, frame=frame, axis=shown.axis, words=translation
        )

    return charts.for_screens(draw=draw, frame=frame)


def _language() -> str:
    return get_language() or "en"


def _line(
    shown: Shown,
    estimate: Estimate | None,
    found: Standings | None,
    code: str,
    names: Mapping[str, str],
    own: str,
    link: Callable[[str], str],
) -> MemberLine:
    is_own = code == own
    if estimate is None or not estimate.is_known:
        return MemberLine(names[code], link(code), "", "", "", "", "", "", is_beyond=False, is_own=is_own)
    standing = found.units.get(code) if found else None
    return MemberLine(
        name=names[code],
        url=link(code),
        value=value_text(shown=shown, estimate=estimate),
        interval=interval_text(shown=shown, estimate=estimate),
        respondents=charts.number_text(number=Number(estimate.n or 0, 0), language=_language()),
        place=_place(standing, found) if found and standing else "",
        mark=mark_text(mark=standing.mark, words=translation) if standing else "",
        apart=_apart(found, code, own),
        is_beyond=standing is not None and standing.mark is Mark.BEYOND_SPREAD,
        is_own=is_own,
    )


def _place(standing: Standing, found: Standings) -> str:
    return place_text(standing=standing, count=len(found.units), words=translation)


def _apart(found: Standings | None, code: str, own: str) -> str:
    if found is None or code == own or not {code, own} <= found.units.keys():
        return ""
    return _("Certainly differs") if found.are_apart(own, code) else _("Cannot be told apart")


def _how(
    shown: Shown,
    estimate: Estimate | None,
    name: str,
    publication: PublicationRecord,
    weighting: WeightingRule,
) -> HowMade:
    methods = publication.provenance.methods
    rules = DisclosureRules.from_mapping(publication.rules).of(shown.group)
    known = estimate is not None and estimate.n is not None
    return HowMade(
        of=name,
        respondents=charts.number_text(number=Number(estimate.n, 0), language=_language())
        if known and estimate and estimate.n is not None
        else "",
        weighting=" ".join(weighting_sentences(group=shown.group, rule=weighting, words=translation)),
        methods=", ".join(f"{method} {version}" for method, version in sorted(methods.items())),
        code_version=publication.provenance.code_version,
        rules=rule_sentences(rules=rules, words=translation),
        command=_command(shown, estimate.unit if estimate else ""),
        python=_python(shown),
    )


def _command(shown: Shown, unit: str) -> str:
    words = ["samband compare table.csv", f"--measure {shown.measure.code}", f"--group {shown.group}"]
    words += [f"--share {shown.category}"] if shown.category else []
    return " ".join([*words, *([f"--unit {unit}"] if unit else [])])


def _python(shown: Shown) -> str:
    wanted = (
        ("group", shown.group), ("measure", shown.measure.code),
        ("statistic", shown.statistic), ("category", shown.category),
    )  # fmt: skip
    lines = ",\n".join(f"    ({column!r}, {code!r})" for column, code in wanted)
    return (
        "import duckdb\n\n"
        'figures = duckdb.read_parquet("table.parquet")\n'
        f"for column, code in (\n{lines},\n):\n"
        "    figures = figures.filter(f'\"{column}\" = \\'{code}\\'')\n"
        'figures.order("unit").show(max_rows=1000)\n'
    )
