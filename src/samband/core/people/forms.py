# SPDX-License-Identifier: EUPL-1.2
"""What a reader or a secretary fills in. Rules live in the operations; forms check that it can be read."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Day
from samband.core.people.analysis.columns import Columns
from samband.core.people.analysis.dates import is_date
from samband.core.people.analysis.entries import WORDS_OF_FIELDS
from samband.core.people.operations import Correction, NewOffice, NewPerson, NewTerm
from samband.core.people.pages.words import BODIES, GENDERS, POSTS
from samband.core.people.queries.turnover import TurnoverRecord
from samband.core.people.rules import (
    PUBLIC_BODIES,
    BodyKind,
    Gender,
    OfficeRecord,
    PersonRecord,
    PostKind,
    PrivateRecord,
    TermRecord,
)
from samband.engines.files import ENCODINGS

COUNTED = (BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COUNTY_MEETING)
NEW = "new"
WORDED = ("office", "gender", "party")
"""Fields whose words in a file may be given another meaning."""
Choices = Iterable[tuple[str, str]]


class SearchForm(forms.Form):
    """Whom to look for. Everything is optional; it is sent by GET."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    authority = forms.ChoiceField(label=_("Municipality or county"), required=False)
    kind = forms.ChoiceField(label=_("Office"), required=False)
    body = forms.ChoiceField(label=_("Kind of body"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    on = forms.DateField(label=_("Held on"), required=False, widget=Day)
    former = forms.BooleanField(label=_("Offices of all times"), required=False)

    def __init__(self, data: object, *, parties: Choices, authorities: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        offer(self, "authority", _("All"), authorities)
        offer(self, "kind", _("All offices"), POSTS.items())
        offer(self, "body", _("All bodies"), BODIES.items())
        offer(self, "party", _("All parties"), parties)


class DayForm(forms.Form):
    """One day."""

    on = forms.DateField(label=_("Day"), required=False, widget=Day)


class ListForm(forms.Form):
    """Whose addresses are wanted. Everything is optional; it is sent by GET."""

    kind = forms.ChoiceField(label=_("Office"), required=False)
    body = forms.ChoiceField(label=_("Kind of body"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    size = forms.ChoiceField(label=_("Size of the municipality"), required=False)
    below = forms.IntegerField(label=_("Fewer inhabitants than"), required=False, min_value=1)
    authority = forms.ChoiceField(label=_("Municipality or county"), required=False)
    on = forms.DateField(label=_("In office on"), required=False, widget=Day)

    def __init__(
        self, data: object, *, authorities: Choices, counties: Choices, sizes: Choices, parties: Choices
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        offer(self, "kind", _("All offices"), POSTS.items())
        offer(self, "body", _("All bodies"), BODIES.items())
        offer(self, "party", _("All parties"), parties)
        offer(self, "county", _("All counties"), counties)
        offer(self, "size", _("All sizes"), sizes)
        offer(self, "authority", _("All"), authorities)


class BalanceForm(forms.Form):
    """What to count, and by what."""

    body = forms.ChoiceField(
        label=_("Body"),
        required=False,
        choices=[(kind.value, BODIES[kind]) for kind in COUNTED],
    )
    kind = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[("", _("All who have a seat")), (PostKind.MAYOR.value, _("Mayors"))],
    )
    by = forms.ChoiceField(
        label=_("By"), required=False, choices=[("county", _("County")), ("size", _("Size"))]
    )


class OfficeForm(forms.Form):
    """An office in a body that the page knows."""

    kind = forms.ChoiceField(label=_("Office"))
    party = forms.ChoiceField(label=_("Party or list"), required=False)
    order = forms.IntegerField(
        label=_("Place on the list of substitutes"), required=False, min_value=1, max_value=999
    )
    term = forms.ChoiceField(label=_("Term"), required=False)
    valid_from = forms.DateField(label=_("First day"), widget=Day)
    last_day = forms.DateField(
        label=_("Last day"), widget=Day, required=False, help_text=_("Leave it empty when it is not known.")
    )

    def __init__(self, *args: object, parties: Choices, terms: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = [(one.value, words) for one, words in POSTS.items()]  # type: ignore[attr-defined]
        offer(self, "party", _("None"), parties)
        offer(self, "term", _("None"), terms)

    def office(self, *, body: str, post_name: str = "") -> NewOffice:
        chosen = self.cleaned_data
        return NewOffice(
            body=body,
            kind=PostKind(chosen["kind"]),
            valid_from=chosen["valid_from"],
            valid_to=after(chosen["last_day"]),
            party=chosen["party"],
            term=chosen["term"],
            order=chosen["order"],
            post_name=post_name,
        )


class NewOfficeForm(OfficeForm):
    """An office of somebody who is in the register; the body is chosen."""

    body = forms.ChoiceField(label=_("Body"))
    field_order = ("body", "kind", "party", "order", "term", "valid_from", "last_day")

    def __init__(
        self, *args: object, bodies: Choices, parties: Choices, terms: Choices, **kwargs: object
    ) -> None:
        super().__init__(*args, parties=parties, terms=terms, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]


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


class TurnoverForm(forms.Form):
    """A file of those elected, and the term they are elected for."""

    authority = forms.ChoiceField(label=_("Whose council"))
    file = forms.FileField(
        label=_("File with those elected"),
        help_text=_(
            "CSV (UTF-8) or Excel (.xlsx), one row for each person and office. Nothing is changed before you "
            "have seen what it would do."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    term = forms.ChoiceField(label=_("Term"))
    name = forms.CharField(
        label=_("Name of a new term"), max_length=60, required=False, help_text=_("For instance 2027–2031.")
    )
    begins = forms.DateField(
        label=_("First day"),
        widget=Day,
        required=False,
        help_text=_(
            "The earlier term ends the day before. Leave it empty for a known term that begins on its day."
        ),
    )
    ends = forms.DateField(label=_("Last day"), widget=Day, required=False)

    def __init__(
        self, *args: object, authorities: Choices, terms: Iterable[TermRecord], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["authority"].choices = list(authorities)  # type: ignore[attr-defined]
        self.terms = {term.code: term for term in terms}
        named = [(code, term.in_language(get_language() or "en")) for code, term in self.terms.items()]
        self.fields["term"].choices = [(NEW, _("A new term")), *named]  # type: ignore[attr-defined]

    def clean(self) -> None:
        chosen = self.cleaned_data
        is_new = chosen.get("term") == NEW
        if is_new and not chosen.get("name"):
            self.add_error("name", gettext("Name the new term, or choose one that is known."))
        if is_new and not chosen.get("begins") and "begins" not in self.errors:
            self.add_error("begins", gettext("Say on which day the new term begins."))
        begins, ends = chosen.get("begins"), chosen.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", gettext("The term ends before it begins. Correct one of the days."))

    def new_term(self) -> NewTerm:
        """A known term stays what it is; its council may begin on another day than the term."""
        chosen = self.cleaned_data
        known = self.terms.get(chosen["term"])
        if known:
            return NewTerm(known.name, known.valid_from, known.valid_to, known.code)
        return NewTerm(chosen["name"], chosen["begins"], after(chosen["ends"]))

    @property
    def first_day(self) -> date:
        """The first day of the new offices."""
        begins: date | None = self.cleaned_data["begins"]
        return begins or self.new_term().valid_from


class PopoloForm(forms.Form):
    """A Popolo file, and where it is from."""

    file = forms.FileField(
        label=_("Popolo file (.json)"),
        help_text=_(
            "As EveryPolitician publishes them. Nothing is changed before you have seen what it holds."
        ),
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )
    source = forms.SlugField(
        label=_("Short name of the source"),
        max_length=60,
        help_text=_(
            "Small letters, digits and hyphens. Loading under the same name corrects what was loaded."
        ),
    )
    kind = forms.ChoiceField(label=_("What its legislature is"))
    authority = forms.ChoiceField(label=_("Whose it is"), required=False)

    def __init__(self, *args: object, authorities: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kinds = [(kind.value, words) for kind, words in BODIES.items() if kind in PUBLIC_BODIES]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        offer(self, "authority", _("No member of ours"), authorities)

    def clean_source(self) -> str:
        return str(self.cleaned_data["source"]).lower().replace("_", "-")


class ColumnsForm(forms.Form):
    """Which column holds what. Choices are the columns of the file."""

    encoding = forms.ChoiceField(label=_("Letters are written as"), choices=list(ENCODINGS.items()))
    words = forms.CharField(
        label=_("Other words"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        required=False,
        help_text=_(
            "One on each line: office: word in the file = code. For instance: office: formann = mayor, or "
            "party: Folkelista = no-a, or gender: kvinneleg = female"
        ),
    )

    def __init__(self, *args: object, record: TurnoverRecord, **kwargs: object) -> None:
        kwargs.setdefault("initial", self._initial(record))
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        columns = [(column, column) for column in record.columns]
        for name, words in WORDS_OF_FIELDS.items():
            self.fields[f"field-{name}"] = forms.ChoiceField(label=gettext(words), required=False)
            offer(self, f"field-{name}", "–", columns)

    @staticmethod
    def _initial(record: TurnoverRecord) -> dict[str, str]:
        lines = [
            f"{name}: {word} = {code}"
            for name, to in record.mapping.words.items()
            for word, code in to.items()
        ]
        chosen = {f"field-{name}": column for name, column in record.mapping.columns.items()}
        return {"encoding": record.encoding, "words": "\n".join(lines), **chosen}

    def clean_words(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for number, line in enumerate(str(self.cleaned_data["words"]).splitlines(), start=1):
            if line.strip():
                name, word, code = _word(number, line)
                found.setdefault(name, {})[word] = code
        return found

    def columns(self) -> Columns:
        chosen = {name: self.cleaned_data[f"field-{name}"] for name in WORDS_OF_FIELDS}
        return Columns(
            {name: column for name, column in chosen.items() if column}, self.cleaned_data["words"]
        )


def _word(number: int, line: str) -> tuple[str, str, str]:
    name, colon, rest = line.partition(":")
    word, equals, code = rest.rpartition("=")
    parts = (name.strip(), word.strip(), code.strip())
    if not (colon and equals and all(parts)) or parts[0] not in WORDED:
        text = gettext("Line %(line)d cannot be read. Write it as: office: word in the file = code")
        raise forms.ValidationError(text % {"line": number})
    return parts


class EndForm(forms.Form):
    """The last day of an office."""

    last_day = forms.DateField(label=_("Last day"), widget=Day)

    @property
    def on(self) -> date:
        """The first day on which the office is no longer held."""
        day = after(self.cleaned_data["last_day"])
        assert day is not None  # noqa: S101  the field is required
        return day


def initial_of_office(*, office: OfficeRecord) -> dict[str, object]:
    return {
        "kind": office.kind,
        "party": office.party.code if office.party else "",
        "order": office.order,
        "term": office.term.code if office.term else "",
        "valid_from": office.valid_from,
        "last_day": date.fromordinal(office.valid_to.toordinal() - 1) if office.valid_to else None,
    }


def after(last_day: date | None) -> date | None:
    """People write the last day; the register keeps the day after it."""
    return date.fromordinal(last_day.toordinal() + 1) if last_day else None


def offer(form: forms.Form, name: str, none: object, choices: Iterable[tuple[object, object]]) -> None:
    """Give a field its choices, with one for none of them first."""
    named = [(str(value), words) for value, words in choices]
    form.fields[name].choices = [("", none), *named]  # type: ignore[attr-defined]
