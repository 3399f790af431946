# SPDX-License-Identifier: EUPL-1.2
"""What people fill in. Rules live in the operations; forms check that an entry can be read."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.core.members.rules.memberships import COMPANY, JOINT_BODY, Reason
from samband.engines.fees import FeeRules
from samband.tools.membership.operations.models import LARGEST
from samband.tools.membership.queries.invoices import SellerRecord, is_number
from samband.tools.membership.rules import Decision, InvoiceState

Choices = Iterable[tuple[str, str]]
LARGEST_LIST = 1_000_000
"""Bytes of a list of addresses; four hundred members need forty thousand."""


class MembersForm(forms.Form):
    """Which members to show. Sent by GET, with the first scope and today when nothing is said."""

    scope = forms.ChoiceField(label=_("Member of"))
    on = DayField(label=_("On the day"))
    q = forms.CharField(label=_("Name or number"), required=False, max_length=80)

    def __init__(self, data: object, *, scopes: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["scope"].choices = list(scopes)  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    scope = forms.ChoiceField(label=_("Becomes a member of"))
    valid_from = DayField(label=_("From the day"))
    source = forms.CharField(
        label=_("By which decision"), max_length=300, help_text=_("Body, day and case number.")
    )

    def __init__(self, data: object, *, scopes: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["scope"].choices = list(scopes)  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """What a membership should have said. Last days are included here and excluded in the operations."""

    valid_from = DayField(label=_("From the day"))
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Leave empty while it lasts."))
    end_reason = forms.ChoiceField(label=_("Why it ends"), required=False)
    source = forms.CharField(
        label=_("By which decision"), max_length=300, help_text=_("Body, day and case number.")
    )
    was_never = forms.BooleanField(
        label=_("It never was a member: this was recorded by mistake"),
        required=False,
        help_text=_("The membership is struck out. The log keeps what was believed, and why it was wrong."),
    )

    def __init__(self, data: object, *, reasons: Choices, initial: Mapping[str, object]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["end_reason"].choices = [("", _("It lasts")), *reasons]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if bool(given.get("last_day")) != bool(given.get("end_reason")) and not self.errors:
            self.add_error("end_reason", gettext("Say both the last day and why it ends, or neither."))
        return given

    def valid_to(self) -> date | None:
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None

    def reason(self) -> Reason | None:
        chosen = self.cleaned_data["end_reason"]
        return Reason(chosen) if chosen else None


class OrganisationForm(JoinForm):
    """A company or joint body that becomes a member."""

    name = forms.CharField(label=_("Name"), max_length=160)
    code = forms.SlugField(
        label=_("Short code"), max_length=24, help_text=_("Letters and digits, as it stands in addresses.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(COMPANY, _("Company")), (JOINT_BODY, _("Joint body of authorities"))]
    )
    organisation_number = forms.CharField(label=_("Organisation number"), max_length=20, required=False)
    owners = forms.CharField(
        label=_("Owners"),
        required=False,
        max_length=2000,
        help_text=_("Numbers of the authorities that own it, with a space between."),
    )

    field_order = ("name", "code", "kind", "organisation_number", "owners", "scope", "valid_from", "source")

    def owner_codes(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["owners"].replace(",", " ").split())


class NoticeForm(forms.Form):
    """What the contact person writes down."""

    decided_on = DayField(label=_("Day of the council's decision"))
    case_number = forms.CharField(label=_("Case number"), max_length=60, required=False)
    text = forms.CharField(
        label=_("Words to the association"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class RegisterForm(forms.Form):
    """What the association does with a prepared notice."""

    REGISTER, RETURN = "register", "return"
    action = forms.ChoiceField(
        label=_("What to do"),
        widget=forms.RadioSelect,
        choices=[(REGISTER, _("Register the notice")), (RETURN, _("Return it to the member"))],
    )
    received_on = DayField(
        label=_("Received in writing on"),
        required=False,
        help_text=_("The day on which it reached the body that the articles name."),
    )
    remark = forms.CharField(label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean(self) -> dict[str, object]:
        chosen = super().clean() or {}
        if chosen.get("action") == self.REGISTER and not chosen.get("received_on"):
            self.add_error("received_on", gettext("Say on which day the notice was received."))
        if chosen.get("action") == self.RETURN and not str(chosen.get("remark") or "").strip():
            self.add_error("remark", gettext("Say why the notice is returned."))
        return chosen


class DecideScopeForm(forms.Form):
    is_member = forms.ChoiceField(
        label=_("What was decided"),
        widget=forms.RadioSelect,
        choices=[("yes", _("It is a member")), ("no", _("It is not a member"))],
    )
    source = forms.CharField(label=_("By which decision"), max_length=300)


class FoundForm(forms.Form):
    valid_from = DayField(label=_("Members from"))


class ModelForm(forms.Form):
    """A rule file, sent or typed."""

    file = forms.FileField(label=_("File"), required=False, help_text=_("YAML, UTF-8."))
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )
    remark = forms.CharField(label=_("What is new in it"), max_length=300, required=False)

    def clean(self) -> dict[str, object]:
        """The text, whichever way it came; of a file its bytes as UTF-8."""
        chosen = super().clean() or {}
        file = chosen.get("file")
        if file is not None:
            chosen["text"] = self._text_of(file)
        if not self.errors and not str(chosen.get("text") or "").strip():
            self.add_error("text", gettext("Choose a file, or write the rules."))
        return chosen

    def _text_of(self, file: object) -> str:
        if file.size > LARGEST:  # type: ignore[attr-defined]
            self.add_error("file", gettext("The file is larger than any rule file needs to be."))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))  # type: ignore[attr-defined]
        except UnicodeDecodeError:
            self.add_error("file", gettext("The text is not UTF-8. Save the file with the encoding UTF-8."))
            return ""


class ChoicesForm(forms.Form):
    """The questions that a rule file leaves open, each with the file's own answer first."""

    def __init__(self, data: Mapping[str, str] | None, *, rules: FeeRules) -> None:
        known = {f"choice_{code}": choice.taken for code, choice in rules.choices.items()}
        given = data or {}
        super().__init__({name: given.get(name) or taken for name, taken in known.items()})
        for code, choice in rules.choices.items():
            self.fields[f"choice_{code}"] = forms.ChoiceField(
                label=choice.question, choices=[(option, option) for option in choice.options]
            )

    def answers(self) -> dict[str, str]:
        """Only those that can be: anything else gives way to the file's own."""
        self.is_valid()
        return {name.removeprefix("choice_"): value for name, value in self.cleaned_data.items()}


class SimulationForm(forms.Form):
    """Two models to compare. Sent by GET."""

    before = forms.ChoiceField(label=_("Model today"))
    after = forms.ChoiceField(label=_("New model"))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, required=False)

    def __init__(self, data: object, *, models: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        listed = list(models)
        for name in ("before", "after"):
            self.fields[name].choices = listed  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What makes fees binding."""

    body = forms.CharField(label=_("Body that decided"), max_length=120)
    decided_on = DayField(label=_("Day of the decision"))
    case_number = forms.CharField(label=_("Case number"), max_length=60)
    text = forms.CharField(label=_("The decision in its own words"), widget=forms.Textarea(attrs={"rows": 5}))
    is_sure = forms.BooleanField(
        label=_("I have looked at the fees. They are frozen and can be corrected by a new decision only.")
    )

    def decision(self) -> Decision:
        chosen = self.cleaned_data
        return Decision(chosen["body"], chosen["decided_on"], chosen["case_number"], chosen["text"])


class SellerForm(forms.Form):
    """What stands on invoices about the association."""

    name = forms.CharField(label=_("Name of the association"), max_length=160)
    organisation_number = forms.CharField(label=_("Organisation number"), max_length=20)
    street = forms.CharField(label=_("Street"), max_length=160)
    postal_code = forms.CharField(label=_("Postal code"), max_length=16)
    city = forms.CharField(label=_("City"), max_length=80)
    country = forms.RegexField(
        label=_("Country"), regex="^[A-Z]{2}$", help_text=_("Two letters, as NO."), initial="NO"
    )
    is_in_company_register = forms.BooleanField(
        label=_("In the Register of Business Enterprises"), required=False
    )
    email = forms.EmailField(label=_("E-mail for questions"), required=False)
    bank_account = forms.CharField(label=_("Bank account"), max_length=40)
    days_to_pay = forms.IntegerField(label=_("Days to pay"), min_value=0, max_value=365, initial=30)
    vat_reason = forms.CharField(
        label=_("Why no VAT is charged"),
        max_length=200,
        help_text=_("Stands on every invoice. Ask your accountant."),
    )
    first_number = forms.IntegerField(
        label=_("First invoice number"),
        min_value=1,
        max_value=900_000_000,
        initial=1,
        help_text=_("Numbers follow one another from here; it matters before the first invoice only."),
    )
    receivable_account = forms.CharField(label=_("Account for what is owed"), max_length=16, required=False)
    income_account = forms.CharField(label=_("Account for income"), max_length=16, required=False)

    def clean(self) -> dict[str, object]:
        chosen = super().clean() or {}
        number = str(chosen.get("organisation_number", "")).replace(" ", "")
        chosen["organisation_number"] = number
        if number and not is_number(text=number, country=str(chosen.get("country", ""))):
            told = gettext("This is no organisation number: its last digit does not check the others.")
            self.add_error("organisation_number", told)
        return chosen

    def seller(self) -> SellerRecord:
        return SellerRecord(**{field.name: self.cleaned_data[field.name] for field in fields(SellerRecord)})


class BuyersForm(forms.Form):
    file = forms.FileField(label=_("List of addresses"), help_text=_("CSV, UTF-8."))

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_LIST:
            raise forms.ValidationError(gettext("The list is larger than any list of members."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            told = gettext("The text is not UTF-8. Save the file with the encoding UTF-8.")
            raise forms.ValidationError(told) from None


class IssueForm(forms.Form):
    issued_on = DayField(label=_("Date of the invoices"))
    due_on = DayField(label=_("To be paid by"))

    def clean(self) -> dict[str, object]:
        chosen = super().clean() or {}
        first, last = chosen.get("issued_on"), chosen.get("due_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("due_on", gettext("The last day to pay lies before the date of the invoices."))
        return chosen


class PaidForm(forms.Form):
    on = DayField(label=_("Paid on"))


class InvoicesForm(forms.Form):
    """Which invoices to show. Sent by GET."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Member"), required=False, max_length=80)

    def __init__(self, data: object, *, years: Iterable[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        words = {
            InvoiceState.ISSUED: _("Issued"),
            InvoiceState.SENT: _("Sent"),
            InvoiceState.PAID: _("Paid"),
        }
        listed = [("", _("All years")), *((str(year), str(year)) for year in years)]
        self.fields["year"].choices = listed  # type: ignore[attr-defined]
        states = [("", _("All states")), *((state.value, words[state]) for state in InvoiceState)]
        self.fields["state"].choices = states  # type: ignore[attr-defined]
