# SPDX-License-Identifier: EUPL-1.2
"""Who is asking: ``request.actor`` on every request, how long a session lives, and what becomes of
NotAllowed.
"""

import time
from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext

from samband.core.access.operations import record_sign_in_change, touch_session
from samband.core.access.queries import actor_for, has_second_factor, must_have_second_factor, person_behind
from samband.core.access.rules import Actor, NotAllowed

SIGNED_IN_AT, SEEN_AT, SECOND_FACTOR = "signed_in_at", "seen_at", "has_second_factor"
SEEN_EVERY = 300
"""Seconds between two notes that a session is in use."""
LARGEST_NUMBER = 2**63 - 1

OPEN_WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_index",
        "set_language",
    }
)
PERMISSIONS = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


class RequestSizeMiddleware:
    """Refuse a body that is larger than any of our forms takes, before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.SAMBAND_LARGEST_REQUEST_BYTES:
            raise RequestDataTooBig
        return self.get_response(request)


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_over(request=request):
            logout(request)
            text = gettext("You have been signed out, because nobody had used this page for a while.")
            messages.info(request, text)
        request.actor = actor_for(user=request.user, on=timezone.localdate())  # type: ignore[attr-defined]
        was_signed_in = request.actor.is_signed_in  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponseNotAllowed):
            response = _nothing_to_open(request, response)
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache"'
        return _kept_to_oneself(response, is_signed_in=was_signed_in or request.user.is_authenticated)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, given: Mapping[str, object]
    ) -> HttpResponse | None:
        """Lead whoever must have a second step to set it up first; nothing else opens until then.

        What is in the address and no row can have leads nowhere, instead of into the database.
        """
        if any(_is_nowhere(value) for value in given.values()):
            raise Http404
        name = request.resolver_match.view_name if request.resolver_match else ""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if name in OPEN_WITHOUT_SECOND_FACTOR or not must_have_second_factor(actor=actor):
            return None
        if not request.session.get(SECOND_FACTOR):
            if not has_second_factor(person=actor.reference):
                return redirect("mfa_index")
            request.session[SECOND_FACTOR] = True
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Send a stranger to sign-in; tell somebody signed in that the page does not exist."""
        if not isinstance(exception, NotAllowed):
            return None
        if not exception.actor.is_signed_in:
            return redirect_to_login(request.get_full_path())
        raise Http404 from exception


def _is_nowhere(value: object) -> bool:
    """A number that is too large, or a text with the one sign that PostgreSQL does not take."""
    return value > LARGEST_NUMBER if isinstance(value, int) else "\0" in str(value)


def begin_session(*, request: HttpRequest, **_signal: object) -> None:
    """Somebody has just signed in (Django's signal)."""
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = time.time()
    request.session.pop(SECOND_FACTOR, None)


def is_over(*, request: HttpRequest) -> bool:
    """Whether the session has lived too long, or nobody has used it for too long. Notes its use otherwise."""
    if not request.user.is_authenticated:
        return False
    now, session = time.time(), request.session
    begun, seen = session.get(SIGNED_IN_AT, 0), session.get(SEEN_AT, 0)
    if now - begun >= settings.SESSION_COOKIE_AGE or now - seen >= settings.SAMBAND_IDLE_SECONDS:
        return True
    if now - seen >= SEEN_EVERY:
        session[SEEN_AT] = now
        touch_session(session_key=session.session_key or "", at=timezone.now())
    return False


def _nothing_to_open(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Say what to do at the address of a button: a browser shows nothing at all for an empty answer."""
    page = render(request, "405.html", status=refused.status_code)
    page.headers["Allow"] = refused.headers["Allow"]
    return page


def _kept_to_oneself(response: HttpResponse, *, is_signed_in: bool) -> HttpResponse:
    """What is made for one person is kept by no cache between, and asked for again by the browser."""
    response.headers.setdefault("Permissions-Policy", PERMISSIONS)
    if "public" in response.get("Cache-Control", ""):
        return response
    if not response.has_header("Cache-Control"):
        if is_signed_in:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def note_password(*, user: AbstractBaseUser, **_signal: object) -> None:
    _note(user, "password_changed")


def note_second_factor(*, user: AbstractBaseUser, **_signal: object) -> None:
    _note(user, "second_factor_added")


def note_second_factor_gone(*, user: AbstractBaseUser, **_signal: object) -> None:
    _note(user, "second_factor_removed")


def _note(user: AbstractBaseUser, change: str) -> None:
    reference = person_behind(user=user).reference
    record_sign_in_change(person=reference, change=change, at=timezone.now())
