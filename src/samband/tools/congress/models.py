# SPDX-License-Identifier: EUPL-1.2
from typing import NoReturn

from django.db import models

from samband.tools.congress.rules import Electorate, State


class Congress(models.Model):
    """An assembly of delegates.

    rule: code of a delegate rule. borders_on: the day whose borders and inhabitants count. seed: for a lot.
    allocation: as ``analysis.allocations.frozen`` writes it once it is adopted; empty before.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    held_on = models.DateField()
    rule = models.CharField(max_length=80)
    borders_on = models.DateField()
    seed = models.CharField(max_length=120, blank=True)
    allocation = models.JSONField(default=dict, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class Delegate(models.Model):
    """A person sent by a unit, or a substitute, by ``place``. Party, gender, e-mail may be empty."""

    congress = models.ForeignKey("congress.Congress", on_delete=models.CASCADE, related_name="delegates")
    unit = models.CharField(max_length=32)
    label = models.CharField(max_length=160)
    email = models.CharField(max_length=254, blank=True)
    party = models.CharField(max_length=80, blank=True)
    gender = models.CharField(max_length=8, blank=True)
    is_substitute = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField()
    is_present = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["congress", "unit", "label"], name="congress_delegate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.place}"


class DeclaredStays(TypeError):  # noqa: N818  it names the fact
    """Somebody tried to change what has been declared."""

    def __init__(self) -> None:
        super().__init__("A declared result is never changed or deleted. Hold a new ballot instead.")


class Ballot(models.Model):
    """A question put to members or delegates.

    options: [{code, label}] when alternatives are voted on, empty for yes, no and blank. rule: code of the
    decision rule, or the way to choose among alternatives. votes_rule, category: how many votes a member has.
    result: as ``analysis.results`` writes it, from the declaration on; digest: SHA-256 of it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    congress = models.ForeignKey(
        "congress.Congress", on_delete=models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    title = models.CharField(max_length=160)
    question = models.TextField()
    electorate = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Electorate])
    options = models.JSONField(default=list, blank=True)
    rule = models.CharField(max_length=80)
    votes_rule = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=40, blank=True)
    weights = models.JSONField(default=dict, blank=True)
    seed = models.CharField(max_length=120, blank=True)
    roll_on = models.DateField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, default=State.DRAFT, choices=[(one.value, one.value) for one in State]
    )
    withdrawn_because = models.TextField(blank=True)
    result = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="congress_ballot_closes_after_it_opens",
                condition=models.Q(closes_at__gt=models.F("opens_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def delete(self, *args: object, **kwargs: object) -> NoReturn:  # noqa: ARG002
        raise DeclaredStays


class Voter(models.Model):
    """One line of the roll of a ballot, kept as it was when the ballot was called.

    code: of the member, or ``delegate:<id>``. has_voted: of a delegate; a member's vote is there or not.
    """

    ballot = models.ForeignKey("congress.Ballot", on_delete=models.PROTECT, related_name="roll")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    votes = models.PositiveIntegerField(default=1)
    weight = models.PositiveIntegerField(default=0)
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "code"], name="congress_voter_once")]

    def __str__(self) -> str:
        return self.code


class Vote(models.Model):
    """The open vote of a member. decision: reference of its council's decision. cast_by: audit reference."""

    voter = models.OneToOneField("congress.Voter", on_delete=models.PROTECT, related_name="vote")
    choice = models.CharField(max_length=40)
    decision = models.CharField(max_length=120)
    decided_on = models.DateField(null=True, blank=True)
    cast_by = models.CharField(max_length=80)
    cast_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.voter_id}"


class Code(models.Model):
    """A one-time code of a delegate, as its SHA-256: the code itself is never stored."""

    voter = models.OneToOneField("congress.Voter", on_delete=models.PROTECT, related_name="code_of")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.voter_id}"


class SecretCount(models.Model):
    """How many secret votes a choice has. There is no row for a single secret vote, and no time."""

    ballot = models.ForeignKey("congress.Ballot", on_delete=models.PROTECT, related_name="secret_counts")
    choice = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "choice"], name="congress_count_once")]

    def __str__(self) -> str:
        return self.choice


class Election(models.Model):
    """Election of a committee by lists or by agreement.

    lists: [{name, ballots, candidates: [[label, gender]]}]. votes_for, votes_cast: of an agreement.
    result: as ``analysis.elections`` writes it, from the declaration on.
    """

    slug = models.SlugField(max_length=60, unique=True)
    congress = models.ForeignKey(
        "congress.Congress", on_delete=models.PROTECT, null=True, blank=True, related_name="elections"
    )
    title = models.CharField(max_length=160)
    seats = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=80)
    by_agreement = models.BooleanField(default=False)
    lists = models.JSONField(default=list, blank=True)
    votes_for = models.PositiveIntegerField(default=0)
    votes_cast = models.PositiveIntegerField(default=0)
    seed = models.CharField(max_length=120, blank=True)
    result = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug

    def delete(self, *args: object, **kwargs: object) -> NoReturn:  # noqa: ARG002
        raise DeclaredStays
