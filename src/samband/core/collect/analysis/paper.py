# SPDX-License-Identifier: EUPL-1.2
"""Sheets of paper keyed in twice: what was keyed becomes answers, and where two entries differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samband.engines.instrument import Instrument, Problem, Value, other_key, read_answer
from samband.engines.instrument.flow import Evidence
from samband.engines.instrument.plan import other_options
from samband.engines.instrument.reading import read_other, with_other
from samband.engines.questionnaires import Spot, keyed, spots


@dataclass(frozen=True, slots=True)
class Entry:
    """answers: by key, as they are stored. problems: by key of what cannot be read, in order of the sheet."""

    answers: Mapping[str, Value]
    problems: Mapping[str, Problem]


def fields_of(*, instrument: Instrument, group: str) -> tuple[Spot, ...]:
    """What is keyed in: everything that is numbered, but what is put in as a paper of its own."""
    asked = spots(instrument=instrument, group=group)
    return tuple(spot for spot in asked if spot.number and not isinstance(spot.question.kind, Evidence))


def read_entry(*, fields: Sequence[Spot], typed: Mapping[str, str], language: str) -> Entry:
    """What somebody keyed in. typed: key -> text, figures as printed beside the boxes; '' for no answer."""
    answers: dict[str, Value] = {}
    problems: dict[str, Problem] = {}
    for spot in fields:
        for key, value in _read(spot, typed, language):
            if isinstance(value, Problem):
                problems[key] = replace(value, question=key)
            elif value is not None:
                answers[key] = value
    return Entry(answers, problems)


def _read(spot: Spot, typed: Mapping[str, str], language: str) -> list[tuple[str, Value | Problem | None]]:
    question = spot.question
    raw = keyed(question=question, text=typed.get(spot.key, ""))
    value = read_answer(question=question, raw=raw, language=language)
    if not other_options(question):
        return [(spot.key, value)]
    beside_key = other_key(key=spot.key)
    beside = read_other(key=beside_key, raw=[typed.get(beside_key, "")])
    if beside is not None and not isinstance(value, Problem):
        value = with_other(question=question, value=value)
    return [(spot.key, value), (beside_key, beside)]


def differences(
    *, fields: Sequence[Spot], first: Mapping[str, Value], second: Mapping[str, Value]
) -> tuple[str, ...]:
    """Keys of what two entries of one sheet have otherwise, in order of the sheet."""
    keys = (key for spot in fields for key in (spot.key, other_key(key=spot.key)))
    return tuple(key for key in dict.fromkeys(keys) if first.get(key) != second.get(key))


def from_json(*, answers: Mapping[str, object]) -> dict[str, Value]:
    """Answers as they were before they were kept as JSON, which knows no tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in answers.items()}  # type: ignore[misc]
