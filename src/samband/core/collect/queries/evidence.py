# SPDX-License-Identifier: EUPL-1.2
"""Which files came with answers that have left the ballot box. What is in them: ``operations.evidence``."""

from collections.abc import Iterator
from dataclasses import dataclass

from samband.core.access.rules import Actor, require
from samband.core.collect.models import Response
from samband.core.collect.queries.forms import AskedForm, asked_form
from samband.core.collect.rules import READ_ANSWERS
from samband.engines.instrument.flow import Evidence


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """name: random, under which it lies. question: that it answers, ``plan_file`` or ``plan_file[2]``."""

    name: str
    question: str
    unit: str
    group: str


def evidence_questions(*, asked: AskedForm) -> tuple[str, ...]:
    """Codes of questions that are answered by files. Unguarded: facts of the questionnaire. Raises NoForm."""
    return tuple(one.code for one in asked.instrument.flow.questions if isinstance(one.kind, Evidence))


def evidence_places(*, actor: Actor, ask: str) -> tuple[EvidencePlace, ...]:
    """All files of an ask, by their random names: an order that tells nothing. Raises NoSuchAsk, NoForm."""
    require(actor=actor, permission=READ_ANSWERS)
    asked = asked_form(ask=ask)
    codes = frozenset(evidence_questions(asked=asked))
    return tuple(sorted(_places(asked.id, codes), key=lambda one: one.name)) if codes else ()


def _places(ask: int, codes: frozenset[str]) -> Iterator[EvidencePlace]:
    rows = Response.objects.filter(ask=ask).values_list("answers", "unit", "group")
    for answers, unit, group in rows.iterator(chunk_size=2_000):
        for key, value in answers.items():
            if key.partition("[")[0] in codes and isinstance(value, list):
                yield from (EvidencePlace(str(name), key, unit, group) for name in value)
