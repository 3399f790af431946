# SPDX-License-Identifier: EUPL-1.2
"""What the forms share: moments, limits, words for faults in pasted lists."""

from django import forms
from django.utils.translation import gettext

from samband.tools.congress.analysis.rolls import BadCell

ISO = "%Y-%m-%dT%H:%M"
EARLIEST = 1900
"""A year before it is a slip of the finger."""
LONGEST = 100_000
"""Signs of a pasted list; four hundred members need twenty thousand."""


class Moment(forms.DateTimeInput):
    """The browser's own way to choose a day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=ISO)


def cell_fault(fault: BadCell) -> str:
    """What is wrong in a pasted list, and what to do."""
    words = {
        "member": gettext(
            "Line %(line)s: “%(value)s” is missing or stands twice. Begin each line with one member."
        ),
        "weight": gettext("Line %(line)s: “%(value)s” is not a whole number."),
        "unit": gettext("Line %(line)s: “%(value)s” sends no delegates here. Write its name or number."),
        "name": gettext("Line %(line)s: the name is missing or too long."),
        "twice": gettext("Line %(line)s: “%(value)s” stands twice for the same unit."),
        "substitute": gettext("Line %(line)s: “%(value)s” is neither yes nor no."),
        "gender": gettext("Line %(line)s: the gender is “%(value)s”. Write woman or man."),
        "party": gettext("Line %(line)s: the name of the party is too long."),
        "email": gettext("Line %(line)s: “%(value)s” is not an e-mail address."),
    }[fault.what]
    return words % {"line": fault.line, "value": fault.value}
