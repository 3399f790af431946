# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

from django.conf import settings
from django.db import models

from samband.core.collect.analysis.invitations import FrameState, MailingState, Purpose, SendingState
from samband.core.collect.models.keys import random_id
from samband.core.notices.rules import Channel


class SampleFrame(models.Model):
    """A file of people from whom a sample is drawn. The file goes when it is drawn from or discarded.

    group: whom they answer as. upload: random name, empty once removed. columns: of the file. chosen: which
    holds what, as ``FrameColumns.as_json``. counts: rows, people, likenesses. by_unit: member -> people.
    draw: seed, digests, rules, members and strata, by which the sample can be drawn again.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="frames")
    group = models.CharField(max_length=40)
    filename = models.CharField(max_length=200)
    upload = models.CharField(max_length=80, blank=True)
    encoding = models.CharField(max_length=20, default="utf-8")
    columns = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    by_unit = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    fault_count = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=12, default=FrameState.PREVIEWED, choices=[(s.value, s.value) for s in FrameState]
    )
    draw = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.filename} ({self.state})"

    @property
    def path(self) -> Path:
        """Where the upload lies until the frame is drawn from or discarded."""
        return Path(settings.SAMBAND_HOME) / "uploads" / "frames" / self.upload


class EarlierLink(models.Model):
    """A link that somebody was sent before the present one: it opens the same case, until that has answered.

    digest: of the token, as in ``Case.token_digest``.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    case = models.ForeignKey("collect.Case", on_delete=models.CASCADE, related_name="earlier_links")

    def __str__(self) -> str:
        return self.digest[:8]


class Mailing(models.Model):
    """One letter, mail or text message to many. texts: language -> subject and body.

    batches: parts of the sample, empty for all. on: not before this day. site: where the pages are, as
    https://name, for links that no browser asked for. job: that sends it.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="mailings")
    channel = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Channel])
    purpose = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Purpose])
    batches = models.JSONField(default=list)
    on = models.DateField()
    texts = models.JSONField(default=dict)
    site = models.CharField(max_length=200)
    state = models.CharField(
        max_length=12, default=MailingState.PLANNED, choices=[(s.value, s.value) for s in MailingState]
    )
    job = models.CharField(max_length=36, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "on"], name="mailing_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.purpose} {self.on}"


class Sending(models.Model):
    """What became of a mailing to one person. No address, no text, no link. reason: why it failed or was left
    out. not_before: of the next attempt, while it waits. sent_on: a day, never a time.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    mailing = models.ForeignKey("collect.Mailing", on_delete=models.CASCADE, related_name="sendings")
    case = models.ForeignKey("collect.Case", on_delete=models.CASCADE, related_name="sendings")
    state = models.CharField(
        max_length=10, default=SendingState.WAITING, choices=[(s.value, s.value) for s in SendingState]
    )
    reason = models.CharField(max_length=20, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailing", "case"], name="one_sending_per_person"),
        ]
        indexes = [models.Index(fields=["mailing", "state"], name="sending_state")]

    def __str__(self) -> str:
        return f"{self.mailing_id} to {self.case_id}: {self.state}"
