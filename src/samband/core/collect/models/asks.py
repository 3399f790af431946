# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.core.collect.models.keys import new_key, random_id
from samband.core.collect.rules import KEEP_CONTACTS_DAYS, LEAST_TOGETHER, MODES, OPEN_LINK_PER_HOUR, AskState


def all_modes() -> list[str]:
    return list(MODES)


class Form(models.Model):
    """A questionnaire as it was asked: the texts of its files by name. Its number is never used again."""

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    files = models.JSONField()

    def __str__(self) -> str:
        return f"form {self.pk}"


class Ask(models.Model):
    """One version of an instrument, asked of its groups in some units by some day.

    units: code -> name at the time. background: field -> allowed codes. title: language -> text.
    opens_at, closes_at: planned; it takes answers while its state is open and the time is between them.
    languages: those it may be answered in. channels: the modes that may bring answers. about: language ->
    who asks, why, what is kept and how long, for the respondent. open_link: anybody may answer, without a
    token. link_per_hour: answers from one network address. least_together: answers of one group in one unit
    that leave the ballot box together. revision: counts changes, so that nobody acts on an old copy.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.JSONField(default=dict)
    instrument_code = models.CharField(max_length=80)
    instrument_version = models.CharField(max_length=40)
    instrument_digest = models.CharField(max_length=64)
    form = models.ForeignKey("collect.Form", on_delete=models.PROTECT, null=True, related_name="asks")
    reference_date = models.DateField()
    units = models.JSONField(default=dict)
    background = models.JSONField(default=dict)
    respondent_key = models.BinaryField(default=new_key)
    state = models.CharField(
        max_length=10, default=AskState.OPEN, choices=[(s.value, s.value) for s in AskState]
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    languages = models.JSONField(default=list)
    channels = models.JSONField(default=all_modes)
    about = models.JSONField(default=dict)
    open_link = models.BooleanField(default=False)
    link_per_hour = models.PositiveIntegerField(default=OPEN_LINK_PER_HOUR)
    least_together = models.PositiveIntegerField(default=LEAST_TOGETHER)
    keep_contacts_days = models.PositiveIntegerField(default=KEEP_CONTACTS_DAYS)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.slug
