# SPDX-License-Identifier: EUPL-1.2
"""What this area holds about whoever is looking."""

from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.follow_up import queries
from samband.core.web.card import Holding


def holdings(*, actor: Actor) -> tuple[Holding, ...]:
    """The goals that name the person as responsible; none for most people."""
    titles = queries.owned_titles(actor=actor)
    if not titles:
        return ()
    return (
        Holding(
            title=gettext("Goals you are responsible for"),
            why=gettext("So that everybody in your municipality knows whom to ask."),
            kept=gettext("As long as the goal is kept, or until it names somebody else."),
            facts=tuple((gettext("Goal"), title) for title in titles),
        ),
    )
