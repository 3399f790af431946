# SPDX-License-Identifier: EUPL-1.2
"""What a respondent's browser carries, and what every page for respondents is like.

The link of a letter is taken out of the address at once and carried in a signed cookie that only pages of
this one questionnaire get and no script can read. Nothing about respondents is in sessions or logs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import activate, get_language, gettext
from django.utils.translation.trans_real import parse_accept_lang_header

from samband.core.collect.operations.answering import Sheet, Way, load_sheet
from samband.core.collect.operations.intake import NotTaken, Reason
from samband.core.collect.operations.intake.preparing import fresh_form
from samband.core.collect.pages import best_language, language_around, language_at_the_door, language_choices
from samband.core.collect.queries import AskedForm, NoForm
from samband.core.collect.queries.holders import HolderRecord, holder
from samband.core.collect.rules import SecretKind
from samband.engines.instrument import Flow, Words

WAY, RECEIPT = "way", "receipt"
_SALT: Final = "samband.collect."


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody at a page of their questionnaire. sheet: None before they begin and after they have sent.

    holder: None for an open link. language: of the questionnaire's words.
    """

    way: Way
    asked: AskedForm
    sheet: Sheet | None
    holder: HolderRecord | None
    language: str
    today: date

    @property
    def words(self) -> Words:
        return self.asked.instrument.in_language(self.language)

    @property
    def flow(self) -> Flow:
        return self.asked.instrument.flow

    @property
    def group(self) -> str:
        """'' when nobody has said yet."""
        if self.sheet is not None:
            return self.sheet.visit.group
        return self.holder.group if self.holder else ""


View = Callable[..., HttpResponseBase]
StandingView = Callable[..., HttpResponseBase]


def respondents(view: View) -> View:
    """Kept by no cache and no log, in whatever language the browser asks for until a better one is known."""

    @wraps(view)
    def quietly(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        activate(language_at_the_door(wanted=_wanted(request)) or get_language() or "en")
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, no_store=True, private=True)
        # Django would write the address of what was refused into its log; a token may stand in it.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return quietly


def standing(view: StandingView) -> View:
    """Pages below ``/a/q/<ask>/``: give the view who stands there, or say why nobody can."""

    @wraps(view)
    def found(request: HttpRequest, ask: str, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        try:
            asked = fresh_form(ask=ask)
            _ = asked.instrument
        except (NotTaken, NoForm):
            return stopped(request, NotTaken(Reason.UNKNOWN_ASK), status=404)
        way = carried_way(request=request, ask=ask)
        if way is None:
            activate(language_around(language=wanted_language(request=request, asked=asked)))
            return render(request, "collect/no_way.html", {"asked": asked}, status=403)
        now = stand(request=request, way=way, asked=asked)
        activate(language_around(language=now.language))
        return view(request, now, *args, **kwargs)

    return respondents(found)


def stand(*, request: HttpRequest, way: Way, asked: AskedForm) -> Standing:
    sheet = load_sheet(way=way)
    held = holder(ask=way.ask, kind=way.kind, secret=way.secret)
    known = (request.GET.get("language"), sheet and sheet.visit.language, held and held.language)
    language = next((one for one in known if one in asked.languages), "")
    language = language or wanted_language(request=request, asked=asked)
    return Standing(way, asked, sheet, held, language, timezone.localdate())


def wanted_language(*, request: HttpRequest, asked: AskedForm) -> str:
    """The one that the address names or that was chosen before, else what the browser asks for."""
    return best_language(languages=asked.languages, wanted=_wanted(request))


def _wanted(request: HttpRequest) -> list[str]:
    header = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500])
    chosen = [request.GET.get("language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    wanted = [*filter(None, chosen), *(name for name, _weight in header)]
    return [one.replace("_", "-") for one in wanted]


def carry(*, response: HttpResponse, way: Way) -> None:
    """Let the browser carry it, to pages of this questionnaire only, until it is closed."""
    told = [way.kind.value, way.secret, way.draft, way.mode]
    _set(response, WAY, signing.dumps(told, salt=f"{_SALT}{WAY}:{way.ask}"), way.ask)


def carried_way(*, request: HttpRequest, ask: str) -> Way | None:
    told = _told(request, WAY, ask)
    if not isinstance(told, list) or len(told) != 4:
        return None
    kind, secret, draft, mode = told
    return Way(ask, SecretKind(kind), secret, draft, mode)


@dataclass(frozen=True, slots=True)
class Thanked:
    """number: of the receipt. language: it was answered in. has_ended_early: not everything was asked."""

    number: str
    language: str
    has_ended_early: bool = False


def carry_receipt(*, response: HttpResponse, ask: str, thanked: Thanked) -> None:
    told = [thanked.number, thanked.language, thanked.has_ended_early]
    _set(response, RECEIPT, signing.dumps(told, salt=f"{_SALT}{RECEIPT}:{ask}"), ask)


def carried_receipt(*, request: HttpRequest, ask: str) -> Thanked | None:
    told = _told(request, RECEIPT, ask)
    return Thanked(*told) if isinstance(told, list) and len(told) == 3 else None


def _set(response: HttpResponse, name: str, value: str, ask: str) -> None:
    response.set_cookie(
        name,
        value,
        path=reverse("answering:welcome", args=[ask]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _told(request: HttpRequest, name: str, ask: str) -> object:
    try:
        return signing.loads(request.COOKIES.get(name, ""), salt=f"{_SALT}{name}:{ask}")
    except signing.BadSignature:
        return None


def shown(
    request: HttpRequest,
    now: Standing,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """A page with what all of them have."""
    frame = {
        "now": now,
        "ask": now.way.ask,
        "words_language": now.language,
        "around": language_around(language=now.language),
        "language_choices": language_choices(languages=now.asked.languages, current=now.language),
        "title": now.asked.title.get(now.language) or now.words.title,
    }
    return render(request, template, {**frame, **context}, status=status)


def stopped(request: HttpRequest, reason: NotTaken, *, status: int = 200) -> HttpResponse:
    """Nothing can be answered here now; in words."""
    headings = {
        Reason.ANSWERED: gettext("You have answered already"),
        Reason.EARLY: gettext("Not open yet"),
        Reason.CLOSED: gettext("This is closed"),
    }
    context = {
        "reason": reason,
        "heading": headings.get(reason.reason),
        "offers_entry": reason.reason is Reason.UNKNOWN_SECRET,
    }
    return render(request, "collect/stopped.html", context, status=status)
