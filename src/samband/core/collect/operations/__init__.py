# SPDX-License-Identifier: EUPL-1.2
"""Writes of asks, cases and answers. Channels add modules here."""

from samband.core.collect.operations.asks import (
    AskIsClosed,
    SlugTaken,
    WrongInstrument,
    change_ask,
    close_ask,
    draft_ask,
    open_ask,
    present_plan,
    reopen_ask,
    set_units,
    start_ask,
)
from samband.core.collect.operations.box import Opened, open_box
from samband.core.collect.operations.cases import (
    MadeCase,
    NewCase,
    NoSuchUnit,
    add_cases,
    forget_cases,
    renew_tokens,
    set_disposition,
)
from samband.core.collect.operations.drafts import drop_draft, load_draft, save_draft
from samband.core.collect.operations.imports import (
    ImportHasEnded,
    confirm_import,
    discard_import,
    preview_import,
    recheck_import,
)
from samband.core.collect.operations.intake import NotTaken, Reason, Receipt, Submission, submit
from samband.core.collect.operations.loading import NewResponse, load_responses
from samband.core.collect.operations.planning import NotAsPlanned, Plan
from samband.core.collect.operations.quotas import NewCell, set_quotas
from samband.core.collect.operations.uploads import remove_old_uploads

__all__ = [
    "AskIsClosed",
    "ImportHasEnded",
    "MadeCase",
    "NewCase",
    "NewCell",
    "NewResponse",
    "NoSuchUnit",
    "NotAsPlanned",
    "NotTaken",
    "Opened",
    "Plan",
    "Reason",
    "Receipt",
    "SlugTaken",
    "Submission",
    "WrongInstrument",
    "add_cases",
    "change_ask",
    "close_ask",
    "confirm_import",
    "discard_import",
    "draft_ask",
    "drop_draft",
    "forget_cases",
    "load_draft",
    "load_responses",
    "open_ask",
    "open_box",
    "present_plan",
    "preview_import",
    "recheck_import",
    "remove_old_uploads",
    "renew_tokens",
    "reopen_ask",
    "save_draft",
    "set_disposition",
    "set_quotas",
    "set_units",
    "start_ask",
    "submit",
]
