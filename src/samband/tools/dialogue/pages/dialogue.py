# SPDX-License-Identifier: EUPL-1.2
"""Records made ready for the templates: names instead of codes, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from samband.core.country.rules import UPPER
from samband.tools.dialogue.analysis import AreaLine, Coverage, Silent, Summary
from samband.tools.dialogue.forms import CHANNELS, NEED_STATES, PLAN_STATES
from samband.tools.dialogue.queries import NeedRecord, PlanRecord
from samband.tools.dialogue.rules import NEXT, NeedState, ServiceArea

SILENT_SHOWN = 25
_COLOURS = {
    NeedState.RECEIVED: "warning",
    NeedState.PLANNED: "info",
    NeedState.ANSWERED: "success",
    NeedState.DECLINED: "neutral",
}


@dataclass(frozen=True, slots=True)
class AreaRow:
    name: str
    line: AreaLine


@dataclass(frozen=True, slots=True)
class CoverageRow:
    name: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class NeedRow:
    """colour: of the tag that shows the state."""

    need: NeedRecord
    member: str
    area: str
    state: str
    channel: str
    colour: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """inhabitants: of the members that asked for it. moves: states that may follow, with their words."""

    item: PlanRecord
    area: str
    state: str
    members: int
    inhabitants: int
    moves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    """silent: the first of them; more_silent: how many others there are."""

    summary: Summary
    areas: tuple[AreaRow, ...]
    coverage: tuple[CoverageRow, ...]
    silent: tuple[Silent, ...]
    more_silent: int


def area_names(*, areas: Iterable[ServiceArea], language: str) -> Mapping[str, str]:
    return {area.code: area.in_language(language) for area in areas}


def start_page(*, summary: Summary, names: Mapping[str, str]) -> StartPage:
    return StartPage(
        summary=summary,
        areas=tuple(AreaRow(names[line.area], line) for line in summary.areas),
        coverage=tuple(CoverageRow(_size_name(one.size), one) for one in summary.coverage if one.members),
        silent=summary.silent[:SILENT_SHOWN],
        more_silent=max(len(summary.silent) - SILENT_SHOWN, 0),
    )


def need_rows(
    *, needs: Iterable[NeedRecord], names: Mapping[str, str], members: Mapping[str, str]
) -> tuple[NeedRow, ...]:
    return tuple(need_row(need=need, names=names, members=members) for need in needs)


def need_row(*, need: NeedRecord, names: Mapping[str, str], members: Mapping[str, str]) -> NeedRow:
    """members: code -> name; a member of the past keeps its number."""
    return NeedRow(
        need=need,
        member=members.get(need.authority, need.authority),
        area=names.get(need.area, need.area),
        state=str(NEED_STATES[need.state]),
        channel=str(CHANNELS[need.channel]),
        colour=_COLOURS[need.state],
    )


def plan_rows(
    *, items: Iterable[PlanRecord], names: Mapping[str, str], populations: Mapping[str, int]
) -> tuple[PlanRow, ...]:
    return tuple(
        PlanRow(
            item=item,
            area=names.get(item.area, item.area),
            state=str(PLAN_STATES[item.state]),
            members=len(item.members),
            inhabitants=sum(populations.get(code, 0) for code in item.members),
            moves=tuple((state.value, str(PLAN_STATES[state])) for state in NEXT[item.state]),
        )
        for item in items
    )


def _size_name(code: str) -> str:
    words = {
        "small": gettext("Small"),
        "medium": gettext("Medium"),
        "large": gettext("Large"),
        UPPER: gettext("Upper tier, all sizes"),
    }
    return words.get(code, code)
