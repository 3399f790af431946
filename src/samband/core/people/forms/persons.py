# SPDX-License-Identifier: EUPL-1.2
"""What is held about somebody."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.people.analysis.dates import is_date
from samband.core.people.operations import Correction, NewPerson
from samband.core.people.pages.words import GENDERS
from samband.core.people.rules import Gender, PersonRecord, PrivateRecord


class _PersonFields(forms.Form):
    """What is held about somebody. Private data is for those who need it."""

    name = forms.CharField(label=_("Name"), max_length=300)
    gender = forms.ChoiceField(
        label=_("Gender as declared"), help_text=_("As the person or the source says. Never guess it.")
    )
    birth_date = forms.CharField(
        label=_("Date or year of birth"),
        max_length=10,
        required=False,
        help_text=_("1970, 1970-05 or 1970-05-17. It tells people of the same name apart."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    address = forms.CharField(label=_("Postal address"), max_length=400, required=False)
    language = forms.CharField(label=_("Language"), max_length=10, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["gender"].choices = [(one.value, words) for one, words in GENDERS.items()]  # type: ignore[attr-defined]

    def clean_birth_date(self) -> str:
        text = str(self.cleaned_data["birth_date"]).strip()
        if text and not is_date(text):
            words = gettext("“%(text)s” is no date. Write 1970, 1970-05 or 1970-05-17.")
            raise forms.ValidationError(words % {"text": text})
        return text


class NewPersonForm(_PersonFields):
    """Somebody who is not in the register yet."""

    def person(self) -> NewPerson:
        chosen = {name: self.cleaned_data[name] for name in self.fields if name != "gender"}
        return NewPerson(**chosen, gender=Gender(self.cleaned_data["gender"]))


class PersonForm(_PersonFields):
    """Corrections of what is held."""

    @staticmethod
    def initial_of(*, person: PersonRecord, private: PrivateRecord) -> dict[str, str]:
        names = ("birth_date", "email", "phone", "address", "language")
        return {"name": person.name, "gender": person.gender} | {n: getattr(private, n) for n in names}

    def correction(self) -> Correction:
        chosen = {name: self.cleaned_data[name] for name in self.fields if name != "gender"}
        return Correction(**chosen, gender=Gender(self.cleaned_data["gender"]))
