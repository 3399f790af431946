# SPDX-License-Identifier: EUPL-1.2
"""Who wants no messages: one address looked up at a time, for there is no list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.notices import operations, queries
from samband.core.notices.forms import LiftForm, LookForm, NoteForm
from samband.core.notices.pages import ways, wish_line
from samband.core.notices.rules import LIFT_BLOCKS, Channel, LiftReason


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: ActorRequest) -> HttpResponse:
    """Posting looks an address up; it changes nothing."""
    require(actor=request.actor, permission=LIFT_BLOCKS)
    form = LookForm(request.POST) if request.method == "POST" else LookForm()
    address = form.cleaned_data["address"] if form.is_bound and form.is_valid() else ""
    return _page(request, form, address)


@signed_in
@require_POST
def note(request: ActorRequest) -> HttpResponse:
    """Somebody has told the association that they want none."""
    require(actor=request.actor, permission=LIFT_BLOCKS)
    form = NoteForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        operations.block_address(
            channel=Channel(given["channel"]), address=given["address"], by=request.actor, at=timezone.now()
        )
        messages.success(
            request, gettext("It is noted. Nothing more is sent that way, in any questionnaire.")
        )
    return redirect("notices:wishes")


@signed_in
@require_POST
def lift(request: ActorRequest) -> HttpResponse:
    """Somebody wants messages again."""
    require(actor=request.actor, permission=LIFT_BLOCKS)
    channel = request.POST.get("channel", "")
    form = LiftForm(request.POST, auto_id=f"id_{channel}_%s")
    if form.is_valid():
        given = form.cleaned_data
        operations.unblock_address(
            channel=Channel(given["channel"]), address=given["address"], reason=LiftReason(given["reason"]),
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, gettext("It is lifted. Messages may be sent that way again."))
        return redirect("notices:wishes")
    address = request.POST.get("address", "")
    return _page(request, LookForm({"address": address}), address, refused=form)


def _page(
    request: ActorRequest, form: LookForm, address: str, *, refused: LiftForm | None = None
) -> HttpResponse:
    found = queries.wishes(actor=request.actor, address=address) if address else ()
    if form.is_bound and form.is_valid() and not found:
        words = gettext(
            "This is neither an e-mail address nor a telephone number. Begin a number of another country "
            "with +."
        )
        form.add_error("address", words)
    meant = refused.data.get("channel") if refused else ""
    context = {
        "form": form,
        "refused": refused,
        "address": address,
        "lines": [
            wish_line(wish=one, address=address, refused=refused if one.channel == meant else None)
            for one in found
        ],
        "counts": [(ways()[way], number) for way, number in queries.wish_counts(actor=request.actor).items()],
    }
    is_refused = refused is not None or bool(form.errors)
    return render(request, "notices/wishes.html", context, status=400 if is_refused else 200)
