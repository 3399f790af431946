# SPDX-License-Identifier: EUPL-1.2
"""Questions and options in an order drawn for each respondent, the same for the same seed for ever."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from samband.engines.instrument.flow import OneOf, Options, Question, Ranked, SomeOf
from samband.engines.instrument.routing import Step

Codes = TypeVar("Codes")


def in_order(*, step: Step, seed: int) -> Step:
    """The step as this respondent sees it. seed: drawn once for the respondent, stored with the answers.

    Options that stand alone, and "other", keep their place at the end. Every page and question is shuffled by
    itself, so that another condition or a new question elsewhere changes no order that was drawn.
    """
    questions = tuple(_shuffled(question, step.key, seed) for question in step.questions)
    if step.page.is_shuffled:
        drawn = _drawn([question.code for question in questions], f"{seed}|{step.key}")
        questions = tuple(sorted(questions, key=lambda question: drawn.index(question.code)))
    return replace(step, questions=questions)


def _shuffled(question: Question, step: str, seed: int) -> Question:
    kind = question.kind
    if not isinstance(kind, OneOf | SomeOf | Ranked) or not kind.is_shuffled:
        return question
    options = _shuffled_options(kind.options, f"{seed}|{step}|{question.code}")
    return replace(question, kind=replace(kind, options=options))


def _shuffled_options(options: Options, draw: str) -> Options:
    fixed = options.exclusive | options.other
    free = _drawn([code for code in options.codes if code not in fixed], draw)
    return replace(options, codes=(*free, *(code for code in options.codes if code in fixed)))


def _drawn(codes: Iterable[str], draw: str) -> list[str]:
    """By a digest rather than a generator: the same order on every machine and in every version."""
    return sorted(codes, key=lambda code: sha256(f"{draw}|{code}".encode()).digest())
