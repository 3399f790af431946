# SPDX-License-Identifier: EUPL-1.2
"""What an analyst fills in about an address that wants no messages, or wants them again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.notices.rules import Channel, LiftReason

MOST_LETTERS = 320


class LookForm(forms.Form):
    """One address or number to look up. Posted, so that it stands in no address and no log."""

    address = forms.CharField(
        label=_("E-mail address or telephone number"),
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class NoteForm(forms.Form):
    """An address that wants nothing more by one way."""

    address = forms.CharField(max_length=MOST_LETTERS, widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        choices=[(way, way) for way in (Channel.EMAIL, Channel.SMS, Channel.PHONE)], widget=forms.HiddenInput
    )


class LiftForm(NoteForm):
    """An address that may be written to again."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[
            (LiftReason.ASKED_IN_WRITING, _("the person has asked for it in writing")),
            (LiftReason.ASKED_BY_PHONE, _("the person has asked for it on the telephone")),
            (LiftReason.ASKED_IN_PERSON, _("the person has asked for it face to face")),
            (LiftReason.MISTAKE, _("it was noted for the wrong address")),
        ],
        widget=forms.RadioSelect,
    )
