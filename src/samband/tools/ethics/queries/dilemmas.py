# SPDX-License-Identifier: EUPL-1.2
"""Dilemmas of the country, sessions in which they are answered, and how much is trained."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from samband.core.access.rules import Actor, require
from samband.core.country.queries import chosen_laws, chosen_situations
from samband.core.country.rules import SizeClass
from samband.core.members.queries import size_classes
from samband.tools.ethics.analysis.dilemmas import (
    FEWEST,
    Answer,
    Choice,
    Dilemma,
    Place,
    Stage,
    answers_of,
)
from samband.tools.ethics.card import OVERSEE
from samband.tools.ethics.models import Training, TrainingCount


class NoSuchTraining(LookupError):  # noqa: N818  it names the fact
    """No session is led, or answered, at this address."""


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """dilemmas: those that are still in the files. counts: of the dilemma in hand, '' for nobody yet.

    answered: how many have answered it. code: empty once the session has ended.
    """

    id: int
    word: str
    code: str
    dilemmas: tuple[Dilemma, ...]
    place: Place
    counts: Mapping[Choice, int]

    @property
    def answered(self) -> int:
        return sum(self.counts.values())

    @property
    def dilemma(self) -> Dilemma:
        return self.dilemmas[self.place.position]

    @property
    def has_ended(self) -> bool:
        return self.place.stage is Stage.ENDED


@dataclass(frozen=True, slots=True)
class Trained:
    """Sessions that have ended, and their answers; None for fewer than five. size: None when not said."""

    size: SizeClass | None
    sessions: int | None
    answers: int | None


def dilemmas() -> tuple[Dilemma, ...]:
    """All situations that this country's laws are asked about, by theme. Unguarded: they are public."""
    return _dilemmas(str(settings.SAMBAND_COUNTRY))


def dilemma_answers(*, code: str) -> tuple[Answer, ...]:
    """What the laws of this country say to a dilemma. Unguarded. Raises KeyError."""
    return _answers(str(settings.SAMBAND_COUNTRY), code)


def training_led(*, lead: str) -> TrainingRecord:
    """Unguarded: whoever holds the secret word leads. Raises NoSuchTraining."""
    return _record(Training.objects.filter(lead_digest=lead_digest(lead=lead)).first())


def training_of_word(*, word: str) -> TrainingRecord:
    """For those who answer. Unguarded: it tells of nobody. Raises NoSuchTraining."""
    return _record(Training.objects.filter(word=word).first())


def place_of_word(*, word: str) -> Place:
    """Where the session is, for telephones that ask every few seconds: one query. Raises NoSuchTraining."""
    row = Training.objects.filter(word=word).only("position", "stage").first()
    if row is None:
        raise NoSuchTraining(word)
    return place_of(row=row)


def word_of_code(*, code: str) -> str | None:
    """The word of the session that this code opens now. Whoever asks must count wrong tries."""
    return Training.objects.filter(code=code).exclude(code="").values_list("word", flat=True).first()


def trained(*, actor: Actor, year: int) -> tuple[Trained, ...]:
    """Training in a year by size class, smallest first, then those who did not say. Raises NotAllowed."""
    require(actor=actor, permission=OVERSEE)
    found = {one.size_class: one for one in TrainingCount.objects.filter(year=year)}
    sizes: Iterator[SizeClass | None] = iter((*size_classes(), None))
    return tuple(_trained(size, found.get(size.code if size else "")) for size in sizes)


def years_trained(*, actor: Actor) -> tuple[int, ...]:
    """Years with sessions, the latest first. Raises NotAllowed."""
    require(actor=actor, permission=OVERSEE)
    years = TrainingCount.objects.values_list("year", flat=True).distinct()
    return tuple(sorted(years, reverse=True))


def lead_digest(*, lead: str) -> str:
    """What is kept of the secret word: 128 bits drawn at random need no salt."""
    return hashlib.sha256(lead.encode()).hexdigest()


def place_of(*, row: Training) -> Place:
    return Place(row.position, Stage(row.stage))


@lru_cache(maxsize=4)
def _dilemmas(country: str) -> tuple[Dilemma, ...]:
    return tuple(Dilemma(theme, one) for theme, one in chosen_situations(country=country))


@lru_cache(maxsize=4)
def _by_code(country: str) -> Mapping[str, Dilemma]:
    return {one.code: one for one in _dilemmas(country)}


@lru_cache(maxsize=1024)
def _answers(country: str, code: str) -> tuple[Answer, ...]:
    return answers_of(vignette=_by_code(country)[code].vignette, laws=chosen_laws(country=country))


def _record(row: Training | None) -> TrainingRecord:
    known = _by_code(str(settings.SAMBAND_COUNTRY))
    if row is None or any(code not in known for code in row.dilemmas):
        raise NoSuchTraining
    place = place_of(row=row)
    counts = row.answers.filter(position=place.position).values_list("choice", "number")
    return TrainingRecord(
        id=row.pk,
        word=row.word,
        code=row.code,
        dilemmas=tuple(known[code] for code in row.dilemmas),
        place=place,
        counts={Choice(choice): number for choice, number in counts},
    )


def _trained(size: SizeClass | None, found: TrainingCount | None) -> Trained:
    """Both or neither: a few sessions with many answers would tell of one room."""
    if found is None or found.sessions < FEWEST or found.answers < FEWEST:
        return Trained(size, None, None)
    return Trained(size, found.sessions, found.answers)
