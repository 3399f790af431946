# SPDX-License-Identifier: EUPL-1.2
"""A file of people: uploaded, seen with all its faults, drawn from."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.analysis.invitations import FrameState
from samband.core.collect.forms.people import ColumnsForm, DrawForm, FrameForm
from samband.core.collect.operations import frames
from samband.core.collect.pages.people import SizeLine, size_lines
from samband.core.collect.queries.frames import sample_frame
from samband.core.collect.views.people.finding import about, found

SHOWN_FAULTS = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def add(request: ActorRequest, ask: str) -> HttpResponse:
    asked = about(request, ask)
    form = FrameForm(request.POST or None, request.FILES or None, groups=list(asked.groups.items()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        record = frames.preview_frame(
            ask=ask, group=form.cleaned_data["group"], file=cast(BinaryIO, file.file), filename=file.name,
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return redirect("collect:frame", ask, record.id)
    context = {"about": asked, "form": form}
    return render(request, "collect/people/add_frame.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def frame(request: ActorRequest, ask: str, number: int) -> HttpResponse:
    """What is in a file, and the draw. Posting draws, or tells how many it would be."""
    asked = about(request, ask)
    record = sample_frame(actor=request.actor, ask=ask, frame_id=number)
    is_open = record.state is FrameState.PREVIEWED
    form = DrawForm(request.POST or None, frame=record) if is_open and record.people else None
    sizes: tuple[SizeLine, ...] = ()
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            if "look" not in request.POST:
                return _draw(request, ask, number, form)
            would = frames.would_draw(frame_id=number, wish=form.wish(), by=request.actor)
            sizes = size_lines(sizes=would, people=record.by_unit)
        except (frames.NotDrawn, frames.FrameHasEnded) as refusal:
            form.add_error(None, str(refusal))
    groups = list(asked.groups.items())
    context = {
        "about": asked,
        "frame": record,
        "group": asked.groups.get(record.group, record.group),
        "faults": [fault.words(gettext) for fault in record.faults[:SHOWN_FAULTS]],
        "hidden": record.fault_count - min(len(record.faults), SHOWN_FAULTS),
        "by_unit": [(asked.unit(unit), people) for unit, people in sorted(record.by_unit.items())],
        "drawn": [
            (asked.unit(unit), people, drawn)
            for unit, (people, drawn) in sorted(record.draw.get("units", {}).items())
        ],
        "form": form,
        "sizes": [(asked.unit(one.unit), one) for one in sizes],
        "size_of_all": sum(one.drawn for one in sizes),
        "columns": ColumnsForm(frame=record, groups=groups) if is_open and record.columns else None,
        "is_open": is_open,
    }
    status = 400 if form is not None and form.errors else 200
    return render(request, "collect/people/frame.html", context, status=status)


def _draw(request: ActorRequest, ask: str, number: int, form: DrawForm) -> HttpResponse:
    drawn = frames.draw_sample(
        frame_id=number, wish=form.wish(), seed=form.cleaned_data["seed"], by=request.actor, at=timezone.now()
    )
    people = sum(one for _, one in drawn.draw["units"].values())
    words = ngettext("%(number)d person is drawn.", "%(number)d people are drawn.", people)
    messages.success(request, words % {"number": people})
    return redirect("collect:frame", ask, number)


@signed_in
@require_POST
@found
def columns(request: ActorRequest, ask: str, number: int) -> HttpResponse:
    """Read the file again with other columns."""
    asked = about(request, ask)
    record = sample_frame(actor=request.actor, ask=ask, frame_id=number)
    form = ColumnsForm(request.POST, frame=record, groups=list(asked.groups.items()))
    if form.is_valid():
        try:
            frames.recheck_frame(
                frame_id=number, chosen=form.columns(), encoding=form.cleaned_data["encoding"],
                group=form.cleaned_data["group"], by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except frames.FrameHasEnded as refusal:
            messages.error(request, str(refusal))
    return redirect("collect:frame", ask, number)


@signed_in
@require_POST
@found
def discard(request: ActorRequest, ask: str, number: int) -> HttpResponse:
    about(request, ask)
    sample_frame(actor=request.actor, ask=ask, frame_id=number)
    try:
        frames.discard_frame(frame_id=number, by=request.actor, at=timezone.now())
    except frames.FrameHasEnded as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, gettext("The file is discarded. Nobody was drawn from it."))
    return redirect("collect:people", ask)
