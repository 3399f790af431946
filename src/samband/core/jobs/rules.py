# SPDX-License-Identifier: EUPL-1.2
"""The states of a background job and what may follow what."""

from enum import StrEnum


class State(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = frozenset({State.QUEUED, State.RUNNING})
RESUMABLE = frozenset({State.FAILED, State.CANCELLED})


def percentage(*, done: int, total: int, state: State) -> int:
    """Whole percent, rounded down, so that 100 means all."""
    if state is State.FINISHED:
        return 100
    return 0 if total == 0 else min(100 * done // total, 99)
