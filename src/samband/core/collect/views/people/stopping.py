# SPDX-License-Identifier: EUPL-1.2
"""Ends messages to whoever holds the address. Looking changes nothing: programs that read mail follow links.

A mailbox posts here by itself when its reader presses its own button (RFC 8058): no cookie, no sign-in, no
form of ours, so there is no token against forgery; whoever knows the address holds the message.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samband.core.collect.operations import invitations
from samband.core.collect.views.ways import respondents


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@respondents
def stop(request: HttpRequest, word: str) -> HttpResponse:
    is_known = invitations.read_stop(word=word) is not None
    is_done = request.method == "POST" and invitations.stop(word=word, at=timezone.now())
    context = {"is_known": is_known, "is_done": is_done}
    return render(request, "collect/people/stop.html", context, status=200 if is_known else 404)
