# SPDX-License-Identifier: EUPL-1.2
import uuid

from django.db import models

from samband.core.jobs.rules import State


class Job(models.Model):
    """One piece of background work, made of ``total`` items."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    back_to = models.CharField(max_length=300, blank=True)
    queued_by = models.CharField(max_length=80)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "queued_at"], name="job_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class JobItem(models.Model):
    """An item of a job that is finished, so that a resumed job does not do it twice."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="job_item_once")]

    def __str__(self) -> str:
        return self.key
