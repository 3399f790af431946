# SPDX-License-Identifier: EUPL-1.2
"""With a code from a slip to the questionnaire. Wrong codes are counted, nobody's address is kept."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from samband.core.collect.forms.meeting import CodeForm
from samband.core.collect.operations.answering import Way, new_return_code
from samband.core.collect.operations.intake import NotTaken, Reason
from samband.core.collect.operations.intake.limits import LIMITS, address_of
from samband.core.collect.queries.meeting import MeetingRecord, ask_of_code, code_in, meeting_of_word
from samband.core.collect.rules import CODE_DIGITS, WRONG_IN_MEETING, Mode, SecretKind
from samband.core.collect.views.ways import carry, respondents, stopped


def way_of_code(*, code: str) -> Way | None:
    """For whoever types a code without saying of which meeting; None when it opens nothing."""
    ask = ask_of_code(code=code) if is_code(text=code) else None
    return _way(ask, code) if ask else None


def is_code(*, text: str) -> bool:
    return len(text) == CODE_DIGITS and text.isascii() and text.isdecimal()


@require_http_methods(["GET", "HEAD", "POST"])
@respondents
def in_meeting(request: HttpRequest, word: str) -> HttpResponseBase:
    """The page to which the screen of the hall leads: the code is typed."""
    record = meeting_of_word(word=word)
    form = CodeForm(request.POST or None)
    if record is None:
        return render(request, "collect/meeting/over.html", status=404)
    if request.method != "POST":
        return render(request, "collect/meeting/code.html", {"form": form, "session": record, "word": word})
    code = "".join(request.POST.get("code", "").split())
    return _entered(request, record, word, code, form)


@require_safe
@respondents
def slip(request: HttpRequest, word: str, code: str) -> HttpResponseBase:
    """The address on a slip: the code goes out of it at once."""
    record = meeting_of_word(word=word)
    if record is None:
        return render(request, "collect/meeting/over.html", status=404)
    response = _entered(request, record, word, code, CodeForm({"code": code}))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _entered(
    request: HttpRequest, record: MeetingRecord, word: str, code: str, form: CodeForm
) -> HttpResponse:
    what, address, at = f"meeting {record.id}", address_of(environ=request.META), timezone.now()
    if LIMITS.is_over(what=what, address=address, most=WRONG_IN_MEETING, at=at):
        return stopped(request, NotTaken(Reason.TOO_MANY), status=429)
    if is_code(text=code) and code_in(meeting=record, code=code):
        response = redirect("answering:welcome", record.ask)
        carry(response=response, way=_way(record.ask, code))
        return response
    LIMITS.count(what=what, address=address, at=at)
    if form.is_valid():
        form.add_error("code", gettext("This code is not known here. Check each digit."))
    context = {"form": form, "session": record, "word": word}
    return render(request, "collect/meeting/code.html", context, status=400)


def _way(ask: str, code: str) -> Way:
    """What is typed is kept under a word that only this telephone has, never under the code."""
    return Way(ask, SecretKind.CODE, code, new_return_code(), Mode.MEETING)
