# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.core.collect.models.keys import random_id


class Response(models.Model):
    """What one respondent answered, as one value. The digest recognises a reload of a file; it names nobody.

    id: random, so that it tells no order. answers: item -> code, missing codes included; question -> value.
    content: digest of all that was answered. seed: of the order in which questions and options came.
    extent: "partial" or "broken_off" where not enough of what applies was answered; '' for a complete one and
    for answers of files. ended_by: the section that ended it early; '' when it went to the end.
    Nothing here tells when it came, from whom, or in which language.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="responses", db_index=False)
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
    seed = models.BigIntegerField(null=True, blank=True)
    extent = models.CharField(max_length=12, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)

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


class Envelope(models.Model):
    """An acknowledged answer, sealed, in the ballot box until enough others lie there with it.

    sealed: see ``analysis.sealing``; padded, so that its length tells nothing. The database need not look for
    the ask: whoever writes holds it.
    """

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    ask = models.ForeignKey(
        "collect.Ask",
        on_delete=models.PROTECT,
        related_name="envelopes",
        db_index=False,
        db_constraint=False,
    )
    group = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["ask", "group", "unit"], name="envelope_of_unit")]

    def __str__(self) -> str:
        return f"{self.group} {self.unit}"


class SpentMark(models.Model):
    """One-way mark of a submission that was taken: the same one sent again gets the same receipt."""

    mark = models.UUIDField(primary_key=True)
    ask = models.ForeignKey(
        "collect.Ask", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.mark)


class Draft(models.Model):
    """Answers under way, sealed under a key made of the respondent's own secret and the installation's.

    id: keyed digest of the secret. touched_on: the day of the last change, so that old ones can go.
    """

    id = models.CharField(max_length=64, primary_key=True)
    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="drafts")
    sealed = models.BinaryField()
    touched_on = models.DateField()

    def __str__(self) -> str:
        return self.id[:8]


class QuotaCell(models.Model):
    """How many answers are wanted of respondents like these. definition: field -> values that belong."""

    ask = models.ForeignKey("collect.Ask", on_delete=models.CASCADE, related_name="quota_cells")
    code = models.CharField(max_length=80)
    definition = models.JSONField(default=dict)
    target = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "code"], name="one_quota_cell_per_code")]

    def __str__(self) -> str:
        return self.code


class Tally(models.Model):
    """How many answers came on a day, by where they belong and how they came. Counts alone."""

    ask = models.ForeignKey(
        "collect.Ask", on_delete=models.CASCADE, related_name="tallies", db_index=False, db_constraint=False
    )
    group = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    mode = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "group", "unit", "mode", "language", "day"], name="one_tally_per_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"
