# SPDX-License-Identifier: EUPL-1.2
"""Contact lists, and the balance of women and men: on pages and as files."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import attachment
from samband.core.people import queries
from samband.core.people.pages.balance import balance_csv
from samband.core.people.pages.country import country_csv, country_page
from samband.core.people.pages.lists import (
    SHOWN,
    asked_for,
    list_as_csv,
    list_as_xlsx,
    list_form,
    lists_page,
)
from samband.core.people.queries.lists import contact_list, contact_list_with_addresses, lists_everybody
from samband.core.people.rules import PostKind
from samband.core.people.views.finding import found


@signed_in
@require_safe
def contacts(request: ActorRequest) -> HttpResponse:
    """Who would be on the list; ``?show=addresses`` shows the addresses, which is noted."""
    today = timezone.localdate()
    form = list_form(actor=request.actor, wanted=request.GET, today=today)
    asked, on = asked_for(form=form), _day(form, today)
    is_asked = asked.is_anything or not lists_everybody(actor=request.actor)
    if request.GET.get("show") == "addresses" and is_asked:
        made = contact_list_with_addresses(
            actor=request.actor, wanted=asked, on=on, at=timezone.now(), form="page", limit=SHOWN
        )
    else:
        made = contact_list(actor=request.actor, wanted=asked, on=on, limit=SHOWN)
    query = request.GET.copy()
    query.pop("show", None)
    page = lists_page(form=form, made=made if is_asked else None, on=on, query=query.urlencode())
    return render(request, "people/lists.html", {"page": page})


@signed_in
@require_safe
def contacts_file(request: ActorRequest, format: str) -> HttpResponse:  # noqa: A002  it stands in the address
    """The list as a file. That it was made, by whom and of whom, is noted."""
    today = timezone.localdate()
    form = list_form(actor=request.actor, wanted=request.GET, today=today)
    asked = asked_for(form=form)
    if not asked.is_anything and lists_everybody(actor=request.actor):
        raise Http404
    made = contact_list_with_addresses(
        actor=request.actor, wanted=asked, on=_day(form, today), at=timezone.now(), form=format
    )
    if format == "csv":
        return attachment(content=list_as_csv(made=made), filename="contacts.csv")
    return attachment(content=list_as_xlsx(made=made), filename="contacts.xlsx")


@require_safe
def balance(request: ActorRequest) -> HttpResponse:
    page = country_page(wanted=request.GET, today=timezone.localdate())
    return render(request, "people/balance.html", {"page": page, "query": request.GET.urlencode()})


@require_safe
def balance_file(request: ActorRequest) -> HttpResponse:
    content = country_csv(wanted=request.GET, today=timezone.localdate())
    return attachment(content=content, filename="women-and-men.csv")


@require_safe
@found
def body_balance(request: ActorRequest, code: str) -> HttpResponse:
    """Every change in one body."""
    kind = PostKind.MAYOR if request.GET.get("kind") == "mayor" else None
    spells = queries.balance_of_body(actor=request.actor, body=code, kind=kind)
    return attachment(content=balance_csv(spells=spells), filename="women-and-men.csv")


def _day(form: object, today: date) -> date:
    chosen = getattr(form, "cleaned_data", {})
    return chosen.get("on") or today
