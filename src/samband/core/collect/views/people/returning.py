# SPDX-License-Identifier: EUPL-1.2
"""Letters and messages that came back: pasted or in a file, noted, and what to do then."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.forms.people import ReturnedForm
from samband.core.collect.operations import invitations
from samband.core.collect.pages.people import mailing_line
from samband.core.collect.queries.mailings import mailing as one_mailing
from samband.core.collect.views.people.finding import about, found

SHOWN_UNKNOWN = 100


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def returned(request: ActorRequest, ask: str, number: int | None = None) -> HttpResponse:
    """number: of the mailing that came back; without it the last message to each person is meant."""
    asked = about(request, ask)
    record = one_mailing(actor=request.actor, ask=ask, mailing_id=number) if number is not None else None
    form = ReturnedForm(request.POST, request.FILES) if request.method == "POST" else ReturnedForm()
    context = {"about": asked, "form": form, "line": mailing_line(record=record) if record else None}
    if request.method == "POST" and form.is_valid():
        noted = invitations.note_returned(
            ask=ask, text=form.told(), mailing=number, by=request.actor, at=timezone.now()
        )
        context |= {
            "noted": noted, "unknown": noted.unknown[:SHOWN_UNKNOWN],
            "hidden": len(noted.unknown) - SHOWN_UNKNOWN, "form": ReturnedForm(),
        }  # fmt: skip
    return render(request, "collect/people/returned.html", context, status=400 if form.errors else 200)
