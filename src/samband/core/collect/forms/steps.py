# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

from samband.engines.instrument import Step, other_key
from samband.engines.instrument.flow import Consent

MOST_LETTERS: Final = 20_000
"""Of one field; what is longer is cut and then refused as too long."""


def raw_of(*, step: Step, data: QueryDict) -> Mapping[str, list[str]]:
    """What the fields of this page sent, as ``check_step`` reads it; everything else is left out.

    A box that is not ticked sends nothing: of a consent that is a no.
    """
    keys = [step.answer_key(question) for question in step.questions]
    wanted = [*keys, *(other_key(key=key) for key in keys)]
    sent = {key: [text[:MOST_LETTERS] for text in data.getlist(key)] for key in wanted if key in data}
    unticked = {step.answer_key(one): ["no"] for one in step.questions if isinstance(one.kind, Consent)}
    return {**unticked, **sent}
