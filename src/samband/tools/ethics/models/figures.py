# SPDX-License-Identifier: EUPL-1.2
"""Figures that anybody may read, reckoned once."""

from django.db import models


class Figures(models.Model):
    """Counts of the last day of a quarter, protected before they are kept: ``analysis.figures``.

    state: digest of what they rest on; with another they are not shown and are reckoned anew.
    """

    on = models.DateField(unique=True)
    state = models.CharField(max_length=64)
    told = models.JSONField()
    reckoned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.on}"
