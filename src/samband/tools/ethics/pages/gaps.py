# SPDX-License-Identifier: EUPL-1.2
"""What was not looked at, in words: of a case, and of the people of a meeting."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samband.tools.ethics.analysis.checks import Gap
from samband.tools.ethics.rules import NotChecked

GAPS: Mapping[NotChecked, Promise] = {
    NotChecked.NOBODY_DECIDES: _("Nobody is named who decides."),
    NotChecked.NOT_IN_REGISTER: _("They are not in the register of people, so nothing is known of them:"),
    NotChecked.NO_DECLARATION: _("They have not confirmed any interests, so nothing can be said of them:"),
    NotChecked.STALE: _("They confirmed their interests too long ago:"),
    NotChecked.NO_NUMBER: _("Without a number only the name could be compared:"),
    NotChecked.STRANGE_NUMBER: _("The number is not one of the register of this country:"),
    NotChecked.OWNERS: _("Who owns them is not known here, so nobody behind them was looked at:"),
    NotChecked.UNPLACED: _("Nobody could place these names:"),
}


def gap_lines(*, gaps: Iterable[Gap]) -> tuple[tuple[str, str], ...]:
    """(sentence, names) for each kind of what was not looked at."""
    named: dict[NotChecked, list[str]] = {}
    for one in gaps:
        named.setdefault(one.kind, []).append(one.about)
    return tuple((str(GAPS[kind]), ", ".join(filter(None, named[kind]))) for kind in GAPS if kind in named)
