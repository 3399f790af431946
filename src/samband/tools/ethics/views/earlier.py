# SPDX-License-Identifier: EUPL-1.2
"""A list as it stood on an earlier day, whole: for the person, and for who serves the council there."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.people.queries import person as person_by_number
from samband.tools.ethics.pages.own import interests_page
from samband.tools.ethics.queries import Interests
from samband.tools.ethics.queries.administration import policy_about
from samband.tools.ethics.queries.own import earlier_of, own_earlier
from samband.tools.ethics.views.finding import found
from samband.tools.ethics.views.register import day_given


@signed_in
@require_safe
def mine_earlier(request: ActorRequest) -> HttpResponse:
    on = _day(request)
    known = own_earlier(actor=request.actor, known_on=on)
    if known is None:
        raise Http404
    return _page(request, known, on)


@signed_in
@require_safe
@found
def person_earlier(request: ActorRequest, code: str, person: int) -> HttpResponse:
    """That it was read is noted."""
    on = _day(request)
    known = earlier_of(actor=request.actor, authority=code, person=person, known_on=on, at=timezone.now())
    about = {"code": code, "person": person_by_number(actor=request.actor, person=person)}
    return _page(request, known, on, **about)


def _day(request: ActorRequest) -> date:
    """``?known=``, today at the latest and when it cannot be read."""
    today = timezone.localdate()
    return min(day_given(request, "known") or today, today)


def _page(request: ActorRequest, known: Interests, on: date, **about: object) -> HttpResponse:
    policy = policy_about(person=known.person, on=timezone.localdate())
    context = {"page": interests_page(found=known, policy=policy), "known_on": on, **about}
    return render(request, "ethics/earlier.html", context)
