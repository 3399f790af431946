# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

from django.conf import settings
from django.db import models

from samband.core.collect.rules import ImportState


class ImportRun(models.Model):
    """One file of answers, from preview to confirmed or discarded.

    upload: random name, empty once removed. new_by_unit: unit, group and number of new rows.
    """

    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="import_runs")
    filename = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    upload = models.CharField(max_length=80, blank=True)
    encoding = models.CharField(max_length=20, default="utf-8")
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(
        max_length=12, default=ImportState.PREVIEWED, choices=[(s.value, s.value) for s in ImportState]
    )
    counts = models.JSONField(default=dict)
    fault_counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    new_by_unit = models.JSONField(default=list)
    loaded = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.filename} ({self.state})"

    @property
    def path(self) -> Path:
        """Where the upload lies until the import ends."""
        return Path(settings.SAMBAND_HOME) / "uploads" / self.upload


class ColumnMapping(models.Model):
    """How columns were mapped the last time a file with these columns came for this instrument."""

    instrument_code = models.CharField(max_length=80)
    header_signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument_code", "header_signature"], name="one_mapping_per_header"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_code} {self.header_signature[:8]}"
