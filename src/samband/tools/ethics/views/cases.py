# SPDX-License-Identifier: EUPL-1.2
"""The case officer's check: a case in, parties and people confirmed, held against the interests, closed."""

import io
from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.queries import names_of
from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.queries import latest_authority
from samband.core.members.views import attachment
from samband.engines.files import Unreadable
from samband.engines.reports import Report, to_html, to_pdf
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.bidders import read_bidders
from samband.tools.ethics.analysis.evidence import state_of
from samband.tools.ethics.forms import CaseForm, CloseForm, NewCaseForm, OutcomeForm
from samband.tools.ethics.forms.refusals import add_file_faults, add_refusal
from samband.tools.ethics.operations import NewCase, Refused
from samband.tools.ethics.pages.administration import without_list
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.pages.cases import DONE, case_page, proposal
from samband.tools.ethics.pages.meetings import MATTERS
from samband.tools.ethics.pages.statement import statement, statement_file
from samband.tools.ethics.queries import CheckedCase
from samband.tools.ethics.queries.administration import kept_here
from samband.tools.ethics.queries.readings import read_case, read_cases
from samband.tools.ethics.rules import CaseRecord, DelegationRecord, Done
from samband.tools.ethics.views.finding import found
from samband.tools.ethics.views.register import page_number


@signed_in
@require_http_methods(["GET", "POST"])
@found
def cases(request: ActorRequest, code: str) -> HttpResponse:
    """Cases of one's own member, and a new one."""
    known = read_cases(actor=request.actor, authority=code, at=timezone.now(), page=page_number(request))
    form = NewCaseForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (made := _entered(request, code, form)):
        return redirect("ethics:case", made)
    context = {
        "form": form, "code": code, "name": latest_authority(code=code, on=timezone.localdate()).name,
        "cases": [(one, MATTERS[one.item.matter], DONE[one.done] if one.done else "") for one in known.cases],
        "page": known,
    }  # fmt: skip
    return render(request, "ethics/cases.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def case(request: ActorRequest, case: int) -> HttpResponse:
    """Parties to be confirmed, and who prepares and decides."""
    record = read_case(actor=request.actor, number=case, at=timezone.now())
    if record.done is not None:
        return redirect("ethics:case_result", case)
    if request.POST.get("seen", record.state) != record.state:
        messages.error(request, gettext("The case has been changed meanwhile. Look at it again."))
        return redirect("ethics:case", case)
    proposed = _proposed(request, record)
    form = _form(request, record, [one.told.person for one in proposed if one.told.person])
    if request.method == "POST" and form.is_valid() and _changed(request, record, form):
        if request.POST.get("do") == "check" and _checked(request, case):
            return redirect("ethics:case_result", case)
        return redirect("ethics:case", case)
    context = {"case": record, "form": form, "proposed": [proposal(one=one) for one in proposed]}
    return render(request, "ethics/case.html", context, status=400 if form.errors else 200)


@signed_in
@require_safe
@found
def case_result(request: ActorRequest, case: int) -> HttpResponse:
    """Who may have a stake in whom, why, and what was not looked at."""
    checked = _read(request, case)
    authority, silent = checked.case.authority, without_list(found=checked)
    mine = kept_here(
        actor=request.actor, authority=authority, persons={one for one, _ in silent}, on=timezone.localdate()
    )
    context = {
        **_context(checked), "to_ask": [one for one in silent if one[0] in mine],
        "form": CloseForm(),
        "has_changed": _has_changed(request, checked),
        "done": DONE[checked.case.done] if checked.case.done else "",
    }  # fmt: skip
    return render(request, "ethics/case_result.html", context)


@signed_in
@require_POST
@found
def check_again(request: ActorRequest, case: int) -> HttpResponseRedirect:
    """Check once more: facts, parties or people have changed."""
    _checked(request, case)
    return redirect("ethics:case_result", case)


@signed_in
@require_POST
@found
def close_case(request: ActorRequest, case: int) -> HttpResponse:
    """Write down what was done."""
    checked, form = _read(request, case), CloseForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            operations.close_case(
                case=case, done=Done(told["done"]), reason=told["reason"], decided_by=told["decided_by"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            add_refusal(form=form, refused=refused)
        else:
            messages.success(request, gettext("It is recorded, and the case is closed."))
            return redirect("ethics:case_result", case)
    context = {**_context(checked), "form": form, "has_changed": False, "done": ""}
    return render(request, "ethics/case_result.html", context, status=400)


@signed_in
@require_POST
@found
def record_outcome(request: ActorRequest, case: int) -> HttpResponseRedirect:
    """Write down what was done about one person."""
    queries.case(actor=request.actor, number=case)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose what was done."))
        return redirect("ethics:case_result", case)
    told = form.cleaned_data
    try:
        operations.record_outcome(
            case=case, person=told["person"], done=Done(told["done"]), reason=told["reason"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("It is recorded."))
    return redirect("ethics:case_result", case)


@signed_in
@require_POST
@found
def reopen_case(request: ActorRequest, case: int) -> HttpResponseRedirect:
    operations.reopen_case(case=case, by=request.actor, at=timezone.now())
    messages.success(request, gettext("The case is open again."))
    return redirect("ethics:case_result", case)


@signed_in
@require_POST
@found
def erase_case(request: ActorRequest, case: int) -> HttpResponseRedirect:
    code = operations.erase_case(case=case, by=request.actor, at=timezone.now())
    messages.success(request, gettext("The case is erased, with all that was kept of it."))
    return redirect("ethics:cases", code)


@signed_in
@require_safe
@found
def case_statement(request: ActorRequest, case: int) -> HttpResponse:
    """The evidence to print."""
    checked = _read(request, case)
    inner = replace(_statement(checked), subject="", publisher="")
    written = to_html(report=inner, with_title=False, with_contents=False)
    text = mark_safe(written)  # noqa: S308  made by engines.reports, which escapes
    return render(request, "ethics/case_statement.html", {"case": checked.case, "statement": text})


@signed_in
@require_safe
@found
def case_file(request: ActorRequest, case: int, name: str) -> HttpResponseBase:
    """The evidence as a file. That it was taken away is noted."""
    checked = _read(request, case)
    operations.note_statement(case=case, by=request.actor, at=timezone.now())
    if name == "statement.pdf":
        pdf = to_pdf(report=_statement(checked))
        return FileResponse(io.BytesIO(pdf), filename=f"check-{case}.pdf")
    files = {
        "statement.json": lambda: statement_file(found=checked),
        "register.json": lambda: checked.register,
        "agenda.json": lambda: checked.agenda,
    }
    return attachment(content=files[name](), filename=name)


def _read(request: ActorRequest, case: int) -> CheckedCase:
    return queries.checked_case(
        actor=request.actor, number=case, language=get_language() or "en", at=timezone.now()
    )


def _context(checked: CheckedCase) -> Mapping[str, object]:
    page = case_page(found=checked)
    first = {one.person: one for one in reversed(page.asked) if one.person}
    asked = [(one, _outcome_form(one.person) if first.get(one.person) is one else None) for one in page.asked]
    return {
        "case": checked.case, "checked": checked, "page": page, "asked": asked,
        "is_each": len(first) > 1,
        "law": checked.result["law"], "matter": MATTERS[checked.case.item.matter],
    }  # fmt: skip


def _outcome_form(person: int) -> OutcomeForm:
    return OutcomeForm(initial={"person": person}, auto_id=f"o{person}-%s")


def _statement(checked: CheckedCase) -> Report:
    named = names_of(references=[checked.by]).get(checked.by, gettext("the installation"))
    return statement(found=checked, by=named, at=timezone.now())


def _has_changed(request: ActorRequest, checked: CheckedCase) -> bool:
    facts = queries.facts_of_case(actor=request.actor, number=checked.case.id)
    register, agenda = case_files(facts=facts)
    return state_of(register=register, agenda=agenda) != checked.state


def _entered(request: ActorRequest, code: str, form: NewCaseForm) -> int:
    """Number of the new case; 0 when the form says why there is none."""
    told = form.cleaned_data
    try:
        new = NewCase(
            reference=told["reference"], title=told["title"], matter=told["matter"], day=told["day"],
            begun=told["begun"], amount=told["amount"], parties=_bidders(form),
        )  # fmt: skip
        return operations.enter_case(authority=code, new=new, by=request.actor, at=timezone.now())
    except Unreadable as refused:
        add_file_faults(form=form, refused=refused)
    except Refused as refused:
        add_refusal(form=form, refused=refused)
    return 0


def _bidders(form: NewCaseForm) -> tuple[str, ...]:
    told = form.cleaned_data
    typed = read_bidders(text=told["parties"])
    if not told["file"]:
        return typed
    sent = operations.read_bidders_file(file=told["file"], filename=told["file"].name)
    if not sent:
        raise Refused(gettext("The file has no names."), "file")
    return tuple(dict.fromkeys((*typed, *sent)))


def _form(request: ActorRequest, record: CaseRecord, proposed: list[int]) -> CaseForm:
    language = get_language() or "en"
    bodies = queries.bodies_of_member(actor=request.actor, authority=record.authority, on=record.day)
    people = queries.candidates(actor=request.actor, authority=record.authority, on=record.day)
    return CaseForm(
        request.POST if request.method == "POST" else None, case=record,
        bodies=[(one.code, one.in_language(language)) for one in bodies], people=people, proposed=proposed,
    )  # fmt: skip


def _proposed(request: ActorRequest, record: CaseRecord) -> tuple[DelegationRecord, ...]:
    return queries.who_decides(
        actor=request.actor, authority=record.authority, matter=record.item.matter, amount=record.amount,
        currency=record.currency, on=record.day,
    )  # fmt: skip


def _changed(request: ActorRequest, record: CaseRecord, form: CaseForm) -> bool:
    """Whether the case is kept as it was sent."""
    told = form.cleaned_data
    known = queries.known_things(actor=request.actor, authority=record.authority, on=told["day"])
    try:
        operations.change_case(
            case=record.id, item=form.item(known=known), day=told["day"], body=told["body"],
            amount=told["amount"], hands=form.hands(), seen=record.state, by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        add_refusal(form=form, refused=refused)
        return False
    if request.POST.get("do") != "check":
        messages.success(request, gettext("The case is kept."))
    return True


def _checked(request: ActorRequest, case: int) -> bool:
    """Whether it could be."""
    register, agenda = case_files(facts=queries.facts_of_case(actor=request.actor, number=case))
    try:
        operations.check_case(
            case=case, register=register, agenda=agenda, by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True
