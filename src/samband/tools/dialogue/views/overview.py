# SPDX-License-Identifier: EUPL-1.2
"""The association's view: who is heard, what waits, what is silent."""

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from samband.core.access.rules import may
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import csv_attachment
from samband.tools.dialogue import queries
from samband.tools.dialogue.card import RUN, STATE
from samband.tools.dialogue.forms import NEED_STATES
from samband.tools.dialogue.pages import need_rows, start_page
from samband.tools.dialogue.views.finding import member_names, names


@require_GET
@signed_in
def start(request: ActorRequest) -> HttpResponse:
    """The association sees everybody; who speaks for one member goes straight to it."""
    if not may(actor=request.actor, permission=RUN):
        return _own_member(request)
    page = start_page(summary=queries.summary(actor=request.actor, last=timezone.localdate()), names=names())
    return render(request, "dialogue/start.html", {"page": page})


def _own_member(request: ActorRequest) -> HttpResponseRedirect:
    queries.require_reader(actor=request.actor)
    codes = sorted(request.actor.authorities)
    own = next(code for code in codes if may(actor=request.actor, permission=STATE, authority=code))
    return redirect("dialogue:member", own)


@require_GET
@signed_in
def needs(request: ActorRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "") for name in ("area", "state", "authority")}
    number = request.GET.get("page", "1")
    page = queries.needs(actor=request.actor, page=int(number) if number.isdecimal() else 1, **chosen)
    context = {
        "rows": need_rows(needs=page.needs, names=names(), members=member_names()),
        "page": page,
        "chosen": chosen,
        "areas": names().items(),
        "states": NEED_STATES.items(),
    }
    return render(request, "dialogue/needs.html", context)


@require_GET
@signed_in
def needs_csv(request: ActorRequest) -> StreamingHttpResponse:
    """Every need as a table."""
    members = member_names()
    header = (
        "member",
        "name",
        "area",
        "need",
        "text",
        "day",
        "asked_by",
        "channel",
        "state",
        "answer",
        "planned",
    )
    rows = (
        (
            one.authority, members.get(one.authority, ""), one.area, one.title, one.text,
            one.stated_on.isoformat(), one.stated_by, one.channel, one.state, one.answer, one.planned,
        )
        for one in queries.all_needs(actor=request.actor)
    )  # fmt: skip
    return csv_attachment(header=header, rows=rows, filename="needs.csv")


@require_GET
@signed_in
def silent_csv(request: ActorRequest) -> StreamingHttpResponse:
    """Every silent member, longest silence first."""
    summary = queries.summary(actor=request.actor, last=timezone.localdate())
    header = ("member", "name", "inhabitants", "last_heard_of")
    rows = (
        (
            one.member.code,
            one.member.name,
            one.member.population if one.member.population is not None else "",
            one.last.isoformat() if one.last else gettext("never"),
        )
        for one in summary.silent
    )
    return csv_attachment(header=header, rows=rows, filename="silent-members.csv")
