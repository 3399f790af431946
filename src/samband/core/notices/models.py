# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Blocked(models.Model):
    """An address that wants no more of one way of being reached, in any ask, for good.

    digest: keyed (``analysis.address_digest``); the address itself is not kept. channel: a ``rules.Channel``.
    """

    digest = models.CharField(max_length=64)
    channel = models.CharField(max_length=8)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "channel"], name="blocked_once_per_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.digest[:8]}"
