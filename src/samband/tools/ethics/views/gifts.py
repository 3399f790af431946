# SPDX-License-Identifier: EUPL-1.2
"""Registers of gifts and travel, and of work beside the office: public by policy, whole for one's own."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.queries import latest_authority
from samband.core.members.views import csv_attachment
from samband.tools.ethics import queries
from samband.tools.ethics.pages.by_year import (
    HEADER,
    MEMBER_HEADER,
    member_rows,
    wanted_of_year,
    year_form,
    year_rows,
)
from samband.tools.ethics.pages.lines import interest_line
from samband.tools.ethics.pages.own import policy_note
from samband.tools.ethics.pages.register import public_lines
from samband.tools.ethics.queries import by_year
from samband.tools.ethics.rules import InterestKind
from samband.tools.ethics.views.finding import found
from samband.tools.ethics.views.register import page_number


@require_safe
def gifts(request: ActorRequest) -> HttpResponse:
    return _page(request, by_year.GIFTS)


@require_safe
@found
def gifts_csv(request: ActorRequest) -> HttpResponseBase:
    return _file(request, by_year.GIFTS, "gifts")


@require_safe
def employment(request: ActorRequest) -> HttpResponse:
    return _page(request, by_year.WORK)


@require_safe
@found
def employment_csv(request: ActorRequest) -> HttpResponseBase:
    return _file(request, by_year.WORK, "employment")


@signed_in
@require_safe
@found
def member_gifts(request: ActorRequest, code: str) -> HttpResponse:
    """Of the elected of one's own member, also what is not public. That it was read is noted."""
    today, year = timezone.localdate(), _year(request)
    known = by_year.of_member(actor=request.actor, authority=code, year=year, at=timezone.now())
    policy = queries.policy_on(on=today)
    context = {
        "code": code,
        "name": latest_authority(code=code, on=today).name,
        "year": year,
        "years": range(today.year, today.year - 5, -1),
        "lines": [interest_line(one=one, policy=policy) for one in known],
    }
    return render(request, "ethics/member_gifts.html", context)


@signed_in
@require_safe
@found
def member_gifts_csv(request: ActorRequest, code: str) -> HttpResponseBase:
    year = _year(request)
    known = by_year.of_member(actor=request.actor, authority=code, year=year, at=timezone.now())
    rows = member_rows(found=known, today=timezone.localdate())
    return csv_attachment(header=MEMBER_HEADER, rows=rows, filename=f"gifts-and-work-{code}-{year}.csv")


def _page(request: ActorRequest, kinds: frozenset[InterestKind]) -> HttpResponse:
    """Where it is not public the page says so."""
    today = timezone.localdate()
    policy = queries.policy_on(on=today)
    context: dict[str, object] = {
        "policy": policy, "note": policy_note(policy=policy), "is_work": kinds == by_year.WORK,
        "is_shown": by_year.is_shown(kinds=kinds, on=today),
        "may_declare": queries.may_declare(actor=request.actor),
        "own_member": queries.own_member(actor=request.actor),
    }  # fmt: skip
    if context["is_shown"]:
        form = year_form(given=request.GET, kinds=kinds, today=today)
        wanted = wanted_of_year(form=form, kinds=kinds, today=today)
        page = by_year.of_year(wanted=wanted, page=page_number(request))
        query = {name: request.GET.get(name, "") for name in form.fields}
        context |= {
            "form": form, "page": page, "lines": public_lines(found=page.lines, policy=policy),
            "year": wanted.year, "on": wanted.last_day, "known_on": wanted.known_at, "query": query,
            "string": request.GET.urlencode(), "is_searched": any(query.values()),
        }  # fmt: skip
    return render(request, "ethics/by_year.html", context)


def _file(request: ActorRequest, kinds: frozenset[InterestKind], name: str) -> HttpResponseBase:
    today = timezone.localdate()
    form = year_form(given=request.GET, kinds=kinds, today=today)
    wanted = wanted_of_year(form=form, kinds=kinds, today=today)
    known_on = timezone.localdate(wanted.known_at) if wanted.known_at else today
    rows = year_rows(lines=by_year.whole_year(wanted=wanted), on=wanted.last_day, known_on=known_on)
    return csv_attachment(header=HEADER, rows=rows, filename=f"{name}-{wanted.year}.csv")


def _year(request: ActorRequest) -> int:
    """``?year=``; this one when it cannot be read."""
    told, this = request.GET.get("year", ""), timezone.localdate().year
    return int(told) if told.isascii() and told.isdecimal() and this - 50 <= int(told[:5]) <= this else this
