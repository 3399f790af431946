# SPDX-License-Identifier: EUPL-1.2
"""Who may answer, for whoever holds what gives the right to. Unguarded: holding it is the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from samband.core.collect.analysis.sealing import code_digest, draft_id, token_digest
from samband.core.collect.models import Ask, Draft
from samband.core.collect.queries.cases import ask_of_digest, case_by_digest
from samband.core.collect.rules import AskState, SecretKind


@dataclass(frozen=True, slots=True)
class HolderRecord:
    """One who may answer once. No name, no address: pages of a questionnaire need none."""

    group: str
    unit: str
    language: str
    has_answered: bool


def holder(*, ask: str, kind: SecretKind, secret: str) -> HolderRecord | None:
    """None when the secret opens nothing here, and for an open link, which belongs to nobody."""
    if not secret.isprintable() or kind not in {SecretKind.TOKEN, SecretKind.CODE}:
        return None
    digest = (
        token_digest(token=secret)
        if kind is SecretKind.TOKEN
        else code_digest(ask=ask, code=secret, keys=settings.SAMBAND_BOX_KEYS)
    )
    found = case_by_digest(ask=ask, digest=digest)
    if found is None:
        return None
    return HolderRecord(found.group, found.unit, found.language, found.answered_on is not None)


def ask_of_token(*, token: str) -> str | None:
    """Slug of the ask that a token from a letter belongs to."""
    return ask_of_digest(digest=token_digest(token=token)) if token.isprintable() else None


def ask_of_return_code(*, code: str) -> str | None:
    """Slug of the ask in which somebody broke off and was given this code to come back with."""
    drafts = {
        draft_id(ask=slug, secret=code, keys=settings.SAMBAND_BOX_KEYS): slug for slug in _with_open_link()
    }
    found = Draft.objects.filter(pk__in=drafts).values_list("pk", flat=True).first()
    return drafts[found] if found else None


def _with_open_link() -> Sequence[str]:
    open_ones = Ask.objects.filter(open_link=True).exclude(state=AskState.CLOSED)
    return list(open_ones.values_list("slug", flat=True))
