# SPDX-License-Identifier: EUPL-1.2
"""What has to be done from time to time without anybody asking for it."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError

from samband.core.access.rules import INSTALLATION
from samband.core.collect.models import Ask, SpentMark
from samband.core.collect.operations.box import open_box
from samband.core.collect.operations.cases import forget_cases
from samband.core.collect.rules import AskState

_log = logging.getLogger(__name__)


def keep_house(*, at: datetime) -> None:
    """Open heaps that are large enough, forget contact data and drafts whose time is over, and marks of
    submissions that nobody can send again. What cannot be done now is done the next time.
    """
    try:
        for slug in Ask.objects.filter(state=AskState.OPEN).values_list("slug", flat=True):
            open_box(ask=slug, by=INSTALLATION, at=at)
        forget_cases(by=INSTALLATION, at=at)
        _forget_marks(at)
    except DatabaseError as fault:
        _log.warning("Housekeeping of answers has to wait: %s", fault)


def _forget_marks(at: datetime) -> None:
    for asked in Ask.objects.filter(state=AskState.CLOSED, closed_at__isnull=False):
        if asked.closed_at and at >= asked.closed_at + timedelta(days=asked.keep_contacts_days):
            SpentMark.objects.filter(ask=asked).delete()
