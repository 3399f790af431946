# SPDX-License-Identifier: EUPL-1.2
"""Where members stand among one another in the means of a released table, and that in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from samband.engines.charts import Axis
from samband.engines.comparison import Mark, Standing, Standings, TooFewUnits, standings
from samband.engines.comparison.ranks import DRAWS
from samband.engines.comparison.standings import SEED
from samband.engines.tables import Estimate, EstimateTable
from samband.tools.surveys.analysis.comparison import Wanted
from samband.tools.surveys.analysis.translations import Translations


def member_standings(*, table: EstimateTable, wanted: Wanted, members: Iterable[str]) -> Standings | None:
    """Computed once for the same figures. None where too few members have one."""
    found = (wanted.of(table, code) for code in members)
    return _standings(tuple(row for row in found if row is not None and row.is_known))


@lru_cache(maxsize=256)
def _standings(rows: tuple[Estimate, ...]) -> Standings | None:
    try:
        return standings(rows=rows)
    except TooFewUnits:
        return None


@dataclass(frozen=True)
class AllStandings:
    """Every mean of one table, computed when it is first asked for: shared by all reports of a wave."""

    table: EstimateTable
    members: tuple[str, ...]

    @cached_property
    def _found(self) -> dict[tuple[str, str], Standings | None]:
        return {}

    def of(self, measure: str, group: str) -> Standings | None:
        """None where too few members have a figure with a margin of error."""
        if (measure, group) not in self._found:
            self._found[measure, group] = member_standings(
                table=self.table, wanted=Wanted(measure, group), members=self.members
            )
        return self._found[measure, group]


def count_alike(*, found: Standings, unit: str) -> int:
    """How many others the unit cannot be told apart from. Raises ValueError for a unit without a place."""
    apart = int(found.apart[list(found.units).index(unit)].sum())
    return len(found.units) - 1 - apart


def place_text(*, standing: Standing, count: int, words: Translations) -> str:
    """*between place 3 and 17 of 24*."""
    _ = words.gettext
    facts = {"first": standing.first, "last": standing.last, "count": count}
    if standing.first == standing.last:
        return _("place %(first)d of %(count)d") % facts
    return _("between place %(first)d and %(last)d of %(count)d") % facts


def mark_text(*, mark: Mark, words: Translations) -> str:
    """Empty for what is usual."""
    _ = words.gettext
    return {
        Mark.USUAL: "",
        Mark.BEYOND_CHANCE: _("More than chance explains"),
        Mark.BEYOND_SPREAD: _("Beyond the usual spread"),
    }[mark]


def spread_sentence(*, found: Standings, value: str, words: Translations) -> str:
    """*The average of 120 members is 2.6. 9 of them lie beyond …* value: the average, worded."""
    beyond = sum(one.mark is Mark.BEYOND_SPREAD for one in found.units.values())
    facts = {"members": len(found.units), "value": value, "beyond": beyond}
    return (
        words.ngettext(
            "The average of %(members)d members is %(value)s. %(beyond)d of them lies beyond the usual "
            "spread of members.",
            "The average of %(members)d members is %(value)s. %(beyond)d of them lie beyond the usual "
            "spread of members.",
            beyond,
        )
        % facts
    )


def how_places_are_made(*, words: Translations) -> str:
    text = words.gettext(
        "Place 1 is the highest value. A place is an interval: what each member may truly be was drawn "
        "%(draws)d times with seed %(seed)d, and 95%% of the places lie within it."
    )
    return text % {"draws": DRAWS, "seed": SEED}


def how_pairs_are_told_apart(*, words: Translations) -> str:
    return words.gettext(
        "Two members are told apart when they certainly differ with all pairs looked at together."
    )


def finer(*, axis: Axis, by: int = 1) -> Axis:
    """The axis with more decimals: for spreads and changes, which are smaller than values."""
    return replace(axis, decimals=axis.decimals + by)
