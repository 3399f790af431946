# SPDX-License-Identifier: EUPL-1.2
"""Asking for advice, and answering: each thing to think of by itself, and nothing added up."""

from collections.abc import Iterable, Iterator, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.tools.ethics.pages.advice import ADVISED, WEIGHTS
from samband.tools.ethics.rules.advice import AdviceRecord, Advised, Weighed, Weight


class AskForm(forms.Form):
    """What somebody wants to know about a person and an item."""

    question = forms.CharField(
        label=_("Your question"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What should the adviser know or look at? The finding goes along by itself."),
    )  # fmt: skip
    to_association = forms.BooleanField(
        label=_("Let the association answer too, without names"), required=False,
        help_text=_(
            "It sees the rule, the kind of case and of tie, and your question with known names hidden. "
            "Write nothing there that tells who it is."
        ),
    )  # fmt: skip


class AdviceForm(forms.Form):
    """factors: code -> the question that the law asks."""

    answer = forms.CharField(
        label=_("Your answer"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    advised = forms.ChoiceField(
        label=_("What you advise for this person and item"), required=False,
        choices=[("", _("As the program found")), *((one.value, ADVISED[one]) for one in Advised)],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why you say something else"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you differ from the program. What it found stays beside it."),
    )  # fmt: skip

    def __init__(
        self, data: object = None, *, factors: Mapping[str, str], record: AdviceRecord, draft: str
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.factors = factors
        self.initial["answer"] = record.answer or draft
        for code, words in factors.items():
            kept = record.weighed.get(code)
            choices = [("", _("Not looked at yet")), *((one.value, WEIGHTS[one]) for one in Weight)]
            self.fields[f"w_{code}"] = forms.ChoiceField(
                label=words, choices=choices, required=False, initial=kept.weight if kept else ""
            )
            self.fields[f"n_{code}"] = forms.CharField(
                label=_("Note"), required=False, max_length=300, initial=kept.note if kept else ""
            )

    def checklist(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for code in self.factors:
            yield self[f"w_{code}"], self[f"n_{code}"]

    def weighed(self) -> Mapping[str, Weighed]:
        return dict(self._weighed(self.factors))

    def _weighed(self, codes: Iterable[str]) -> Iterator[tuple[str, Weighed]]:
        for code in codes:
            weight, note = self.cleaned_data[f"w_{code}"], self.cleaned_data[f"n_{code}"]
            if weight or note:
                yield code, Weighed(Weight(weight or Weight.NOT_KNOWN), note)
