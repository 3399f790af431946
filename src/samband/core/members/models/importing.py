# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class RegisterImport(models.Model):
    """A file from which an administrator added to the country pack. pack: the country that it belongs to."""

    pack = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    dated = models.DateField()
    """The day of the source's facts, as the administrator told it."""
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.pack} {self.title} {self.dated}"
