# SPDX-License-Identifier: EUPL-1.2
"""What asking does by the clock: send what is due; once a day forget whom we need to know no longer."""

from datetime import date, datetime

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations.cases import forget_cases
from samband.core.collect.operations.frames import remove_old_frames
from samband.core.collect.operations.invitations import queue_due

_TIDIED: list[date] = []
"""The day on which this process has tidied up; doing it twice does no harm."""


def make_round(*, at: datetime) -> None:
    queue_due(at=at)
    today = timezone.localdate(at)
    if today not in _TIDIED:
        forget_cases(by=INSTALLATION, at=at)
        remove_old_frames(at=at)
        _TIDIED[:] = [today]
