# SPDX-License-Identifier: EUPL-1.2
"""Dilemmas and sessions: for everybody who has the address; how much is trained, for the association."""

from collections.abc import Mapping

from samband.core.access.rules import INSTALLATION
from samband.tools.ethics.operations.training import open_training
from samband.tools.surveys.tests.conftest import NOON
from tests.doors.door import ALL, STAFF, Door

LEAD, WORD = {"lead": "@training_lead"}, {"word": "@training_word"}

DOORS = (
    Door("ethics:dilemmas", get=ALL),
    Door("ethics:dilemmas", get=ALL, query="?theme=money"),
    Door("ethics:training_new", get=ALL, post=ALL),
    Door("ethics:training_lead", get=ALL, given=LEAD),
    Door("ethics:training_count", get=ALL, given=LEAD),
    Door("ethics:training_step", post=ALL, given=LEAD),
    Door("ethics:training_take", get=ALL, given=WORD),
    Door("ethics:training_now", get=ALL, given=WORD),
    Door("ethics:training_answer", post=ALL, given=WORD),
    Door("ethics:training_join", get=ALL, post=ALL),
    Door("ethics:training_join_code", get=ALL, given={"code": "@training_code"}),
    Door("ethics:training_statistics", get=STAFF),
    Door("ethics:training_statistics_csv", get=STAFF),
)


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """A session that is open."""
    opened = open_training(chosen=["guardian_now"], by=INSTALLATION, at=NOON)
    return {
        "training_lead": opened.lead, "training_word": opened.word, "training_code": opened.code,
    }  # fmt: skip
