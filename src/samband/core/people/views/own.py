# SPDX-License-Identifier: EUPL-1.2
"""What we hold about you: to read, to take away, to have erased."""

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from samband.core.access.queries import person_behind
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import attachment
from samband.core.people import operations, queries
from samband.core.people.pages.own import OwnPage, own_json, own_page, own_text


@signed_in
@require_safe
@cache_control(private=True, no_store=True)
def me(request: ActorRequest) -> HttpResponse:
    return render(request, "people/me.html", {"page": _page(request)})


@signed_in
@require_safe
@cache_control(private=True, no_store=True)
def me_file(request: ActorRequest, format: str) -> HttpResponse:  # noqa: A002  it stands in the address
    page, at = _page(request), timezone.now()
    content = own_json(page=page, at=at) if format == "json" else own_text(page=page, at=at)
    return attachment(content=content, filename=f"about-me.{format}")


@signed_in
@require_POST
def ask_erasure(request: ActorRequest) -> HttpResponseRedirect:
    operations.ask_for_erasure(person=_own(request), by=request.actor, at=timezone.now())
    messages.success(request, gettext("The association is asked. You find the answer here."))
    return redirect("people:me")


@signed_in
@require_POST
def lists(request: ActorRequest) -> HttpResponseRedirect:
    """On or off the contact lists."""
    off = request.POST.get("lists") == "off"
    operations.unsubscribe(person=_own(request), is_unsubscribed=off, by=request.actor, at=timezone.now())
    told = gettext("You are off the contact lists.") if off else gettext("You are on the contact lists.")
    messages.success(request, told)
    return redirect("people:me")


def _page(request: ActorRequest) -> OwnPage:
    user = request.user
    assert isinstance(user, AbstractBaseUser)  # noqa: S101  the decorator has seen to it
    return own_page(actor=request.actor, account=person_behind(user=user), at=timezone.now())


def _own(request: ActorRequest) -> int:
    own = queries.person_of_account(account=request.actor.reference)
    if own is None:
        raise Http404
    return own.id
