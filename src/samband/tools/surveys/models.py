# SPDX-License-Identifier: EUPL-1.2
from django.db import models

from samband.tools.surveys.rules import WaveState, WaysJoined, WeightedBy


class Wave(models.Model):
    """One round of a survey.

    title: language -> text. reference_date: the day whose register, borders and population count.
    disclosure_rules: as ``DisclosureRules.from_mapping`` reads them. responses_digest: of the answers when
    closed; estimates_digest: SHA-256 of the unreleased table. series: name of its publications.
    model_below: where fewer inhabitants answered, modelled figures stand beside direct ones; None: never.
    weighted_by: how inhabitants are weighted by sex and age. weight_limit: the most that an answer may weigh,
    times the average; None: as ``WeightingRule`` has it. ways_joined: how phone, web and so on are joined.
    """

    slug = models.SlugField(max_length=60, unique=True)
    title = models.JSONField()
    year = models.PositiveSmallIntegerField()
    instrument_code = models.CharField(max_length=80)
    instrument_version = models.CharField(max_length=40)
    ask = models.ForeignKey(
        "collect.Ask", to_field="slug", db_column="ask", on_delete=models.PROTECT, related_name="+"
    )
    reference_date = models.DateField()
    fieldwork_from = models.DateField(null=True, blank=True)
    fieldwork_to = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12, default=WaveState.DRAFT, choices=[(state.value, state.value) for state in WaveState]
    )
    is_synthetic = models.BooleanField(default=False)
    disclosure_rules = models.JSONField(default=dict)
    series = models.CharField(max_length=80)
    model_below = models.PositiveSmallIntegerField(null=True, blank=True)
    weighted_by = models.CharField(
        max_length=12,
        default=WeightedBy.CELLS,
        choices=[(rule.value, rule.value) for rule in WeightedBy],
    )
    weight_limit = models.FloatField(null=True, blank=True)
    ways_joined = models.CharField(
        max_length=12,
        default=WaysJoined.TOGETHER,
        choices=[(rule.value, rule.value) for rule in WaysJoined],
    )
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next")
    responses_digest = models.CharField(max_length=64, blank=True)
    estimates_digest = models.CharField(max_length=64, blank=True)
    review_notes = models.TextField(blank=True)
    reviewed_by = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wave_fieldwork_ends_after_it_begins",
                condition=models.Q(fieldwork_to__isnull=True)
                | models.Q(fieldwork_from__isnull=True)
                | models.Q(fieldwork_to__gte=models.F("fieldwork_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Participation(models.Model):
    """A member that takes part in a wave. adults: on the reference date. council_seats: None when not known.

    council_date: when its council has the results; an embargo holds until it has passed or until
    presented_at, when the secretary said that the council has had them.
    """

    wave = models.ForeignKey("surveys.Wave", on_delete=models.CASCADE, related_name="participations")
    authority = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    council_date = models.DateField(null=True, blank=True)
    has_embargo = models.BooleanField(default=False)
    presented_at = models.DateTimeField(null=True, blank=True)
    council_seats = models.PositiveSmallIntegerField(null=True, blank=True)
    adults = models.PositiveIntegerField()
    inhabitants = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "authority"], name="one_participation_per_member"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.name}"
