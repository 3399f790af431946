# SPDX-License-Identifier: EUPL-1.2
"""People of the administration: named, asked to write their list; and the employee who says “this is me”."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.views import ActorRequest, signed_in
from samband.core.members.forms import Choices
from samband.core.members.queries import latest_authority
from samband.core.people.operations import take_up_person
from samband.core.people.queries import offices_on
from samband.tools.ethics import operations, queries
from samband.tools.ethics.forms import EmployeeForm
from samband.tools.ethics.forms.refusals import add_refusal
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.administration import employee_lines
from samband.tools.ethics.queries.administration import employees
from samband.tools.ethics.rules.administration import Asked
from samband.tools.ethics.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
@found
def administration(request: ActorRequest, code: str) -> HttpResponse:
    """Who prepares and decides cases in the own member without being elected, and how their lists stand."""
    today = timezone.localdate()
    known = employees(actor=request.actor, authority=code, on=today)
    here = {one.state.person for one in known}
    form = EmployeeForm(
        request.POST or None, people=_elected(request, code, here), initial={"valid_from": today}
    )
    if request.method == "POST" and form.is_valid() and (person := _named(request, code, form)):
        first = form.cleaned_data["valid_from"]
        return redirect("ethics:administration", code) if first > today else redirect(
            "ethics:member_person", code, person
        )  # fmt: skip
    context = {
        "form": form, "code": code, "name": latest_authority(code=code, on=today).name,
        "people": employee_lines(found=known),
        "in_order": sum(one.state.todo is queries.Todo.IN_ORDER for one in known),
    }  # fmt: skip
    return render(request, "ethics/administration.html", context, status=400 if form.errors else 200)


@signed_in
@require_POST
@found
def ask_to_declare(request: ActorRequest, code: str, person: int) -> HttpResponseRedirect:
    """A mail with the way to the own list; an invitation for who has no access yet."""
    sign_in, mine = (request.build_absolute_uri(reverse(one)) for one in ("account_login", "ethics:mine"))
    try:
        asked = operations.ask_to_declare(
            authority=code, person=person, sign_in=sign_in, mine=mine, by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(_WORDS[asked]()))
    return redirect("ethics:member_person", code, person)


@signed_in
@require_POST
@found
def take_up(request: ActorRequest) -> HttpResponseRedirect:
    """Yes, this is me."""
    told = request.POST.get("person", "")
    if not (told.isascii() and told.isdecimal() and len(told) <= 18):
        raise Http404
    take_up_person(person=int(told), by=request.actor, at=timezone.now())
    messages.success(request, gettext("This is your list now. Look through it, and confirm it."))
    return redirect("ethics:mine")


_WORDS = {
    Asked.INVITED: lambda: gettext("An invitation is on its way: it leads to sign-in, and then to the list."),
    Asked.WRITTEN_TO: lambda: gettext("A mail is on its way that asks for the list."),
}


def _elected(request: ActorRequest, code: str, here: set[int]) -> Choices:
    """Who holds office in the member and is not in its administration."""
    held = offices_on(actor=request.actor, on=timezone.localdate(), authority=code)
    people = {one.person: one.name for one in held if one.person not in here}
    return [(str(number), name) for number, name in sorted(people.items(), key=lambda one: one[1])]


def _named(request: ActorRequest, code: str, form: EmployeeForm) -> int:
    """Number of the person; 0 when the form says why there is none."""
    try:
        person = operations.name_employee(
            authority=code, new=form.told(), by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        add_refusal(form=form, refused=refused)
        return 0
    messages.success(request, gettext("The person stands in the administration of your member now."))
    return person
