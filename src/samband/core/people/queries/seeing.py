# SPDX-License-Identifier: EUPL-1.2
"""Which offices a reader may know of: the public ones, and more for the association and the own authority."""

from datetime import date

from django.db.models import Q, QuerySet

from samband.core.access.rules import Actor, may
from samband.core.people import models
from samband.core.people.card import READ_PRIVATE


def visible_to(*, actor: Actor) -> Q:
    """A condition on offices."""
    if may(actor=actor, permission=READ_PRIVATE):
        return Q()
    return Q(is_public=True) | Q(authority__in=own_authorities(actor=actor)) if actor.authorities else PUBLIC


PUBLIC = Q(is_public=True)


def own_authorities(*, actor: Actor) -> list[str]:
    """Codes of the authorities whose people this reader may know more of."""
    return [
        code
        for code in sorted(actor.authorities)
        if may(actor=actor, permission=READ_PRIVATE, authority=code)
    ]


def held_on(*, on: date) -> Q:
    """A condition on anything with valid_from and valid_to."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def held_from(*, on: date) -> Q:
    """Held on the day or later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def may_read_private(*, actor: Actor, person: int, on: date) -> bool:
    """For the association, for those who serve an authority in which the person holds office, for oneself."""
    if may(actor=actor, permission=READ_PRIVATE):
        return True
    own = own_authorities(actor=actor)
    offices = models.Office.objects.filter(held_from(on=on), person_id=person, authority__in=own)
    return bool(own and offices.exists()) or is_oneself(actor=actor, person=person)


def may_take_in(*, actor: Actor, person: int, on: date) -> bool:
    """Whether the actor may give the person an office: never where that would open what another holds.

    An office lets those who serve the authority read how to reach its holder. So an authority takes in whom
    it knows: who holds office there, or held it there and holds none elsewhere. The association takes in all.
    """
    if may_read_private(actor=actor, person=person, on=on):
        return True
    offices = models.Office.objects.filter(person_id=person)
    there = Q(authority__in=own_authorities(actor=actor))
    return offices.filter(there).exists() and not offices.filter(held_from(on=on)).exclude(there).exists()


def is_oneself(*, actor: Actor, person: int) -> bool:
    """The reader has an account that belongs to this person."""
    found = models.Person.objects.filter(pk=person, account=actor.reference)
    return actor.is_signed_in and found.exists()


def offices_for(*, actor: Actor) -> QuerySet[models.Office]:
    """The offices this reader may know of."""
    return models.Office.objects.filter(visible_to(actor=actor))
