# SPDX-License-Identifier: EUPL-1.2
"""Who is asking: ``request.actor`` on every request, and what becomes of NotAllowed."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from samband.core.access.queries import actor_for
from samband.core.access.rules import NotAllowed


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(user=request.user, on=timezone.localdate())  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Send a stranger to sign-in; tell somebody signed in that the page does not exist."""
        if not isinstance(exception, NotAllowed):
            return None
        if not exception.actor.is_signed_in:
            return redirect_to_login(request.get_full_path())
        raise Http404 from exception
