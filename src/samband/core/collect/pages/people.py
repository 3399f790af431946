# SPDX-License-Identifier: EUPL-1.2
"""Who is asked, how they are invited and what became of them, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, override

from samband.core.collect.analysis.invitations import (
    FrameState,
    MailingState,
    Purpose,
    SendingState,
    Skip,
)
from samband.core.collect.operations.invitations.wording import in_words, values_of
from samband.core.collect.pages.asks import title_in
from samband.core.collect.pages.languages import language_around
from samband.core.collect.queries.asks import AskRecord
from samband.core.collect.queries.frames import FrameRecord
from samband.core.collect.queries.mailings import MailingRecord, OutcomeCounts
from samband.core.notices.rules import Channel
from samband.engines.sampling import SampleSize
from samband.engines.sampling.disposition_codes import DISPOSITIONS
from samband.engines.sampling.dispositions import RATES, OutcomeRates, outcome_rates

SHOWN_RATES = ("RR1", "RR2", "RR3", "COOP1", "REF1", "CON1")
"""The ones that are reported most; the others stand folded below."""


@dataclass(frozen=True, slots=True)
class RateLine:
    """value, weighted: parts of 1; None where nobody is in the denominator, or the sample has no weights."""

    name: str
    words: str
    value: float | None
    weighted: float | None
    is_main: bool


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    code: str
    words: str
    people: int


def outcome_lines(*, counts: OutcomeCounts) -> tuple[OutcomeLine, ...]:
    return tuple(
        OutcomeLine(code, disposition_words(code=code), people)
        for code, people in sorted(counts.people.items())
    )


def disposition_words(*, code: str) -> str:
    """Of the nearest code that the list knows: finer ones are local."""
    while code and code not in DISPOSITIONS:
        code = code[:-1]
    return gettext(DISPOSITIONS[code].words) if code else ""


def rate_lines(*, counts: OutcomeCounts) -> tuple[RateLine, ...]:
    if not counts.people:
        return ()
    plain = outcome_rates(counts=counts.people)
    weighted: OutcomeRates | None = outcome_rates(counts=counts.weighted) if counts.weighted else None
    return tuple(
        RateLine(
            name=name,
            words=gettext(words),
            value=plain.rates[name],
            weighted=weighted.rates[name] if weighted else None,
            is_main=name in SHOWN_RATES,
        )
        for name, words in RATES.items()
    )


@dataclass(frozen=True, slots=True)
class MailingLine:
    record: MailingRecord
    channel: str
    purpose: str
    state: str
    waiting: int
    sent: int
    left_out: int
    failed: int
    reasons: tuple[tuple[str, int], ...]
    is_letter: bool
    is_running: bool


def mailing_line(*, record: MailingRecord) -> MailingLine:
    counts = record.counts
    return MailingLine(
        record=record,
        channel=_channels()[record.channel],
        purpose=_purposes()[record.purpose],
        state=_states()[record.state],
        waiting=counts.get(SendingState.WAITING, 0),
        sent=counts.get(SendingState.SENT, 0) + counts.get(SendingState.RETURNED, 0),
        left_out=counts.get(SendingState.SKIPPED, 0),
        failed=counts.get(SendingState.FAILED, 0) + counts.get(SendingState.RETURNED, 0),
        reasons=tuple(_reasons(record)),
        is_letter=record.channel is Channel.LETTER,
        is_running=record.state in {MailingState.PLANNED, MailingState.UNDER_WAY},
    )


@dataclass(frozen=True, slots=True)
class SizeLine:
    """margin: of the answers expected; None where no margin was wanted, 0 where all are asked and answer."""

    unit: str
    people: int
    drawn: int
    margin: float | None

    @property
    def margin_points(self) -> float:
        return (self.margin or 0.0) * 100


def size_lines(*, sizes: Mapping[str, SampleSize | int], people: Mapping[str, int]) -> tuple[SizeLine, ...]:
    return tuple(_size_line(unit, people.get(unit, 0), one) for unit, one in sorted(sizes.items()))


def _size_line(unit: str, people: int, size: SampleSize | int) -> SizeLine:
    if isinstance(size, SampleSize):
        return SizeLine(unit, people, size.invited, size.margin)
    return SizeLine(unit, people, size, None)


def example_texts(*, mailing: MailingRecord, asked: AskRecord) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Language and text of each, as somebody reads it who is called N N; the link opens nothing."""
    link = reverse("answering:personal_link", args=["0" * 20])
    return tuple(_example(code, words, asked, link) for code, words in mailing.texts.items())


def _example(
    code: str, words: Mapping[str, str], asked: AskRecord, link: str
) -> tuple[str, Mapping[str, str]]:
    with override(language_around(language=code)):
        values = values_of(
            name="N N", member=next(iter(asked.units.values()), ""),
            title=title_in(title=asked.title, language=code) or asked.slug, closes_at=asked.closes_at,
            link=link,
        )  # fmt: skip
    return code, in_words(texts=words, values=values)


def _reasons(record: MailingRecord) -> Iterator[tuple[str, int]]:
    for reason, number in sorted(record.reasons.items()):
        yield _reason(reason), number
    if number := record.counts.get(SendingState.RETURNED, 0):
        yield gettext("it came back"), number


def _channels() -> Mapping[Channel, str]:
    return {
        Channel.LETTER: gettext("letter"),
        Channel.EMAIL: gettext("e-mail"),
        Channel.SMS: gettext("text message"),
    }


def _purposes() -> Mapping[Purpose, str]:
    return {
        Purpose.INVITATION: gettext("invitation"),
        Purpose.REMINDER: gettext("reminder"),
        Purpose.INSTEAD: gettext("invitation by another way"),
    }


def _states() -> Mapping[MailingState, str]:
    return {
        MailingState.PLANNED: gettext("planned"),
        MailingState.UNDER_WAY: gettext("under way"),
        MailingState.DONE: gettext("done"),
        MailingState.CALLED_OFF: gettext("called off"),
    }


def _reason(reason: str) -> str:
    words = {
        Skip.ANSWERED: gettext("have answered"),
        Skip.SAID_NO: gettext("have said no"),
        Skip.NOT_ELIGIBLE: gettext("do not belong to those asked"),
        Skip.UNABLE: gettext("cannot answer"),
        Skip.NO_ADDRESS: gettext("have no address for it"),
        Skip.BLOCKED: gettext("want no messages"),
        Skip.CAME_BACK: gettext("an earlier message came back"),
        Skip.NOT_INVITED: gettext("have not been invited yet"),
        Skip.REACHED: gettext("have got another message"),
    }
    failures = {
        "later": gettext("the other side did not take it, time after time"),
        "never": gettext("refused: there is no such address"),
    }
    return words[Skip(reason)] if reason in set(Skip) else failures.get(reason, reason)


def frame_state(*, record: FrameRecord) -> str:
    return {
        FrameState.PREVIEWED: gettext("waits for you"),
        FrameState.DRAWN: gettext("drawn from"),
        FrameState.DISCARDED: gettext("discarded"),
    }[record.state]
