# SPDX-License-Identifier: EUPL-1.2
"""An instrument as a sheet of paper: numbered, with routing in words, in one language or two side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from samband.engines.catalogues import Translate
from samband.engines.instrument import Instrument, Words, blocks
from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.plan import Plan, PlannedSection, plan_of
from samband.engines.questionnaires import words as said
from samband.engines.questionnaires.asking import Asking
from samband.engines.questionnaires.conditions import Teller
from samband.engines.questionnaires.labels import on_paper
from samband.engines.questionnaires.model import (
    Asked,
    Grid,
    Part,
    Passage,
    Printed,
    Said,
    SheetWords,
    Spot,
)
from samband.engines.questionnaires.onward import onward
from samband.engines.questionnaires.spots import copies_of, has_more, spots
from samband.engines.questionnaires.words import words_in

TOLD = {
    "who": said.WHO,
    "why": said.WHY,
    "kept": said.KEPT,
    "how_long": said.HOW_LONG,
    "contact": said.CONTACT,
    "consent": said.CONSENT,
}
MOST_LANGUAGES = 2


def printed(
    *,
    instrument: Instrument,
    languages: Sequence[str],
    group: str = "",
    about: Mapping[str, Mapping[str, str]] | None = None,
) -> Printed:
    """The sheet for one group of respondents. languages: one tag, or two to stand side by side.

    about: language -> what the ask says of itself, over what the questionnaire says (keys: who, why, kept …).
    Conditions that no plain words fit are told as such; keying and storing follow them all the same.
    Raises ValueError for another number of languages, for one the questionnaire has no words in, and for a
    group that it does not ask.
    """
    _check(instrument, languages, group)
    return _Printing(instrument, tuple(languages), group, about or {}).sheet()


def _check(instrument: Instrument, languages: Sequence[str], group: str) -> None:
    if not 0 < len(set(languages)) == len(languages) <= MOST_LANGUAGES:
        raise ValueError("A sheet has one language, or two different ones side by side. Name one or two.")
    for language in languages:
        if language not in instrument.languages:
            known = ", ".join(instrument.languages)
            raise ValueError(
                f"The questionnaire has no words in {language}. It has {known}. Choose of these."
            )
    if group and group not in instrument.groups:
        known = ", ".join(instrument.groups) or "none"
        raise ValueError(f"The questionnaire asks no group {group}. It asks {known}. Choose of these.")


@dataclass(frozen=True)
class _Printing:
    instrument: Instrument
    languages: tuple[str, ...]
    group: str
    about: Mapping[str, Mapping[str, str]]

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return spots(instrument=self.instrument, group=self.group)

    @cached_property
    def by_key(self) -> Mapping[str, Spot]:
        return {spot.key: spot for spot in self.spots}

    @cached_property
    def plan(self) -> Plan:
        return plan_of(flow=self.instrument.flow, group=self.group)

    @cached_property
    def spoken(self) -> tuple[tuple[Words, Translate], ...]:
        return tuple((self.instrument.in_language(one), words_in(language=one)) for one in self.languages)

    @cached_property
    def tellers(self) -> tuple[Teller, ...]:
        return tuple(Teller(self.plan, self.by_key, words, speak) for words, speak in self.spoken)

    @cached_property
    def asking(self) -> Asking:
        return Asking(self.spoken, self.by_key, onward(spots=self.spots, plan=self.plan))

    def sheet(self) -> Printed:
        speak = self.spoken[0][1]
        return Printed(
            code=self.instrument.code,
            version=self.instrument.version,
            languages=self.languages,
            title=self._each(lambda words: words.title),
            introduction=self._each(lambda words: words.introduction),
            told=tuple(self._told()),
            parts=tuple(part for part in self._parts() if part.passages),
            thanks=self._each(lambda words: words.about.get("thanks", "")),
            words=SheetWords(
                fill_in=tuple(speak(said.FILL_IN) for _words, speak in self.spoken),
                page=speak(said.PAGE),
                number_of_sheet=speak(said.SHEET),
                square=speak(said.SQUARE),
            ),
        )

    def _each(self, text: Callable[[Words], str]) -> Said:
        """Empty where no language says anything."""
        texts = tuple(text(words) for words, _speak in self.spoken)
        return texts if any(texts) else ()

    def _told(self) -> Iterator[tuple[Said, Said]]:
        for key, name in TOLD.items():
            texts = tuple(
                self.about.get(words.language, {}).get(key) or words.about.get(key, "")
                for words, _speak in self.spoken
            )
            if any(texts):
                yield tuple(speak(name) for _words, speak in self.spoken), texts

    def _parts(self) -> Iterator[Part]:
        for planned in self.plan.sections:
            copies = copies_of(planned=planned)
            for instance in copies:
                here = [s for s in self.spots if s.section is planned.section and s.instance == instance]
                if here:
                    yield self._part(planned, here, is_last=instance == copies[-1])

    def _part(self, planned: PlannedSection, here: Sequence[Spot], *, is_last: bool) -> Part:
        section, first = planned.section, here[0]
        more = has_more(planned=planned) and is_last
        ends = self._condition(section.ends_if, here[-1], said.STOP, said.STOP_SOMETIMES)
        return Part(
            heading=self._quoted(first, lambda words: words.sections.get(section.code, "")),
            only=self._condition(section.show_if, first, said.ONLY, said.ONLY_SOME),
            passages=tuple(self._passages(here)),
            ends=ends or (tuple(speak(said.MORE_SHEETS) for _words, speak in self.spoken) if more else ()),
        )

    def _quoted(self, spot: Spot, text: Callable[[Words], str]) -> Said:
        texts = tuple(
            on_paper(text(words), spot=spot, spots=self.by_key, words=words, translate=speak)
            for words, speak in self.spoken
        )
        return texts if any(texts) else ()

    def _passages(self, here: Sequence[Spot]) -> Iterator[Passage]:
        """Neighbours on a page with the same conditions of page and question."""
        heading_before: Said = ()
        for (_page, only), found in groupby(here, key=lambda spot: (spot.page, self._only(spot))):
            together = list(found)
            heading = self._heading(together[0])
            yield Passage(
                heading=() if heading == heading_before else heading,
                only=only,
                blocks=tuple(self._blocks(together)),
            )
            heading_before = heading

    def _heading(self, spot: Spot) -> Said:
        def text(words: Words) -> str:
            dimension = words.dimensions.get(spot.page.partition("-")[0], "")
            heading = words.pages.get(spot.page) or dimension
            return "" if heading == words.sections.get(spot.section.code) else heading

        return self._quoted(spot, text)

    def _only(self, spot: Spot) -> Said:
        page = next(page for page in spot.section.pages if page.code == spot.page)
        rules = [rule for rule in (page.show_if, spot.question.show_if) if rule is not None]
        told = [self._condition(rule, spot, said.ONLY, said.ONLY_SOME) for rule in rules]
        return tuple(" ".join(dict.fromkeys(texts)) for texts in zip(*told, strict=True))

    def _condition(self, rule: Expression | None, spot: Spot, plain: str, otherwise: str) -> Said:
        if rule is None:
            return ()
        told = [teller.told(rule, spot) for teller in self.tellers]
        return tuple(
            teller.translate(plain).format(condition=text) if text else teller.translate(otherwise)
            for teller, text in zip(self.tellers, told, strict=True)
        )

    def _blocks(self, together: Sequence[Spot]) -> Iterator[Asked | Grid]:
        left = list(together)
        for block in blocks(questions=[spot.question for spot in together]):
            yield self.asking.block(left[: len(block)])
            del left[: len(block)]
