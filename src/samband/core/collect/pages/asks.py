# SPDX-License-Identifier: EUPL-1.2
"""The analyst's view of an ask: how it can be answered, what stands in the way, how many have answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from samband.core.collect.pages.about import about_headings
from samband.core.collect.pages.languages import name_of
from samband.core.collect.pages.modes import mode_name
from samband.core.collect.queries import AskedForm, AskRecord, answer_counts, asked_form, case_counts
from samband.core.collect.queries.evidence import evidence_questions
from samband.core.collect.rules import AskState, Mode
from samband.engines.instrument import Instrument
from samband.engines.instrument.audit import accessibility_faults, language_gaps


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """faults: what would hinder somebody who answers in it, as sentences. has_texts: the ask's own about."""

    code: str
    name: str
    is_chosen: bool
    has_texts: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One text of its own, and in which language."""

    code: str
    language: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """link: path of the link for all; '' without one. answered: one by one, files apart. invited: cases.

    ways: in which it may be, or could be, answered. told: texts of its own, of all its languages.
    """

    slug: str
    title: str
    state: AskState
    state_words: str
    link: str
    is_on_the_web: bool
    languages: tuple[LanguageLine, ...]
    answered: int
    invited: int
    units: int
    opens_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None = None
    ways: tuple[str, ...] = ()
    has_link: bool = False
    told: tuple[ToldLine, ...] = ()
    asks_for_files: bool = False

    @property
    def is_closed(self) -> bool:
        return self.state is AskState.CLOSED

    @property
    def chosen(self) -> tuple[LanguageLine, ...]:
        """Languages it may be, or could be, answered in."""
        return tuple(line for line in self.languages if line.is_chosen)

    @property
    def hindering(self) -> tuple[LanguageLine, ...]:
        """Languages in which it cannot be opened as they are."""
        return tuple(line for line in self.languages if line.is_chosen and line.faults)


def ask_page(*, record: AskRecord, language: str, at: datetime) -> AskPage:
    """Raises NoForm for an ask from before questionnaires were kept with it."""
    asked = asked_form(ask=record.slug)
    is_on_the_web = Mode.WEB in asked.channels
    has_link = asked.open_link and is_on_the_web
    return AskPage(
        slug=record.slug,
        title=title_in(title=record.title, language=language) or record.slug,
        state=record.state,
        state_words=_state_words(asked, at),
        link=reverse("answering:open_link", args=[record.slug]) if has_link else "",
        is_on_the_web=is_on_the_web,
        languages=tuple(_line(asked, code) for code in asked.instrument.languages),
        answered=sum(answer_counts(ask=record.slug).values()),
        invited=sum(one.asked for one in case_counts(ask=record.slug).values()),
        units=len(record.units),
        opens_at=asked.opens_at,
        closes_at=asked.closes_at,
        closed_at=record.closed_at,
        ways=tuple(mode_name(mode) for mode in asked.channels),
        has_link=has_link,
        told=tuple(_told(asked)),
        asks_for_files=bool(evidence_questions(asked=asked)),
    )


def _told(asked: AskedForm) -> Iterator[ToldLine]:
    headings = about_headings()
    for code, texts in asked.about.items():
        for name, text in texts.items():
            yield ToldLine(code, name_of(language=code), headings.get(name, name), text)


def title_in(*, title: Mapping[str, str], language: str) -> str:
    return title.get(language) or title.get("en") or next(iter(title.values()), "")


def language_names(*, instrument: Instrument) -> dict[str, str]:
    return {code: name_of(language=code) for code in instrument.languages}


def _line(asked: AskedForm, code: str) -> LanguageLine:
    instrument = asked.instrument
    found = (
        *language_gaps(instrument=instrument, language=code),
        *accessibility_faults(instrument=instrument, language=code),
    )
    faults = tuple(finding.words(gettext) for finding in found)
    return LanguageLine(
        code, name_of(language=code), code in asked.languages, bool(asked.about.get(code)), faults
    )


def _state_words(asked: AskedForm, at: datetime) -> str:
    if asked.state is AskState.DRAFT:
        return gettext("being prepared")
    if asked.is_over(at=at):
        return gettext("closed")
    return gettext("waiting for its first day") if asked.is_early(at=at) else gettext("open for answers")
