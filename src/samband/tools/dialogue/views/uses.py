# SPDX-License-Identifier: EUPL-1.2
"""Services used: one by hand, many from a file that is shown before it is loaded."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.engines.files import Unreadable
from samband.tools.dialogue import operations, queries
from samband.tools.dialogue.card import RUN
from samband.tools.dialogue.forms import UseForm, UsesFileForm
from samband.tools.dialogue.views.finding import language, names

FAULTS_SHOWN = 50


@require_GET
@signed_in
def uses(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    return _page(request, _form(None), UsesFileForm())


@signed_in
@require_POST
def record(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN)
    form = _form(request.POST)
    if form.is_valid():
        try:
            operations.record_use(**form.cleaned_data, by=request.actor, at=timezone.now())
        except operations.UnknownMember as refused:
            form.add_error("authority", str(refused))
        else:
            messages.success(request, gettext("Recorded."))
            return redirect("dialogue:uses")
    return _page(request, form, UsesFileForm())


@signed_in
@require_POST
def preview(request: ActorRequest) -> HttpResponse:
    """What a file would add; nothing is loaded yet."""
    require(actor=request.actor, permission=RUN)
    form = UsesFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, _form(None), form)
    file = form.cleaned_data["file"]
    try:
        seen = operations.preview_uses(file=file, filename=file.name, by=request.actor, at=timezone.now())
    except Unreadable as refused:
        for fault in refused.faults:
            form.add_error("file", fault.words(gettext))
        return _page(request, _form(None), form)
    context = {
        "seen": seen,
        "faults": [fault.words(gettext) for fault in seen.faults[:FAULTS_SHOWN]],
        "hidden": max(len(seen.faults) - FAULTS_SHOWN, 0),
    }
    return render(request, "dialogue/preview.html", context)


@signed_in
@require_POST
def confirm(request: ActorRequest) -> HttpResponse:
    try:
        loaded = operations.confirm_uses(
            token=request.POST.get("token", ""), by=request.actor, at=timezone.now()
        )
    except operations.UploadGone as gone:
        messages.error(request, str(gone))
    else:
        text = ngettext("%(n)s row was loaded.", "%(n)s rows were loaded.", loaded)
        messages.success(request, text % {"n": loaded})
    return redirect("dialogue:uses")


def _form(data: QueryDict | None) -> UseForm:
    today = timezone.localdate()
    return UseForm(
        data, areas=queries.service_areas(), language=language(), members=queries.members_on(on=today),
        initial={"used_on": today},
    )  # fmt: skip


def _page(request: ActorRequest, form: UseForm, file_form: UsesFileForm) -> HttpResponse:
    context = {"form": form, "file_form": file_form, "areas": names().items()}
    status = 400 if form.errors or file_form.errors else 200
    return render(request, "dialogue/uses.html", context, status=status)
