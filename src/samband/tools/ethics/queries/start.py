# SPDX-License-Identifier: EUPL-1.2
"""What waits for somebody on the start page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from samband.core.access.rules import Actor, may
from samband.core.people.queries import person_of_account
from samband.core.web.card import WaitingItem
from samband.tools.ethics.card import CHECK, RECONCILE
from samband.tools.ethics.queries.advice import open_for
from samband.tools.ethics.queries.cases import news_in
from samband.tools.ethics.queries.members import Todo, reconciliation
from samband.tools.ethics.queries.own import interests_of_person, may_declare
from samband.tools.ethics.queries.own_meetings import questions
from samband.tools.ethics.rules import Freshness


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """One's own list when it is old or was never confirmed; who is silent in the member one serves."""
    return (*_own(actor), *_members(actor), *_cases(actor), *_advice(actor))


def _own(actor: Actor) -> Iterator[WaitingItem]:
    person = person_of_account(account=actor.reference) if actor.is_signed_in else None
    if person is None or not may_declare(actor=actor):
        return
    found = interests_of_person(person=person.id, on=timezone.localdate())
    if found.freshness is not Freshness.FRESH:
        yield WaitingItem(
            gettext("Confirm your interests"), reverse("ethics:mine"), found.due, gettext("Interests")
        )
    for day, body in questions(person=person.id, on=timezone.localdate()):
        text = gettext("May you take part? %(body)s") % {"body": body}
        yield WaitingItem(text, reverse("ethics:own_meetings"), day, gettext("Interests"))


def _members(actor: Actor) -> Iterator[WaitingItem]:
    today = timezone.localdate()
    for code in sorted(actor.authorities):
        if not may(actor=actor, permission=RECONCILE, authority=code):
            continue
        found = reconciliation(actor=actor, authority=code, on=today)
        if number := sum(found.number(one) for one in (Todo.NEW, Todo.SILENT, Todo.STALE)):
            text = ngettext(
                "%(n)s elected person has not confirmed interests",
                "%(n)s elected persons have not confirmed interests",
                number,
            )
            yield WaitingItem(
                text % {"n": number}, reverse("ethics:member", args=[code]), None, gettext("Interests")
            )


def _cases(actor: Actor) -> Iterator[WaitingItem]:
    """Open cases in which something else came out at night."""
    served = [code for code in actor.authorities if may(actor=actor, permission=CHECK, authority=code)]
    for number, reference, day in news_in(authorities=served):
        text = gettext("Something else comes out in case %(reference)s") % {"reference": reference}
        yield WaitingItem(text, reverse("ethics:case_result", args=[number]), day, gettext("Interests"))


def _advice(actor: Actor) -> Iterator[WaitingItem]:
    """Questions to the ethics adviser whom the reader may answer for."""
    number, day = open_for(actor=actor, on=timezone.localdate())
    if number:
        text = ngettext(
            "%(n)s question to the ethics adviser", "%(n)s questions to the ethics adviser", number
        )
        yield WaitingItem(text % {"n": number}, reverse("ethics:advice"), day, gettext("Interests"))
