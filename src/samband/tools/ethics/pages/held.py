# SPDX-License-Identifier: EUPL-1.2
"""What the register of interests holds about the person who is looking."""

from django.utils import timezone
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.people.queries import person_of_account
from samband.core.web.card import Holding
from samband.tools.ethics.pages import words
from samband.tools.ethics.queries import own_interests, policy_on
from samband.tools.ethics.queries.records import recorded


def holdings(*, actor: Actor) -> tuple[Holding, ...]:
    """Every interest that stands in the record; nothing when there is none."""
    own = person_of_account(account=actor.reference) if actor.is_signed_in else None
    if own is None or not recorded().filter(person_id=own.id).exists():
        return ()
    today = timezone.localdate()
    found = own_interests(actor=actor, on=today)
    months = policy_on(on=today).keep_months
    listed = (*found.held, *found.ended) if found else ()
    return (
        Holding(
            title=gettext("Your interests"),
            why=gettext(
                "So that nobody decides in a case in which they have a stake without others knowing."
            ),
            kept=gettext("%(months)d months after your last office ended") % {"months": months},
            facts=tuple(
                (
                    " – ".join(part for part in (words.title(one=one), words.place(one=one)) if part),
                    f"{words.period(one=one)}; {words.source(one=one)}",
                )
                for one in listed
            ),
        ),
    )
