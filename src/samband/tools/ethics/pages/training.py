# SPDX-License-Identifier: EUPL-1.2
"""A training session for the screen of the room and for telephones; and how much is trained, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.pages.words import size_label
from samband.engines.reports.squares import square
from samband.tools.ethics.analysis.dilemmas import FEWEST, Dilemma, Stage, spread
from samband.tools.ethics.pages.dilemmas import ANSWERS, DilemmaPage, dilemma_page, themes
from samband.tools.ethics.queries.dilemmas import Trained, TrainingRecord

ONWARD: Mapping[Stage, Promise] = {
    Stage.ASKING: _("Close, and show what everybody answered"),
    Stage.SPREAD: _("Show what the law says"),
    Stage.LAW: _("Next dilemma"),
}
HEADER = ("year", "size_class", "sessions", "answers")


@dataclass(frozen=True, slots=True)
class Part:
    """One choice and how many made it. share: of all who answered, 0 to 1."""

    choice: str
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session for whoever leads and for those who answer. parts: empty while too few have answered."""

    record: TrainingRecord
    dilemma: DilemmaPage
    number: int
    dilemmas: int
    parts: tuple[Part, ...]
    onward: str
    fewest: int = FEWEST

    @property
    def stage(self) -> str:
        return self.record.place.stage.value

    @property
    def at(self) -> str:
        """The place in a word, to see whether it is still the same."""
        return f"{self.record.place.position}.{self.stage}"


@dataclass(frozen=True, slots=True)
class WayIn:
    """url: of the square. short: to be typed together with the code."""

    url: str
    short: str
    svg: SafeString


def session_page(*, record: TrainingRecord) -> SessionPage:
    """The law is told from its stage on; what everybody answered, once answering is closed."""
    stage, number = record.place.stage, record.place.position + 1
    is_last = stage is Stage.LAW and number == len(record.dilemmas)
    return SessionPage(
        record=record,
        dilemma=dilemma_page(one=record.dilemma, with_answers=stage is Stage.LAW),
        number=number,
        dilemmas=len(record.dilemmas),
        parts=() if stage is Stage.ASKING else _parts(record),
        onward=gettext("End the session") if is_last else str(ONWARD.get(stage, "")),
    )


def way_in(*, record: TrainingRecord, site: str) -> WayIn:
    """site: address of the start of this installation, ending in a slash."""
    base = site.rstrip("/")
    url = base + reverse("ethics:training_join_code", args=[record.code])
    short = (base + reverse("ethics:training_join")).partition("://")[2].rstrip("/")
    return WayIn(url, short, mark_safe(square(text=url, is_sized=False)))  # noqa: S308  made by segno of an address


def chosen_groups(
    *, known: Sequence[Dilemma], chosen: Iterable[str]
) -> tuple[tuple[str, bool, tuple[tuple[str, str, bool], ...]], ...]:
    """(theme, whether it holds something chosen, (code, title, whether chosen)) of what a room can answer."""
    ticked = set(chosen)
    groups = []
    for theme in themes(known=known):
        options = tuple(
            (one.code, dilemma_page(one=one, with_answers=False).title, one.code in ticked)
            for one in known
            if one.theme == theme.code and one.is_for_training
        )
        if options:
            groups.append((theme.title, any(is_chosen for _, _, is_chosen in options), options))
    return tuple(groups)


def trained_lines(*, counted: Iterable[Trained]) -> Iterator[tuple[str, int | None, int | None]]:
    for one in counted:
        yield size_label(one.size) if one.size else gettext("Not said"), one.sessions, one.answers


def trained_rows(*, year: int, counted: Iterable[Trained]) -> Iterator[tuple[object, ...]]:
    """For a file; numbers below five are left out."""
    for one in counted:
        numbers = ("" if number is None else number for number in (one.sessions, one.answers))
        yield (year, one.size.code if one.size else "", *numbers)


def _parts(record: TrainingRecord) -> tuple[Part, ...]:
    found = spread(counts=record.counts)
    return tuple(Part(str(ANSWERS[choice]), number, number / record.answered) for choice, number in found)
