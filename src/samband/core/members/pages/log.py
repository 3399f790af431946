# SPDX-License-Identifier: EUPL-1.2
"""What the log calls members and what they are members of, in the reader's language."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import get_language

from samband.core.members.queries import organisations, scopes
from samband.core.members.queries.register import names_on

MEMBER, SCOPES = "member:", ("members.scope:", "membership.scope:")


def names_of(*, references: frozenset[str]) -> Mapping[str, str]:
    """For whoever may read the log: authorities, companies, joint bodies, and what one is a member of."""
    codes = {one.removeprefix(MEMBER) for one in references if one.startswith(MEMBER)}
    held = {one.partition(":")[2] for one in references if one.startswith(SCOPES)}
    return (_members(codes) if codes else {}) | (_scopes() if held else {})


def _members(codes: set[str]) -> dict[str, str]:
    named = {one.code: one.name for one in organisations() if one.code in codes}
    named |= names_on(codes=codes, on=timezone.localdate())
    return {f"{MEMBER}{code}": name for code, name in named.items()}


def _scopes() -> dict[str, str]:
    language = get_language() or "en"
    return {f"{prefix}{one.code}": one.in_language(language) for prefix in SCOPES for one in scopes()}
