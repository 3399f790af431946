# SPDX-License-Identifier: EUPL-1.2
"""Who may ask, load answers and read them, and the states of an ask and an import."""

from enum import StrEnum

from samband.core.access.rules import Permission, Role

COLLECT = Permission("collect.run_asks", association=frozenset({Role.ANALYST}))
"""Open and close asks, load files of answers."""

READ_ANSWERS = Permission("collect.read_answers", association=frozenset({Role.ANALYST}))
"""See answers of single respondents, which never leave the association."""


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
