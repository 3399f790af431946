# SPDX-License-Identifier: EUPL-1.2
from typing import NoReturn

from django.db import models
from django.db.models import F, Q

from samband.tools.membership.rules import InvoiceState, NoticeState


class Frozen(TypeError):  # noqa: N818  it names the fact
    """Somebody tried to change what a body has decided or what has been sent."""

    def __init__(self) -> None:
        super().__init__("This is frozen and is never changed. A correction is a new decision.")


class FrozenModel(models.Model):
    """A row that is written once. Triggers in the database refuse what does not come this way."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise Frozen
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise Frozen


class Notice(models.Model):
    """That a member wants to leave a scope, as its contact person has written it down."""

    member = models.CharField(max_length=24)
    scope = models.CharField(max_length=32)
    decided_on = models.DateField()
    case_number = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in NoticeState])
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=80)
    settled_at = models.DateTimeField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "scope"], condition=Q(state="prepared"), name="membership_one_open_notice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.scope} {self.state}"


class FeeModel(FrozenModel):
    """One version of a rule file. digest: SHA-256 of its text. is_shipped: an example that comes with us."""

    code = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    name = models.JSONField()
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    body = models.CharField(max_length=120)
    text = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    remark = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="membership_one_model_version")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class FeeYear(FrozenModel):
    """The fees of a year as a body decided them. revision: 1, then one more for each correction.

    choices: answers taken to the questions that the rules leave open. seal: SHA-256 over the rules, the
    decision, what every member's fee was computed from, and the fees. register: the pack behind the figures.
    """

    year = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    model = models.ForeignKey("membership.FeeModel", on_delete=models.PROTECT, related_name="+")
    rules_digest = models.CharField(max_length=64)
    minor_units = models.PositiveSmallIntegerField()
    choices = models.JSONField(default=dict)
    body = models.CharField(max_length=120)
    decided_on = models.DateField()
    case_number = models.CharField(max_length=60)
    decision = models.TextField()
    register = models.CharField(max_length=120)
    is_synthetic = models.BooleanField(default=False)
    seal = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "revision"], name="membership_one_revision_of_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.revision}"


class FrozenFee(FrozenModel):
    """What one member pays. amount: minor units. values: variable -> year -> number it was computed from.

    lines: as ``engines.fees.line_to_plain`` writes them.
    """

    fee_year = models.ForeignKey("membership.FeeYear", on_delete=models.PROTECT, related_name="fees")
    member = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=32)
    tariff = models.CharField(max_length=60)
    size = models.BigIntegerField(null=True)
    part_of_year = models.CharField(max_length=24)
    amount = models.BigIntegerField()
    values = models.JSONField()
    lines = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fee_year", "member"], name="membership_one_fee_of_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.amount}"


class Seller(models.Model):
    """What stands on every invoice; one row. accounts: receivable and income, for the accounting file."""

    name = models.CharField(max_length=160)
    organisation_number = models.CharField(max_length=20)
    street = models.CharField(max_length=160)
    postal_code = models.CharField(max_length=16)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="NO")
    is_in_company_register = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    bank_account = models.CharField(max_length=40)
    days_to_pay = models.PositiveSmallIntegerField(default=30)
    vat_reason = models.CharField(max_length=200)
    first_number = models.PositiveIntegerField(default=1)
    receivable_account = models.CharField(max_length=16, blank=True)
    income_account = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return self.name


class Buyer(models.Model):
    """Where the invoices of a member go."""

    member = models.CharField(max_length=24, unique=True)
    organisation_number = models.CharField(max_length=20)
    street = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=16, blank=True)
    city = models.CharField(max_length=80, blank=True)
    endpoint = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.member} {self.organisation_number}"


class Invoice(models.Model):
    """An invoice or credit note. Numbers follow one another without gaps; the document is never changed.

    amount: minor units, negative for a credit note. document: as ``analysis.documents`` writes it.
    """

    number = models.PositiveIntegerField(unique=True)
    is_credit = models.BooleanField(default=False)
    fee_year = models.ForeignKey("membership.FeeYear", on_delete=models.PROTECT, related_name="invoices")
    member = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    issued_on = models.DateField()
    due_on = models.DateField(null=True)
    credits = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="credited_by")
    document = models.JSONField()
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in InvoiceState])
    sent_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_credit=True, amount__lt=0, credits__isnull=False)
                | Q(is_credit=False, amount__gt=0),
                name="membership_invoice_has_the_sign_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("issued_on")),
                name="membership_invoice_is_due_after_it_is_issued",
            ),
        ]
        indexes = [models.Index(fields=["member"], name="membership_invoice_member")]

    def __str__(self) -> str:
        return str(self.number)
