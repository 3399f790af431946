# SPDX-License-Identifier: EUPL-1.2
"""Who may ask, load answers and read them, and the states of an ask and an import."""

from enum import StrEnum

from samband.core.collect.card import COLLECT, READ_ANSWERS

__all__ = ["COLLECT", "KEEP_UPLOADS_DAYS", "READ_ANSWERS", "AskState", "ImportState"]


class AskState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class ImportState(StrEnum):
    PREVIEWED = "previewed"
    """Checked; nothing is loaded yet."""
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


KEEP_UPLOADS_DAYS = 14
"""A file that nobody confirmed or discarded is removed after this many days."""
