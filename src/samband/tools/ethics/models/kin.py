# SPDX-License-Identifier: EUPL-1.2
"""The private list of a person, which the database cannot read."""

from django.db import models


class KinList(models.Model):
    """Family and close ties that somebody keeps for the own self-check: ``analysis.kin_sealing``.

    code: random, a part of what list and key are bound to. wrapped_key: the key of this list alone, under the
    box key of the installation that key_name names; without it nobody reads the list any more. No time, no
    number of entries: nothing here tells what is in it.
    """

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    key_name = models.CharField(max_length=16)
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"private list {self.pk}"
