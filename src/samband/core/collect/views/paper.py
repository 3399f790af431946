# SPDX-License-Identifier: EUPL-1.2
"""Sheets of paper: number and print them, key them in twice, settle what differs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, answering_404, signed_in
from samband.core.collect.analysis.paper import Entry, fields_of, read_entry
from samband.core.collect.analysis.sealing import CannotOpen
from samband.core.collect.analysis.validity import validated
from samband.core.collect.forms.paper import BatchForm
from samband.core.collect.operations import paper as operations
from samband.core.collect.operations.intake import NotTaken
from samband.core.collect.pages.languages import name_of
from samband.core.collect.pages.paper import (
    STATE_COLOURS,
    as_typed,
    ask_title,
    key_fields,
    marks_to_print,
    sheet_to_print,
    state_name,
    unlike_lines,
)
from samband.core.collect.queries import AskedForm, NoForm, NoSuchAsk, asked_form
from samband.core.collect.queries import paper as queries
from samband.core.collect.queries.paper import BatchRecord, NoSuchSheet, SheetRecord
from samband.core.collect.rules import SheetState
from samband.engines.instrument import Problem
from samband.engines.questionnaires import to_pdf

READ_AND_SEND = ["GET", "HEAD", "POST"]
found = answering_404(NoSuchAsk, NoSuchSheet, NoForm)


@dataclass(frozen=True, slots=True)
class Desk:
    """A sheet with what is needed to key it in."""

    sheet: SheetRecord
    batch: BatchRecord
    form: AskedForm

    def read(self, typed: Mapping[str, str]) -> Entry:
        fields = fields_of(instrument=self.form.instrument, group=self.batch.group)
        return read_entry(fields=fields, typed=typed, language=self.batch.language)

    def lacking(self, entry: Entry) -> dict[str, Problem]:
        """What keeps the answers from being stored as they are."""
        valid = validated(
            flow=self.form.instrument.flow,
            group=self.batch.group,
            answers=entry.answers,
            today=timezone.localdate(),
        )
        return {lack.problem.question: lack.problem for lack in valid.lacking}


@signed_in
@require_http_methods(READ_AND_SEND)
@found
def paper(request: ActorRequest, ask: str) -> HttpResponse:
    """All batches, and the form for new sheets."""
    places = queries.paper_places(actor=request.actor, ask=ask)
    words = places.form.instrument.in_language(get_language() or "en")
    groups = {code: words.groups.get(code, code) for code in places.form.instrument.groups}
    languages = {code: name_of(language=code) for code in places.form.languages}
    form = BatchForm(
        request.POST if request.method == "POST" else None,
        units=places.units,
        groups=groups,
        languages=languages,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make_sheets(ask=ask, **form.cleaned_data, by=request.actor, at=timezone.now())
            return redirect("collect:paper_batch", made.id)
        except operations.SheetNotTaken as refusal:
            form.add_error(None, str(refusal))
    lines = [(one, groups.get(one.group, one.group)) for one in queries.batches(actor=request.actor, ask=ask)]
    context = {"form": form, "lines": lines, "title": _title(places.form)}
    return render(request, "collect/paper/batches.html", context, status=400 if form.errors else 200)


@signed_in
@require_safe
@found
def batch(request: ActorRequest, number: int) -> HttpResponse:
    record = queries.batch(actor=request.actor, batch=number)
    form = asked_form(ask=record.ask)
    sheets = queries.sheets(actor=request.actor, batch=number)
    context = {
        "batch": record,
        "title": _title(form),
        "lines": [(one, state_name(one.state), STATE_COLOURS[one.state]) for one in sheets],
        "first": record.counts.get(SheetState.WAITING, 0),
        "second": record.counts.get(SheetState.ONCE, 0),
        "stored": record.counts.get(SheetState.STORED, 0),
    }
    return render(request, "collect/paper/batch.html", context)


@signed_in
@require_safe
@found
def batch_file(request: ActorRequest, number: int) -> HttpResponse:
    """All sheets of a batch, each with its number on every page."""
    record = queries.batch(actor=request.actor, batch=number)
    sheet = sheet_to_print(form=asked_form(ask=record.ask), batch=record)
    serials = [one.serial for one in queries.sheets(actor=request.actor, batch=number)]
    pdf = to_pdf(sheet=sheet, stamp=timezone.now(), marks=marks_to_print(serials=serials))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{record.ask}-{record.number:02}.pdf"'
    return response


@signed_in
@require_safe
@found
def next_sheet(request: ActorRequest, number: int, turn: str) -> HttpResponse:
    """The next sheet to key in for the first or the second time; back to the batch when there is none."""
    following = queries.next_sheet(actor=request.actor, batch=number, is_second=turn == "second")
    if following is None:
        messages.success(request, gettext("All sheets of this batch are keyed in as far as they can be."))
        return redirect("collect:paper_batch", number)
    return redirect("collect:paper_key", following.id)


@signed_in
@require_http_methods(READ_AND_SEND)
@never_cache
@found
def key(request: ActorRequest, number: int) -> HttpResponse:
    """All questions of one sheet. What the first entry says is not shown to the second."""
    desk = _desk(request, number)
    if desk.sheet.state not in {SheetState.WAITING, SheetState.ONCE}:
        return redirect("collect:paper_batch", desk.batch.id)
    typed = _typed(request)
    entry = desk.read(typed)
    if request.method == "POST" and not entry.problems:
        return _keyed(request, desk, entry)
    problems = entry.problems if request.method == "POST" else {}
    context = {
        **_around(desk),
        "fields": key_fields(form=desk.form, batch=desk.batch, typed=typed, problems=problems),
        "is_second": desk.sheet.state is SheetState.ONCE,
        "turn": "second" if desk.sheet.state is SheetState.ONCE else "first",
    }
    return render(request, "collect/paper/key.html", context, status=400 if problems else 200)


def _keyed(request: ActorRequest, desk: Desk, entry: Entry) -> HttpResponse:
    is_second = desk.sheet.state is SheetState.ONCE
    try:
        done = operations.key_sheet(
            sheet=desk.sheet.id, answers=entry.answers, by=request.actor, at=timezone.now()
        )
    except operations.SheetNotTaken as refusal:
        messages.error(request, str(refusal))
        return redirect("collect:paper_batch", desk.batch.id)
    except NotTaken as refusal:
        messages.error(request, refusal.words)
        return redirect("collect:paper_key", desk.sheet.id)
    if done.state is SheetState.UNLIKE:
        messages.warning(request, gettext("Sheet %(serial)s has to be settled.") % {"serial": done.serial})
        return redirect("collect:paper_settle", done.id)
    messages.success(request, gettext("Sheet %(serial)s is saved.") % {"serial": done.serial})
    return redirect("collect:paper_next", desk.batch.id, "second" if is_second else "first")


@signed_in
@require_http_methods(READ_AND_SEND)
@never_cache
@found
def settle(request: ActorRequest, number: int) -> HttpResponse:
    """Question by question what two entries have otherwise, and what is missing."""
    desk = _desk(request, number)
    if desk.sheet.state is not SheetState.UNLIKE:
        return redirect("collect:paper_batch", desk.batch.id)
    try:
        both = queries.entries(actor=request.actor, sheet=number)
    except CannotOpen:
        messages.error(
            request,
            gettext("This machine lacks the key that sealed the entries (SAMBAND_BOX_KEY). Ask for it."),
        )
        return redirect("collect:paper_batch", desk.batch.id)
    alike = {name: value for name, value in both.first.items() if name not in both.unlike}
    agreed = as_typed(form=desk.form, batch=desk.batch, answers=alike)
    is_sent = request.method == "POST"
    typed = {**agreed, **_typed(request)} if is_sent else agreed
    entry = desk.read(typed)
    lacking = desk.lacking(entry)
    problems = {**lacking, **entry.problems} if is_sent or not both.unlike else {}
    if is_sent and not problems:
        return _settled(request, desk, entry)
    lines = unlike_lines(
        form=desk.form,
        batch=desk.batch,
        entries=both,
        lacking=tuple(lacking),
        typed=typed,
        problems=problems,
    )
    context = {**_around(desk), "lines": lines}
    return render(request, "collect/paper/settle.html", context, status=400 if is_sent else 200)


def _settled(request: ActorRequest, desk: Desk, entry: Entry) -> HttpResponse:
    try:
        operations.settle_sheet(
            sheet=desk.sheet.id, answers=entry.answers, by=request.actor, at=timezone.now()
        )
    except (NotTaken, operations.SheetNotTaken) as refusal:
        told = refusal.words if isinstance(refusal, NotTaken) else str(refusal)
        messages.error(request, told)
        return redirect("collect:paper_settle", desk.sheet.id)
    messages.success(request, gettext("Sheet %(serial)s is stored.") % {"serial": desk.sheet.serial})
    return redirect("collect:paper_batch", desk.batch.id)


@signed_in
@require_POST
@found
def sheet_step(request: ActorRequest, number: int, name: str) -> HttpResponse:
    """Set a sheet aside, or begin it again."""
    steps = {"aside": operations.set_sheet_aside, "again": operations.begin_sheet_again}
    desk = _desk(request, number)
    try:
        steps[name](sheet=number, by=request.actor, at=timezone.now())
    except operations.SheetNotTaken as refusal:
        messages.error(request, str(refusal))
    return redirect("collect:paper_batch", desk.batch.id)


def _desk(request: ActorRequest, number: int) -> Desk:
    sheet = queries.sheet(actor=request.actor, sheet=number)
    record = queries.batch(actor=request.actor, batch=sheet.batch)
    return Desk(sheet, record, asked_form(ask=record.ask))


def _typed(request: ActorRequest) -> dict[str, str]:
    return {name: str(text) for name, text in request.POST.items() if name != "csrfmiddlewaretoken"}


def _around(desk: Desk) -> dict[str, object]:
    return {
        "sheet": desk.sheet,
        "batch": desk.batch,
        "title": _title(desk.form),
        "language": desk.batch.language,
    }


def _title(form: AskedForm) -> str:
    return ask_title(form=form, language=get_language() or "en")
