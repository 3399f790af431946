# SPDX-License-Identifier: EUPL-1.2
"""Made-up answers to any questionnaire, for trying out its forms and files. They describe nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samband.engines.instrument import Instrument
from samband.engines.instrument.draws import draw_answers
from samband.engines.instrument.flow import Value

SEED = 20_260_101
RESPONDENTS = 100


@dataclass(frozen=True, slots=True)
class MadeUp:
    """header: column names. rows: as files hold them, chosen options with spaces between."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def made_up_answers(*, instrument: Instrument, seed: int = SEED, count: int = RESPONDENTS) -> MadeUp:
    """Whole ways through the questionnaire, the groups in turn; the same for the same seed.

    Every option is about equally likely, so no figure made of them means anything.
    """
    groups = instrument.groups or ("",)
    drawn = [(number, groups[number % len(groups)], seed + number) for number in range(count)]
    answers = [draw_answers(instrument=instrument, group=group, seed=one) for _, group, one in drawn]
    columns = tuple(_columns(instrument, answers))
    rows = tuple(
        (f"t{number + 1}", group, *(_cell(told.get(column)) for column in columns))
        for (number, group, _), told in zip(drawn, answers, strict=True)
    )
    return MadeUp(("respondent", "group", *columns), rows)


def _columns(instrument: Instrument, answers: Sequence[dict[str, Value]]) -> Iterator[str]:
    """In the order in which they are asked; free text beside "other" and rounds after their question."""
    found = sorted({key for told in answers for key in told})
    codes = [question.code for question in instrument.flow.questions]
    for code in codes:
        yield from (key for key in found if _question_of(key, codes) == code)


def _question_of(key: str, codes: Sequence[str]) -> str:
    plain = key.partition("[")[0]
    return plain if plain in codes else plain.removesuffix("_other")


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return " ".join(value) if isinstance(value, tuple) else str(value)
