# SPDX-License-Identifier: EUPL-1.2
"""What an operation or a file refuses, told in the form that was sent."""

from django.forms import BaseForm
from django.utils.translation import gettext

from samband.engines.files import Unreadable
from samband.tools.ethics.operations import Refused


def add_refusal(*, form: BaseForm, refused: Refused) -> None:
    """At its field; above the form when it has no such field, so that no refusal is ever an error of ours."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def add_file_faults(*, form: BaseForm, refused: Unreadable, field: str = "file") -> None:
    """Each fault of what was sent in a file or as text, at the field where it was sent."""
    for fault in refused.faults:
        form.add_error(field, fault.words(gettext))
