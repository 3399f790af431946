# SPDX-License-Identifier: EUPL-1.2
"""A file of those elected, and which of its columns holds what."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.core.people.analysis.columns import Columns
from samband.core.people.analysis.entries import WORDS_OF_FIELDS
from samband.core.people.forms.choices import Choices, after, offer
from samband.core.people.operations import NewTerm
from samband.core.people.queries.turnover import TurnoverRecord
from samband.core.people.rules import TermRecord
from samband.engines.files import ENCODINGS

NEW = "new"
WORDED = ("office", "gender", "party")
"""Fields whose words in a file may be given another meaning."""


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
    begins = DayField(
        label=_("First day"),
        required=False,
        help_text=_(
            "The earlier term ends the day before. Leave it empty for a known term that begins on its day."
        ),
    )
    ends = DayField(label=_("Last day"), required=False)

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
