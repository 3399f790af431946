# SPDX-License-Identifier: EUPL-1.2
"""A file of another register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.people.forms.choices import Choices, offer
from samband.core.people.pages.words import BODIES
from samband.core.people.rules import PUBLIC_BODIES


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
