# SPDX-License-Identifier: EUPL-1.2
"""The lineage of an authority as a small picture, with the same as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from samband.core.members.pages import words
from samband.engines.charts import ChartTable, Frame, Screens, TreeLink, TreeNode, for_screens, lineage_tree
from samband.engines.geography import ChangeKind, Lineage, Link, Unit

MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class _State:
    """A unit from one day on: it can live on through a change and be another place in the picture."""

    unit: Unit
    since: date

    @property
    def key(self) -> str:
        return f"{self.unit.code}-{self.since}"


def tree_picture(*, lineage: Lineage, sentences: Sequence[str]) -> Screens | None:
    """None for a unit that nothing happened to. sentences: the story, which describes the picture."""
    links = [link for link in lineage.links if not _is_renamed(link)]
    days = sorted({link.on for link in links})
    if not 0 < len(days) < MOST_COLUMNS:
        return None
    states = {link: (_before(link, links), _State(link.after, link.on)) for link in links}
    own = _own(lineage.unit, states.values())
    nodes = [
        TreeNode(
            state.key, _column(state, states.values(), days), state.unit.code, state.unit.name, state == own
        )
        for state in dict.fromkeys(state for pair in states.values() for state in pair)
    ]
    joined = [
        TreeLink(before.key, after.key, is_part=not link.is_whole) for link, (before, after) in states.items()
    ]
    title = gettext("The lineage of %(code)s %(name)s") % {
        "code": lineage.unit.code,
        "name": lineage.unit.name,
    }
    return for_screens(
        draw=lambda frame: lineage_tree(
            frame=frame,
            columns=_heads(days),
            nodes=nodes,
            links=joined,
            table=_table(links),
            part=gettext("A part of the territory"),
        ),
        frame=Frame("lineage", title, " ".join(sentences), get_language() or "en"),
    )


def _is_renamed(link: Link) -> bool:
    """The same under the same number: nothing to draw."""
    return link.happened.kinds == (ChangeKind.RENAMED,)


def _before(link: Link, links: Iterable[Link]) -> _State:
    """The latest state of the unit before the change."""
    days = [one.on for one in links if one.after.code == link.before.code and one.on < link.on]
    days = [day for day in days if day >= link.before.valid_from]
    return _State(link.before, max(days, default=link.before.valid_from))


def _own(unit: Unit, pairs: Iterable[tuple[_State, _State]]) -> _State | None:
    """Of the states of the page's unit the last."""
    states = [state for pair in pairs for state in pair if state.unit.code == unit.code]
    own = [state for state in states if state.unit == unit] or states
    return max(own, key=lambda state: state.since, default=None)


def _column(state: _State, pairs: Iterable[tuple[_State, _State]], days: Sequence[date]) -> int:
    """Where it began; for one that comes from nowhere, just before its first change."""
    if state.since in days and any(after == state for _, after in pairs):
        return days.index(state.since) + 1
    ends = [after.since for before, after in pairs if before == state]
    return days.index(min(ends)) if ends else 0


def _heads(days: Sequence[date]) -> tuple[str, ...]:
    before = gettext("Before %(day)s") % {"day": words.day(days[0])}
    return (before, *(gettext("From %(day)s") % {"day": words.day(day)} for day in days))


def _table(links: Iterable[Link]) -> ChartTable:
    header = (gettext("Day"), gettext("Change"), gettext("Before"), gettext("After"), gettext("How much"))
    rows = tuple(
        (
            words.day(link.on),
            ", ".join(words.change(kind) for kind in link.happened.kinds),
            f"{link.before.code} {link.before.name}",
            f"{link.after.code} {link.after.name}",
            gettext("All") if link.is_whole else gettext("A part"),
        )
        for link in links
    )
    return ChartTable(header, rows)
