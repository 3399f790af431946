# SPDX-License-Identifier: EUPL-1.2
import secrets
from pathlib import Path

from django.conf import settings
from django.db import models

from samband.core.collect.rules import AskState, ImportState


def new_key() -> bytes:
    """The key that turns respondents of one ask into digests; another ask has another key."""
    return secrets.token_bytes(32)


class Ask(models.Model):
    """One version of an instrument, asked of its groups in some units by some day.

    units: code -> name at the time. background: field -> allowed codes. title: language -> text.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField(default=dict)
    instrument_code = models.CharField(max_length=80)
    instrument_version = models.CharField(max_length=40)
    instrument_digest = models.CharField(max_length=64)
    reference_date = models.DateField()
    units = models.JSONField(default=dict)
    background = models.JSONField(default=dict)
    respondent_key = models.BinaryField(default=new_key)
    state = models.CharField(
        max_length=10, default=AskState.OPEN, choices=[(s.value, s.value) for s in AskState]
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.slug


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


class Response(models.Model):
    """What one respondent answered, as one value. The digest recognises a reload; it names nobody.

    answers: item -> code, missing codes included. content: digest of all that was answered.
    """

    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="responses")
    import_run = models.ForeignKey(
        "collect.ImportRun", on_delete=models.SET_NULL, null=True, related_name="responses"
    )
    respondent_digest = models.CharField(max_length=32)
    content = models.CharField(max_length=32)
    group = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    background = models.JSONField(default=dict)
    mode = models.CharField(max_length=12, blank=True)
    weight = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ask", "respondent_digest"], name="one_response_per_respondent"),
            models.CheckConstraint(
                condition=models.Q(weight__isnull=True) | models.Q(weight__gt=0),
                name="response_weight_above_zero",
            ),
        ]
        indexes = [models.Index(fields=["ask", "group", "unit"], name="response_of_unit")]

    def __str__(self) -> str:
        return f"{self.group} {self.unit}"


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
