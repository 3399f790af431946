# SPDX-License-Identifier: EUPL-1.2
"""Answers one by one as a file, for the association's own analysts; who took one out is kept."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.queries import responses
from samband.core.collect.rules import READ_ANSWERS
from samband.engines.microdata import Answered, answers_file, dataset
from samband.tools.surveys.queries.instruments import instrument
from samband.tools.surveys.queries.waves import find_wave
from samband.tools.surveys.rules import RUN_WAVES


@transaction.atomic
def hand_out_answers(*, wave: str, form: str, languages: Sequence[str], by: Actor, at: datetime) -> bytes:
    """The whole file. form: a key of ``microdata.FORMS``. languages: of the labels.

    Raises NoSuchWave, NotAllowed. Never for publishing: small groups and texts may tell who answered.
    """
    require(actor=by, permission=RUN_WAVES)
    require(actor=by, permission=READ_ANSWERS)
    found = find_wave(slug=wave)
    asked = instrument(code=found.instrument_code, version=found.instrument_version)
    people = [
        Answered(one.group, one.unit, one.answers, one.background, one.mode, one.weight)
        for one in responses(actor=by, ask=found.ask_id)
    ]
    data = dataset(instrument=asked, answered=people, languages=languages)
    details = {"form": form, "answers": len(people)}
    record(event="surveys.answers_handed_out", by=by.reference, at=at, about=wave, details=details)
    return answers_file(data=data, form=form)
