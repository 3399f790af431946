# SPDX-License-Identifier: EUPL-1.2
"""What several views share: goals that are not there, steps that are refused, names of members."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from samband.core.access.views import answering_404
from samband.core.follow_up.pages.words import refusal
from samband.core.follow_up.queries import NoSuchGoal
from samband.core.follow_up.rules import WrongStep
from samband.core.members.queries import latest_authority
from samband.core.members.queries.register import names_on
from samband.core.members.rules import UnknownAuthority

found = answering_404(NoSuchGoal, UnknownAuthority)


def language() -> str:
    return get_language() or "en"


def member_name(code: str) -> str:
    """Raises UnknownAuthority."""
    return latest_authority(code=code, on=timezone.localdate()).name


def member_names(codes: Iterable[str]) -> Mapping[str, str]:
    """Code -> name, of the past too."""
    return names_on(codes=list(codes), on=timezone.localdate())


def site_of(request: HttpRequest) -> str:
    """Origin of the pages, ``https://name``."""
    return f"{request.scheme}://{request.get_host()}"


def tell_refusal(request: HttpRequest, fault: WrongStep) -> None:
    messages.error(request, refusal(fault=fault))
