# SPDX-License-Identifier: EUPL-1.2
from django.db import models


class Authority(models.Model):
    """A local authority, or what it lies in, under one code, in force on [valid_from, valid_to)."""

    code = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    official_names = models.JSONField(default=list)
    """[[language, name], …] in their official order; empty when ``name`` is the only one."""
    kind = models.CharField(max_length=32)
    level = models.CharField(max_length=8, default="local")
    """``local``, ``upper`` or ``inner``, as the country pack says of the kind."""
    county_code = models.CharField(max_length=16, blank=True)
    county_name = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    imported = models.ForeignKey("members.RegisterImport", null=True, on_delete=models.CASCADE)
    """Where the fact is from when it is not from the country pack; so in the tables below."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="members_authority_code_from"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="members_authority_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Population(models.Model):
    """Inhabitants on 1 January of the year."""

    code = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    imported = models.ForeignKey("members.RegisterImport", null=True, on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="members_population_code_year")]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class PopulationBySexAndAge(models.Model):
    """Inhabitants of one sex and age group on 1 January of the year."""

    code = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=8)
    age_group = models.CharField(max_length=16)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "code", "sex", "age_group"], name="members_population_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year} {self.sex} {self.age_group}"


class Succession(models.Model):
    """On the date, code_before gave way to code_after."""

    date = models.DateField()
    kind = models.CharField(max_length=16)
    code_before = models.CharField(max_length=16)
    code_after = models.CharField(max_length=16)
    imported = models.ForeignKey("members.RegisterImport", null=True, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["date", "code_before", "code_after"], name="members_succession_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code_before} {self.code_after} {self.date}"


class LoadedPack(models.Model):
    """The country pack whose facts the register holds."""

    name = models.CharField(max_length=64, unique=True)
    version = models.CharField(max_length=32)
    compiled_on = models.DateField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    sources = models.JSONField(default=list)
    size_classes = models.JSONField(default=list)
    tiers = models.JSONField(default=list)
    population_days = models.JSONField(default=dict)
    """Year, as text, to the day its inhabitants were counted, where that was not 1 January."""
    imports_digest = models.CharField(max_length=64, blank=True)
    """Of all that was imported beside the pack, one after the other; empty when nothing was."""

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
