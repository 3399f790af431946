# SPDX-License-Identifier: EUPL-1.2
"""Writes of asks and answers."""

from samband.core.collect.operations.asks import (
    AskIsClosed,
    SlugTaken,
    WrongInstrument,
    close_ask,
    open_ask,
    reopen_ask,
    set_units,
)
from samband.core.collect.operations.imports import (
    ImportHasEnded,
    confirm_import,
    discard_import,
    preview_import,
    recheck_import,
)
from samband.core.collect.operations.loading import NewResponse, load_responses
from samband.core.collect.operations.uploads import remove_old_uploads

__all__ = [
    "AskIsClosed",
    "ImportHasEnded",
    "NewResponse",
    "SlugTaken",
    "WrongInstrument",
    "close_ask",
    "confirm_import",
    "discard_import",
    "load_responses",
    "open_ask",
    "preview_import",
    "recheck_import",
    "remove_old_uploads",
    "reopen_ask",
    "set_units",
]
