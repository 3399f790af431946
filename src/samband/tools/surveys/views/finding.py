# SPDX-License-Identifier: EUPL-1.2
"""What does not exist, and what somebody may not know of, is answered alike: 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect

from samband.core.access.views import ActorRequest, answering_404
from samband.core.collect.queries import NoSuchImport
from samband.core.members.rules import UnknownAuthority
from samband.core.publications.rules import UnknownPublication
from samband.tools.surveys.queries import (
    EstimatesChanged,
    NoSuchUpload,
    NoSuchWave,
    NotEstimated,
    NotPreviewable,
    NotPublished,
)

P = ParamSpec("P")


def estimates_kept(
    view: Callable[Concatenate[ActorRequest, P], HttpResponseBase],
) -> Callable[Concatenate[ActorRequest, P], HttpResponseBase]:
    """Lead back to the wave, with a word on what to do, when its estimates are not what was written."""

    @wraps(view)
    def checked(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except EstimatesChanged as changed:
            messages.error(request, str(changed))
            return redirect("surveys:work", kwargs["slug"])

    return checked


found = answering_404(
    NoSuchUpload,
    NoSuchWave,
    NoSuchImport,
    NotEstimated,
    NotPreviewable,
    NotPublished,
    UnknownAuthority,
    UnknownPublication,
)
