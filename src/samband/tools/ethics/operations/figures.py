# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register are reckoned once for all readers."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from samband.tools.ethics.analysis.figures import counts_to_plain
from samband.tools.ethics.models import Figures
from samband.tools.ethics.queries.statistics import figures_state, kept_counts, reckoned_counts


def keep_figures(*, at: datetime) -> bool:
    """Reckon the figures of the last quarter where those that are kept rest on something else.

    Whether it was done. Called by the worker. No event: nobody did anything, and it tells of nobody.
    """
    today = localdate(at)
    state = figures_state(today=today)
    if kept_counts(state=state) is not None:
        return False
    found = reckoned_counts(today=today)
    with transaction.atomic():
        Figures.objects.all().delete()
        Figures.objects.create(on=found.on, state=state, told=counts_to_plain(found=found), reckoned_at=at)
    return True
