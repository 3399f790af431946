# SPDX-License-Identifier: EUPL-1.2
"""What templates of this tool need beside those of the site."""

from django import template
from django.utils import timezone

from samband.core.members.queries import latest_authority

register = template.Library()


@register.simple_tag
def member_name(code: str) -> str:
    """Of a member, as it is called today or was last."""
    return latest_authority(code=code, on=timezone.localdate()).name
