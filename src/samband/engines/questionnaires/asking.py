# SPDX-License-Identifier: EUPL-1.2
"""One question, or statements on one scale, as they are answered with a pen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samband.engines.catalogues import Translate
from samband.engines.instrument import Words
from samband.engines.instrument.fitting import how_many_ranked
from samband.engines.instrument.flow import (
    Consent,
    Day,
    Evidence,
    FreeText,
    Note,
    Number,
    OneOf,
    OnScale,
    Question,
    Ranked,
    SomeOf,
)
from samband.engines.instrument.plan import other_options
from samband.engines.questionnaires import words as said
from samband.engines.questionnaires.labels import label_of, on_paper
from samband.engines.questionnaires.marks import marks_of
from samband.engines.questionnaires.model import Asked, Box, Grid, Row, Said, Shape, Spot
from samband.engines.questionnaires.onward import END

MOST_LINES = 8
Limits = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asking:
    """spoken: words and translations of each language. onward: as of ``onward``."""

    spoken: tuple[tuple[Words, Translate], ...]
    spots: Mapping[str, Spot]
    onward: Mapping[tuple[str, str], str]

    def block(self, together: Sequence[Spot]) -> Asked | Grid:
        return self._grid(together) if len(together) > 1 else self._asked(together[0])

    def _grid(self, together: Sequence[Spot]) -> Grid:
        rows = tuple(Row(spot.number, self._text(spot), self._hint(spot)) for spot in together)
        boxes = tuple(Box(box.mark, box.label) for box in self._boxes(together[0]))
        return Grid(self._say(said.TICK_EACH), boxes, rows)

    def _asked(self, spot: Spot) -> Asked:
        shape, how, limits = shape_of(spot.question)
        kind, hint = spot.question.kind, self._hint(spot)
        return Asked(
            number=spot.number,
            shape=shape,
            text=self._text(spot),
            hint=hint,
            how=self._say(how, limits) if how and not (hint and isinstance(kind, SomeOf | Ranked)) else (),
            boxes=tuple(self._boxes(spot)),
            unit=self._units(kind.unit) if isinstance(kind, Number) and kind.unit else (),
            lines=min(max(kind.lines, 1), MOST_LINES) if isinstance(kind, FreeText) else 0,
        )

    def _text(self, spot: Spot) -> Said:
        return self._quoted(spot, lambda words: words.question(spot.question.code))

    def _hint(self, spot: Spot) -> Said:
        return self._quoted(spot, lambda words: words.hints.get(spot.question.code, ""))

    def _quoted(self, spot: Spot, text: Callable[[Words], str]) -> Said:
        texts = tuple(
            on_paper(text(words), spot=spot, spots=self.spots, words=words, translate=speak)
            for words, speak in self.spoken
        )
        return texts if any(texts) else ()

    def _units(self, unit: str) -> Said:
        return tuple(words.units.get(unit, unit) for words, _speak in self.spoken)

    def _boxes(self, spot: Spot) -> Iterator[Box]:
        question, lines = spot.question, other_options(spot.question)
        for mark, code in marks_of(question=question).items():
            yield Box(
                mark=mark,
                label=self._labels(question, code),
                onward=self._onward(self.onward.get((spot.key, code), "")),
                has_line=code in lines,
            )

    def _labels(self, question: Question, code: str) -> Said:
        if isinstance(question.kind, Consent):
            return self._say(said.YES)
        return tuple(label_of(question, code, words) for words, _speak in self.spoken)

    def _onward(self, target: str) -> Said:
        if not target:
            return ()
        return self._say(said.GO_TO_END) if target == END else self._say(said.GO_TO, {"number": target})

    def _say(self, text: str, limits: Limits | None = None) -> Said:
        return tuple(speak(text).format(**(limits or {})) for _words, speak in self.spoken)


def shape_of(question: Question) -> tuple[Shape, str, Limits]:
    """How it is answered, what to do in words, what the words are filled with."""
    match question.kind:
        case OnScale() | OneOf():
            return Shape.BOXES, said.TICK_ONE, {}
        case SomeOf() as some:
            return Shape.BOXES, *_of_several(some)
        case Ranked() as ranked:
            most = how_many_ranked(ranked)
            is_all = most == len(ranked.options.codes)
            return Shape.RANKS, said.RANK_ALL if is_all else said.RANK_SOME, {"most": most}
        case Consent():
            return Shape.BOXES, said.TICK_CONSENT, {}
        case Number():
            return Shape.NUMBER, said.WRITE_NUMBER, {}
        case Day():
            return Shape.DAY, said.WRITE_DAY, {}
        case Evidence():
            return Shape.ENCLOSED, said.ENCLOSE, {}
        case Note():
            return Shape.NOTE, "", {}
    return Shape.LINES, "", {}


def _of_several(some: SomeOf) -> tuple[str, Limits]:
    limits = {"least": some.least, "most": some.most}
    if some.most is None:
        return (said.TICK_LEAST if some.least > 1 else said.TICK_MANY), limits
    return (said.TICK_BETWEEN if some.least else said.TICK_MOST), limits
