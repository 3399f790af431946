# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.jobs.queries import JobRecord
from samband.core.jobs.rules import State
from samband.core.web.queries import words_for

STATE_WORDS: Mapping[State, Promise] = {
    State.QUEUED: _("Waiting to start"),
    State.RUNNING: _("Under way"),
    State.FINISHED: _("Finished"),
    State.FAILED: _("Stopped by an error"),
    State.CANCELLED: _("Cancelled"),
}
STATE_COLOURS: Mapping[State, str] = {
    State.QUEUED: "neutral",
    State.RUNNING: "info",
    State.FINISHED: "success",
    State.FAILED: "danger",
    State.CANCELLED: "neutral",
}


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job as it is shown. colour: of Designsystemet; the words carry the meaning."""

    job: JobRecord
    title: str
    state: str
    colour: str


def job_line(*, job: JobRecord) -> JobLine:
    title = gettext(words_for(code=job.kind))
    return JobLine(job, title, str(STATE_WORDS[job.state]), STATE_COLOURS[job.state])
