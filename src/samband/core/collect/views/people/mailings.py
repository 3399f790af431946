# SPDX-License-Identifier: EUPL-1.2
"""Letters, mail and text messages to many: planned, sent, called off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.analysis.invitations import Purpose
from samband.core.collect.forms.people import MailingForm
from samband.core.collect.operations import invitations
from samband.core.collect.pages.first_words import first_texts
from samband.core.collect.pages.people import example_texts, mailing_line
from samband.core.collect.queries.mailings import batch_counts, reachable
from samband.core.collect.queries.mailings import mailing as one_mailing
from samband.core.collect.views.people.finding import about, found, origin
from samband.core.notices.rules import Channel


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def add(request: ActorRequest, ask: str) -> HttpResponse:
    asked = about(request, ask)
    purpose = request.GET.get("purpose", Purpose.INVITATION)
    texts = first_texts(
        languages=asked.languages,
        is_reminder=purpose == Purpose.REMINDER,
        has_end=bool(asked.record.closes_at),
    )
    form = MailingForm(
        request.POST or None,
        languages=asked.languages,
        batches=batch_counts(actor=request.actor, ask=ask),
        texts=texts,
        reached=reachable(actor=request.actor, ask=ask),
        initial={
            "on": timezone.localdate(), "channel": request.GET.get("channel", ""), "purpose": purpose,
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            number = invitations.plan_mailing(
                new=_new(request, ask, form), by=request.actor, at=timezone.now()
            )
        except invitations.CannotSend as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("collect:mailing", ask, number)
    context = {"about": asked, "form": form}
    return render(request, "collect/people/add_mailing.html", context, status=400 if form.errors else 200)


def _new(request: ActorRequest, ask: str, form: MailingForm) -> invitations.NewMailing:
    given = form.cleaned_data
    return invitations.NewMailing(
        ask=ask,
        channel=Channel(given["channel"]),
        purpose=Purpose(given["purpose"]),
        texts=form.texts(),
        on=given["on"],
        address=origin(request),
        batches=form.batch_numbers(),
    )


@signed_in
@require_safe
@found
def mailing(request: ActorRequest, ask: str, number: int) -> HttpResponse:
    asked = about(request, ask)
    record = one_mailing(actor=request.actor, ask=ask, mailing_id=number)
    texts = [
        (asked.languages.get(code, code), code, words)
        for code, words in example_texts(mailing=record, asked=asked.record)
    ]
    context = {"about": asked, "line": mailing_line(record=record), "texts": texts}
    return render(request, "collect/people/mailing.html", context)


@signed_in
@require_POST
@found
def send(request: ActorRequest, ask: str, number: int) -> HttpResponse:
    about(request, ask)
    if invitations.send_now(ask=ask, mailing=number, by=request.actor, at=timezone.now()):
        messages.success(request, gettext("It is being sent."))
    else:
        words = gettext(
            "Nothing leaves now: it waits for hours in which one may write to people, or is done."
        )
        messages.info(request, words)
    return redirect("collect:mailing", ask, number)


@signed_in
@require_POST
@found
def letters(request: ActorRequest, ask: str, number: int) -> HttpResponse:
    """The letters as a file. Their links are made now, so it is sent once and kept by no cache."""
    about(request, ask)
    again = request.POST.get("again") == "yes"
    try:
        run = invitations.write_letters(
            ask=ask, mailing=number, again=again, by=request.actor, at=timezone.now()
        )
    except invitations.CannotSend as refusal:
        messages.error(request, str(refusal))
        return redirect("collect:mailing", ask, number)
    name = f'attachment; filename="{ask}-letters.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(run.pdf, content_type="application/pdf", headers=headers)


@signed_in
@require_POST
@found
def call_off(request: ActorRequest, ask: str, number: int) -> HttpResponse:
    about(request, ask)
    invitations.call_off_mailing(ask=ask, mailing=number, by=request.actor, at=timezone.now())
    messages.info(request, gettext("Nothing more of it is sent."))
    return redirect("collect:mailing", ask, number)
