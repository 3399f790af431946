# SPDX-License-Identifier: EUPL-1.2
"""The public register: by name, organisation, body and day. Who looks is not asked."""

from datetime import date, datetime

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from samband.core.access.rules import may
from samband.core.access.views import ActorRequest
from samband.core.members.forms import EARLIEST, LATEST
from samband.core.members.views import csv_attachment
from samband.tools.ethics import queries
from samband.tools.ethics.analysis.owner_tree import is_more_than_whole
from samband.tools.ethics.card import IMPORT, OVERSEE
from samband.tools.ethics.pages import words
from samband.tools.ethics.pages.lines import PUBLIC_HEADER, interest_lines, public_rows
from samband.tools.ethics.pages.meetings import ORGANISATIONS
from samband.tools.ethics.pages.own import policy_note
from samband.tools.ethics.pages.owner_tree import owner_picture
from samband.tools.ethics.pages.register import known_at as known_at_of
from samband.tools.ethics.pages.register import public_lines, search_form, wanted_of
from samband.tools.ethics.queries.ownership import public_ownership
from samband.tools.ethics.views.finding import found


@require_safe
def register(request: ActorRequest) -> HttpResponse:
    """Where the register is not public the page says so, and leads on to what is one's own."""
    today = timezone.localdate()
    policy = queries.policy_on(on=today)
    context: dict[str, object] = {"policy": policy, "note": policy_note(policy=policy), **_ways(request)}
    if policy.is_public:
        form = search_form(given=request.GET, today=today)
        wanted = wanted_of(form=form, today=today)
        page = queries.register(wanted=wanted, page=page_number(request))
        query = {name: request.GET.get(name, "") for name in ("q", "authority", "body", "on", "known")}
        context |= {
            "form": form, "page": page, "lines": public_lines(found=page.lines, policy=policy),
            "on": wanted.on, "is_past": wanted.on != today, "known_on": wanted.known_at, "query": query,
            "string": request.GET.urlencode(),
            "is_searched": any(query.values()),
        }  # fmt: skip
    return render(request, "ethics/register.html", context)


@require_safe
@found
def register_csv(request: ActorRequest) -> HttpResponseBase:
    today = timezone.localdate()
    wanted = wanted_of(form=search_form(given=request.GET, today=today), today=today)
    known_on = timezone.localdate(wanted.known_at) if wanted.known_at else today
    rows = public_rows(lines=queries.whole_register(wanted=wanted), on=wanted.on, known_on=known_on)
    return csv_attachment(header=PUBLIC_HEADER, rows=rows, filename=f"interests-{wanted.on.isoformat()}.csv")


@require_safe
@found
def person(request: ActorRequest, person: int) -> HttpResponse:
    on = _day(request)
    known_at = _known(request)
    known = queries.public_person(person=person, on=on, known_at=known_at)
    policy = queries.policy_on(on=timezone.localdate())
    context = {
        "known": known, "on": on, "known_on": known_at, "policy": policy,
        "offices": words.office(held=known.offices),
        "held": interest_lines(found=known.held, policy=policy),
        "before": interest_lines(found=known.before, policy=policy),
    }  # fmt: skip
    return render(request, "ethics/person.html", context)


@require_safe
@found
def organisation(request: ActorRequest, number: int) -> HttpResponse:
    on = _day(request)
    known, held = queries.public_organisation(number=number, on=on, known_at=_known(request))
    owned = public_ownership(number=number, on=on, known_at=_known(request))
    policy = queries.policy_on(on=timezone.localdate())
    context = {
        "known": known, "on": on, "known_on": _known(request), "policy": policy,
        "lines": public_lines(found=held, policy=policy),
        "kind": ORGANISATIONS[known.kind] if known.kind else "",
        "tree": owner_picture(organisation=known, on=on, held=owned),
        "is_more_than_whole": is_more_than_whole(held=owned),
    }  # fmt: skip
    return render(request, "ethics/organisation.html", context)


def _ways(request: ActorRequest) -> dict[str, object]:
    """Where this reader may go on to."""
    actor = request.actor
    return {
        "may_declare": queries.may_declare(actor=actor),
        "own_member": queries.own_member(actor=actor),
        "may_oversee": may(actor=actor, permission=OVERSEE),
        "may_import": any(
            may(actor=actor, permission=IMPORT, authority=code) for code in ("", *actor.authorities)
        ),
    }


def page_number(request: ActorRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1


def _day(request: ActorRequest) -> date:
    """``?on=``; today when it cannot be read."""
    return day_given(request, "on") or timezone.localdate()


def _known(request: ActorRequest) -> datetime | None:
    """``?known=``: as the register stood at the end of that day; None for now."""
    return known_at_of(day=day_given(request, "known"), today=timezone.localdate())


def day_given(request: ActorRequest, name: str) -> date | None:
    """A day in the address; None when it cannot be read, or nobody can mean it."""
    try:
        day = parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None
