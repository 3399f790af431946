# SPDX-License-Identifier: EUPL-1.2
"""What several views share: records that are not there, words that need the reader's language."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import get_language

from samband.core.access.views import answering_404
from samband.core.members.queries import latest_authority
from samband.core.members.rules import UnknownAuthority
from samband.tools.dialogue import queries
from samband.tools.dialogue.pages import area_names

found = answering_404(queries.NotThere, UnknownAuthority)


def language() -> str:
    return get_language() or "en"


def names() -> Mapping[str, str]:
    """Service areas by code."""
    return area_names(areas=queries.service_areas(), language=language())


def member_names() -> Mapping[str, str]:
    """Members of today by code."""
    return {one.code: one.name for one in queries.members_on(on=timezone.localdate())}


def member_name(code: str) -> str:
    """Raises UnknownAuthority."""
    return latest_authority(code=code, on=timezone.localdate()).name
