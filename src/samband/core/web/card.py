# SPDX-License-Identifier: EUPL-1.2
"""What a tool or a core area tells about itself. Pure data: menu, start page and jobs are loops over cards.

An area declares ``CARD = ToolCard(...)`` in its ``card.py``. Texts are English source texts, translated where
they are shown; mark them with ``gettext_noop`` so that they are found for translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samband.core.access.card import gettext_noop
from samband.core.access.rules import Permission

__all__ = ["Holding", "MenuEntry", "ResultItem", "ToolCard", "WaitingItem", "gettext_noop"]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A place in the menu. label: English source text, translated where it is shown. url: name of a route.

    permission: None when everybody may see it. is_upkeep: running the installation rather than using it;
    such places stand folded together at the end.
    """

    label: str
    url: str
    permission: Permission | None = None
    is_upkeep: bool = False


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """Something that waits for a person on the start page.

    title, kind: in the reader's language. due: the last day, None when there is no deadline.
    """

    title: str
    url: str
    due: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class ResultItem:
    """Results anybody may open. title, summary: in the reader's language."""

    title: str
    url: str
    published_on: date
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """Something an area holds about the person who is looking. All texts in the reader's language.

    why: what it is for. kept: how long. facts: (label, value), without anybody else's data.
    """

    title: str
    why: str
    kept: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToolCard:
    """slug: folder and URL prefix. jobs: kind of background job -> dotted path of its handler.

    waiting: dotted path of a query ``(*, actor: Actor) -> tuple[WaitingItem, ...]``.
    open_results: dotted path of a query ``(*, actor: Actor) -> tuple[ResultItem, ...]``.
    holdings: dotted path of a query ``(*, actor: Actor) -> tuple[Holding, ...]``: what it holds about whoever
    is looking, shown to them and given them as a file.
    words: kind of job or audit event -> what to call it, "closed the wave". In braces: ``about``, and
    details of
    the event, "gave {about} the role {role}"; without braces the log puts before it who and after it about
    what.
    names: dotted path of a query ``(*, references: frozenset[str]) -> Mapping[str, str]``: what the log
    calls the things of this area, for those it knows, "surveys.wave:spring" -> "Democracy 2021". A detail
    of an event is asked for like a thing: "people.office:mayor" of the detail ``office`` in this area.
    beside_meeting: dotted path of a query ``(*, ask: str, unit: str) -> collect.rules.Beside | None``: what
    stands beside a council's own result, for asks of this tool.
    answer_files: dotted path of a query ``(*, ask: str) -> str``: address at which files of answers to an ask
    of this tool are loaded now; '' for asks of others and when none are taken.
    goal_figure: dotted path of a query ``(*, reference: str) -> follow_up.rules.Figure | None``: a published
    figure of this tool from which a member begins a goal; references begin with the slug and a colon.
    measured_again: dotted path of a query ``(*, figure: follow_up.rules.Figure) -> tuple[Measured, ...]``:
    what was published of the same thing later, oldest first.
    round: dotted path of a function ``(*, at: datetime) -> object`` called by the worker about once a minute,
    to start what is due. It must be quick, and do no harm when it is called twice or not at all.
    read_ahead: dotted path of a query ``() -> object`` called beside the first requests when a web process
    starts: it reads what its queries keep in memory and the first visitor would wait for.
    demo: dotted path of a function ``(*, by: Actor, at: datetime) -> None`` that adds what the demo
    association shows of this area, clearly marked as synthetic; called once, in the order of the cards.
    """

    slug: str
    title: str
    purpose: str
    permissions: tuple[Permission, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    jobs: Mapping[str, str] = field(default_factory=dict)
    waiting: str = ""
    open_results: str = ""
    holdings: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    beside_meeting: str = ""
    answer_files: str = ""
    goal_figure: str = ""
    measured_again: str = ""
    round: str = ""
    read_ahead: str = ""
    demo: str = ""
