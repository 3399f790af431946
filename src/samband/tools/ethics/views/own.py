# SPDX-License-Identifier: EUPL-1.2
"""My interests: read, add, correct, end, confirm, take away."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.views import attachment, csv_attachment
from samband.core.people.queries import person_offered
from samband.tools.ethics import operations, queries
from samband.tools.ethics.forms import EndForm, InterestForm, initial_of
from samband.tools.ethics.forms.refusals import add_refusal
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.details import rule_words
from samband.tools.ethics.pages.lines import OWN_HEADER, interest_line, interest_lines
from samband.tools.ethics.pages.own import interests_page, own_json, own_rows
from samband.tools.ethics.pages.words import KINDS, office
from samband.tools.ethics.queries.administration import policy_about
from samband.tools.ethics.queries.kin import own_kin
from samband.tools.ethics.queries.limits import limits
from samband.tools.ethics.queries.readings import read_interest
from samband.tools.ethics.rules import HAPPENED, InterestKind, InterestRecord, Limit, SourceKind
from samband.tools.ethics.views.finding import found


@signed_in
@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """Without a person in the register of people the page says whom to ask."""
    today = timezone.localdate()
    own = queries.own_interests(actor=request.actor, on=today)
    page = interests_page(found=own, policy=policy_about(person=own.person, on=today)) if own else None
    offered = None if own else person_offered(actor=request.actor, on=today)
    context = {
        "page": page, "own_member": queries.own_member(actor=request.actor), "offered": offered,
        "offered_as": office(held=(offered,)) if offered else "",
    }  # fmt: skip
    return render(request, "ethics/mine.html", context)


@signed_in
@require_safe
def mine_file(request: ActorRequest, format: str) -> HttpResponseBase:  # noqa: A002  it stands in the address
    own = queries.own_interests(actor=request.actor, on=timezone.localdate())
    if own is None:
        raise Http404
    if format == "json":
        kin = own_kin(actor=request.actor, at=timezone.now())
        content = own_json(found=own, kin=kin, at=timezone.now())
        return attachment(content=content, filename="my-interests.json")
    return csv_attachment(header=OWN_HEADER, rows=own_rows(found=own), filename="my-interests.csv")


@signed_in
@require_POST
def confirm(request: ActorRequest) -> HttpResponseRedirect:
    """Nothing has changed, or the list is complete: one tap."""
    try:
        operations.confirm_interests(by=request.actor, at=timezone.now())
    except Refused:
        raise Http404 from None
    messages.success(request, gettext("Thank you. Your interests are confirmed as of today."))
    return redirect("ethics:mine")


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, kind: str) -> HttpResponse:
    """Declare an interest of this kind."""
    own = queries.own_person(actor=request.actor)
    if own is None or kind not in set(InterestKind):
        raise Http404
    chosen = InterestKind(kind)
    form = InterestForm(request.POST or None, kind=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            operations.declare_interest(
                person=own.id, new=form.interest(), by=request.actor, at=timezone.now()
            )
        except Refused as refused:
            add_refusal(form=form, refused=refused)
        else:
            messages.success(request, gettext("It stands on your list."))
            return redirect("ethics:mine")
    context = {
        "form": form,
        "kind": KINDS[chosen],
        "is_public": shows(chosen, own.id),
        "limits": rules_of(kind=chosen),
    }
    return render(request, "ethics/add.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def change(request: ActorRequest, key: str) -> HttpResponse:
    """Correct it, end it, or take it back; ``do`` says which form was sent."""
    one, *earlier = read_interest(actor=request.actor, key=key, at=timezone.now())
    is_own = queries.is_own(actor=request.actor, person=one.person)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    right = InterestForm(
        request.POST if do == "correct" else None, kind=one.kind, is_own=is_own, initial=initial_of(one=one)
    )
    ending = EndForm(
        request.POST if do == "end" else None, auto_id="end_%s", initial={"last_day": timezone.localdate()}
    )
    sent: InterestForm | EndForm = ending if do == "end" else right
    if do in {"withdraw", "not_mine"} or (do in {"end", "correct"} and sent.is_valid()):
        try:
            _change(request, one, do, sent)
        except Refused as refused:
            add_refusal(form=sent, refused=refused)
        else:
            return _back(request, one, is_own=is_own)
    return _change_page(request, one, earlier, right, ending, is_own=is_own)


def _change(request: ActorRequest, one: InterestRecord, do: str, form: InterestForm | EndForm) -> None:
    by, at = request.actor, timezone.now()
    if isinstance(form, EndForm):
        operations.end_interest(key=one.key, last_day=form.cleaned_data["last_day"], by=by, at=at)
        messages.success(request, gettext("It is ended."))
    elif do == "correct":
        operations.correct_interest(key=one.key, to=form.interest(), by=by, at=at)
        messages.success(request, gettext("It is corrected."))
    else:
        operations.withdraw_interest(key=one.key, is_not_mine=do == "not_mine", by=by, at=at)
        messages.success(request, gettext("It is taken back."))


def _back(request: ActorRequest, one: InterestRecord, *, is_own: bool) -> HttpResponseRedirect:
    if is_own:
        return redirect("ethics:mine")
    return redirect("ethics:member_person", queries.own_member(actor=request.actor), one.person)


def _change_page(
    request: ActorRequest,
    one: InterestRecord,
    before: list[InterestRecord],
    right: InterestForm,
    ending: EndForm,
    *,
    is_own: bool,
) -> HttpResponse:
    policy = queries.policy_on(on=timezone.localdate())
    context = {
        "line": interest_line(one=one, policy=policy),
        "earlier": interest_lines(found=before, policy=policy),
        "right": right,
        "ending": ending,
        "is_own": is_own,
        "own_member": queries.own_member(actor=request.actor),
        "may_end": one.kind not in HAPPENED and one.valid_to is None,
        "is_from_register": one.source is SourceKind.REGISTER,
        "is_public": policy.shows(one.kind),
        "limits": rules_of(kind=one.kind),
    }
    status = 400 if right.errors or ending.errors else 200
    return render(request, "ethics/change.html", context, status=status)


def rules_of(*, kind: InterestKind) -> list[tuple[str, Limit]]:
    """What the country says of interests of this kind, as far as it is known."""
    return [(rule_words(limit=one), one) for one in limits(kind=kind)]


def shows(kind: InterestKind, person: int) -> bool:
    return policy_about(person=person, on=timezone.localdate()).shows(kind)
