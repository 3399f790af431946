# SPDX-License-Identifier: EUPL-1.2
"""Laws as they stood in the pack when something was screened under them."""

from django.db import models


class LawAsItWas(models.Model):
    """The file of a law, kept once for all that was screened under it; without anything about anybody.

    digest: SHA-256 of the text, as ``Screening.law_digest`` names it. Never changed.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.digest[:16]
