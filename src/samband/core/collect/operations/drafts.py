# SPDX-License-Identifier: EUPL-1.2
"""Answers under way: sealed so that only the respondent's own secret, together with this installation, opens
them; gone when they are submitted.
"""

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from samband.core.collect.analysis.sealing import NONCE_BYTES, draft_id, seal_draft, unseal_draft
from samband.core.collect.models import Draft
from samband.core.collect.queries import NoSuchAsk, asked_form


@transaction.atomic
def save_draft(*, ask: str, secret: str, content: Mapping[str, Any], on: date) -> None:
    """Keep answers under way; an earlier draft of the same secret gives way.

    secret: random and the respondent's own, such as a cookie or a word to come back with; 16 letters or more.
    content: JSON values. on: today; no time is kept. Raises NoSuchAsk.
    """
    keys = settings.SAMBAND_BOX_KEYS
    sealed = seal_draft(content=content, ask=ask, secret=secret, keys=keys, nonce=os.urandom(NONCE_BYTES))
    Draft.objects.update_or_create(
        id=draft_id(ask=ask, secret=secret, keys=keys),
        defaults={"ask_id": asked_form(ask=ask).id, "sealed": sealed, "touched_on": on},
    )


def load_draft(*, ask: str, secret: str) -> dict[str, Any] | None:
    """What was kept under this secret; None when there is nothing. Raises CannotOpen."""
    keys = settings.SAMBAND_BOX_KEYS
    found = Draft.objects.filter(pk=draft_id(ask=ask, secret=secret, keys=keys)).first()
    if found is None:
        return None
    return unseal_draft(sealed=bytes(found.sealed), ask=ask, secret=secret, keys=keys)


@transaction.atomic
def drop_draft(*, ask: str, secret: str) -> None:
    """Forget a draft, if there is one."""
    Draft.objects.filter(pk=draft_id(ask=ask, secret=secret, keys=settings.SAMBAND_BOX_KEYS)).delete()


__all__ = ["NoSuchAsk", "drop_draft", "load_draft", "save_draft"]
